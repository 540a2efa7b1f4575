package review

import "strings"

// inAssessments are the words for the two sides where no organization department
// gives a round to 党总支.
var inAssessments = strings.NewReplacer("组织部及以上", "下发单位", "组织部", "下发单位", "党总支", "填报单位", "考察对象", "考核对象", "这个人", "这个对象", "存疑的人", "存疑的对象", "新人", "新对象", "打开这个人", "打开这个对象")

// Said puts a text about the exchange into the words of the scheme: what stands
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
