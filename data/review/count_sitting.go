package review

import (
	"errors"
	"fmt"
	"slices"
)

// Sitting is one spell of entering ballots: the count and the ballot at hand.
// What was entered in it can be taken back mark by mark and ballot by ballot;
// the order for that lives here only and ends with the sitting.
type Sitting struct {
	Count *BallotCount
	Auto  bool // a ballot is taken with its last mark

	marks   []string // of the ballot at hand
	void    bool
	taken   []Ballot
	abstain string
	grades  []string
}

// NewSitting begins entering into a count.
func NewSitting(s *Scheme, c *BallotCount, auto bool) *Sitting {
	return &Sitting{Count: c, Auto: auto, abstain: s.Abstain, grades: s.BallotMarks()}
}

// Marks are the marks of the ballot at hand so far.
func (k *Sitting) Marks() []string { return k.marks }

// IsVoid tells that the ballot at hand is invalid.
func (k *Sitting) IsVoid() bool { return k.void }

// Full tells that the ballot at hand can be taken.
func (k *Sitting) Full() bool { return k.void || len(k.marks) == len(k.Count.Rows) }

// Begun tells that the ballot at hand has a mark.
func (k *Sitting) Begun() bool { return k.void || len(k.marks) > 0 }

// Number is the place of the ballot at hand in the running count.
func (k *Sitting) Number() int { return k.Count.N() + 1 }

// Put gives one row the grade of a digit: the next row, or one marked before.
func (k *Sitting) Put(row, digit int) (taken bool, err error) {
	if k.void || row >= len(k.marks) {
		if !k.void && row > len(k.marks) && !k.Full() {
			return false, fmt.Errorf("请从“%s”一行起逐行录入", k.Count.Rows[len(k.marks)])
		}
		return k.Mark(digit)
	}
	later := slices.Clone(k.marks[row+1:])
	auto := k.Auto
	old := k.marks
	k.Auto, k.marks = false, slices.Clone(k.marks[:row])
	_, err = k.Mark(digit)
	if k.Auto = auto; err != nil {
		k.marks = old
		return false, err
	}
	k.marks = append(k.marks, later...)
	return false, nil
}

// Mark gives the next row the grade of a digit: 1 for the first grade, 0 for
// 弃权. taken tells that the ballot was thereby complete and taken.
func (k *Sitting) Mark(digit int) (taken bool, err error) {
	switch {
	case k.void:
		return false, errors.New("这张票已记为作废；按回车收下，或按退格取消作废")
	case k.Full():
		return false, errors.New("这张票的各行都已录完；按回车收下，或按退格改上一行")
	case digit == 0 && k.abstain == "":
		return false, errors.New("这个方案的票没有弃权；空白的票请按作废录入")
	case digit < 0 || digit > len(k.grades):
		return false, fmt.Errorf("没有第 %d 个等次；请按 1 到 %d%s", digit, len(k.grades), k.orAbstain())
	}
	mark := k.abstain
	if digit > 0 {
		mark = k.grades[digit-1]
	}
	k.marks = append(k.marks, mark)
	if k.Auto && k.Full() {
		return true, k.Take()
	}
	return false, nil
}

func (k *Sitting) orAbstain() string {
	if k.abstain == "" {
		return ""
	}
	return "，弃权按 0"
}

// Cancel makes the whole ballot at hand invalid: two marks in a row, or a
// cancelled sheet. taken is as with Mark.
func (k *Sitting) Cancel() (taken bool, err error) {
	if k.void {
		return false, errors.New("这张票已记为作废；按回车收下")
	}
	k.void = true
	if k.Auto {
		return true, k.Take()
	}
	return false, nil
}

// Take enters the ballot at hand and lays the next one before the counter.
func (k *Sitting) Take() error {
	if !k.Full() {
		n := len(k.Count.Rows) - len(k.marks)
		return fmt.Errorf("还有 %d 行没有录，从“%s”起；没打勾的行%s", n, k.Count.Rows[len(k.marks)], k.blankHint())
	}
	var b Ballot
	if !k.void {
		b = slices.Clone(k.marks)
	}
	k.Count.Add(b)
	k.taken = append(k.taken, b)
	k.marks, k.void = nil, false
	return nil
}

func (k *Sitting) blankHint() string {
	if k.abstain == "" {
		return "须按作废录入"
	}
	return "按 0（弃权）"
}

// Back undoes the last key: the mark of the ballot at hand, or else the ballot
// taken before it comes back. changed tells that the count has one ballot less.
func (k *Sitting) Back() (changed bool, err error) {
	switch {
	case k.void:
		k.void = false
		return false, nil
	case len(k.marks) > 0:
		k.marks = k.marks[:len(k.marks)-1]
		return false, nil
	case len(k.taken) == 0:
		return false, errors.New("本次录入里没有可以退回的票了")
	}
	b := k.taken[len(k.taken)-1]
	k.taken = k.taken[:len(k.taken)-1]
	k.Count.Remove(b)
	k.marks, k.void = slices.Clone(b), b == nil
	if k.Auto { // the key that took it was its last mark
		_, err = k.Back()
	}
	return true, err
}
