package review

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// clockForm is an hour, and minutes after any of the usual marks.
var clockForm = regexp.MustCompile(`^(\d{1,2})(?:[:：.时点](\d{1,2})?分?)?$`)

// ParseClock reads a time of day as clerks write it (9:5, 9：30, 0930, 9时30分,
// 9点半) and gives it as 09:30; "" stays "".
func ParseClock(text string) (string, error) {
	t := strings.Join(strings.Fields(text), "")
	if t == "" {
		return "", nil
	}
	t = strings.ReplaceAll(t, "半", "30")
	if len(t) == 4 && strings.Trim(t, "0123456789") == "" {
		t = t[:2] + ":" + t[2:]
	}
	m := clockForm.FindStringSubmatch(t)
	if m == nil {
		return "", fmt.Errorf("“%s”不是时间，请写成 09:30 这样", text)
	}
	hour, _ := strconv.Atoi(m[1])
	minute := 0
	if m[2] != "" {
		minute, _ = strconv.Atoi(m[2])
	}
	if hour > 23 || minute > 59 {
		return "", fmt.Errorf("“%s”不是一天里的时间，请写成 09:30 这样", text)
	}
	return fmt.Sprintf("%02d:%02d", hour, minute), nil
}

// CheckSpan tells that a talk's end is not after its beginning.
func CheckSpan(from, to string) error {
	if from != "" && to != "" && clock(to) <= clock(from) {
		return fmt.Errorf("结束时间 %s 应当晚于开始时间 %s", to, from)
	}
	return nil
}
