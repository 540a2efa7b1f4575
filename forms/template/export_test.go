package template

// What the tests in package template_test need from inside.
var (
	Text     = text
	TextNode = textNode
)

const MainPart = mainPart
