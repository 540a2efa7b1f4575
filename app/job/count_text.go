package job

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"kaocha/data/exchange"
	"kaocha/data/review"
)

// maxBallotFaults is how many wrong lines are told at once.
const maxBallotFaults = 10

// ReadBallots reads ballots from a simple text, one a line: a mark for each row
// as digit (1 for the first grade, 0 for 弃权), letter (A for the first), first
// character or whole word, run together or apart; X or 作废 for an invalid
// ballot. Empty lines and lines after # are passed over. Each wrong line is
// named with what was expected.
func ReadBallots(s *review.Scheme, rows []string, text []byte) ([]review.Ballot, error) {
	clean, ok := exchange.DecodeText(text)
	if !ok {
		return nil, fmt.Errorf("不是文本文件；请用记事本存成一行一张票的 .txt")
	}
	var out []review.Ballot
	var faults []string
	for i, line := range strings.Split(clean, "\n") {
		line, _, _ = strings.Cut(width.Narrow.String(line), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		b, err := readBallot(s, rows, line)
		if err != nil {
			faults = append(faults, fmt.Sprintf("第 %d 行：%v", i+1, err))
			continue
		}
		out = append(out, b)
	}
	if n := len(faults); n > maxBallotFaults {
		faults = append(faults[:maxBallotFaults], fmt.Sprintf("…… 共 %d 行有误", n))
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("选票文本有误，没有录入：\n%s", strings.Join(faults, "\n"))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("选票文本里没有票；应一行一张，如 %s", ballotExample(rows))
	}
	return out, nil
}

func ballotExample(rows []string) string { return strings.Repeat("1", len(rows)) }

func readBallot(s *review.Scheme, rows []string, line string) (review.Ballot, error) {
	var b review.Ballot
	for _, f := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\r,;，；、|　", r) }) {
		if slices.Contains([]string{"x", "作废", "无效"}, strings.ToLower(f)) {
			return nil, nil
		}
		if m, ok := markOf(s, f); ok {
			b = append(b, m)
			continue
		}
		for _, r := range f {
			m, ok := markOf(s, string(r))
			if !ok {
				return nil, fmt.Errorf("不认识“%c”，应为 %s", r, markHelp(s))
			}
			b = append(b, m)
		}
	}
	if len(b) != len(rows) {
		return nil, fmt.Errorf("有 %d 个标记，票面有 %d 行（%s），每行应有一个标记", len(b), len(rows), strings.Join(rows, "、"))
	}
	return b, nil
}

// markOf reads one mark: digit, letter, word, or a first character that only
// one grade has.
func markOf(s *review.Scheme, t string) (string, bool) {
	keys := s.BallotMarks()
	if r := []rune(strings.ToUpper(t)); len(r) == 1 {
		for i, k := range keys {
			if r[0] == rune('1'+i) || r[0] == rune('A'+i) {
				return k, true
			}
		}
		if r[0] == '0' && s.Abstain != "" {
			return s.Abstain, true
		}
	}
	if s.Abstain != "" {
		keys = append(keys, s.Abstain)
	}
	var fit []string
	for _, k := range keys {
		if k == t {
			return k, true
		}
		if len([]rune(t)) == 1 && strings.HasPrefix(k, t) {
			fit = append(fit, k)
		}
	}
	if len(fit) == 1 {
		return fit[0], true
	}
	return "", false
}

// markHelp lists the marks of a scheme.
func markHelp(s *review.Scheme) string {
	var out []string
	for i, k := range s.BallotMarks() {
		out = append(out, fmt.Sprintf("%d（%s）", i+1, k))
	}
	if s.Abstain != "" {
		out = append(out, "0（"+s.Abstain+"）")
	}
	return strings.Join(append(out, "整张作废写 X"), "、")
}
