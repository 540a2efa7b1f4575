package layouts

import "kaocha/forms/template/build"

func init() { add("paper", drawPaper) }

// drawPaper is a text drafted from the records: title, parts with their headings,
// who issues it, date. 仿宋 小三, 25 pt, as the other narratives.
func drawPaper(p build.Paper) []byte {
	section := joined(
		block("小标题", build.Para{Align: build.Justify, Exact: 25, FirstChars: 2, Size: 15, KeepNext: true}.Say(head, "{{.}}")),
		block("段落", prose(body.Run("{{.}}"))),
		block("末段", closing(body.Run("{{.}}"))))
	parts := joined(
		[]build.XML{build.Para{Align: build.Center, Exact: 34, After: 12}.Say(title, "{{标题}}")},
		block("部分", section...),
		[]build.XML{
			build.Para{Exact: 25, KeepNext: true}.Empty(body),
			build.Para{Align: build.Right, Exact: 25, Right: 40, KeepNext: true}.Say(body, "{{落款}}"),
			build.Para{Align: build.Right, Exact: 25, Right: 30}.Say(body, "{{日期}}"),
		})
	return build.Document(proseSection(p), "公文", parts...)
}
