package review

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strings"
)

// materials checks the list of required items: state, paper and electronic
// copy, signature, file, and the look of a received document.
func (k *checker) materials() {
	for _, it := range k.s.Material {
		if it.PerBranch && k.shared[[2]string{k.file.Subject.BranchID, it.Key}].first != k.file {
			continue
		}
		if !concerns(it.For, k.file.Subject.Kind) {
			continue
		}
		m := k.material(k.file, it)
		if it.PerBranch { // one sheet for the branch: not the first subject's fault
			k.copyState(it, m, k.branchName())
			continue
		}
		k.copyState(it, m, "")
		k.stale(it, m)
		k.signed(it, m)
		k.futureDate(it.Name, "日期", m.Date)
		k.fileName(it, m)
		k.document(it, m)
	}
	for _, m := range k.file.Subject.Materials {
		if !slices.ContainsFunc(k.s.Material, func(it Item) bool { return it.Key == m.Key }) {
			k.add(Warning, found{rule: "material.unknown", form: "材料", field: m.Key, found: m.Key, expected: "方案中的材料", message: "材料“" + m.Key + "”不在方案中", action: "核对批次所用的方案"})
		}
	}
}

// stale finds a material that may not be used any more.
func (k *checker) stale(it Item, m *Material) {
	if it.Valid > 0 && !m.Date.IsZero() && m.Date.AddMonths(it.Valid).Earlier(k.d.Today) {
		k.add(Warning, found{rule: "material.stale", form: it.Name, field: "日期", found: m.Date.String(), expected: fmt.Sprintf("%d 个月以内", it.Valid),
			message: fmt.Sprintf("%s是 %s 的，有效期 %d 个月，已经过期", it.Name, m.Date, it.Valid), action: "重新考核，或不再使用"})
	}
}

func (k *checker) branchName() string {
	if k.file.Branch == nil || k.file.Branch.Name == "" {
		return "（未指定党总支）"
	}
	return k.file.Branch.Name
}

// copyState checks that the item is there in the copies asked for. branch is
// the branch's name for an item that exists once per branch.
func (k *checker) copyState(it Item, m *Material, branch string) {
	say := func(sev Severity, rule, field, have, want, message, action string) {
		f := Finding{Rule: rule, Severity: sev, Form: it.Name, Field: field, Found: have, Expected: want, Message: message, Action: action}
		at := k.at
		f.Subject, f.Person = k.file.Subject.ID, person(k.file)
		if branch != "" {
			f.Subject, f.Person, f.Message, at = "", branch, branch+"的"+message, 0
		}
		k.put(f, at, branch)
	}
	switch {
	case !slices.Contains(States, m.State):
		say(Error, "material.state", "状态", m.State, "未交、草稿、已收、已核、已签", it.Name+"的状态“"+m.State+"”不认识", "重新选择状态")
	case m.State == Missing:
		say(Error, "material.missing", "状态", StateNames[Missing], StateNames[Received], it.Name+"未交", "催交"+it.Name)
		return
	case m.State == Draft:
		say(Error, "material.draft", "状态", StateNames[Draft], StateNames[Received], it.Name+"还是草稿", "定稿后交来")
		return
	}
	if it.Paper && !m.Paper {
		say(Error, "material.paper", "纸质", "没有", "有", it.Name+"缺纸质件", "补交纸质件")
	}
	if it.Electronic && !m.Electronic {
		say(Error, "material.electronic", "电子", "没有", "有", it.Name+"缺电子件", "补交电子件")
	}
}

// signed compares the recorded signatures with who has to sign.
func (k *checker) signed(it Item, m *Material) {
	if len(m.SignedBy) == 0 {
		return
	}
	switch it.Signers {
	case "self":
		if !slices.ContainsFunc(m.SignedBy, func(s string) bool { return sameName(s, person(k.file)) }) {
			k.add(Error, found{rule: "material.signer", form: it.Name, field: "签名", found: strings.Join(m.SignedBy, "、"), expected: person(k.file),
				message: fmt.Sprintf("%s由%s署名，应由本人（%s）署名", it.Name, strings.Join(m.SignedBy, "、"), person(k.file)), action: "由本人署名"})
		}
	case "panel":
		if k.file.Panel == nil {
			return
		}
		for _, s := range m.SignedBy {
			if !slices.ContainsFunc(k.file.Panel.All(), func(p string) bool { return sameName(p, s) }) {
				k.add(Error, found{rule: "material.signer", form: it.Name, field: "签名", found: s, expected: strings.Join(k.file.Panel.All(), "、"),
					message: fmt.Sprintf("%s上签名的“%s”不是考察组成员", it.Name, s), action: "核对签名或考察组成员"})
			}
		}
	}
}

// fileName checks the received file's type and whose name it carries.
func (k *checker) fileName(it Item, m *Material) {
	if m.FileName == "" || k.file.Cadre == nil {
		return
	}
	ext := strings.TrimPrefix(strings.ToLower(path.Ext(m.FileName)), ".")
	if it.Format != nil && it.Format.File != "" && ext != it.Format.File {
		k.add(Error, found{rule: "file.type", form: it.Name, field: "电子文件", found: m.FileName, expected: "." + it.Format.File + " 文件",
			message: fmt.Sprintf("%s的电子文件“%s”不是 .%s 文件", it.Name, m.FileName, it.Format.File), action: "另存为 ." + it.Format.File + " 后重新交来"})
	}
	if strings.Contains(bare(m.FileName), bare(person(k.file))) {
		return
	}
	for _, o := range k.d.Files {
		if o != k.file && o.Cadre != nil && o.Cadre.Name != "" && strings.Contains(bare(m.FileName), bare(o.Cadre.Name)) {
			k.add(Warning, found{rule: "file.other", form: it.Name, field: "电子文件", found: m.FileName, expected: "文件名含“" + person(k.file) + "”",
				message: fmt.Sprintf("文件“%s”像是%s的，却放在%s名下", m.FileName, o.Cadre.Name, person(k.file)), action: "核对文件是否放错人"})
			return
		}
	}
	k.add(Note, found{rule: "file.name", form: it.Name, field: "电子文件", found: m.FileName, expected: "文件名含“" + person(k.file) + "”",
		message: fmt.Sprintf("文件名“%s”里没有姓名，报送后不易辨认", m.FileName), action: "文件名写成“" + it.Name + "-" + person(k.file) + "”"})
}

// sameFiles finds one received file standing for two people or two items.
func (k *checker) sameFiles() {
	seen := map[string]string{}
	for i, f := range k.d.Files {
		for _, m := range f.Subject.Materials {
			it := k.itemOf(m.Key)
			if m.FileHash == "" || it == nil || it.PerBranch {
				continue
			}
			here := person(f) + "的" + it.Name
			if first, ok := seen[m.FileHash]; ok {
				k.file, k.at = f, i+1
				k.add(Error, found{rule: "file.same", form: it.Name, field: "电子文件", found: m.FileName, expected: "各不相同的文件",
					message: fmt.Sprintf("%s与%s是同一个文件", here, first), action: "核对文件是否放错", basis: m.FileHash + first})
				k.file, k.at = nil, 0
			} else {
				seen[m.FileHash] = here
			}
		}
	}
}

func (k *checker) itemOf(key string) *Item {
	for i := range k.s.Material {
		if k.s.Material[i].Key == key {
			return &k.s.Material[i]
		}
	}
	return nil
}

// document compares what was measured in a received file, or the typed text,
// with the prescribed format.
func (k *checker) document(it Item, m *Material) {
	if it.Format == nil || !reached(m.State, Received) {
		return
	}
	if m.Facts == nil {
		if n := Chars(m.Text); n > 0 {
			k.length(it, n)
		}
		return
	}
	x, f := m.Facts, it.Format
	wrong := func(rule, field, have, want, action string) {
		k.add(Error, found{rule: rule, form: it.Name, field: field, found: have, expected: want,
			message: fmt.Sprintf("%s的%s是%s，应为%s", it.Name, field, have, want), action: action})
	}
	switch {
	case f.Title != "" && x.Title == "" && x.Chars == 0: // nothing at all: doc.empty tells
	case f.Title != "" && x.Title != f.Title:
		wrong("doc.title", "标题", "“"+brief(x.Title)+"”", "“"+f.Title+"”", "标题一字不差地改为“"+f.Title+"”")
	}
	k.paper(it, x, wrong)
	if len(f.Fonts) > 0 && len(x.Fonts) > 0 && !slices.Contains(f.Fonts, x.Fonts[0]) {
		wrong("doc.font", "正文字体", x.Fonts[0], strings.Join(f.Fonts, "或"), "全选正文，改为"+f.Fonts[0])
	}
	if f.SizePt > 0 && len(x.Sizes) > 0 && math.Abs(x.Sizes[0]-f.SizePt) > 0.01 {
		wrong("doc.size", "正文字号", points(x.Sizes[0]), points(f.SizePt), "全选正文，改为 "+points(f.SizePt))
	}
	if want := fmt.Sprintf("固定值 %g 磅", f.LinePt); f.LinePt > 0 && len(x.Lines) > 0 && x.Lines[0] != want {
		wrong("doc.line", "行距", x.Lines[0], want, "段落行距设为"+want)
	}
	k.strays(it, x)
	if x.Chars == 0 && x.Images > 0 {
		wrong("doc.picture", "正文", fmt.Sprintf("%d 张图片，没有文字", x.Images), "文字", "交可以编辑的 Word 文件，不要用照片或扫描件")
		return
	}
	k.length(it, x.Chars)
}

// paperTolerance is how far a sheet may be off, in mm: Word stores twips and
// drivers round.
const paperTolerance = 1.0

func (k *checker) paper(it Item, x *DocFacts, wrong func(rule, field, have, want, action string)) {
	var names []string
	fits := len(it.Format.Papers) == 0 || x.PaperW == 0
	w, h := min(x.PaperW, x.PaperH), max(x.PaperW, x.PaperH)
	for _, key := range it.Format.Papers {
		if r := k.d.Round; r != nil && r.Paper != "" && key == k.s.Paper {
			key = r.Paper // the round chose another sheet than the scheme's default
		}
		if p := PaperByKey(key); p != nil {
			names = append(names, p.Name)
			fits = fits || math.Abs(w-p.W) <= paperTolerance && math.Abs(h-p.H) <= paperTolerance
		}
	}
	if !fits {
		wrong("doc.paper", "纸张", fmt.Sprintf("%g×%g 毫米", x.PaperW, x.PaperH), strings.Join(names, "或"), "在页面设置中把纸张改为"+names[0])
	}
	direction := map[bool]string{true: "横向", false: "纵向"}
	if turned := x.Landscape || x.PaperW > x.PaperH; x.PaperW > 0 && turned != it.Format.Landscape {
		wrong("doc.direction", "纸张方向", direction[turned], direction[it.Format.Landscape], "在页面设置中改为"+direction[it.Format.Landscape])
	}
}

// strays tells which paragraphs differ, one finding for each kind. What is
// wrong throughout has been told already; a deviation without a paragraph
// belongs to a later section of the document.
func (k *checker) strays(it Item, x *DocFacts) {
	kinds, by := []string{}, map[string][]Stray{}
	for _, s := range x.Deviations {
		if throughout(x, s.Found) {
			continue
		}
		if s.Paragraph == 0 {
			k.add(Warning, found{rule: "doc.section", form: it.Name, field: s.What, found: s.Excerpt + " " + s.Found, expected: "全文一致",
				message: fmt.Sprintf("%s%s的%s是%s，与规定不同", it.Name, s.Excerpt, s.What, s.Found), action: "在页面设置中把" + s.What + "应用于整篇文档"})
			continue
		}
		if by[s.What] == nil {
			kinds = append(kinds, s.What)
		}
		by[s.What] = append(by[s.What], s)
	}
	for _, what := range kinds {
		list := by[what]
		var where []string
		for _, s := range list[:min(3, len(list))] {
			where = append(where, fmt.Sprintf("第 %d 段“%s”为%s", s.Paragraph, s.Excerpt, s.Found))
		}
		k.add(Warning, found{rule: "doc.stray", form: it.Name, field: what, found: fmt.Sprintf("%d 段不合要求", len(list)), expected: "全文一致",
			message: fmt.Sprintf("%s有 %d 段%s不合要求：%s", it.Name, len(list), what, strings.Join(where, "；")), action: "全选正文后统一设置" + what, basis: fmt.Sprint(list)})
	}
}

// throughout tells that a deviation is what most of the text has.
func throughout(x *DocFacts, have string) bool {
	return len(x.Fonts) > 0 && have == x.Fonts[0] || len(x.Sizes) > 0 && have == points(x.Sizes[0]) || len(x.Lines) > 0 && have == x.Lines[0]
}

func (k *checker) length(it Item, n int) {
	f := it.Format
	lo, hi := f.About*(100-f.AboutPct)/100, f.About*(100+f.AboutPct)/100
	switch {
	case n == 0:
		k.add(Error, found{rule: "doc.empty", form: it.Name, field: "字数", found: "0 字", expected: "有正文", message: it.Name + "没有正文", action: "交完整的文件"})
	case f.Max > 0 && n > f.Max:
		k.add(Error, found{rule: "doc.max", form: it.Name, field: "字数", found: fmt.Sprintf("%d 字", n), expected: fmt.Sprintf("不超过 %d 字", f.Max),
			message: fmt.Sprintf("%s有 %d 字，超过规定的 %d 字", it.Name, n, f.Max), action: fmt.Sprintf("压缩 %d 字以上", n-f.Max)})
	case f.About > 0 && (n < lo || n > hi):
		k.add(Warning, found{rule: "doc.length", form: it.Name, field: "字数", found: fmt.Sprintf("%d 字", n), expected: fmt.Sprintf("约 %d 字（%d 至 %d）", f.About, lo, hi),
			message: fmt.Sprintf("%s有 %d 字，规定约 %d 字", it.Name, n, f.About), action: "酌情增删"})
	}
}

func points(pt float64) string {
	names := map[float64]string{22: "二号", 18: "小二", 16: "三号", 15: "小三", 14: "四号", 12: "小四", 10.5: "五号", 9: "小五"}
	if n, ok := names[pt]; ok {
		return fmt.Sprintf("%s（%g 磅）", n, pt)
	}
	return fmt.Sprintf("%g 磅", pt)
}
