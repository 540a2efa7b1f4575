package pinyin

import "testing"

func TestPreparedTextsAreFoundAsOthers(t *testing.T) {
	for _, name := range []string{"曾小雨", "万俟云", "单长宁", "Zoe", "", "㛃𠮷"} {
		for _, q := range []string{"", "zxy", "zengxiao", "mqy", "chn", "zo", "小", "moqi", "单"} {
			if got, want := PrepareName(name).Has(NewQuery(q)), Match(q, name); got != want {
				t.Errorf("%q in the name %q: %v, want %v", q, name, got, want)
			}
			if got, want := Prepare(name).Has(NewQuery(q)), MatchText(q, name); got != want {
				t.Errorf("%q in %q: %v, want %v", q, name, got, want)
			}
		}
	}
}
