package exchange

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// The old .lrm record: 33 quoted fields of GBK text (DOMAIN 3.9).
const (
	lrmFields   = 33
	maxLRMBytes = 4 << 20
	lrmEdu      = 9
	lrmSchool   = 10
	lrmRelation = 20 // 20–24 are the family's columns
)

// lrmKeys are the fields that go straight into the register.
var lrmKeys = map[int]string{0: "姓名", 1: "性别", 2: "出生年月", 3: "民族", 4: "籍贯", 5: "入党时间", 6: "健康状况",
	7: "出生地", 8: "参加工作时间", 11: "专业技术职务", 16: "熟悉专业有何专长", 17: "简历", 18: "奖惩情况",
	19: "年度考核结果", 25: "现任职务", 26: "拟任职务", 27: "拟免职务", 28: "任免理由", 29: "呈报单位",
	30: "计算年龄时间", 31: "填表人", 32: "填表时间"}

// ParseLRM reads an old appointment-form record and its .pic photo (nil when
// there is none). The format escapes nothing: where a text holds its own
// separators the readings are compared, a field on which they differ is left
// blank and told.
func ParseLRM(text, pic []byte) (*Person, error) {
	if len(text) > maxLRMBytes {
		return nil, fmt.Errorf("文件有 %d MB，不像任免审批表（.lrm）文件", len(text)>>20)
	}
	s, _, ok := decodeText(text)
	s = strings.TrimSpace(strings.TrimRight(s, "\x00\x1a"))
	if !strings.HasPrefix(s, `"`) || !strings.Contains(s, `","`) {
		return nil, errors.New("不是任免审批表（.lrm）文件：应以引号开头、以引号逗号分隔")
	}
	p := &Person{Origin: Origin{Kind: KindLRM}}
	if !ok {
		p.tell(Problem{Where: "文件", Message: "有无法识别的字节，已用“\uFFFD”代替，请核对文字"})
	}
	s = strings.TrimPrefix(s, `"`)
	if !strings.HasSuffix(s, `"`) {
		p.tell(Problem{Where: "文件", Message: "末尾没有引号，文件可能没有复制完，请核对最后几项"})
	}
	parts, doubt := p.align(strings.Split(strings.TrimSuffix(s, `"`), `","`))
	p.fillLRM(parts, doubt)
	if len(pic) > 0 {
		if msg := photoProblem(pic); msg != "" {
			p.tell(Problem{Where: "照片文件 .pic", Field: photoKey, Message: msg, Refused: true})
		} else {
			p.Photo = pic
		}
	}
	if p.Cadre.Name == "" {
		p.tell(Problem{Where: lrmWhere(0), Field: "姓名", Expected: "姓名", Message: "文件里没有姓名", Refused: true})
	}
	sortProblems(p.Problems)
	return p, nil
}

func lrmWhere(i int) string { return fmt.Sprintf("第 %d 项", i+1) }

// align brings the pieces to 33 fields; doubt marks fields whose value is not
// certain because a text holds the separator `","`.
func (p *Person) align(parts []string) (out []string, doubt map[int]string) {
	n := len(parts)
	if n <= lrmFields {
		if n < lrmFields {
			p.tell(Problem{Where: "文件", Found: fmt.Sprintf("%d 项", n), Expected: "33 项", Message: "项数不足，缺少的项按空白处理"})
		}
		return append(slices.Clone(parts), make([]string, lrmFields-n)...), nil
	}
	if n > lrmFields+200 {
		parts = parts[:lrmFields+200]
	}
	var readings [][]string
	for at := range lrmFields {
		if r := mergeAt(parts, at); plausibleLRM(r) {
			readings = append(readings, r)
		}
	}
	p.tell(Problem{Where: "文件", Found: fmt.Sprintf("%d 项", n), Expected: "33 项",
		Message: `文字里含有英文引号加逗号（","），各项的分界不能完全确定，请核对标明的各项`})
	if len(readings) == 0 {
		readings = append(readings, mergeAt(parts, 17), mergeAt(parts, 0), mergeAt(parts, lrmFields-1))
	}
	doubt = map[int]string{}
	for i := range lrmFields {
		for _, r := range readings[1:] {
			if r[i] != readings[0][i] {
				doubt[i] = readings[0][i]
			}
		}
	}
	if len(readings) == 1 {
		at := slices.IndexFunc(readings[0], func(s string) bool { return strings.Contains(s, `","`) })
		if at >= 0 {
			p.tell(Problem{Where: lrmWhere(at), Field: lrmKey(at), Found: readings[0][at], Message: "这一项里含有分隔符，已合并读取，请核对"})
		}
	}
	return readings[0], doubt
}

// mergeAt joins the surplus pieces into field at.
func mergeAt(parts []string, at int) []string {
	extra := len(parts) - lrmFields
	out := slices.Clone(parts[:at])
	out = append(out, strings.Join(parts[at:at+extra+1], `","`))
	return append(out, parts[at+extra+1:]...)
}

// plausibleLRM checks the fields whose form is fixed.
func plausibleLRM(f []string) bool {
	for _, i := range []int{2, 8, 30, 32} {
		if _, err := cadre.ParseDate(f[i]); err != nil {
			return false
		}
	}
	for _, i := range []int{12, 13, 14, 15} {
		if strings.TrimSpace(f[i]) != "" {
			return false
		}
	}
	if s := strings.TrimSpace(f[1]); s != "" && s != "男" && s != "女" {
		return false
	}
	for i := lrmRelation + 1; i < lrmRelation+4; i++ {
		if strings.Count(f[i], "@") != strings.Count(f[lrmRelation], "@") {
			return false
		}
	}
	return true
}

func lrmKey(i int) string {
	switch {
	case lrmKeys[i] != "":
		return lrmKeys[i]
	case i == lrmEdu:
		return "学历学位"
	case i == lrmSchool:
		return "毕业院校系及专业"
	case i >= lrmRelation && i < lrmRelation+5:
		return "家庭成员"
	}
	return ""
}

// fillLRM writes the fields; a doubtful one stays blank and is told.
func (p *Person) fillLRM(f []string, doubt map[int]string) {
	for i := range f {
		c := cleanText(f[i])
		for _, n := range c.notes(lrmWhere(i), lrmKey(i)) {
			p.tell(n)
		}
		f[i] = c.text
		if v, bad := doubt[i]; bad && lrmKey(i) != "" {
			f[i] = ""
			p.tell(Problem{Where: lrmWhere(i), Field: lrmKey(i), Found: v, Message: "分界不能确定，没有导入这一项，请对照原表填写", Refused: true})
		}
		if fd := cadre.FieldByKey(lrmKeys[i]); fd != nil {
			p.set(fd, lrmWhere(i), f[i])
		}
	}
	p.lrmPairs(f[lrmEdu], lrmEdu, [4]string{"全日制学历", "全日制学位", "在职学历", "在职学位"})
	p.lrmPairs(f[lrmSchool], lrmSchool, [4]string{"全日制毕业院校系及专业", "全日制学位院校系及专业", "在职毕业院校系及专业", "在职学位院校系及专业"})
	p.lrmFamily(f[lrmRelation : lrmRelation+5])
}

// lrmPairs reads 全日制学历#学位@在职学历#学位.
func (p *Person) lrmPairs(s string, at int, keys [4]string) {
	if s == "" {
		return
	}
	sides := strings.Split(s, "@")
	if len(sides) > 2 || slices.ContainsFunc(sides, func(x string) bool { return strings.Count(x, "#") > 1 }) {
		p.tell(Problem{Where: lrmWhere(at), Field: lrmKey(at), Found: s, Expected: "全日制学历#学位@在职学历#学位",
			Message: "文字里含有 @ 或 #，分界不能确定，没有导入这一项，请对照原表填写", Refused: true})
		return
	}
	for i, side := range sides {
		for k, v := range strings.SplitN(side, "#", 2) {
			p.set(cadre.FieldByKey(keys[2*i+k]), lrmWhere(at), strings.TrimSpace(v))
		}
	}
}

// lrmFamily reads the five @-joined columns. A column with another number of
// cells than the others holds an @ of its own: it is left blank and told.
func (p *Person) lrmFamily(cols []string) {
	var cells [5][]string
	votes := map[int]int{}
	for i, c := range cols {
		cells[i] = strings.Split(c, "@")
		if c != "" {
			votes[len(cells[i])]++
		}
	}
	size := 0
	for n, v := range votes {
		if v > votes[size] || v == votes[size] && n < size {
			size = n
		}
	}
	for i := range cells {
		if cols[i] != "" && len(cells[i]) > size {
			p.tell(Problem{Where: lrmWhere(lrmRelation + i), Field: "家庭成员", Found: cols[i], Expected: fmt.Sprintf("%d 格", size),
				Message: "家庭成员各列的格数不一致，文字里可能含有 @，没有导入这一列，请对照原表填写", Refused: true})
			cells[i] = nil
		}
	}
	for row := range size {
		var m cadre.FamilyMember
		for i, part := range memberParts {
			if row >= len(cells[i]) {
				continue
			}
			v := strings.TrimSpace(cells[i][row])
			if err := part.set(&m, v); err != nil {
				p.tell(Problem{Where: fmt.Sprintf("%s第 %d 格", lrmWhere(lrmRelation+i), row+1), Field: "家庭成员", Found: v,
					Expected: "年月，如 1985.07", Message: err.Error(), Refused: true})
			}
		}
		if m != (cadre.FamilyMember{}) {
			p.Cadre.Family = append(p.Cadre.Family, m)
		}
	}
}
