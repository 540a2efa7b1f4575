package template

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/forms/page/markup"
)

// Report is what 检查模板 shows.
type Report struct {
	Unknown     []string // tags that are no field of the form
	Missing     []string // required fields without a tag
	Faults      []string // tags and blocks that do not work, in words
	Unsupported []string // things of the document that stand in the way, in words
}

// OK tells that the template can be used as it is.
func (r Report) OK() bool {
	return len(r.Unknown) == 0 && len(r.Missing) == 0 && len(r.Faults) == 0 && len(r.Unsupported) == 0
}

// Check compares the template with the fields of a form. Known fields of a list
// are written 列表.字段; required ones must have a tag.
func (t *Template) Check(known []string, required ...string) Report {
	r := Report{Faults: slices.Clone(t.faults), Unsupported: slices.Clone(t.odd)}
	ok := map[string]bool{}
	for _, k := range slices.Concat(known, required) {
		ok[k] = true
		if l, _, dot := strings.Cut(k, "."); dot {
			ok[l] = true
		}
	}
	seen := map[string]bool{}
	for _, f := range t.found {
		full, good := f.resolve(ok)
		seen[full] = true
		if !good && !slices.Contains(r.Unknown, f.key) {
			r.Unknown = append(r.Unknown, f.key)
		}
		if f.box {
			r.Unsupported = append(r.Unsupported, fmt.Sprintf("标记 {{%s}} 在文本框里：Word 文件能填，预览和 PDF 显示不出，请移到表格或正文里", f.key))
		}
		if f.shrink > 0 && !f.cell {
			r.Faults = append(r.Faults, fmt.Sprintf("标记 {{%s}} 的“缩小到”只在表格的单元格里有用", f.key))
		}
	}
	for _, k := range required {
		if !seen[k] {
			r.Missing = append(r.Missing, k)
		}
	}
	slices.Sort(r.Unknown)
	slices.Sort(r.Missing)
	r.Faults = unique(r.Faults)
	r.Unsupported = unique(r.Unsupported)
	return r
}

// resolve finds the field a tag means: as written, or as a field of a list it
// stands in.
func (f found) resolve(known map[string]bool) (string, bool) {
	if f.key == "." || f.key == counter {
		return f.name(), len(f.within) > 0
	}
	for i := len(f.within) - 1; i >= 0; i-- {
		if full := f.within[i] + "." + f.key; known[full] {
			return full, true
		}
	}
	if strings.HasSuffix(f.key, "."+counter) && len(f.within) > 0 {
		return f.key, true
	}
	return f.key, known[f.key]
}

func unique(in []string) []string {
	var out []string
	for _, s := range in {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// oddities names what our pages cannot show, or what spoils a template.
func oddities(root *markup.Node) (out []string) {
	root.Each(func(n *markup.Node) bool {
		switch n.Name {
		case "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange":
			out = append(out, "有未处理的修订：请在“审阅”里接受全部修订")
		case "w:comment", "w:commentReference":
			out = append(out, "有批注：请删除批注")
		case "wp:anchor":
			if n.Deep("pic:pic") != nil {
				out = append(out, "有浮动图片：请改为“嵌入型”，否则预览和 PDF 没有它")
			} else {
				out = append(out, "有浮动的图形或文本框：预览和 PDF 没有它，请改用表格")
			}
			return true
		case "w:pict", "w:object":
			out = append(out, "有旧式图形或嵌入对象：预览和 PDF 没有它")
		case "w:altChunk", "w:subDoc":
			out = append(out, "链接了其他文档：请把内容粘贴进来")
		case "mc:Fallback":
			return false
		}
		return true
	})
	return unique(out)
}
