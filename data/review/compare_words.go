package review

import (
	"fmt"
	"strings"
)

// word says how a field of a record is named and shown in a comparison.
type word struct {
	label string
	group string   // the part of the record it begins, "" for that of what it stands in
	with  []string // fields of the same part that are taken with it
	part  bool     // belongs to another field, or is the program's own: never listed by itself

	text  func(c *Comparing, in any) string      // what is shown, from what the field stands in
	pair  func(old, new string) (string, string) // what is shown of two long texts
	whole func(old, new any) bool                // two parts that can only be taken as a whole
	key   func(c *Comparing, key string) string  // the name of a map's key
	ident func(e any) string                     // what an element of a list is known by
	name  func(c *Comparing, e any) string       // and how it is called
}

// partOf is a field that is never listed by itself.
var partOf = word{part: true}

// words has every field of the records that are compared, by type and name: a
// test fails for one that is forgotten.
var words map[string]word

func init() {
	words = map[string]word{
		"Subject.ID": partOf, "Subject.RoundID": partOf, "Subject.Moves": partOf,
		"Subject.CadreID":  {label: "干部", group: "对象", text: func(c *Comparing, in any) string { return c.named(in.(Subject).CadreID) }},
		"Subject.BranchID": {label: "党总支", group: "对象", text: func(c *Comparing, in any) string { return c.named(in.(Subject).BranchID) }},
		"Subject.PanelID":  {label: "考察组", group: "对象", text: func(c *Comparing, in any) string { return c.named(in.(Subject).PanelID) }},
		"Subject.Order":    {label: "序号", group: "对象"},
		"Subject.Stage":    {label: "环节", group: "环节", with: []string{"Moves"}, text: func(c *Comparing, in any) string { return c.stage(in.(Subject).Stage) }},
		"Subject.Materials": {group: "材料", ident: func(e any) string { return e.(Material).Key },
			name: func(c *Comparing, e any) string { return c.item(e.(Material).Key) }},
		"Subject.Tally": {group: "民主测评", whole: sheetBySheet},
		"Subject.Talks": {group: "谈话记录", ident: func(e any) string { return e.(Talk).ID }, name: func(_ *Comparing, e any) string {
			t := e.(Talk)
			return spaced("与"+t.Interviewee+"的谈话", t.Date.String())
		}},
		"Subject.Report": {group: "考察报告"},
		"Subject.Opinions": {group: "意见与决定", ident: func(e any) string { return e.(Opinion).Office },
			name: func(c *Comparing, e any) string { return c.office(e.(Opinion).Office) }},
		"Subject.Decision": {label: "决定", group: "意见与决定"},
		"Subject.Note":     {label: "汇总表备注", group: "意见与决定"},
		"Subject.Kind":     {label: "类别", group: "对象", text: func(c *Comparing, in any) string { return c.kind(in.(Subject).Kind) }},
		"Subject.Name":     {label: "名称", group: "对象"},
		"Subject.Unit":     {label: "单位", group: "对象"},
		"Subject.Roles":    {label: "身份", group: "对象", text: func(c *Comparing, in any) string { return c.roles(in.(Subject).Roles) }},
		"Subject.Group":    {label: "分组", group: "对象"},
		"Subject.Marks": {group: "评分", ident: func(e any) string {
			m := e.(Mark)
			return m.Sheet + "\x00" + m.Item + "\x00" + bare(m.Scorer)
		}, name: func(c *Comparing, e any) string { return c.mark(e.(Mark)) }},
		"Subject.Evidence": {group: "评分", ident: func(e any) string {
			x := e.(Evidence)
			return x.Sheet + "\x00" + x.Log + "\x00" + x.Item + "\x00" + x.FileHash
		}, name: func(c *Comparing, e any) string {
			if log := e.(Evidence).Log; log != "" {
				return c.log(log)
			}
			return c.mark(Mark{Sheet: e.(Evidence).Sheet, Item: e.(Evidence).Item})
		}},
		"Subject.Polls": {group: "民主测评", ident: func(e any) string { return e.(Polled).Poll },
			name: func(c *Comparing, e any) string { return c.poll(e.(Polled).Poll) }},
		"Subject.Extras":     {label: "加分和扣分", group: "加分、否决和事项"},
		"Subject.Bars":       {label: "否决情形", group: "加分、否决和事项"},
		"Subject.Events":     {group: "加分、否决和事项", ident: eventID, name: func(c *Comparing, e any) string { return c.event(e.(Event)) }},
		"Subject.Conclusion": {label: "考核结论", group: "考核结论"},

		"Material.Key": partOf, "Material.FileName": partOf, "Material.Facts": partOf,
		"Material.State": {label: "状态", text: func(_ *Comparing, in any) string { return StateNames[in.(Material).State] }},
		"Material.Paper": {label: "纸质件"}, "Material.Electronic": {label: "电子件"}, "Material.Pages": {label: "页数"},
		"Material.FileHash": {label: "文件", with: []string{"FileName", "Facts"}, text: func(_ *Comparing, in any) string { return fileText(in.(Material).FileName, in.(Material).FileHash) }},
		"Material.Text":     {label: "正文"}, "Material.Date": {label: "日期"}, "Material.SignedBy": {label: "已签字"}, "Material.Note": {label: "备注"},

		"Tally.Date": {label: "日期"}, "Tally.Place": {label: "地点"}, "Tally.Counters": {label: "计票人"}, "Tally.Scrutineers": {label: "监票人"},
		"Tally.Name": {label: "票上的姓名"},
		"Tally.Groups": {ident: func(e any) string { return e.(GroupCount).Group },
			name: func(c *Comparing, e any) string { return c.voters(e.(GroupCount).Group) }},
		"Tally.Counts":  {label: "逐张计票", text: func(c *Comparing, in any) string { return c.counts(in.(Tally).Counts) }},
		"Tally.Choices": {label: "两次计票的取舍", text: func(c *Comparing, in any) string { return c.choices(in.(Tally).Choices) }},

		"GroupCount.Group": partOf, "GroupCount.Expected": {label: "应到"}, "GroupCount.Present": {label: "实到"}, "GroupCount.Issued": {label: "发出"},
		"GroupCount.Returned": {label: "收回"}, "GroupCount.Valid": {label: "有效"}, "GroupCount.Invalid": {label: "无效"},
		"GroupCount.Grades": {label: "得票"}, "GroupCount.Items": {label: "各项得票"},

		"Talk.ID": partOf, "Talk.Interviewee": {label: "谈话对象"}, "Talk.Unit": {label: "单位"}, "Talk.Post": {label: "职务"},
		"Talk.Relation": {label: "与考察对象关系"}, "Talk.Interviewers": {label: "谈话人"}, "Talk.Recorder": {label: "记录人"},
		"Talk.Date": {label: "日期"}, "Talk.From": {label: "开始时间"}, "Talk.To": {label: "结束时间"}, "Talk.Place": {label: "地点"},
		"Talk.Mode": {label: "方式"}, "Talk.Verdict": {label: "对任职的意见"},
		"Talk.Texts": {key: func(c *Comparing, key string) string { return c.section(key, true) }},

		"Narrative.Biography": {label: "简历段"}, "Narrative.Grade": {label: "评价等级"}, "Narrative.Date": {label: "日期"}, "Narrative.SignedBy": {label: "已签字"},
		"Narrative.Texts": {key: func(c *Comparing, key string) string { return c.section(key, false) }},

		"Opinion.Office": partOf, "Opinion.Text": {label: "意见"}, "Opinion.Grade": {label: "评价等级"}, "Opinion.Advice": {label: "建议"},
		"Opinion.Signer": {label: "签字人"}, "Opinion.Date": {label: "日期"},

		"Decision.Outcome": {label: "决定"}, "Decision.Date": {label: "日期"}, "Decision.DocNo": {label: "文号"}, "Decision.Months": {label: "延长月数"},
		"Decision.Meeting": {label: "会议"}, "Decision.Note": {label: "备注"},

		"Mark.Sheet": partOf, "Mark.Item": partOf, "Mark.Scorer": partOf, "Mark.Points": {label: "得分"}, "Mark.Note": {label: "扣分原因"}, "Mark.Proof": {label: "佐证"},
		"Evidence.Sheet": partOf, "Evidence.Log": partOf, "Evidence.Item": partOf, "Evidence.FileName": partOf,
		"Evidence.FileHash": {label: "佐证文件", with: []string{"FileName"}, text: func(_ *Comparing, in any) string { return fileText(in.(Evidence).FileName, in.(Evidence).FileHash) }},
		"Polled.Poll":       partOf, "Polled.Tally": {whole: sheetBySheet},
		"Given.Extra": {label: "项目", text: func(c *Comparing, in any) string { return c.extra(in.(Given).Extra) }},
		"Given.Times": {label: "次数"}, "Given.Reason": {label: "事由和依据"}, "Given.DocNo": {label: "文号"}, "Given.Date": {label: "日期"},
		"Barred.Bar":    {label: "情形", text: func(c *Comparing, in any) string { return c.bar(in.(Barred).Bar) }},
		"Barred.Reason": {label: "事由和依据"}, "Barred.Date": {label: "日期"},
		"Event.ID": partOf, "Event.Log": {label: "事项", text: func(c *Comparing, in any) string { return c.log(in.(Event).Log) }}, "Event.Date": {label: "日期"}, "Event.Title": {label: "标题"}, "Event.People": {label: "参加人员"},
		"Event.Place": {label: "地点"}, "Event.State": {label: "状态"}, "Event.Back": {label: "已收回"},
		"Event.Fields":     {key: func(c *Comparing, key string) string { return c.eventField(key) }},
		"Conclusion.Grade": {label: "等次"}, "Conclusion.Awards": {label: "奖项"}, "Conclusion.Reason": {label: "理由、备注"},
		"Conclusion.Meeting": {label: "由谁审定"}, "Conclusion.Date": {label: "日期"},

		"Round.ID": partOf, "Round.SchemeKey": partOf, "Round.Sample": partOf,
		"Round.Name":       {label: "批次名称", group: "批次"},
		"Round.SchemeText": {label: "考核方案", group: "批次", with: []string{"SchemeKey"}, pair: changedLines},
		"Round.School":     {label: "学校名称", group: "批次"}, "Round.Paper": {label: "纸张", group: "批次"},
		"Round.Notified": {label: "通知日期", group: "批次"}, "Round.Assessed": {label: "考察日期", group: "批次"},
		"Round.Deadline": {label: "报送截止", group: "批次"}, "Round.Closed": {label: "已归档", group: "批次"},
		"Round.Events":    {group: "事项", ident: eventID, name: func(c *Comparing, e any) string { return c.event(e.(Event)) }},
		"Round.KeepUntil": {label: "文件保管期限", group: "批次"}, "Round.Note": {label: "备注", group: "批次"},

		"Branch.ID": partOf, "Branch.RoundID": partOf, "Branch.Name": {label: "党总支"}, "Branch.Head": {label: "负责人"},
		"Branch.Contact": {label: "联系人"}, "Branch.Phone": {label: "电话"}, "Branch.Order": {label: "序号"},
		"Panel.ID": partOf, "Panel.RoundID": partOf, "Panel.Name": {label: "考察组"}, "Panel.Leader": {label: "组长"}, "Panel.Members": {label: "成员"},
		"Waiver.RoundID": partOf, "Waiver.Key": partOf, "Waiver.Subject": partOf, "Waiver.Finding": {label: "问题"}, "Waiver.Reason": {label: "说明"}, "Waiver.By": {label: "处理人"}, "Waiver.At": {label: "时间"},
	}
}

// sheetBySheet tells that ballots were counted one by one: their sums belong to them.
func sheetBySheet(old, new any) bool {
	has := func(v any) bool {
		switch t := v.(type) {
		case *Tally:
			return t != nil && len(t.Counts) > 0
		case Tally:
			return len(t.Counts) > 0
		}
		return false
	}
	return has(old) || has(new)
}

func eventID(e any) string { return e.(Event).ID }

// fileText tells two files of one name apart.
func fileText(name, hash string) string {
	if hash == "" {
		return name
	}
	return spaced(name, "（"+hash[:min(8, len(hash))]+"）")
}

func spaced(list ...string) string { return strings.Join(strings.Fields(strings.Join(list, " ")), " ") }

// changedLines are the lines that only one of two texts has.
func changedLines(old, new string) (string, string) {
	only := func(a, b string) string {
		there := map[string]bool{}
		for _, l := range strings.Split(b, "\n") {
			there[l] = true
		}
		var out []string
		for _, l := range strings.Split(a, "\n") {
			if !there[l] && strings.TrimSpace(l) != "" {
				out = append(out, l)
			}
		}
		const most = 20
		if len(out) > most {
			out = append(out[:most], fmt.Sprintf("……共 %d 行", len(out)))
		}
		return strings.Join(out, "\n")
	}
	return only(old, new), only(new, old)
}

func (c *Comparing) named(id string) string {
	if id == "" || c.Names[id] != "" {
		return c.Names[id]
	}
	return "（已删除）"
}

// scheme is never nil: an empty one names nothing.
func (c *Comparing) scheme() *Scheme {
	if c.Scheme == nil {
		return &Scheme{}
	}
	return c.Scheme
}

// called is the name of the element with a key, else the key.
func called[T any](list []T, key string, of func(*T) (key, name string)) string {
	for i := range list {
		if k, name := of(&list[i]); k == key && name != "" {
			return name
		}
	}
	return key
}

func (c *Comparing) stage(key string) string {
	return called(c.scheme().Stages, key, func(x *Stage) (string, string) { return x.Key, x.Name })
}

func (c *Comparing) item(key string) string {
	return called(c.scheme().Material, key, func(x *Item) (string, string) { return x.Key, x.Name })
}

func (c *Comparing) office(key string) string {
	return called(c.scheme().Opinions, key, func(x *Office) (string, string) { return x.Key, x.Name })
}

func (c *Comparing) kind(key string) string {
	return called(c.scheme().Kinds, key, func(x *SubjectKind) (string, string) { return x.Key, x.Name })
}

func (c *Comparing) roles(keys []string) string {
	var out []string
	for _, k := range keys {
		out = append(out, called(c.scheme().Roles, k, func(x *Role) (string, string) { return x.Key, x.Name }))
	}
	return strings.Join(out, "、")
}

func (c *Comparing) poll(key string) string {
	return called(c.scheme().Polls, key, func(x *Poll) (string, string) { return x.Key, x.Name })
}

func (c *Comparing) extra(key string) string {
	return called(c.scheme().Extras, key, func(x *Extra) (string, string) { return x.Key, x.Name })
}

func (c *Comparing) bar(key string) string {
	return called(c.scheme().Bars, key, func(x *Bar) (string, string) { return x.Key, x.Name })
}

func (c *Comparing) mark(m Mark) string {
	sheet, item := m.Sheet, m.Item
	if x := c.scheme().SheetOf(m.Sheet); x != nil {
		sheet, item = x.Name, called(x.Items(), m.Item, func(i *SheetItem) (string, string) { return i.Key, i.Name })
	}
	return join(spaced(sheet, m.Scorer), item)
}

func (c *Comparing) event(e Event) string {
	return spaced(c.log(e.Log), e.Title, e.Date.String())
}

func (c *Comparing) log(key string) string {
	return called(c.scheme().Logs, key, func(x *Log) (string, string) { return x.Key, x.Name })
}

// eventField names a field of whichever log has it.
func (c *Comparing) eventField(key string) string {
	for _, l := range c.scheme().Logs {
		if name := called(l.Fields, key, func(x *Field) (string, string) { return x.Key, x.Name }); name != key {
			return name
		}
	}
	return key
}

// voters names a voter group of the review's ballot or of any poll.
func (c *Comparing) voters(key string) string {
	of := func(g *Group) (string, string) { return g.Key, g.Name }
	if name := called(c.scheme().Vote.Groups, key, of); name != key {
		return name
	}
	for _, p := range c.scheme().Polls {
		if name := called(p.Vote.Groups, key, of); name != key {
			return name
		}
	}
	return key
}

// section names a section of the talks or of the report.
func (c *Comparing) section(key string, talk bool) string {
	list := c.scheme().Report.Sections
	if talk {
		list = c.scheme().Talks.Sections
	}
	return called(list, key, func(x *Section) (string, string) { return x.Key, x.Title })
}

// counts says how many ballots were counted, never what stands on one.
func (c *Comparing) counts(list []BallotCount) string {
	var out []string
	for _, b := range list {
		n := 0
		for _, times := range b.Ballots {
			n += times
		}
		turn := "第一次"
		if b.Second {
			turn = "第二次"
		}
		out = append(out, fmt.Sprintf("%s，%s计 %d 张", spaced(c.voters(b.Group), turn), b.By, n))
	}
	return strings.Join(out, "\n")
}

func (c *Comparing) choices(list []CountChoice) string {
	var out []string
	for _, x := range list {
		out = append(out, spaced(c.voters(x.Group), x.Take, x.Reason, x.By, x.Date.String()))
	}
	return strings.Join(out, "\n")
}
