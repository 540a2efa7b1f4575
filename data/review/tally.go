package review

import (
	"fmt"
	"slices"
	"strings"
)

// maxVotes is the largest number taken for real in a tally.
const maxVotes = 100000

// TallyFault is one number of a tally that cannot be right.
type TallyFault struct {
	Rule     string // e.g. tally.sum
	Severity Severity
	Group    string // voter group's name, "" for the only one
	Field    string // 收回, 德 …
	Found    string
	Expected string
	Text     string // names the numbers
	Action   string
}

// reconciler walks one tally.
type reconciler struct {
	s      *Scheme
	group  string // name, for messages
	faults []TallyFault
}

func (r *reconciler) add(rule string, sev Severity, field, found, expected, text, action string) {
	if r.group != "" {
		text = r.group + "：" + text
	}
	r.faults = append(r.faults, TallyFault{rule, sev, r.group, field, found, expected, text, action})
}

// Reconcile compares the numbers of a tally with each other (DOMAIN 2.4):
// 收回 ≤ 发出, 有效 + 无效 = 收回, the grades of every ballot row with 弃权 sum to
// 有效, 实到 ≤ 应到, 发出 ≤ 实到; nothing negative, absurd or blank. A tally
// with an Error among the faults is not final.
func Reconcile(s *Scheme, t *Tally) []TallyFault {
	r := &reconciler{s: s}
	if t == nil || len(t.Groups) == 0 {
		r.add("tally.blank", Error, "测评数字", "未录入", "各项数字", "民主测评数字没有录入", "录入发出、收回、有效、无效和各等次得票")
		return r.faults
	}
	r.groups(t)
	for _, g := range t.Groups {
		r.group = s.groupName(g.Group)
		r.counts(g)
		r.row(g, "", g.Grades)
		for _, item := range sortedKeys(g.Items) {
			r.item(g, item)
		}
		r.ballots(t, g)
	}
	return r.faults
}

// groups sees that each voter group of the scheme is there once.
func (r *reconciler) groups(t *Tally) {
	known := keysOf(r.s.Vote.Groups, func(g Group) string { return g.Key })
	if len(known) == 0 {
		known = []string{""}
	}
	seen := map[string]bool{}
	for _, g := range t.Groups {
		name := r.s.groupName(g.Group)
		switch {
		case !slices.Contains(known, g.Group):
			r.add("tally.group", Error, "投票人类别", g.Group, strings.Join(known, "、"),
				fmt.Sprintf("投票人类别“%s”不在方案中", g.Group), "改为方案中的类别，或换用分类别的方案")
		case seen[g.Group]:
			r.add("tally.group-twice", Error, "投票人类别", name, "每类一组数字",
				fmt.Sprintf("投票人类别“%s”录入了两次，可能同一张计票单录了两遍", name), "核对计票单，删去重复的一组")
		}
		seen[g.Group] = true
	}
	for _, k := range known {
		if !seen[k] {
			r.add("tally.group-missing", Error, "投票人类别", "未录入", r.s.groupName(k),
				fmt.Sprintf("投票人类别“%s”没有录入", r.s.groupName(k)), "录入这一类的数字；确实没有人投票的，各项填 0")
		}
	}
}

func (r *reconciler) counts(g GroupCount) {
	for _, c := range []struct {
		name string
		n    *int
		sev  Severity
	}{
		{"应到", g.Expected, Warning}, {"实到", g.Present, Warning}, {"发出", g.Issued, Error},
		{"收回", g.Returned, Error}, {"有效", g.Valid, Error}, {"无效", g.Invalid, Error},
	} {
		if c.n == nil {
			r.add("tally.blank", c.sev, c.name, "空白", "整数", c.name+"没有填写", "按计票单补填，没有的填 0")
		} else {
			r.sane(c.name, *c.n)
		}
	}
	if g.Returned != nil && g.Issued != nil && *g.Returned > *g.Issued {
		r.add("tally.returned", Error, "收回", num(*g.Returned), "不超过发出 "+num(*g.Issued),
			fmt.Sprintf("收回 %d 张，比发出 %d 张多 %d 张", *g.Returned, *g.Issued, *g.Returned-*g.Issued), "重新清点收回的票，查有无夹带或漏记发出数")
	}
	if g.Valid != nil && g.Invalid != nil && g.Returned != nil && *g.Valid+*g.Invalid != *g.Returned {
		r.add("tally.valid", Error, "有效＋无效", fmt.Sprintf("%d＋%d＝%d", *g.Valid, *g.Invalid, *g.Valid+*g.Invalid), "收回 "+num(*g.Returned),
			fmt.Sprintf("有效 %d 张与无效 %d 张合计 %d 张，不等于收回 %d 张", *g.Valid, *g.Invalid, *g.Valid+*g.Invalid, *g.Returned), "重新清点有效票和无效票")
	}
	if g.Present != nil && g.Expected != nil && *g.Present > *g.Expected {
		r.add("tally.present", Error, "实到", num(*g.Present), "不超过应到 "+num(*g.Expected),
			fmt.Sprintf("实到 %d 人，比应到 %d 人多", *g.Present, *g.Expected), "核对参加测评人员名单和签到表")
	}
	if g.Issued != nil && g.Present != nil && *g.Issued > *g.Present {
		r.add("tally.issued", Warning, "发出", num(*g.Issued), "不超过实到 "+num(*g.Present),
			fmt.Sprintf("发出 %d 张，比实到 %d 人多", *g.Issued, *g.Present), "核对发票登记；有会后送票的请在备注中写明")
	}
}

// sane refuses negative and absurd numbers.
func (r *reconciler) sane(field string, n int) {
	switch {
	case n < 0:
		r.add("tally.negative", Error, field, num(n), "0 或正整数", fmt.Sprintf("%s是负数 %d", field, n), "按计票单改正")
	case n > maxVotes:
		r.add("tally.absurd", Error, field, num(n), "不超过 "+num(maxVotes), fmt.Sprintf("%s是 %d，不可能有这么多", field, n), "按计票单改正")
	}
}

// item checks one other row of the ballot.
func (r *reconciler) item(g GroupCount, item string) {
	if !slices.Contains(r.s.Items, item) {
		r.add("tally.item", Error, item, item, strings.Join(r.s.Items, "、"), fmt.Sprintf("测评项目“%s”不在方案中", item), "改为方案中的项目")
		return
	}
	r.row(g, item, g.Items[item])
}

// row checks that the grades of a ballot row are the scheme's and sum to 有效.
func (r *reconciler) row(g GroupCount, item string, votes map[string]int) {
	label := ""
	if item != "" {
		label = "“" + item + "”一行"
	}
	field := func(grade string) string { return strings.TrimSpace(item + " " + grade) }
	keys := r.s.gradeKeys()
	if len(votes) == 0 {
		if g.Valid == nil || *g.Valid > 0 {
			r.add("tally.blank", Error, field("各等次得票"), "空白", "整数", label+"各等次得票没有填写", "按计票单补填，没有的填 0")
		}
		return
	}
	sum, terms := 0, []string{}
	for _, k := range keys {
		sum += votes[k]
		terms = append(terms, k+" "+num(votes[k]))
	}
	for _, k := range sortedKeys(votes) {
		r.sane(field(k), votes[k])
		if !slices.Contains(keys, k) {
			r.add("tally.grade", Error, field(k), k+" "+num(votes[k]), strings.Join(keys, "、"),
				fmt.Sprintf("%s有方案之外的等次“%s”（%d 票），不同等次设置的数据不能合并", label, k, votes[k]), "核对测评表是否用错，或换用相应的方案")
		}
	}
	if g.Valid != nil && sum != *g.Valid {
		r.add("tally.sum", Error, field("各等次得票"), num(sum), "有效 "+num(*g.Valid),
			fmt.Sprintf("%s%s，合计 %d 票，不等于有效 %d 张", label, strings.Join(terms, "、"), sum, *g.Valid), "重新计票，核对各等次得票和有效票数")
	}
}

// TallyOK tells that a tally was entered and has no Error (it may be final).
func TallyOK(s *Scheme, t *Tally) bool {
	return !slices.ContainsFunc(Reconcile(s, t), func(f TallyFault) bool { return f.Severity == Error })
}

// groupName is the voter group's name on the sheets, "" for the only group.
func (s *Scheme) groupName(key string) string {
	for _, g := range s.Vote.Groups {
		if g.Key == key {
			return g.Name
		}
	}
	return key
}

func num(n int) string { return fmt.Sprint(n) }

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
