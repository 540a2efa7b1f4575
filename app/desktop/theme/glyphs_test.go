package theme

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	base "fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"

	"kaocha/resources/fonts"
)

// A sign that neither the theme's face nor those the window library falls back on
// have is drawn as a box with a question mark, whatever fonts the system has.
func TestEverySignOfTheWindowIsInItsFaces(t *testing.T) {
	var regular, bold []*sfnt.Font
	add := func(list *[]*sfnt.Font, data []byte) {
		f, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		*list = append(*list, f)
	}
	add(&regular, fonts.Window)
	add(&bold, fonts.WindowBold)
	add(&regular, base.DefaultTextFont().Content())
	add(&bold, base.DefaultTextBoldFont().Content())
	add(&regular, base.DefaultSymbolFont().Content())
	add(&bold, base.DefaultSymbolFont().Content())
	if len(regular) != 3 || len(bold) != 3 {
		t.Fatalf("faces of the window: %d and %d", len(regular), len(bold))
	}
	files := 0
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range text {
				if r > '~' && (!drawn(regular, r) || !drawn(bold, r)) {
					t.Errorf("%s: %q (U+%04X) is in none of the window's faces", set.Position(lit.Pos()), r, r)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || files < 50 {
		t.Fatalf("%d files read: %v", files, err)
	}
}

// drawn tells that one of the faces has a sign.
func drawn(faces []*sfnt.Font, r rune) bool {
	for _, f := range faces {
		if i, err := f.GlyphIndex(nil, r); err == nil && i != 0 {
			return true
		}
	}
	return false
}

// A button may bear a rare name: what the regular face draws, the bold one does.
func TestRareNamesAreInBothFaces(t *testing.T) {
	for _, data := range [][]byte{fonts.Window, fonts.WindowBold} {
		f, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range "陆𬭎喆堃㧐" {
			if !drawn([]*sfnt.Font{f}, r) {
				t.Errorf("%c is in one face only", r)
			}
		}
	}
}
