package page_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaocha/forms/page"
	"kaocha/resources/fonts"
)

func shipped() map[string][]byte {
	m := map[string][]byte{}
	for _, f := range fonts.Shipped() {
		m[f.Key] = f.Data
	}
	return m
}

// collection packs fonts into a TTC.
func collection(faces ...[]byte) []byte {
	be := binary.BigEndian
	out := append([]byte("ttcf\x00\x01\x00\x00"), 0, 0, 0, byte(len(faces)))
	head := len(out) + 4*len(faces)
	at := head
	for _, f := range faces {
		out = be.AppendUint32(out, uint32(at))
		at += (len(f) + 3) &^ 3
	}
	at = head
	for _, f := range faces {
		f = slices.Clone(f)
		for k := range int(be.Uint16(f[4:])) {
			rec := f[12+16*k:]
			be.PutUint32(rec[8:], be.Uint32(rec[8:])+uint32(at))
		}
		for len(f)%4 != 0 {
			f = append(f, 0)
		}
		out = append(out, f...)
		at += len(f)
	}
	return out
}

// TestFontOrder: the user's folder goes before the system's, that before what is
// shipped; collections are opened; broken and CFF files are passed over.
func TestFontOrder(t *testing.T) {
	own, system := t.TempDir(), t.TempDir()
	put := func(dir, name string, b []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := shipped()
	put(system, "simsun.ttc", collection(s[page.Kai], s[page.Latin])) // stands for 宋体, 新宋体
	put(system, "simkai.ttf", s[page.Latin])
	put(system, "simhei.ttf", []byte("broken"))
	put(own, "SimKai.TTF", s[page.Kai])
	put(own, "mine.ttf", s[page.HeiBold])
	barred := slices.Clone(s[page.Song])
	for k := range int(binary.BigEndian.Uint16(barred[4:])) {
		if rec := barred[12+16*k:]; string(rec[:4]) == "OS/2" {
			binary.BigEndian.PutUint16(barred[binary.BigEndian.Uint32(rec[8:])+8:], 2) // restricted licence
		}
	}
	put(system, "fzxbsjw.ttf", barred)
	fs := page.NewFonts(s, own, filepath.Join(own, "absent"), system)
	for _, c := range []struct {
		family, from string
		exact        bool
	}{
		{"宋体", "simsun.ttc", true}, {"楷体", "SimKai.TTF", true}, {"黑体", "随程序提供的黑体", false}, {"Noto Sans SC", "mine.ttf", true},
		{"楷体_GB2312", "SimKai.TTF", false}, {"方正小标宋简体", "随程序提供的小标宋", false}, {"华文行楷", "随程序提供的楷体", false}, {"Comic Sans", "随程序提供的西文", false},
	} {
		r := fs.Report(c.family)
		if len(r) != 1 || !strings.HasSuffix(r[0].From, c.from) || r[0].Exact != c.exact || (r[0].Note == "") != c.exact {
			t.Errorf("%s: %+v, want %s", c.family, r, c.from)
		}
	}
	if n := fs.Report("方正小标宋简体")[0].Note; !strings.Contains(n, "fzxbsjw.ttf 不许嵌入 PDF") {
		t.Errorf("a font that may not be put into a PDF is not named: %q", n)
	}
	if f, g, _ := fs.Glyph("宋体", false, '䶮'); f == nil || g == 0 {
		t.Error("a character that the font found lacks is not taken from the shipped ones")
	}
	if f, _, _ := fs.Glyph("新宋体", false, 'A'); f == nil || !strings.Contains(f.Name, "Liberation") {
		t.Errorf("the second face of the collection is not used: %v", f)
	}
	if f, _, synth := fs.Glyph("黑体", true, '一'); synth || f == nil || !f.Bold {
		t.Error("the shipped bold is not used")
	}
	if _, _, synth := fs.Glyph("楷体", true, '一'); !synth {
		t.Error("a bold 楷体 must be drawn thicker")
	}
}

// TestNoFonts: without any font the layout still comes to an end and says so.
func TestNoFonts(t *testing.T) {
	fs := page.NewFonts(nil)
	doc, err := page.Read(roster(3))
	if err != nil {
		t.Fatal(err)
	}
	if r := page.Layout(doc, fs); len(r.Pages) != 1 || len(r.NoGlyph) == 0 {
		t.Errorf("%d pages, without glyph %q", len(r.Pages), string(r.NoGlyph))
	}
	if r := fs.Report("宋体"); len(r) != 1 || r[0].Note == "" || r[0].Exact {
		t.Errorf("report %+v", r)
	}
}

// TestSubset: a cut-down font keeps the outlines and widths, also of composite
// glyphs such as é.
func TestSubset(t *testing.T) {
	f, err := page.ParseFont(shipped()[page.Latin], 0)
	if err != nil {
		t.Fatal(err)
	}
	used := []uint16{f.GID('A'), f.GID('é'), f.GID('g')}
	b := f.Subset(used)
	if len(b) > 20000 {
		t.Errorf("three glyphs take %d bytes", len(b))
	}
	// the subset has no cmap, which a parser of text fonts wants; lend it the shape
	// of one through the tables that matter here
	small, err := page.ParseSubset(b)
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range used {
		if small.Adv(uint16(i+1)) != f.Adv(g) {
			t.Errorf("width of glyph %d changed", i)
		}
		want, err := f.Outline(g, 100)
		if err != nil {
			t.Fatal(err)
		}
		got, err := small.Outline(uint16(i+1), 100)
		if err != nil || !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("outline of glyph %d changed (%v)", i, err)
		}
	}
}
