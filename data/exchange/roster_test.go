package exchange

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"kaocha/data/cadre"
)

var today = cadre.MustDate("2026.11.23")

// book makes an .xlsx of one sheet; edit may go on with it.
func book(t testing.TB, rows [][]any, edit func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	if edit != nil {
		edit(f, "Sheet1")
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readRoster(t testing.TB, data []byte) *Roster {
	t.Helper()
	r, err := ReadRoster(context.Background(), "名单.xlsx", data, RosterOptions{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refusedAt finds a refusal by its address.
func refusedAt(ps []Problem, where string) *Problem {
	for i := range ps {
		if ps[i].Where == where && ps[i].Refused {
			return &ps[i]
		}
	}
	return nil
}

func hasMessage(ps []Problem, part string) bool {
	for _, p := range ps {
		if strings.Contains(p.String(), part) {
			return true
		}
	}
	return false
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// T19: title rows, two header rows with merged cells, a totals row, notes,
// hidden rows and columns, formulas, duplicate and unknown headers.
func TestRosterTwoRowHeader(t *testing.T) {
	rows := [][]any{
		{"某某大学科级干部花名册"},
		{"单位：某某学院", "", "", "2026年11月"},
		{"序号", "姓　名", "出生\n年月（岁）", "全日制教育", "", "在职教育", "", "身份证号码", "职务", "工号", "爱好", "职务"},
		{"", "", "", "学历", "毕业院校系及专业", "学历", "毕业院校系及专业", "", "", "", "", ""},
		{1, "齐 明 远", "1982.03（44岁）", "大学", "某某农业大学", "", "某某大学公共管理", "999999198203150012", "某某科科长", "0012", "篮球", "副职"},
		{2, "苏晓岚", "1984.07", "大学", "", "", "", "", "馆员", "0013", "", ""},
		{"姓名", "姓名", "出生年月", "学历", "", "", "", "", "", "", "", ""},
		{3, "范例", "198507", "", "", "", "", "", "干事", 14, "", ""},
		{"合计", "3人"},
		{"注：以上人员均为在职人员"},
		{"填表人：范例", "", "审核人："},
	}
	data := book(t, rows, func(f *excelize.File, s string) {
		for _, m := range [][2]string{{"A1", "L1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "E3"}, {"F3", "G3"}, {"H3", "H4"}, {"I3", "I4"}} {
			must(t, f.MergeCell(s, m[0], m[1]))
		}
		must(t, f.SetRowVisible(s, 6, false))
		must(t, f.SetColVisible(s, "J", false))
		must(t, f.SetCellFormula(s, "I8", `"干"&"事"`))
	})
	r := readRoster(t, data)
	if r.HeaderRow != 4 {
		t.Errorf("header row %d", r.HeaderRow)
	}
	want := map[string]string{"A": "", "B": "姓名", "C": "出生年月", "D": "全日制学历", "E": "全日制毕业院校系及专业",
		"F": "在职学历", "G": "在职毕业院校系及专业", "H": "身份证号", "I": "现任职务", "J": "工作证号", "K": "", "L": ""}
	for _, c := range r.Columns {
		if want[c.Letter] != c.Field {
			t.Errorf("column %s %q: field %q, want %q", c.Letter, c.Header, c.Field, want[c.Letter])
		}
	}
	if len(r.Persons) != 3 {
		t.Fatalf("persons: %d %v", len(r.Persons), r.Skipped)
	}
	c := r.Persons[0].Cadre
	if c.Name != "齐明远" || c.Birth != cadre.MustDate("1982.03") || c.PartTime.School != "某某大学公共管理" || c.PartTime.Level != "" ||
		c.StaffNo != "0012" || c.Position != "某某科科长" || c.IDNumber != "999999198203150012" {
		t.Errorf("first person: %+v %v", c, r.Persons[0].Problems)
	}
	if c := r.Persons[2].Cadre; c.StaffNo != "14" || c.Birth != cadre.MustDate("1985.07") || r.Persons[2].Origin.Row != 8 {
		t.Errorf("third person: %+v", r.Persons[2])
	}
	if len(r.Skipped) != 4 || r.HiddenRows != 1 || r.HiddenCols != 1 {
		t.Errorf("skipped %v, hidden %d rows %d columns", r.Skipped, r.HiddenRows, r.HiddenCols)
	}
	for _, part := range []string{"爱好", "1 个隐藏行（第 6 行）", "隐藏列", "重复", "公式", "合计"} {
		if !hasMessage(r.Problems, part) {
			t.Errorf("not told: %s in %v", part, r.Problems)
		}
	}
}

// T16: ID numbers as number, date, text with blanks, full width, ', x, 15 digits.
func TestRosterIDNumbers(t *testing.T) {
	data := book(t, [][]any{
		{"姓名", "身份证号"},
		{"甲一", 999999198203150012},
		{"甲二", 30000},
		{"甲三", "'9999 9919 8203 1500 12"},
		{"甲四", "９９９９９９１９８２０３１５００１２"},
		{"甲五", "99999919850703002x"},
		{"甲六", "999999820315001"},
		{"甲七", "99999919820315001"},
		{"甲八", "9.99999E+17"},
		{"甲九", "999999198203150013"},
		{"甲十", "无"},
	}, func(f *excelize.File, s string) {
		st, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		must(t, f.SetCellStyle(s, "B3", "B3", st))
	})
	r := readRoster(t, data)
	want := []struct{ id, refused, note string }{
		{"", "Sheet1!B2", ""}, {"", "Sheet1!B3", ""},
		{"999999198203150012", "", "已整理"}, {"999999198203150012", "", "已整理"},
		{"99999919850703002X", "", ""}, {"999999198203150012", "", "15 位"},
		{"", "Sheet1!B8", ""}, {"", "Sheet1!B9", ""},
		{"999999198203150013", "", "校验位"}, {"", "", ""},
	}
	for i, w := range want {
		p := r.Persons[i]
		if p.Cadre.IDNumber != w.id {
			t.Errorf("%s: %q, want %q: %v", p.Cadre.Name, p.Cadre.IDNumber, w.id, p.Problems)
		}
		if w.refused != "" && refusedAt(p.Problems, w.refused) == nil {
			t.Errorf("%s: nothing refused at %s: %v", p.Cadre.Name, w.refused, p.Problems)
		}
		if w.note != "" && !hasMessage(p.Problems, w.note) {
			t.Errorf("%s: not told %s: %v", p.Cadre.Name, w.note, p.Problems)
		}
	}
}

// T17: ways to write dates.
func TestRosterDates(t *testing.T) {
	dates := []struct {
		v    any
		fmt  string // custom number format
		want string // "" with refused
		bad  bool
	}{
		{"1985.7", "", "1985.07", false}, {"198507", "", "1985.07", false}, {"1985年7月", "", "1985.07", false},
		{"1985.07.03", "", "1985.07.03", false}, {198507, "", "1985.07", false}, {1985.7, "", "1985.07", false},
		{1985.07, "", "1985.07", false}, {1985.12, "", "1985.12", false}, {1985.1, "", "", true},
		{"85.07", "", "", true}, {"2月30日", "", "", true}, {"1985.02.30", "", "", true}, {"2030.01", "", "", true},
		{31231, "yyyy.mm", "1985.07", false}, {31231, "yyyy/m/d", "1985.07.03", false},
		{31231, `yyyy"年"m"月"`, "1985.07", false}, {31231, `[$-804]yyyy"年"m"月"d"日";@`, "1985.07.03", false},
		{31231, "0.00", "", true}, {31231, "", "", true}, {60, "yyyy/m/d", "", true},
		{"", "", "", false}, {"无", "", "", false}, {true, "", "", true}, {"１９８５．０７", "", "1985.07", false},
		{"1985-07", "", "1985.07", false},
	}
	rows := [][]any{{"姓名", "出生年月"}}
	for i, d := range dates {
		rows = append(rows, []any{fmt.Sprintf("甲%d", i), d.v})
	}
	data := book(t, rows, func(f *excelize.File, s string) {
		for i, d := range dates {
			if d.fmt != "" {
				st, err := f.NewStyle(&excelize.Style{CustomNumFmt: &d.fmt})
				must(t, err)
				must(t, f.SetCellStyle(s, fmt.Sprintf("B%d", i+2), fmt.Sprintf("B%d", i+2), st))
			}
		}
	})
	r := readRoster(t, data)
	for i, d := range dates {
		p := r.Persons[i]
		if got := p.Cadre.Birth.String(); got != d.want {
			t.Errorf("%v (%s): %q, want %q %v", d.v, d.fmt, got, d.want, p.Problems)
		}
		if bad := refusedAt(p.Problems, fmt.Sprintf("Sheet1!B%d", i+2)) != nil; bad != d.bad {
			t.Errorf("%v (%s): refused %v: %v", d.v, d.fmt, bad, p.Problems)
		}
	}
}

func TestRosterDate1904(t *testing.T) {
	data := book(t, [][]any{{"姓名", "出生年月"}, {"甲一", 29769}}, func(f *excelize.File, s string) {
		on, code := true, "yyyy-mm-dd"
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}))
		st, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		must(t, err)
		must(t, f.SetCellStyle(s, "B2", "B2", st))
	})
	if got := readRoster(t, data).Persons[0].Cadre.Birth.String(); got != "1985.07.03" {
		t.Errorf("1904 system: %s", got)
	}
}

// The hand-worked serials: 1 is 1 January 1900, 61 is 1 March 1900.
func TestExcelDate(t *testing.T) {
	for _, c := range []struct {
		serial string
		d1904  bool
		want   string
	}{{"1", false, "1900.01.01"}, {"59", false, "1900.02.28"}, {"60", false, ""}, {"61", false, "1900.03.01"},
		{"25569", false, "1970.01.01"}, {"25569.75", false, "1970.01.01"}, {"0", true, "1904.01.01"}, {"24107", true, "1970.01.01"},
		{"-1", false, ""}, {"9999999", false, ""}, {"1985-07-03T00:00:00", false, "1985.07.03"}} {
		d, err := excelDate(c.serial, c.d1904)
		if d.String() != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: %s %v", c.serial, d, err)
		}
	}
}

func TestRosterTextCells(t *testing.T) {
	data := book(t, [][]any{{"姓名", "工号", "入党时间", "手机", "单位"}, {"甲一", 12, 200306, 13900000000, "a\u202eb"}, {"甲二", 12.5, 2003.1, "", ""}, {"甲三", "", 37803, "", ""}},
		func(f *excelize.File, s string) {
			for ref, code := range map[string]string{"B2": "0000", "C4": "yyyy.mm"} {
				st, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
				must(t, err)
				must(t, f.SetCellStyle(s, ref, ref, st))
			}
		})
	r := readRoster(t, data)
	a, b, c := r.Persons[0], r.Persons[1], r.Persons[2]
	if a.Cadre.StaffNo != "0012" || a.Cadre.PartyJoined != "200306" || a.Cadre.Mobile != "13900000000" || a.Cadre.Unit != "ab" {
		t.Errorf("%+v", a.Cadre)
	}
	if b.Cadre.StaffNo != "12.5" || b.Cadre.PartyJoined != "" || refusedAt(b.Problems, "Sheet1!C3") == nil {
		t.Errorf("%+v %v", b.Cadre, b.Problems)
	}
	if c.Cadre.PartyJoined != "2003.07" {
		t.Errorf("%+v", c.Cadre)
	}
}

// Rows of another kind that end a roster, and one a clerk must complete.
func TestRowsThatAreNobody(t *testing.T) {
	r := readRoster(t, []byte("序号,姓名,单位,出生年月,职务\n1,甲一,某处,1985.7,科长\n,,,,\n总计,,1,,\n2,,某处,1985.8,科员\n,共2人,,,\n,,,,审核人：范例\n备注：,,,,\n制表日期：2026年,,,,\n3,注一,某处,1985.9,干事\n"))
	var names []string
	for _, p := range r.Persons {
		names = append(names, p.Cadre.Name)
	}
	if strings.Join(names, " ") != "甲一 注一" || len(r.Skipped) != 5 {
		t.Errorf("%v, skipped %v", names, r.Skipped)
	}
	if p := refusedAt(r.Problems, "B5"); p == nil || !strings.Contains(p.Message, "没有姓名") {
		t.Errorf("row without a name: %v", r.Problems)
	}
}

func TestRosterMapping(t *testing.T) {
	data := book(t, [][]any{{"名字", "出生", "部门名称", "职务"}, {"甲一", "1985.7", "某处", "科长"}}, nil)
	r := readRoster(t, data)
	if len(r.Persons) != 0 || !hasMessage(r.Problems, "姓名") {
		t.Errorf("without a name column: %+v", r)
	}
	if len(r.Columns) != 4 || len(r.Columns[2].Samples) != 1 {
		t.Errorf("columns for the mapping screen: %+v", r.Columns)
	}
	r, err := ReadRoster(context.Background(), "x", data, RosterOptions{Mapping: map[int]string{1: "姓名", 3: "单位", 4: ""}, Today: today})
	must(t, err)
	if c := r.Persons[0].Cadre; c.Name != "甲一" || c.Unit != "某处" || c.Position != "" || c.Birth.String() != "1985.07" {
		t.Errorf("mapped: %+v", c)
	}
}

// T18: encodings and separators of text rosters, found by content.
func TestCSVEncodings(t *testing.T) {
	text := "花名册\r\n\r\n姓名,出生年月,身份证号,单位\r\n齐明远,1982.3,999999198203150012,\"某某,\"\"学院\"\"\n二部\"\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	must(t, err)
	le, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	must(t, err)
	be, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	must(t, err)
	for name, s := range map[string]string{"utf8": text, "bom": "\uFEFF" + text, "gb18030": gb, "utf16le": le, "utf16be without mark": be,
		"semicolon": strings.ReplaceAll(text, ",", ";"), "tab": strings.ReplaceAll(text, ",", "\t"), "cr": strings.ReplaceAll(text, "\r\n", "\r")} {
		r := readRoster(t, []byte(s))
		if len(r.Persons) != 1 {
			t.Errorf("%s: %d persons %v", name, len(r.Persons), r.Problems)
			continue
		}
		c := r.Persons[0].Cadre
		if c.Name != "齐明远" || c.Birth.String() != "1982.03" || c.IDNumber != "999999198203150012" || !strings.HasSuffix(c.Unit, "\"学院\"\n二部") {
			t.Errorf("%s: %+v", name, c)
		}
		if r.Persons[0].Origin.Row != 4 {
			t.Errorf("%s: row %d", name, r.Persons[0].Origin.Row)
		}
	}
}

func TestFilesThatAreNoRoster(t *testing.T) {
	ole := func(name string) []byte {
		b := append([]byte{}, oleMagic...)
		b = append(b, make([]byte, 600)...)
		for _, c := range []byte(name) {
			b = append(b, c, 0)
		}
		return append(b, make([]byte, 600)...)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"xls": {ole("Workbook"), "另存为"}, "et": {ole("ETExtData"), ".et"}, "encrypted": {ole("EncryptedPackage"), "密码"},
		"doc": {ole("WordDocument"), "Word"}, "pdf": {[]byte("%PDF-1.7"), "PDF"}, "empty": {nil, "空的"},
		"blank": {[]byte(" \r\n"), "空的"}, "html": {[]byte("<html><table><tr><td>姓名</td></tr></table>"), "网页"},
		"torn": {[]byte("PK\x03\x04 something"), "损坏"}, "binary": {[]byte("ab\x00\x01\x02\xff\xfe\xfd"), ""},
		"rar": {[]byte("Rar!\x1a\x07"), "解压"},
	} {
		_, err := ReadRoster(context.Background(), name, c.data, RosterOptions{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestEncryptedWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	var b bytes.Buffer
	must(t, f.Write(&b, excelize.Options{Password: "secret"}))
	_, err := ReadRoster(context.Background(), "x", b.Bytes(), RosterOptions{})
	if err == nil || !strings.Contains(err.Error(), "密码") {
		t.Errorf("encrypted: %v", err)
	}
}

func TestRosterCancel(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := ReadRoster(ctx, "x", []byte("姓名,单位\n甲一,某处\n"), RosterOptions{})
	if err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}
