package exchange

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
)

// rowReader turns rows into people.
type rowReader struct {
	r        *Roster
	g        *grid
	opts     RosterOptions
	cols     []int
	name     int            // column of 姓名
	fields   []*cadre.Field // by column
	formulas map[int]int    // cells with formulas by column
	dates    map[int]int    // date cells by column
	listed   int            // problems told one by one
	unlisted int
}

var (
	totalWords = regexp.MustCompile(`^(合计|小计|总计|共计|总人数|累计|平均|以上|以下|以下空白|[共计]+\d+人?)$|^(合计|小计|总计|共计|注|备注|说明|填表说明|填表人|制表人|制表|审核人|审核|审批人|填报人|填报单位|填表单位|填表日期|制表日期|单位盖章|单位负责人|负责人|主管领导|联系人|联系电话|经办人)[:：0-9（(]|^(填表人|制表人|审核人|填报人|填表日期|制表日期)`)
	sumWords   = regexp.MustCompile(`^(合计|小计|总计|共计|总人数|累计)[:：]?$`)
	emptyWords = map[string]bool{"无": true, "—": true, "——": true, "-": true, "--": true, "/": true, "、": true, "不详": true}
)

// row reads one row: a person, or a row that is none and is told as such.
func (rd *rowReader) row(row *gridRow) {
	if reason := rd.notPerson(row); reason != "" {
		rd.r.Skipped = append(rd.r.Skipped, Skipped{Row: row.num, Text: firstText(row), Reason: reason})
		return
	}
	r := rd.r
	r.Persons = append(r.Persons, Person{Origin: Origin{File: r.File, Kind: KindRoster, Sheet: r.Sheet, Row: row.num}})
	p := &r.Persons[len(r.Persons)-1]
	filled := 0
	for i := range row.cells {
		cell := &row.cells[i]
		if fd := rd.field(int(cell.col)); fd != nil {
			filled++
			rd.cell(p, fd, cell, rd.g.address(row.num, int(cell.col)))
		}
	}
	rd.limit(p)
	switch name := p.Cadre.Name; {
	case name != "" && !noteForName(name, filled):
		return
	case name != "":
		r.Skipped = append(r.Skipped, Skipped{row.num, name, "像是说明，不是姓名"})
	case filled > 0:
		rd.noName(p, row, filled)
	case strings.ContainsFunc(firstText(row), unicode.IsLetter): // a note in a column that is not read
		r.Skipped = append(r.Skipped, Skipped{row.num, firstText(row), "没有姓名"})
	}
	r.Persons = r.Persons[:len(r.Persons)-1]
}

var noteStart = regexp.MustCompile(`^(以上|以下|上述|本表|此表|本页|本名单|第\d+页|[共计]+\d+[人名页份])`)

// noteForName tells that what stands in the name's column is a remark under the
// table (本表一式两份, 第1页, 书记签字：): it cannot be a name and its row says
// hardly anything else.
func noteForName(name string, filled int) bool {
	if strings.ContainsAny(name, "：:。；;") {
		return filled < 3
	}
	strange := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) && !unicode.IsSpace(r) && !isZeroWidth(r) && !strings.ContainsRune("·•・．.‧-'’", r)
	}
	return filled == 1 && (strings.ContainsFunc(name, strange) || noteStart.MatchString(name) || len([]rune(name)) > 20)
}

// limit stops listing problems when there are so many that the columns are
// surely mistaken; how many more there are is told at the end.
func (rd *rowReader) limit(p *Person) {
	if left := max(0, maxProblems-rd.listed); len(p.Problems) > left {
		rd.unlisted += len(p.Problems) - left
		p.Problems = p.Problems[:left]
	}
	rd.listed += len(p.Problems)
}

// field is what a column gives, nil for none.
func (rd *rowReader) field(col int) *cadre.Field {
	if col < len(rd.fields) {
		return rd.fields[col]
	}
	return nil
}

// noName decides about a row without a name: little text is a note, more is a
// person the clerk must complete.
func (rd *rowReader) noName(p *Person, row *gridRow, filled int) {
	if filled < 3 && len(p.Problems) == 0 {
		rd.r.Skipped = append(rd.r.Skipped, Skipped{row.num, firstText(row), "没有姓名"})
		return
	}
	rd.r.tell(Problem{Where: rd.g.address(row.num, rd.name), Field: "姓名", Expected: "姓名",
		Message: fmt.Sprintf("第 %d 行没有姓名，整行没有导入", row.num), Refused: true})
	rd.r.Problems = append(rd.r.Problems, p.Problems...)
}

func firstText(row *gridRow) string {
	if len(row.cells) == 0 {
		return ""
	}
	return cleanText(row.cells[0].text).text
}

// notPerson recognises totals, notes and a header repeated on a new page.
func (rd *rowReader) notPerson(row *gridRow) string {
	name := half(squeeze(row.text(rd.name)))
	if totalWords.MatchString(name) || sumWords.MatchString(squeeze(firstText(row))) {
		return "合计或说明行"
	}
	if name == "" {
		for i := range min(len(row.cells), 20) {
			if totalWords.MatchString(half(squeeze(row.cells[i].text))) {
				return "合计或说明行"
			}
		}
		return ""
	}
	if fieldOfHeader(name) != "姓名" {
		return ""
	}
	same, known := 0, 0
	for _, col := range rd.cols {
		if t := row.text(col); t != "" {
			known++
			if fieldOfHeader(t) == rd.fields[col].Key {
				same++
			}
		}
	}
	if same >= 2 && same*2 > known {
		return "重复的表头"
	}
	return ""
}

// cell writes one cell into its field, or tells why it cannot.
func (rd *rowReader) cell(p *Person, fd *cadre.Field, c *gridCell, where string) {
	if c.formula {
		rd.formulas[int(c.col)]++
		if c.text == "" {
			p.tell(Problem{Where: where, Field: fd.Key, Message: "公式没有保存结果，请用 WPS 或 Excel 打开后保存一次", Refused: true})
			return
		}
	}
	if c.kind == cellError {
		p.tell(Problem{Where: where, Field: fd.Key, Found: c.text, Message: "单元格是错误值，没有导入", Refused: true})
		return
	}
	cl := cleanText(c.text)
	for _, n := range cl.notes(where, fd.Key) {
		p.tell(n)
	}
	switch {
	case fd.Key == partyKey && c.kind == cellNumber && losesZero.MatchString(cl.text):
		p.tell(Problem{Where: where, Field: fd.Key, Found: cl.text, Expected: dayExample, Message: lostZero(cl.text) + "，没有导入", Refused: true})
	case fd.Key == idKey:
		rd.idCell(p, c, cl.text, where)
	case fd.Kind == cadre.Day:
		rd.dayCell(p, fd, c, cl.text, where)
	case c.kind == cellDate:
		rd.dateAsText(p, fd, c, where)
	default:
		p.set(fd, where, cl.text)
	}
}

var sciNumber = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+?\d+$`)

// idCell takes an ID number only from text: as a number it has already lost
// its last digits, which nobody can bring back.
func (rd *rowReader) idCell(p *Person, c *gridCell, s, where string) {
	if c.kind != cellText || sciNumber.MatchString(s) {
		how := map[cellKind]string{cellNumber: "数字", cellDate: "日期", cellBool: "是非值"}[c.kind]
		if how == "" {
			how = "科学计数"
		}
		p.tell(Problem{Where: where, Field: idKey, Found: idnum.Mask(s), Expected: "文本格式的 18 位号码",
			Message: "身份证号存成了" + how + "，末几位可能已经丢失，没有导入；请把这一列设为“文本”后重新录入", Refused: true})
		return
	}
	if emptyWords[s] {
		return
	}
	t := idnum.Normalize(s)
	if n := len(t); n != 18 && n != 15 || strings.Trim(t, "0123456789X") != "" {
		p.tell(Problem{Where: where, Field: idKey, Found: idnum.Mask(t), Expected: "18 位身份证号",
			Message: fmt.Sprintf("身份证号应为 18 位（旧号 15 位）数字或 X，这里是 %d 个字，没有导入", len([]rune(t))), Refused: true})
		return
	}
	p.set(cadre.FieldByKey(idKey), where, s)
}

var (
	losesZero  = regexp.MustCompile(`^\d{4}\.1$`)
	needsPast  = map[string]bool{"出生年月": true, "参加工作时间": true, "职称评定时间": true, "任现职时间": true}
	ageInRear  = regexp.MustCompile(`\s*[(（]\s*\d{1,3}\s*岁?\s*[)）]\s*$`)
	midnight   = regexp.MustCompile(`\s+0?0:00(:00(\.0+)?)?$`) // as databases export days
	dateSerial = regexp.MustCompile(`^[1-5]\d{4}$`)
	dayExample = "年月，如 1985.07"
)

// dayCell reads a date from text, a real date cell, or a number like 198507.
func (rd *rowReader) dayCell(p *Person, fd *cadre.Field, c *gridCell, s, where string) {
	refuse := func(err error) {
		p.tell(Problem{Where: where, Field: fd.Key, Found: s, Expected: dayExample, Message: err.Error() + "，没有导入", Refused: true})
	}
	if s == "" || emptyWords[s] {
		return
	}
	var d cadre.Date
	var err error
	switch {
	case c.kind == cellDate:
		d, err = excelDate(s, rd.g.date1904)
		if err == nil && !c.day {
			d = d.Month1()
		}
	case c.kind == cellNumber && losesZero.MatchString(s):
		err = errors.New(lostZero(s))
	case c.kind == cellNumber && dateSerial.MatchString(s):
		err = fmt.Errorf("数字 %s 像是日期的序号，请把这一格设为日期格式", s)
	case c.kind == cellBool:
		err = errors.New("是非值不是日期")
	default:
		d, err = cadre.ParseDate(midnight.ReplaceAllString(ageInRear.ReplaceAllString(s, ""), ""))
	}
	switch {
	case err != nil:
		refuse(err)
		return
	case !d.Real():
		refuse(errors.New("年份超出 1900 至 2199"))
		return
	case needsPast[fd.Key] && future(d, rd.opts.Today):
		refuse(fmt.Errorf("%s晚于今天", d))
		return
	}
	if err := fd.Set(&p.Cadre, d.String()); err != nil {
		refuse(err)
		return
	}
	if c.kind == cellDate {
		rd.dates[int(c.col)]++
	}
}

// lostZero says why the number 1985.1 is no date: 1985.10 is stored the same.
func lostZero(s string) string {
	return fmt.Sprintf("数字 %s 可能是 %s.01，也可能是 %s.10（末尾的 0 会丢），请改成文本", s, s[:4], s[:4])
}

// future tells that d begins after today; a month counts by its first day.
func future(d, today cadre.Date) bool {
	if d.Day == 0 || today.Day == 0 {
		return d.Year > today.Year || d.Year == today.Year && d.Month > today.Month
	}
	return today.Before(d)
}

// dateAsText writes a date cell into a text field (入党时间) as YYYY.MM.
func (rd *rowReader) dateAsText(p *Person, fd *cadre.Field, c *gridCell, where string) {
	d, err := excelDate(c.text, rd.g.date1904)
	if err != nil {
		p.tell(Problem{Where: where, Field: fd.Key, Found: c.text, Expected: dayExample, Message: err.Error() + "，没有导入", Refused: true})
		return
	}
	p.set(fd, where, d.Dotted())
}
