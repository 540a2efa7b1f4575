package review

import "strings"

// inAssessments are the words where no organization department gives a round of
// cadres to 党总支: of the two sides, of those who are assessed, of the day.
var inAssessments = strings.NewReplacer("组织部及以上", "下发单位", "组织部", "下发单位", "党总支", "填报单位", "考察对象", "考核对象", "这个人", "这个对象", "存疑的人", "存疑的对象", "新人", "新对象", "打开这个人", "打开这个对象",
	"没有人", "没有对象", "里面的人", "里面的对象", "这些人", "这些对象", "一个人", "一个对象", "缺条件的人", "缺条件的对象", "选中的人", "选中的对象", "某个人", "某个对象", "考察日期", "考核日期", "学校名称", "单位名称", "成套考察材料", "成套考核材料")

// Each is the measure word of the scheme's subjects.
func (s *Scheme) Each() string {
	if s.Assesses() {
		return "个"
	}
	return "人"
}

// Said puts a text into the words of the scheme: what stands
// in Chinese quotation marks, as names do, stays.
func (s *Scheme) Said(text string) string {
	if s == nil || !s.Assesses() {
		return text
	}
	var b strings.Builder
	for text != "" {
		plain, rest, ok := strings.Cut(text, "“")
		b.WriteString(inAssessments.Replace(plain))
		if !ok {
			break
		}
		name, after, _ := strings.Cut(rest, "”")
		b.WriteString("“" + name)
		if text = after; strings.Contains(rest, "”") {
			b.WriteString("”")
		}
	}
	return b.String()
}
