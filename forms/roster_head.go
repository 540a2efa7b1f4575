package forms

import "strings"

// RosterTitle is the heading of the 考察情况汇总表: school and assessment.
func RosterTitle(in *Input) string {
	name := "考察"
	if in.Scheme != nil && in.Scheme.Name != "" {
		name = in.Scheme.Name
	}
	if !strings.HasSuffix(name, "考察") && !strings.HasSuffix(name, "考核") {
		name += "考察"
	}
	return rosterClean(in.School() + name + "情况汇总表")
}

// RosterInfo is the line under the title: whose list it is, of which round and day.
func RosterInfo(in *Input) string {
	var parts []string
	add := func(label, s string) {
		if s = rosterClean(s); s != "" {
			parts = append(parts, label+s)
		}
	}
	if in.Branch != nil {
		add("党总支（盖章）：", in.Branch.Name)
	}
	if in.Round != nil {
		add("考察批次：", in.Round.Name)
		add("日期：", in.Round.Assessed.Chinese())
	}
	return strings.Join(parts, "        ")
}

// RosterSignatures are the lines to be signed under the table. The list of a
// branch is signed by the panel and the branch, that of a round by who made it.
func RosterSignatures(in *Input) []string {
	const day = "日期：　　　　年　　月　　日"
	blank := strings.Repeat("　", 8)
	if in.Branch == nil {
		return []string{"填表人签字：" + blank + "审核人签字（盖章）：" + blank + day}
	}
	return []string{
		"考察组组长签名：" + blank + "考察组成员签名：",
		"党总支负责人签字（盖章）：" + blank + day,
	}
}
