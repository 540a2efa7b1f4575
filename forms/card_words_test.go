package forms

import (
	"testing"

	"kaocha/data/review"
)

// What clerks write often ends in a stop of its own; the line has one only.
func TestEntriesEndInOneStop(t *testing.T) {
	l := &review.Log{Fields: []review.Field{{Key: "text", Name: "正文"}, {Key: "view", Name: "意见"}}}
	for _, c := range []struct{ text, view, want string }{
		{"学习认真。", "同意。", "正文：学习认真；意见：同意。"},
		{"学习认真", "", "正文：学习认真。"},
		{"学习认真。；", "是否补考？", "正文：学习认真；意见：是否补考？"},
		{"  ", "增加 2.5 ", "意见：增加 2.5。"},
	} {
		if got := sentence(entryText(l, review.Event{Fields: map[string]string{"text": c.text, "view": c.view}})); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.text, c.view, got, c.want)
		}
	}
}
