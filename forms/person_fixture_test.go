package forms

import (
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/page/pagetest"
)

// someone is an invented cadre with every field of the forms filled.
func someone() *cadre.Cadre {
	d := cadre.MustDate
	return &cadre.Cadre{
		ID: "c1", StaffNo: "20100715", Name: "齐远", Sex: "男", Birth: d("1986.03"), Nation: "汉族", NativePlace: "福建闽侯", BirthPlace: "福建福州",
		Political: "中共党员", PartyJoined: "200806", WorkStart: d("2008.07"), Health: "健康", Title: "助理研究员", TitleDate: d("2016.12"), Specialty: "高等教育管理，公文写作",
		FullTime: cadre.Education{Level: "大学", Degree: "农学学士", School: "某某农业大学生命科学学院生物技术专业"},
		PartTime: cadre.Education{Level: "硕士研究生", Degree: "管理学硕士", School: "某某大学公共管理学院公共管理专业"},
		Branch:   "机关第一党总支", Unit: "党委宣传部", Position: "党委宣传部综合科科长（试用期一年）", PositionSince: d("2024.11"), Rank: "正科级",
		Duties:    "负责宣传部综合科全面工作：起草年度计划、总结和重要文稿；统筹会务、督办、信息报送；管理部门经费和资产；联系二级单位宣传委员，组织通讯员培训。",
		Probation: cadre.Probation{Position: "党委宣传部综合科科长", Start: d("2024.11.10"), NoticeNo: "某委〔2024〕58号"},
		Resume: cadre.ParseResume(`2004.09--2008.07  某某农业大学生命科学学院生物技术专业学习
2008.07--2010.07  某某农业大学生命科学学院辅导员
2010.07--2014.09  某某大学党委宣传部科员
2014.09--2019.12  某某大学党委宣传部副主任科员
                  （其间：2015.09--2018.06  某某大学公共管理学院公共管理专业在职硕士研究生学习）
2019.12--2024.11  某某大学党委宣传部理论科副科长、校史馆兼职讲解员工作组副组长
2024.11--         某某大学党委宣传部综合科科长（试用期一年）`),
		Rewards:     "2021年获某某大学“优秀共产党员”称号；2023年获全省高校宣传思想工作先进个人。",
		YearResults: "2022年：称职；2023年：优秀；2024年：称职", Training: "2024年12月参加学校新任科级干部培训班（3天）。",
		Family: []cadre.FamilyMember{
			{Relation: "妻子", Name: "苏晓岚", Birth: d("1988.07"), Political: "中共党员", Work: "某某大学图书馆馆员"},
			{Relation: "儿子", Name: "齐望", Birth: d("2015.02"), Political: "群众", Work: "某某大学附属小学学生"},
			{Relation: "父亲", Name: "齐怀瑾", Birth: d("1957.09"), Political: "中共党员", Work: "某某县第一中学退休教师"},
			{Relation: "母亲", Name: "林清和", Birth: d("1959.01"), Political: "群众", Work: "已去世"},
			{Relation: "姐姐", Name: "齐望舒", Birth: d("1983.05"), Political: "民进会员", Work: "某某省某某市发展和改革委员会固定资产投资科副科长、四级调研员"},
		},
		IDNumber: "999999198603150013", Mobile: "13900000000", OfficePhone: "0591-00000000", Email: "qiyuan@example.invalid",
		Appointment: cadre.Appointment{Proposed: "某某大学党委宣传部综合科科长", Reason: "该同志试用期满，经考察胜任现职，拟正式任职。",
			Submitter: "中共某某大学委员会组织部", FilledBy: "白露晞", FilledDate: d("2025.11.20")},
	}
}

// reviewInput is someone in a round of a shipped scheme, votes, talks and
// opinions recorded.
func reviewInput(t testing.TB, scheme string) *Input {
	t.Helper()
	s, _, err := review.ShippedByKey(scheme)
	if err != nil {
		t.Fatal(err)
	}
	c := someone()
	v := s.Talks.Verdicts
	sub := &review.Subject{ID: "s", CadreID: c.ID, Talks: []review.Talk{{Verdict: v[0]}, {Verdict: v[0]}, {Verdict: v[1]}, {}},
		Report: review.Narrative{Grade: "称职"}, Tally: &review.Tally{}}
	groups := []string{""}
	if len(s.Vote.Groups) > 0 {
		groups = []string{"A", "B", "C"}
	}
	n := func(v int) *int { return &v }
	for _, g := range groups {
		votes := map[string]int{s.Grades[0].Key: 15, s.Grades[1].Key: 3, s.Grades[2].Key: 1, s.Abstain: 1}
		sub.Tally.Groups = append(sub.Tally.Groups, review.GroupCount{Group: g, Expected: n(22), Present: n(21), Issued: n(21), Returned: n(21), Valid: n(20), Invalid: n(1), Grades: votes})
	}
	sub.Materials = []review.Material{{Key: "review-form", Text: "试用期以来，本人认真履行综合科岗位职责。\n一、工作实绩。起草重要文稿三十二篇，牵头修订部门制度六项；完成全校通讯员培训两期，参训一百八十六人次。\n二、不足之处。调查研究还不够深入。"}}
	for i, o := range s.Opinions {
		op := review.Opinion{Office: o.Key, Text: "同意考察组意见。"}
		if i == 0 {
			op = review.Opinion{Office: o.Key, Text: "该同志熟悉综合文字工作，完成了岗位目标。", Advice: s.Outcomes[0], Date: cadre.MustDate("2025.12.12")}
		}
		sub.Opinions = append(sub.Opinions, op)
	}
	return &Input{Scheme: s, Round: &review.Round{School: s.School, Assessed: cadre.MustDate("2025.11.20")}, Cadre: c, Photo: pagetest.Photo(),
		File: &review.File{Subject: sub, Cadre: c, Branch: &review.Branch{Name: c.Branch}}, Today: cadre.MustDate("2026.06.01")}
}

// Long texts of CASES T33.
var longPost = strings.Repeat("某某学院党委副书记兼学生工作办公室主任、", 6)[:120*3]

// crowded is the person of CASES T33: 60 lines of résumé, a post of 120
// characters, no photo, 12 relatives.
func crowded(t testing.TB) *Input {
	in := reviewInput(t, "fafu-probation")
	c := in.Cadre
	in.Photo = nil
	c.Name = "买买提·艾合买提江·吐尔逊"
	c.Position, c.Probation.Position, c.Appointment.Proposed = longPost, longPost, longPost
	c.Resume = nil
	from := cadre.MustDate("1990.01")
	for i := range 60 {
		c.Resume = append(c.Resume, cadre.ResumeEntry{From: from.AddMonths(7 * i), To: from.AddMonths(7*i + 7), Text: "某某大学某某学院教研室教师、系主任助理"})
	}
	for len(c.Family) < 12 {
		c.Family = append(c.Family, cadre.FamilyMember{Relation: "表弟", Name: "假亲" + string(rune('甲'+len(c.Family))), Birth: from, Political: "群众", Work: "某某县某某镇某某村村民"})
	}
	return in
}
