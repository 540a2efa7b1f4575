// Package idnum checks citizens' identity numbers (公民身份号码, GB 11643-1999;
// DOMAIN 4.1). It never repairs a number: what is wrong is named and left alone.
package idnum

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// ID is a checked identity number. Number always has 18 characters with a
// capital X; Was15 tells that it was given in the 15-digit form of before 1999
// and was lengthened, which is to be confirmed from the card.
type ID struct {
	Number           string
	Year, Month, Day int // date of birth
	Male             bool
	Was15            bool
}

// weights are those of GB 11643 for the first 17 digits; checks the check
// character for the weighted sum modulo 11.
var weights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const checks = "10X98765432"

// earliestYear is the first birth year taken for real.
const earliestYear = 1900

// Parse checks a number as a clerk types or pastes it: full-width digits, blanks,
// a small x and Excel's leading apostrophe are accepted. Errors are Chinese
// sentences that say what is wrong; an empty number is an error too.
func Parse(s string) (ID, error) { return ParseAt(s, time.Now()) }

// ParseAt is Parse as of a given day: nobody is born after it.
func ParseAt(s string, today time.Time) (ID, error) {
	number := Normalize(s)
	if err := checkForm(number); err != nil {
		return ID{}, err
	}
	id := ID{Number: number, Was15: len(number) == 15}
	if id.Was15 {
		body := number[:6] + "19" + number[6:]
		id.Number = body + string(checkOf(body))
	}
	if err := id.readBirth(today); err != nil {
		return ID{}, err
	}
	if want := checkOf(id.Number[:17]); want != id.Number[17] {
		return ID{}, checkError(id.Number, want)
	}
	id.Male = (id.Number[16]-'0')%2 == 1
	return id, nil
}

// Normalize gives a number in the form it is kept in: half-width, without blanks
// and invisible characters, without a leading apostrophe, X capital. It does not
// judge it.
func Normalize(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if !unicode.IsSpace(r) && unicode.IsPrint(r) {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return strings.TrimLeft(b.String(), "'‘’`")
}

// checkForm looks at length and characters.
func checkForm(number string) error {
	if number == "" {
		return errors.New("身份证号没有填写")
	}
	if strings.Contains(number, "E+") {
		return fmt.Errorf("身份证号“%s”是 Excel 的科学计数，末几位已经丢失；请在原表把这一列设为文本，再照原件重新填写", number)
	}
	place := 0
	for _, r := range number {
		place++
		switch {
		case r >= '0' && r <= '9', r == 'X' && place == 18:
		case r == 'X':
			return fmt.Errorf("身份证号第 %d 位是“X”；X 只能在第 18 位，请对照原件核对", place)
		default:
			return fmt.Errorf("身份证号第 %d 位“%c”不是数字，请对照原件核对", place, r)
		}
	}
	if place != 18 && place != 15 {
		return fmt.Errorf("身份证号应为 18 位，现为 %d 位，请对照原件核对", place)
	}
	return nil
}

// readBirth takes the date of birth from positions 7–14.
func (id *ID) readBirth(today time.Time) error {
	text := id.Number[6:14]
	born, err := time.Parse("20060102", text)
	switch {
	case err != nil:
		return fmt.Errorf("身份证号第 7 至 14 位“%s”不是真实的出生日期，请对照原件核对", text)
	case born.Year() < earliestYear:
		return fmt.Errorf("身份证号中的出生年份 %d 早于 %d 年，请对照原件核对", born.Year(), earliestYear)
	case text > today.Format("20060102"):
		return fmt.Errorf("身份证号中的出生日期 %s 晚于今天，请对照原件核对", born.Format("2006.01.02"))
	}
	id.Year, id.Month, id.Day = born.Year(), int(born.Month()), born.Day()
	return nil
}

// checkError explains a wrong check character. Which digit is mistyped cannot be
// told, so no number is proposed.
func checkError(number string, want byte) error {
	if strings.HasSuffix(number, "000") {
		return errors.New("身份证号校验位不对，且末三位都是 0：像是被 Excel 当作数字存过，末三位已经丢失；请在原表把这一列设为文本，再照原件重新填写")
	}
	return fmt.Errorf("身份证号校验位不对：按前 17 位算，第 18 位应为“%c”，现为“%c”；请对照原件逐位核对", want, number[17])
}

// CheckDigit computes the 18th character from the first 17 digits. ok is false
// unless exactly 17 digits are given.
func CheckDigit(first17 string) (check byte, ok bool) {
	if len(first17) != 17 || strings.Trim(first17, "0123456789") != "" {
		return 0, false
	}
	return checkOf(first17), true
}

func checkOf(body string) byte {
	sum := 0
	for i, w := range weights {
		sum += int(body[i]-'0') * w
	}
	return checks[sum%11]
}

// Mask gives a number as it is shown on the screen: the first three and the last
// four characters, stars between (350***********0012). A text too short to be a
// number is starred out whole.
func Mask(s string) string {
	number := []rune(Normalize(s))
	const head, tail = 3, 4
	if len(number) < 15 {
		return strings.Repeat("*", len(number))
	}
	return string(number[:head]) + strings.Repeat("*", len(number)-head-tail) + string(number[len(number)-tail:])
}

// longDigits are what could be a number inside a text.
var longDigits = regexp.MustCompile(`[0-9]{15,18}[Xx]?`)

// MaskAll masks every run of digits in a text that could be a number.
func MaskAll(text string) string { return longDigits.ReplaceAllStringFunc(text, Mask) }
