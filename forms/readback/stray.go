package readback

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"kaocha/data/review"
)

// maxStrays keeps a wholly wrong document from filling the list.
const maxStrays = 300

// Names of what can differ.
const (
	whatFont  = "字体"
	whatSize  = "字号"
	whatLine  = "行距"
	whatPaper = "纸张"
)

// chineseNames are the Chinese names of fonts that files may name in Latin.
var chineseNames = map[string]string{
	"fangsong": "仿宋", "simfang": "仿宋", "fangsong_gb2312": "仿宋_GB2312", "stfangsong": "华文仿宋",
	"simsun": "宋体", "nsimsun": "新宋体", "simhei": "黑体", "kaiti": "楷体", "simkai": "楷体",
	"kaiti_gb2312": "楷体_GB2312", "stkaiti": "华文楷体", "stsong": "华文宋体", "dengxian": "等线",
	"microsoft yahei": "微软雅黑", "fzxiaobiaosong-b05s": "方正小标宋简体",
}

// fontName is the name a clerk knows the font by.
func fontName(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "@"))
	if n := chineseNames[strings.ToLower(s)]; n != "" {
		return n
	}
	return s
}

// SameFont tells whether two names mean the same type: 仿宋, 仿宋_GB2312,
// FangSong and FangSong_GB2312 do (DOMAIN 2.0).
func SameFont(a, b string) bool { return fontKey(a) == fontKey(b) }

func fontKey(s string) string {
	s = strings.ToLower(fontName(s))
	return strings.TrimSuffix(strings.ReplaceAll(s, " ", ""), "_gb2312")
}

// strays lists how the body's paragraphs differ from the format. The number is
// that of the paragraph among those with text, the title being 1.
func (m *measured) strays(want *review.Format) []review.Stray {
	var out []review.Stray
	for i, p := range m.paras {
		if i == 0 || len(out) >= maxStrays {
			continue
		}
		add := func(what, found string) {
			if found != "" {
				out = append(out, review.Stray{Paragraph: i + 1, Excerpt: excerpt(p.text), What: what, Found: found})
			}
		}
		add(whatFont, wrongFonts(p, want.Fonts))
		add(whatSize, wrongSizes(p, want.SizePt))
		if want.LinePt > 0 && !(p.style.Rule == "exact" && math.Abs(p.style.Line/20-want.LinePt) < 0.05) {
			add(whatLine, lineName(p.style))
		}
	}
	return append(out, m.otherPapers()...)
}

// otherPapers tells of sections on another paper than the first: the facts name
// only that one.
func (m *measured) otherPapers() (out []review.Stray) {
	for i, s := range m.sections {
		if w, h := mm(s.W), mm(s.H); i > 0 && (w != mm(m.sections[0].W) || h != mm(m.sections[0].H)) {
			out = append(out, review.Stray{What: whatPaper, Excerpt: fmt.Sprintf("第 %d 节", i+1),
				Found: fmt.Sprintf("%s×%s 毫米", trim(w), trim(h))})
		}
	}
	return out
}

func wrongFonts(p para, allowed []string) string {
	if len(allowed) == 0 {
		return ""
	}
	total := 0
	for _, n := range p.fonts {
		total += n
	}
	var out []string
	for _, f := range ranked(p.fonts) {
		if !slices.ContainsFunc(allowed, func(a string) bool { return SameFont(a, f) }) {
			out = append(out, part(f, p.fonts[f], total))
		}
	}
	return strings.Join(out, "、")
}

func wrongSizes(p para, want float64) string {
	if want == 0 {
		return ""
	}
	total := 0
	for _, n := range p.sizes {
		total += n
	}
	var out []string
	for _, s := range ranked(p.sizes) {
		if math.Abs(s-want) > 0.05 {
			out = append(out, part(SizeName(s), p.sizes[s], total))
		}
	}
	return strings.Join(out, "、")
}

// part says how much of a paragraph is meant when it is not all of it.
func part(what string, n, total int) string {
	if n == total {
		return what
	}
	return fmt.Sprintf("%s（%d 字）", what, n)
}

// sizeNames are the Chinese type sizes (DOMAIN 2.0).
var sizeNames = map[float64]string{42: "初号", 36: "小初", 26: "一号", 24: "小一", 22: "二号", 18: "小二", 16: "三号",
	15: "小三", 14: "四号", 12: "小四", 10.5: "五号", 9: "小五", 7.5: "六号"}

// SizeName is a type size in points with its Chinese name: 小三（15 磅）.
func SizeName(pt float64) string {
	if n := sizeNames[pt]; n != "" {
		return n + "（" + trim(pt) + " 磅）"
	}
	return trim(pt) + " 磅"
}

// excerpt is the beginning of a paragraph, enough to find it.
func excerpt(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 16 {
		return string(r[:16]) + "…"
	}
	return string(r)
}
