package review

import (
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// one is a case: a change to the round and all the rules it must bring out
// (“~rule”: that one among others), with a piece of the message.
type one struct {
	name string
	edit func(d *Dossier, f *File)
	rule string
	says string
}

func sub(e func(s *Subject)) func(*Dossier, *File) { return func(_ *Dossier, f *File) { e(f.Subject) } }
func per(e func(c *cadre.Cadre)) func(*Dossier, *File) {
	return func(_ *Dossier, f *File) { e(f.Cadre) }
}
func mat(key string, e func(m *Material)) func(*Dossier, *File) {
	return func(_ *Dossier, f *File) { e(material(f, key)) }
}

var day = cadre.MustDate

func personCases() []one {
	return []one{
		{"register issue", per(func(c *cadre.Cadre) { c.Sex = "女" }), "id.sex", "身份证号"},
		{"age limit of the scheme", per(func(c *cadre.Cadre) { c.Birth = day("1960.01"); c.IDNumber = "" }), "age.limit field.blank", "岁"},
		{"no cadre", func(_ *Dossier, f *File) { f.Cadre = nil; f.Subject.Tally.Name = "" }, "~subject.cadre", "没有对应的干部登记信息"},
		{"twice by cadre", func(d *Dossier, f *File) { f.Subject.CadreID = d.Files[0].Subject.CadreID }, "round.twice", "同一个人"},
		{"twice by ID", func(d *Dossier, f *File) {
			f.Cadre.IDNumber, f.Cadre.Birth = strings.ToLower(d.Files[0].Cadre.IDNumber), d.Files[0].Cadre.Birth
		}, "round.twice", "同一个人"},
		{"no branch", func(_ *Dossier, f *File) { f.Branch, f.Subject.BranchID = nil, "" }, "~subject.branch", "没有指定党总支"},
		{"another branch", per(func(c *cadre.Cadre) { c.Branch = "农学院党总支" }), "subject.other-branch", "登记表上是“农学院党总支”"},
		{"same branch", per(func(c *cadre.Cadre) { c.Branch = "机关 党总支" }), "", ""},
		{"no panel", func(_ *Dossier, f *File) { f.Panel, f.Subject.PanelID = nil, "" }, "stage.unmet stage.unmet subject.panel", "没有指定考察组"},
		{"in one's own panel", func(d *Dossier, f *File) { d.Panels[0].Members[0] = f.Cadre.Name }, "~panel.self", "又在自己的考察组里"},
		{"panel without leader", func(d *Dossier, f *File) { d.Panels[0].Leader = "" }, "~panel.leader", "没有组长"},
		{"panel of one", func(d *Dossier, f *File) { d.Panels[0].Members = nil }, "~panel.size", "只有 1 人"},
		{"member twice", func(d *Dossier, f *File) { d.Panels[0].Members = append(d.Panels[0].Members, "顾长风") }, "panel.twice", "写了两次"},
		{"round dates", func(d *Dossier, f *File) { d.Round.Notified = day("2025.12.15") }, "round.dates", "早于通知日期"},
		{"deadline before the assessment", func(d *Dossier, f *File) { d.Round.Deadline = day("2025.12.01") }, "round.dates", "报送截止日期 2025.12.01 早于考察日期"},
		{"no probation", per(func(c *cadre.Cadre) { c.Probation.Start = cadre.Date{} }), "probation.start stage.unmet", "无法计算试用期"},
		{"notice and post differ", per(func(c *cadre.Cadre) { c.PositionSince = day("2024.10") }), "probation.notice", "2024.10"},
		{"posts differ", per(func(c *cadre.Cadre) { c.Probation.Position = "图书馆办公室副主任" }), "probation.post", "图书馆"},
		{"probation of six months", per(func(c *cadre.Cadre) { c.Probation.Months = 6 }), "probation.length", "试用期 6 个月，方案规定 12 个月"},
		{"probation cut short", per(func(c *cadre.Cadre) { c.Probation.End = day("2025.10.10") }), "probation.length", "早于满 12 个月"},
		{"already formal", per(func(c *cadre.Cadre) { c.Probation.FormalDate = day("2025.12.01") }), "probation.formal", "转正日期"},
		{"vote before the end", sub(func(s *Subject) { s.Tally.Date = day("2025.11.09") }), "probation.early", "在试用期满（2025.11.10）之前"},
		{"vote on the last day", sub(func(s *Subject) { s.Tally.Date = day("2025.11.10") }), "", ""},
		{"report before the end", sub(func(s *Subject) { s.Report.Date = day("2025.11.05") }), "~probation.early", "考察报告的日期 2025.11.05 在试用期满"},
	}
}

func materialCases() []one {
	facts := func(e func(x *DocFacts)) func(*Dossier, *File) {
		return mat("summary", func(m *Material) { e(m.Facts) })
	}
	return []one{
		{"missing", mat("summary", func(m *Material) { *m = Material{Key: "summary", State: Missing} }), "material.missing stage.unmet stage.unmet", "履职工作总结未交"},
		{"draft", mat("review-form", func(m *Material) { m.State = Draft }), "material.draft stage.unmet stage.unmet", "还是草稿"},
		{"no paper", mat("talks", func(m *Material) { m.Paper = false }), "material.paper stage.unmet", "谈话记录缺纸质件"},
		{"no e-copy", mat("report", func(m *Material) { m.Electronic = false }), "material.electronic stage.unmet", "考察报告缺电子件"},
		{"no e-copy needed", mat("talks", func(m *Material) { m.Electronic = false }), "", ""},
		{"strange state", mat("talks", func(m *Material) { m.State = "lost" }), "~material.state", "状态“lost”不认识"},
		{"unknown item", sub(func(s *Subject) { s.Materials = append(s.Materials, Material{Key: "x", State: Received}) }), "material.unknown", "“x”不在方案中"},
		{"signed by another", mat("summary", func(m *Material) { m.SignedBy = []string{"别人"} }), "material.signer", "应由本人"},
		{"signed by oneself, spaced", func(_ *Dossier, f *File) {
			material(f, "summary").SignedBy = []string{strings.Join(strings.Split(f.Cadre.Name, ""), " ")}
		}, "", ""},
		{"talks signed by a stranger", mat("talks", func(m *Material) { m.SignedBy = []string{"顾长风", "路人"} }), "material.signer", "“路人”不是考察组成员"},
		{"received tomorrow", mat("summary", func(m *Material) { m.Date = day("2025.12.21") }), "date.future", "今天"},
		{"file type", mat("summary", func(m *Material) { m.FileName = strings.Replace(m.FileName, ".docx", ".wps", 1) }), "file.type", "不是 .docx 文件"},
		{"file of another", func(d *Dossier, f *File) { material(f, "summary").FileName = d.Files[0].Cadre.Name + ".docx" }, "file.other", "像是"},
		{"file without a name", mat("summary", func(m *Material) { m.FileName = "新建文档.docx" }), "file.name", "没有姓名"},
		{"same file", func(d *Dossier, f *File) {
			material(d.Files[0], "summary").FileHash, material(f, "registration").FileHash = "h", "h"
		}, "file.same", "是同一个文件"},
		{"title", facts(func(x *DocFacts) { x.Title = "履职总结" }), "doc.title", "“履职总结”，应为“履职工作总结”"},
		{"paper", facts(func(x *DocFacts) { x.PaperW, x.PaperH = 210, 297 }), "doc.paper", "210×297 毫米，应为16 开（184×260 毫米）"},
		{"paper within 1 mm", facts(func(x *DocFacts) { x.PaperW, x.PaperH = 183.5, 261 }), "", ""},
		{"the round's own paper", func(d *Dossier, f *File) {
			d.Round.Paper = "16K-195x270"
			for _, o := range d.Files {
				material(o, "summary").Facts.PaperW, material(o, "summary").Facts.PaperH = 195, 270
			}
		}, "", ""},
		{"not the round's paper", func(d *Dossier, f *File) {
			d.Round.Paper = "16K-195x270"
			for _, o := range d.Files[:2] {
				material(o, "summary").Facts.PaperW, material(o, "summary").Facts.PaperH = 195, 270
			}
		}, "doc.paper", "184×260 毫米，应为16 开（195×270 毫米）"},
		{"landscape", facts(func(x *DocFacts) { x.PaperW, x.PaperH, x.Landscape = 260, 184, true }), "doc.direction", "横向，应为纵向"},
		{"landscape by its flag", facts(func(x *DocFacts) { x.Landscape = true }), "doc.direction", ""},
		{"landscape by its sides", facts(func(x *DocFacts) { x.PaperW, x.PaperH = 260, 184 }), "doc.direction", ""},
		{"font", facts(func(x *DocFacts) { x.Fonts = []string{"宋体", "仿宋"} }), "doc.font", "宋体，应为仿宋或仿宋_GB2312"},
		{"other font allowed", facts(func(x *DocFacts) { x.Fonts = []string{"仿宋_GB2312"} }), "", ""},
		{"size", facts(func(x *DocFacts) { x.Sizes = []float64{16, 15} }), "doc.size", "三号（16 磅），应为小三（15 磅）"},
		{"line", facts(func(x *DocFacts) { x.Lines = []string{"1.5 倍"} }), "doc.line", "1.5 倍，应为固定值 25 磅"},
		{"wrong throughout, told once", facts(func(x *DocFacts) {
			x.Fonts, x.Deviations = []string{"宋体"}, []Stray{{2, "一年来", "字体", "宋体"}, {3, "今后", "字体", "宋体"}}
		}), "doc.font", "宋体，应为仿宋或仿宋_GB2312"},
		{"a section on other paper", facts(func(x *DocFacts) { x.Deviations = []Stray{{0, "第 2 节", "纸张", "210×297 毫米"}} }), "doc.section", "履职工作总结第 2 节的纸张是210×297 毫米"},
		{"no title, a paragraph in its place", facts(func(x *DocFacts) { x.Title = strings.Repeat("任职以来认真履职", 10) }), "doc.title", "“任职以来认真履职任职以来认真履职…”，应为"},
		{"stray paragraphs", facts(func(x *DocFacts) {
			x.Deviations = []Stray{{3, "一年来", "字体", "黑体"}, {5, "今后", "字体", "楷体"}, {5, "今后", "字号", "四号"}}
		}), "doc.stray doc.stray", "2 段字体不合要求：第 3 段“一年来”为黑体"},
		{"too short", facts(func(x *DocFacts) { x.Chars = 1599 }), "doc.length", "1599 字，规定约 2000 字"},
		{"just enough", facts(func(x *DocFacts) { x.Chars = 1600 }), "", ""},
		{"too long", facts(func(x *DocFacts) { x.Chars = 2401 }), "doc.length", ""},
		{"nothing in it", facts(func(x *DocFacts) { *x = DocFacts{PaperW: 184, PaperH: 260} }), "doc.empty", "没有正文"},
		{"empty", facts(func(x *DocFacts) { x.Chars = 0 }), "doc.empty", "没有正文"},
		{"a scan", facts(func(x *DocFacts) { x.Chars, x.Images = 0, 2 }), "doc.picture", "2 张图片"},
		{"over the maximum", func(d *Dossier, f *File) {
			m := material(f, "report")
			m.Facts = &DocFacts{PaperW: 184, PaperH: 260, Chars: 1501}
		}, "doc.max", "超过规定的 1500 字"},
		{"typed text too short", mat("summary", func(m *Material) { m.Facts, m.Text = nil, prose(77, 900) }), "doc.length", "922 字"},
		{"copied summary", func(d *Dossier, f *File) {
			material(f, "summary").Facts.Text = material(d.Files[0], "summary").Facts.Text
		}, "copy.material", "100% 相同"},
		{"copied report", func(d *Dossier, f *File) { f.Subject.Report.Texts = d.Files[0].Subject.Report.Texts }, "copy.report", "100% 相同"},
	}
}

func voteCases() []one {
	count := func(e func(g *GroupCount)) func(*Dossier, *File) {
		return sub(func(s *Subject) { e(&s.Tally.Groups[0]) })
	}
	talk := func(e func(t *Talk)) func(*Dossier, *File) { return sub(func(s *Subject) { e(&s.Talks[1]) }) }
	return []one{
		{"sum", count(func(g *GroupCount) { g.Grades["优秀"] = 17 }), "tally.sum stage.unmet", "合计 21 票，不等于有效 20 张"},
		{"returned", count(func(g *GroupCount) { *g.Issued = 19 }), "tally.returned stage.unmet tally.meeting", "收回 20 张，比发出 19 张多 1 张"},
		{"more than expected", count(func(g *GroupCount) { *g.Expected = 20 }), "tally.present stage.unmet", "实到 21 人，比应到 20 人多"},
		{"foreign grade", count(func(g *GroupCount) { g.Grades["合格"] = 3 }), "tally.grade stage.unmet", "不能合并"},
		{"name on the ballot", sub(func(s *Subject) { s.Tally.Name = "齐明元" }), "tally.name", "“齐明元”与登记表"},
		{"name with blanks", func(_ *Dossier, f *File) { f.Subject.Tally.Name = " " + f.Cadre.Name + " " }, "", ""},
		{"no counter", sub(func(s *Subject) { s.Tally.Counters = []string{" "} }), "tally.counter", "没有记计票人"},
		{"no scrutineer", sub(func(s *Subject) { s.Tally.Scrutineers = nil }), "tally.scrutineer", "没有记监票人"},
		{"counts oneself", func(_ *Dossier, f *File) { f.Subject.Tally.Counters = []string{f.Cadre.Name} }, "tally.self", "本人担任了计票人"},
		{"both offices", sub(func(s *Subject) { s.Tally.Scrutineers = s.Tally.Counters }), "tally.both", "既是计票人又是监票人"},
		{"no date", sub(func(s *Subject) { s.Tally.Date = cadre.Date{} }), "tally.date", "没有日期"},
		{"tally in the future", sub(func(s *Subject) { s.Tally.Date = day("2026.12.05") }), "date.future report.before", "今天"},
		{"no tally", sub(func(s *Subject) { s.Tally = nil }), "stage.unmet stage.unmet tally.missing", "没有录入"},
		{"no tally, only talks", sub(func(s *Subject) { s.Stage, s.Tally, s.Report, s.Opinions = "voting", nil, Narrative{}, nil }), "stage.overdue tally.missing", "没有录入"},
		{"no tally yet", sub(func(s *Subject) {
			s.Stage, s.Tally, s.Report, s.Opinions, s.Talks = "voting", nil, Narrative{}, nil, nil
		}), "stage.overdue", ""},
		{"other number handed out", count(func(g *GroupCount) { *g.Expected, *g.Present, *g.Issued = 30, 30, 30 }), "tally.meeting", "其他人发出 21 张"},
		{"another meeting", sub(func(s *Subject) {
			g := &s.Tally.Groups[0]
			s.Tally.Place, *g.Expected, *g.Present, *g.Issued = "二号楼", 30, 30, 30
		}), "", ""},
		{"threshold", count(func(g *GroupCount) { g.Grades = map[string]int{"优秀": 2, "称职": 11, "不称职": 7} }), "tally.rule tally.rule", "三分之一"},
		{"threshold not passed", count(func(g *GroupCount) { g.Grades = map[string]int{"优秀": 3, "称职": 11, "不称职": 6} }), "", ""},
		{"few talks", sub(func(s *Subject) { s.Talks = s.Talks[:2] }), "talk.few", "只谈话 2 人"},
		{"verdict", talk(func(t *Talk) { t.Verdict = "赞成" }), "talk.verdict", "“赞成”不是方案中的选项"},
		{"no verdict", talk(func(t *Talk) { t.Verdict = "" }), "talk.verdict", "没有填"},
		{"talk with oneself", func(_ *Dossier, f *File) { f.Subject.Talks[1].Interviewee = f.Cadre.Name }, "talk.few talk.self", "只谈话 2 人"}, // it is no talk with another
		{"talk by oneself", func(_ *Dossier, f *File) { f.Subject.Talks[1].Recorder = f.Cadre.Name }, "talk.bias", "本人谈话或记录"},
		{"nobody", talk(func(t *Talk) { t.Interviewee = "" }), "talk.person", "第 2 份没有写谈话对象"},
		{"shortcomings empty", talk(func(t *Talk) { t.Texts["shortcomings"] = " \n" }), "talk.section", "没有记“不足”"},
		{"merits may be empty", talk(func(t *Talk) { t.Texts["merits"] = "" }), "", ""},
		{"no date of a talk", talk(func(t *Talk) { t.Date = cadre.Date{} }), "talk.date", "没有日期"},
		{"talk in the future", talk(func(t *Talk) { t.Date = day("2025.12.31") }), "date.future report.before", "第 2 份"},
		{"times", talk(func(t *Talk) { t.From, t.To = "10:00", "9:30" }), "talk.time", "的开始时间 10:00 不早于结束时间 9:30"},
		{"times with full-width colon", talk(func(t *Talk) { t.From, t.To = "9：30", "10：00" }), "", ""},
		{"interviewer from outside", talk(func(t *Talk) { t.Interviewers = []string{"顾长风", "路人"} }), "talk.panel", "“路人”不是考察组成员"},
		{"same interviewee", sub(func(s *Subject) { s.Talks[1].Interviewee = s.Talks[0].Interviewee }), "talk.twice", "与第 1 份是同一个人"},
		{"same words", sub(func(s *Subject) { s.Talks[1].Texts = s.Talks[0].Texts }), "talk.same", "与第 1 份内容完全相同"},
	}
}

func reportCases() []one {
	op := func(i int, e func(o *Opinion)) func(*Dossier, *File) {
		return sub(func(s *Subject) { e(&s.Opinions[i]) })
	}
	decide := func(dec Decision) func(*Dossier, *File) {
		return sub(func(s *Subject) { s.Decision = &dec })
	}
	on := day("2025.12.18")
	at := func(stage string, dec Decision, register func(p *cadre.Probation)) func(*Dossier, *File) {
		return func(_ *Dossier, f *File) {
			f.Subject.Stage, f.Subject.Decision = stage, &dec
			if register != nil {
				register(&f.Cadre.Probation)
			}
		}
	}
	return []one{
		{"empty section", sub(func(s *Subject) { s.Report.Texts["shortcomings"] = "" }), "report.section stage.unmet", "“不足之处”没有写"},
		{"optional section", sub(func(s *Subject) { s.Report.Texts["others"] = "" }), "", ""},
		{"section of another scheme", sub(func(s *Subject) { s.Report.Texts["virtue"] = "好" }), "report.unknown", "不会打印"},
		{"too long", sub(func(s *Subject) { s.Report.Texts["merits"] = prose(9, 1500) }), "report.limit stage.unmet", "超过规定的 1500 字"},
		{"no grade", sub(func(s *Subject) { s.Report.Grade = "" }), "report.grade stage.unmet", "没有填评价等级"},
		{"grade of another scheme", sub(func(s *Subject) { s.Report.Grade = "基本称职"; s.Opinions[0].Grade = "" }), "report.grade opinion.grade", "“基本称职”不在方案的等次（优秀、称职、不称职）中"},
		{"unsigned member", sub(func(s *Subject) { s.Report.SignedBy = s.Report.SignedBy[:2] }), "report.unsigned stage.unmet", "考察组 3 人，江听雨尚未签字"},
		{"said to be signed by nobody", sub(func(s *Subject) { s.Report.SignedBy = nil }), "report.unsigned stage.unmet", "顾长风、白露晞、江听雨尚未签字"},
		{"stranger signs", sub(func(s *Subject) { s.Report.SignedBy = append(slices.Clone(s.Report.SignedBy), "路人") }), "report.signer", "“路人”不是考察组成员"},
		{"signed twice", sub(func(s *Subject) { s.Report.SignedBy = append(slices.Clone(s.Report.SignedBy), "顾长风") }), "report.signed-twice", "记了两次"},
		{"before the vote", sub(func(s *Subject) { s.Report.Date = day("2025.12.04") }), "report.before report.before", "早于民主测评 2025.12.05"},
		{"same day as the talks", sub(func(s *Subject) { s.Report.Date = day("2025.12.06") }), "", ""},
		{"report in the future", sub(func(s *Subject) { s.Report.Date = day("2025.12.25") }), "date.future opinion.order", ""},
		{"another's name", func(d *Dossier, f *File) {
			f.Subject.Report.Texts["others"] = "综上，" + d.Files[0].Cadre.Name + "同志能够胜任。"
		}, "report.other", "像是从别人的材料拷来的"},
		{"one's own name", func(_ *Dossier, f *File) { f.Subject.Report.Texts["others"] = f.Cadre.Name + "同志能够胜任。" }, "", ""},
		{"opinion's grade differs", op(0, func(o *Opinion) { o.Grade = "优秀" }), "opinion.differs", "“优秀”与考察报告的评价等级“称职”不一致"},
		{"opinion's grade unknown", op(0, func(o *Opinion) { o.Grade = "良好" }), "opinion.grade", "“良好”不在方案的等次"},
		{"opinion without grade", op(0, func(o *Opinion) { o.Grade = "" }), "opinion.grade", "没有写评价等级"},
		{"opinion without advice", op(0, func(o *Opinion) { o.Advice = "" }), "opinion.advice", "没有写任用建议"},
		{"advice unknown", op(0, func(o *Opinion) { o.Advice = "提拔" }), "opinion.advice", "“提拔”不在方案的决定"},
		{"opinion order", op(2, func(o *Opinion) { o.Date = day("2025.12.11") }), "opinion.order", "早于所在党总支（单位）意见"},
		{"opinion in the future", op(3, func(o *Opinion) { o.Date = day("2026.01.11") }), "date.future", ""},
		{"unknown office", op(3, func(o *Opinion) { o.Office = "x" }), "opinion.office", "不会打印"},
		{"opinion missing for the stage", op(1, func(o *Opinion) { *o = Opinion{Office: "branch"} }), "stage.unmet", "党总支意见未填（进入“报送组织部”的条件）"},
		{"good decision", decide(Decision{Outcome: "正式任职", Date: on}), "", ""},
		{"unknown outcome", decide(Decision{Outcome: "转正", Date: on}), "decision.outcome", "“转正”不在方案的决定"},
		{"appointed although failed", sub(func(s *Subject) {
			s.Report.Grade, s.Opinions[0].Grade = "不称职", "不称职"
			s.Decision = &Decision{Outcome: "正式任职", Date: on}
		}), "decision.grade", "评价等级是“不称职”，决定却是“正式任职”"},
		{"dismissed although fit", decide(Decision{Outcome: "免去试任", Date: on}), "decision.grade decision.advice", "“免去试任”"},
		{"extended without months", sub(func(s *Subject) {
			s.Report.Grade, s.Opinions[0].Grade, s.Opinions[0].Advice = "不称职", "不称职", "延长试用"
			s.Decision = &Decision{Outcome: "延长试用", Date: on}
		}), "decision.months", "没有写延长几个月"},
		{"months without extension", decide(Decision{Outcome: "正式任职", Date: on, Months: 6}), "decision.months", "延长 6 个月"},
		{"undated decision", decide(Decision{Outcome: "正式任职"}), "decision.date", "没有日期"},
		{"decision in the future", decide(Decision{Outcome: "正式任职", Date: day("2026.02.01")}), "date.future", "今天"},
		{"decision before the opinions", decide(Decision{Outcome: "正式任职", Date: day("2025.12.11")}), "decision.order", "早于意见日期"},
		{"decision before the end", decide(Decision{Outcome: "正式任职", Date: day("2025.11.01")}), "decision.early decision.order", "在试用期满（2025.11.10）之前"},
		{"stage of another decision", sub(func(s *Subject) { s.Stage = "formal"; s.Decision = nil }), "stage.unmet", "未录入正式任职的决定"},
		{"decision of tomorrow", decide(Decision{Outcome: "正式任职", Date: day("2025.12.21")}), "date.future", "决定日期 2025.12.21 在今天（2025.12.20）之后"},
		{"formal, not in the register", at("formal", Decision{Outcome: "正式任职", Date: on}, nil), "decision.register", "登记的转正日期是空白，应为 2025.12.18"},
		{"formal, another date", at("formal", Decision{Outcome: "正式任职", Date: on}, func(p *cadre.Probation) { p.FormalDate = day("2025.12.01") }), "decision.register", "登记的转正日期是2025.12.01"},
		{"formal and filed", at("filed", Decision{Outcome: "正式任职", Date: on}, func(p *cadre.Probation) { p.FormalDate = on }), "", ""},
		{"extended by three months", at("extended", Decision{Outcome: "延长试用", Date: on, Months: 3}, nil), "decision.advice decision.grade decision.register", "应为 2026.02.10"},
		{"extended, in the register", at("extended", Decision{Outcome: "延长试用", Date: on, Months: 3}, func(p *cadre.Probation) { p.End = day("2026.02.10") }), "decision.advice decision.grade", ""},
		{"dismissed, not in the register", at("dismissed", Decision{Outcome: "免去试任", Date: on}, nil), "decision.advice decision.grade decision.register", "登记的试用期考核结论是空白，应为 免去试任"},
		{"decision of another stage", sub(func(s *Subject) { s.Stage = "dismissed"; s.Decision = &Decision{Outcome: "正式任职", Date: on} }), "decision.stage stage.unmet", "阶段是“免去试任”，决定却是“正式任职”"},
		{"unknown stage", sub(func(s *Subject) { s.Stage = "x" }), "stage.unknown", "“x”不在方案中"},
		{"overdue", sub(func(s *Subject) { s.Stage = "department" }), "stage.overdue", "应在 2025.12.15 前进入“党委研究”"},
	}
}
