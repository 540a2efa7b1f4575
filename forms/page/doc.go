// Package page reads a .docx and lays it out: pages of glyphs, lines and
// pictures, from which PDF, preview and print are made. It knows the part of
// WordprocessingML that forms use; what it cannot show it names
// (Doc.Unsupported). Measures are points (1/72 inch) from the top left.
package page

// RunStyle is the format of a run with all styles resolved.
type RunStyle struct {
	EA, Latin string  // font families
	Size      float64 // points
	Bold      bool
	Underline bool
	Strike    bool
	Hidden    bool
	Color     [3]uint8
	Spacing   float64 // points added after each character
	Raise     int8    // 1 superscript, -1 subscript
}

// Kinds of Inline.
const (
	kText   = 't'
	kImage  = 'i'
	kBreak  = 'b'
	kPage   = 'g' // page break
	kNumber = 'p' // page number
	kCount  = 'n' // number of pages
	kTab    = 'T'
)

// Inline is a piece of a paragraph.
type Inline struct {
	Kind  byte
	Text  string
	Img   []byte
	W, H  float64
	Style *RunStyle
}

// TabStop of a paragraph.
type TabStop struct {
	At    float64
	Align byte // 'l' 'c' 'r'
}

// Para is a resolved paragraph.
type Para struct {
	Align                 string
	Before, After         float64
	Line                  float64 // 1/240 of a line for "auto", else points
	Rule                  string  // exact, atLeast, auto
	Left, Right, First    float64
	LeftChars, RightChars int // 1/100 of a character
	FirstChars, HangChars int
	PageBreak             bool
	KeepNext, KeepLines   bool
	Widow                 bool
	NoGrid, NoAuto        bool // no docGrid; no space between Chinese and Latin
	NoHang                bool
	Contextual            bool
	Style                 string
	Tabs                  []TabStop
	In                    []Inline
	Mark                  RunStyle
}

// Block is *Para or *Table.
type Block any

// Edge is a border.
type Edge struct {
	On bool
	W  float64
}

// Cell of a table.
type Cell struct {
	Ord      int // number of the cell in the document, from 0; -1 in headers
	Span     int
	Merge    byte // 0, 'r' begins a vertical merge, 'c' goes on
	VAlign   string
	Vertical bool
	Border   [4]*Edge // top left bottom right, nil = from the table
	Fill     [3]uint8
	Filled   bool
	Blocks   []Block
	Margin   [4]float64 // top left bottom right
}

// Row of a table.
type Row struct {
	H         float64
	Rule      string // auto, atLeast, exact
	Header    bool
	CantSplit bool
	Before    int // columns left free before the first cell
	Cells     []Cell
}

// sides of a table's borders.
const (
	sTop = iota
	sLeft
	sBottom
	sRight
	sInH
	sInV
)

// Table with its grid.
type Table struct {
	Grid   []float64
	Align  string
	Indent float64
	Border [6]*Edge
	Margin [4]float64
	Rows   []Row
}

// Section is a run of blocks with one page set-up.
type Section struct {
	W, H                     float64
	Top, Bottom, Left, Right float64
	HeaderAt, FooterAt       float64
	Grid                     float64 // line pitch of docGrid, 0 = none
	Continuous               bool    // goes on where the one before ends
	TitlePage                bool
	FirstNumber              int // 0 = go on counting
	Header, Footer           []Block
	FirstHeader, FirstFooter []Block
	Blocks                   []Block
}

// Doc is a document as read.
type Doc struct {
	Sections     []*Section
	TabStep      float64
	GridInTables bool     // the line pitch of docGrid holds in tables too
	Unsupported  []string // what the pages will not show, in words
}
