package sample

import (
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// Places in Sample.Subjects (and Sample.Cadres) of those with deliberate
// faults; the complete subjects before them are left alone.
const (
	network       = 10 // report too long, signed by some and by one twice
	laboratory    = 11 // handed up with materials missing, talks half recorded
	graduate      = 12 // a grade the scheme lacks, ballot under another name
	international = 13 // votes do not sum; summary with a wrong title
	league        = 14 // more ballots back than out; wrong type in the summary
	office        = 15 // summary on A4, the same file for two items
	career        = 16 // summary too short, one talk, no tally
	copied        = 17 // summary and report copied from the first subject
	construction  = 18 // more than a third of the votes 不称职; talks in disorder
	security      = 19 // assessed before the probation ends, no grade
	notified      = 20 // dates mistyped in the register
	waiting       = 21 // register hardly filled in, no branch and panel yet
	gap           = 22 // hole in the résumé, an empty summary
	mismatch      = 23 // birth against the ID number, overlap in the résumé
)

// spoilRegister puts faults into the register: one or two for each person, as
// they are found when forms are typed (DOMAIN 3.5, 4.1, 5.3).
func (s *Sample) spoilRegister() {
	c := func(i int) *cadre.Cadre { return &s.Cadres[i].Cadre }
	day := cadre.MustDate
	last := func(i int) *cadre.ResumeEntry { return &c(i).Resume[len(c(i).Resume)-1] }

	c(graduate).Resume[0].From, c(graduate).Resume[0].To = cadre.Date{}, cadre.Date{}
	c(international).PartyJoined = "大学期间"
	r := c(international).Resume
	r[2].To = cadre.Date{Year: r[2].From.Year - 1, Month: r[2].To.Month}
	c(league).Resume[2].To = cadre.Date{}
	c(office).PartyJoined = "1999.06"
	c(office).PositionSince = day("2024.10")
	last(office).Text = School + c(office).Unit + "办公室主任"
	c(office).Family[1].Birth = day("1994.05")
	last(career).To = day("2025.06")
	c(career).PartTime.Degree = "公共管理硕士"
	c(career).Probation.Position = strings.Replace(c(career).Position, "科科长", "科副科长", 1)
	for i, e := range c(copied).Resume {
		c(copied).Resume[i].Text = strings.Replace(e.Text, "（其间", "（期间", 1)
	}
	c(copied).Family[1].Relation = "丈夫"
	c(construction).PartTime.School = "样例理工大学工程管理专业"
	c(construction).Resume[1].To = day("2108.03")
	c(construction).Family[1].Name = ""
	c(security).PartyJoined, c(security).PartTime.Level = "", "本科"
	c(security).Resume[1], c(security).Resume[2] = c(security).Resume[2], c(security).Resume[1]
	c(notified).WorkStart, c(notified).TitleDate, c(notified).PartyJoined = day("2025.07"), day("2028.12"), "2031.06"
	c(notified).Family[0].Birth = day("2055.10")

	w := c(waiting)
	s.Cadres[waiting].Photo, w.PhotoHash = nil, ""
	w.Sex, w.NativePlace, w.PartyJoined, w.Resume, w.Health = "女", "", "2014.06", nil, "还可以"
	w.Political = "普通教师"
	w.Probation.Start = cadre.Date{}

	hole := c(gap).Resume
	k := len(hole) - 3
	hole[k].To = hole[k].To.AddMonths(-5)
	c(gap).Probation.FormalDate = day("2025.11.22")
	over := c(mismatch).Resume
	over[1].To = over[1].To.AddMonths(8)
	c(mismatch).Branch = s.Branches[1].Name // not changed after a transfer
	c(mismatch).Birth, c(mismatch).Probation.Months = day("1984.01"), 6
}

// spoilFiles puts faults into what was collected (DOMAIN 5.3).
func (s *Sample) spoilFiles() {
	sub := func(i int) *review.Subject { return &s.Subjects[i] }
	votes := func(i int) *review.GroupCount { return &sub(i).Tally.Groups[0] }
	name := s.nameOf

	s.Panels[3].Members = append(s.Panels[3].Members, name(laboratory))
	s.Panels[4].Members = append(s.Panels[4].Members, s.Panels[4].Members[0])
	sub(waiting).BranchID = ""

	sub(network).Report.SignedBy = append(sub(network).Report.SignedBy, sub(network).Report.SignedBy[0])

	drop(sub(laboratory), "talks")
	sub(laboratory).MaterialOf("report").Electronic = false
	sub(laboratory).MaterialOf("registration").SignedBy = []string{"羊小朵"}
	sub(laboratory).Tally.Scrutineers = sub(laboratory).Tally.Counters
	sub(laboratory).Opinions[0].Grade = map[string]string{best: pass, pass: best}[sub(laboratory).Report.Grade]
	sub(laboratory).Opinions[0].Date = cadre.MustDate("2025.12.05")

	sub(graduate).Tally.Name = strings.ReplaceAll(name(graduate), "·", "")
	votes(graduate).Grades["基本称职"] = 2
	votes(graduate).Grades[pass] -= 2
	sub(graduate).Report.Grade = "基本称职"
	sub(graduate).Report.Date = cadre.MustDate("2025.12.01")
	sub(graduate).Report.SignedBy[1] = "章一穗"

	votes(international).Grades[pass]--
	sub(international).Tally.Counters = nil
	votes(league).Returned = num(*votes(league).Issued + 1)
	sub(league).Tally.Scrutineers = nil
	sub(office).MaterialOf("review-form").Paper = false
	sub(career).Talks, sub(career).Tally = sub(career).Talks[:1], nil
	s.copyFirst()

	g := votes(construction)
	g.Expected, g.Issued = nil, num(*g.Issued+2)
	votes(security).Present = num(*votes(security).Expected + 1)
	sub(security).Tally.Counters = []string{name(security)}
	sub(security).Report.Grade, sub(security).Report.Texts["shortcomings"] = "", ""
	sub(security).Opinions[0].Grade, sub(security).Opinions[0].Advice = "", ""
	s.spoilTalks()
}

// spoilTalks: records as they come when notes are typed up late.
func (s *Sample) spoilTalks() {
	talk := func(i, k int) *review.Talk { return &s.Subjects[i].Talks[k] }
	talk(laboratory, 0).Verdict = ""
	talk(laboratory, 1).Texts["shortcomings"] = ""
	talk(laboratory, 2).Date = cadre.Date{}
	talk(graduate, 0).Interviewers = []string{"孔明堂", "章一穗"}
	talk(graduate, 1).Interviewee = ""
	talk(graduate, 2).Recorder = s.nameOf(graduate)
	talk(construction, 0).Interviewee = s.nameOf(construction)
	t := talk(construction, 1)
	t.From, t.To = t.To, t.From
	talk(construction, 2).Interviewee, talk(construction, 2).Texts = t.Interviewee, t.Texts
}

func drop(sub *review.Subject, key string) {
	sub.Materials = slices.DeleteFunc(sub.Materials, func(m review.Material) bool { return m.Key == key })
}

// copyFirst is what a hurried colleague makes of the first subject's summary
// and report: own opening, a few words changed, a name left standing.
func (s *Sample) copyFirst() {
	from, to := &s.Subjects[0], &s.Subjects[copied]
	words := strings.NewReplacer("农学专业认证", "计算机专业认证", "耕作学课程的田间考核方案", "网络课程的上机考核方案")
	m := to.MaterialOf("summary")
	lines := strings.Split(from.MaterialOf("summary").Text, "\n")
	lines[0] = strings.Split(m.Text, "\n")[0]
	m.Text = words.Replace(strings.Join(lines, "\n"))
	texts := map[string]string{}
	for k, v := range from.Report.Texts {
		texts[k] = words.Replace(v)
	}
	texts["merits"] = s.nameOf(0) + "同志" + strings.TrimPrefix(texts["merits"], "该同志")
	to.Report = review.Narrative{Texts: texts}
	to.Tally.Date = cadre.Date{}
	g := &to.Tally.Groups[0]
	g.Invalid = num(*g.Invalid + 1)
}
