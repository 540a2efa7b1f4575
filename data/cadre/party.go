package cadre

import (
	"regexp"
	"strings"
)

// CommunistParty is the full name of the party a bare date in 入党时间 means.
const CommunistParty = "中国共产党"

// Join is one membership of a party: the full name, and the date when given.
type Join struct {
	Party string
	Date  Date
}

// partyNames maps the short names of 入党时间 and the words of 政治面貌 to the
// full names. Longer words first: 九三学社 before 九三.
var partyNames = []struct{ word, name string }{
	{"中共预备党员", CommunistParty}, {"中共党员", CommunistParty}, {"中国共产党", CommunistParty}, {"中共", CommunistParty},
	{"民革", "中国国民党革命委员会"}, {"民盟", "中国民主同盟"}, {"民建", "中国民主建国会"}, {"民进", "中国民主促进会"},
	{"农工党", "中国农工民主党"}, {"农工", "中国农工民主党"}, {"致公党", "中国致公党"}, {"致公", "中国致公党"},
	{"九三学社", "九三学社"}, {"九三", "九三学社"}, {"台盟", "台湾民主自治同盟"},
}

var partyDate = regexp.MustCompile(`\d{4}\s*[.年]?\s*\d{1,2}\s*月?|\d{4}`)

// ParseParty reads 入党时间 (DOMAIN 3.4): “200306”, “民建”, “民建；民盟”,
// “200108；民建”, “（民建、民盟）”, “民建200108”, “2001.08”. A bare date belongs to
// the party 政治面貌 names, else to the Communist Party. What cannot be read
// gives nothing: it is printed as it stands, never refused.
func ParseParty(joined, political string) []Join {
	var out []Join
	split := func(r rune) bool { return strings.ContainsRune("；;、，, （）()\n", r) }
	for _, piece := range strings.FieldsFunc(halfWidth(joined), split) {
		d, _ := ParseDate(strings.TrimSpace(partyDate.FindString(piece)))
		name := partyName(piece)
		switch {
		case name == "" && d.IsZero():
			continue
		case name == "":
			if name = partyName(political); name == "" || len(strings.FieldsFunc(joined, split)) > 1 {
				name = CommunistParty
			}
		}
		out = append(out, Join{name, d})
	}
	if name := partyName(political); len(out) == 0 && name != "" && strings.TrimSpace(joined) == "" {
		out = append(out, Join{Party: name})
	}
	return out
}

// partyName is the full name of the first party named in s, "" for none.
func partyName(s string) string {
	for _, p := range partyNames {
		if strings.Contains(s, p.word) {
			return p.name
		}
	}
	return ""
}
