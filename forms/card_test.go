package forms

import (
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/template"
)

// cardScheme has a sheet of two items (甲 10 of 20, 乙 open), a poll with 6 of 8
// for 好, a log with a figure that is too small, and one form of it all.
const cardScheme = `key: t
name: 试
title: 试表
school: 某校
paper: A4
holder: 办
subjects: [{key: unit, name: 单位}, {key: other, name: 其他}]
grades: [{key: 好, pass: true, best: true}, {key: 差}]
sheets:
  - {key: s, name: 表, sections: [{name: 大, items: [{key: a, name: 甲, max: 20, office: 人事处, proof: 记录}, {key: b, name: 乙, max: 5}]}]}
polls:
  - {key: p, name: 测, items: [总评], grades: [{key: 好, pass: true, best: true}, {key: 差}], abstain: 弃权, vote: {denominator: valid, decimals: 1, min_group: 1}}
logs:
  - {key: l, name: 指标, fields: [{key: share, name: 占比, number: true, least: 2, unit: "%"}, {key: text, name: 说明}]}
stages: [{key: one, name: 一}, {key: two, name: 二, final: true}]
cards:
  - key: c
    name: 总表
    for: [unit]
    title: "{{年}}年{{姓名}}总表"
    rows:
      - {side: 项, head: true, cells: [序号, 项目, 分]}
      - {side: 项, each: sheet s, cells: ["{{序号}}", "{{项目}}（{{责任部门}}）", "{{得分}}／{{满分}}"]}
      - {cells: [好, "{{票:p.好}} 票 {{率:p.好}}", 占比, "{{栏:l.share}}，{{次数:l}} 次"]}
      - {each: fields l, cells: ["{{栏目}}", "{{要求}}", "{{内容}}", "{{达标}}"]}
      - {each: entries l, cells: ["{{日期}}", "{{说明}}"], least: 3}
      - {cells: [意见, ""], height: 30, sign: "签名"}
pack: {subject: ["card:c"]}
`

func TestCardIsFilledFromTheRecords(t *testing.T) {
	s, err := review.LoadScheme("t", []byte(cardScheme))
	if err != nil {
		t.Fatal(err)
	}
	sub := &review.Subject{ID: "1", Kind: "unit", Name: "甲所"}
	ten, eight, none := 10.0, 8, 0
	if err := s.GivePoints(sub, "s", "a", "", &ten, ""); err != nil {
		t.Fatal(err)
	}
	sub.NeedPollTally("p").Groups = []review.GroupCount{{Expected: &eight, Present: &eight, Issued: &eight, Returned: &eight, Valid: &eight, Invalid: &none, Grades: map[string]int{"好": 6, "差": 2}}}
	day := cadre.MustDate("2025.06.20")
	sub.Events = []review.Event{{ID: "2", Log: "l", Date: day, Fields: map[string]string{"share": "1.5", "text": "新"}}, {ID: "1", Log: "l", Date: cadre.MustDate("2025.01.02"), Fields: map[string]string{"share": "3%", "text": "旧"}}}
	f, err := ByKeyIn(s, "总表")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ByKeyIn(s, "c"); err == nil {
		t.Error("the bare key of a card must not hide a form of the catalog")
	}
	if f.Concerns(&review.Subject{Kind: "other"}) || !f.Concerns(sub) {
		t.Error("the kinds it is about")
	}
	in := &Input{Round: &review.Round{Name: "批", School: "某校", Assessed: day}, Scheme: s, File: &review.File{Subject: sub, Cadre: &cadre.Cadre{Name: "甲所"}}, Today: day}
	in.Cadre = in.File.Cadre
	d := f.Data(in)
	rows := func(n string) string {
		var out []string
		for _, r := range d[n].([]template.Data) {
			for i := 1; r["格"+itoa(i)] != nil; i++ {
				out = append(out, r["格"+itoa(i)].(string))
			}
		}
		return strings.Join(out, "|")
	}
	for at, want := range map[string]string{"标题": "2025年甲所总表", "行1侧": "项", "行3格2": "6 票 75.0%", "行3格4": "1.5%，2 次", "行6签": "签名", "行6格2": ""} {
		if d[at] != want {
			t.Errorf("%s: %q, want %q", at, d[at], want)
		}
	}
	for at, want := range map[string]string{"行2": "1|甲（人事处）|10／20|2|乙（）|／5", "行4": "占比|不低于 2%|1.5%|未达标|说明||新|", "行5": "2025.01.02|旧|2025.06.20|新||"} {
		if got := rows(at); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	out, err := NewLibrary(pagetest.Fonts()).Make(f, in)
	if err != nil || len(out.Pages) != 1 || len(out.Missing)+len(out.Overflow) > 0 {
		t.Fatalf("%v, %+v", err, out)
	}
}

// What a form of a scheme asks for must be there: each mistake is told with what
// there is.
func TestCardsAreChecked(t *testing.T) {
	for _, bad := range []struct{ from, to, want string }{
		{"sheet s,", "sheet x,", "没有计分表“x”，有的是：s"},
		{"{{得分}}／", "{{得票}}／", "不认识的“{{得票}}”"},
		{"{{票:p.好}}", "{{票:p.中}}", "“测”的票面上没有“中”，有的是：好、差、弃权"},
		{"{{栏:l.share}}", "{{栏:l.size}}", "“指标”没有栏目“size”，有的是：share、text"},
		{"each: entries l", "each: rows l", "应为 sheet 计分表、fields 事项、entries 事项 或 awards"},
		{"{side: 项, head: true, cells: [序号, 项目, 分]}", "{cells: [序号, 项目, 分]}", "要有一行同样“side”的表头"},
		{"for: [unit]", "for: [units]", "没有考核对象种类“units”"},
		{"cells: [好,", "widths: [1, 2], cells: [好,", "“widths”与格数相同"},
	} {
		text := strings.Replace(cardScheme, bad.from, bad.to, 1)
		if text == cardScheme {
			t.Fatalf("%s is not there", bad.from)
		}
		if _, err := review.LoadScheme("t", []byte(text)); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%s → %s: %v, want %s", bad.from, bad.to, err, bad.want)
		}
	}
}
