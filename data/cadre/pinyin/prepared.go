package pinyin

// Query is what is searched for, read once for many texts.
type Query struct{ letters []rune }

// NewQuery reads a query as Match does.
func NewQuery(s string) Query { return Query{letters(s)} }

// Text is a text whose readings have been looked up, for a search over many
// texts at every key.
type Text struct{ units []unit }

// Prepare reads a text as MatchText does.
func Prepare(text string) Text { return Text{textUnits(text)} }

// PrepareName reads a person's name as Match does.
func PrepareName(name string) Text { return Text{nameUnits(name)} }

// Has tells what MatchText, or Match for a name, would tell.
func (t Text) Has(q Query) bool { return find(q.letters, t.units, false) }
