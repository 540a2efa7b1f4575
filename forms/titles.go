package forms

import (
	"math"
	"regexp"
	"strings"

	"kaocha/data/review"
)

// titleWidth is how many full-width characters of a title stand on one line of
// paper, between margins given in mm.
func titleWidth(paper string, points, margin float64, wide bool) float64 {
	p := review.PaperByKey(paper)
	if p == nil {
		return math.Inf(1)
	}
	w := p.W
	if wide {
		w = p.H
	}
	return (w - 2*margin) * 72 / 25.4 / points
}

// proseTitleWidth is it for a text, whose margins grow with the paper.
func proseTitleWidth(paper string) float64 {
	p := review.PaperByKey(paper)
	if p == nil {
		return math.Inf(1)
	}
	return titleWidth(paper, 22, 22*p.W/review.Papers[0].W, false)
}

// unbroken are what titles are made of: a line does not end inside one of them.
var unbroken = regexp.MustCompile(`[0-9〇一二三四五六七八九十]+年度?|[0-9]+月(?:份)?|[0-9]+日|[0-9A-Za-z.+]+|《[^《》]{1,18}》|（[^（）]{1,12}）|“[^“”]{1,12}”|关于|` +
	`科技进步|目标管理|厅直单位|直属单位|民主(?:评议党员|评议|测评|推荐)|组织生活会|党支部书记|意见建议|登记表|党风廉政建设|党风廉政|廉政|责任制|建设|目标|管理|责任|检查|考核|考察|测评|评议|评价|评先|民主|党员|党建|党委|党组|党支部|党总支|支部|` +
	`领导|班子|干部|科级|处级|试用期|任职|组织|生活会|专题|登记表|审批表|汇总表|计分表|统计表|汇总|反馈|意见|自查|报告|汇报|通报|通知|公示|公告|` +
	`方案|实施|工作|年度|季度|月度|绩效|结果|情况|科技|进步|思想|谈话|厅直|直属|单位|部门|办公室|委员会|领导小组|检查组|名单|清单|材料|记录|推荐|预告|` +
	`学校|大学|学院|学生|中心|综合|平时|定期|整改|落实|创新|迎接|迎检|文件|发放|事项|登记簿|会议|流程单|交接`)

// titleLines breaks a title that does not stand on one line by its meaning and
// into lines of like length (GB/T 9704: 排列对称、长短适宜，梯形或菱形): after the
// name of the house, before 关于, behind 的, never inside a word or with a few
// characters left for the last line.
func titleLines(title string, width float64, house string) string {
	total := titleEm(title)
	if total <= width || strings.Contains(title, "\n") {
		return title
	}
	runes := []rune(title)
	weights := breaks(title, house)
	for n := math.Ceil(total / width); n <= total/width+1; n++ {
		if lines, ok := splitTitle(runes, weights, int(n), width, total/n); ok {
			return strings.Join(lines, "\n")
		}
	}
	return title
}

// breaks weighs the places before which a line may end, by character: the less the
// better; none is there where a word would be torn.
func breaks(title, house string) map[int]float64 {
	runes := []rune(title)
	at := func(byteAt int) int { return len([]rune(title[:byteAt])) }
	out := map[int]float64{}
	for i := 1; i < len(runes); i++ {
		out[i] = 3
	}
	for _, m := range unbroken.FindAllStringIndex(title, -1) {
		for i := at(m[0]) + 1; i < at(m[1]); i++ {
			delete(out, i)
		}
		for _, end := range []int{at(m[0]), at(m[1])} {
			if _, ok := out[end]; ok {
				out[end] = min(out[end], 1)
			}
		}
	}
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], string(runes[i:])
		switch {
		case strings.ContainsRune("的、，》）”及和与暨了", runes[i]), strings.ContainsRune("《（“、和与及暨", before), strings.HasSuffix(string(runes[:i]), "关于"):
			delete(out, i)
		case strings.HasPrefix(after, "关于"):
			out[i] = -2
		case before == '的', before == '》', before == '度' && runes[max(0, i-2)] == '年':
			out[i] = 0
		}
		if strings.ContainsRune("和与及暨", runes[i]) && i > 3 { // joined parts may part here
			out[i] = 0
		}
	}
	if from := strings.Index(title, house); house != "" && from >= 0 {
		first, end := at(from), at(from+len(house))
		for i := first + 1; i < end; i++ {
			out[i] = 6 // the name is torn only where it does not fit
		}
		if first == 0 {
			out[end] = -2
		}
	}
	return out
}

// splitTitle finds the best n lines, false when they do not fit.
func splitTitle(runes []rune, weights map[int]float64, n int, width, even float64) ([]string, bool) {
	line := func(from, to int) float64 { return titleEm(string(runes[from:to])) }
	best, found := math.Inf(1), []int(nil)
	var try func(from, left int, cost float64, cuts []int)
	try = func(from, left int, cost float64, cuts []int) {
		if cost >= best {
			return
		}
		if left == 1 {
			w := line(from, len(runes))
			if cost += uneven(w, even); w <= width && w >= 4 && cost < best {
				best, found = cost, append([]int{}, cuts...)
			}
			return
		}
		for i := from + 1; i < len(runes); i++ {
			w := line(from, i)
			if w > width {
				return
			}
			if weight, ok := weights[i]; ok {
				try(i, left-1, cost+weight+2+uneven(w, even), append(cuts, i))
			}
		}
	}
	try(0, n, 0, nil)
	var lines []string
	from := 0
	for _, i := range append(found, len(runes)) {
		lines = append(lines, string(runes[from:i]))
		from = i
	}
	return lines, found != nil
}

// uneven is what a line costs that is shorter or longer than the others would be.
func uneven(w, even float64) float64 { return 12 * (w - even) * (w - even) / (even * even) }

// titleEm is how wide a title is, in full-width characters; between Chinese and
// figures there is a quarter of one.
func titleEm(title string) float64 {
	w, last := 0.0, false
	for i, r := range []rune(title) {
		narrow := r < 0x80
		if i > 0 && narrow != last {
			w += 0.25
		}
		if last = narrow; narrow {
			w += 0.5
		} else {
			w++
		}
	}
	return w
}
