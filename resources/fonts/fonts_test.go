package fonts

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// rareNames are characters seen in personal names outside GB2312, the last
// three of them outside the basic plane or in extension A.
const rareNames = "喆堃昇玥珺烜祎婳犇䶮𬭎𬀩"

func parse(t *testing.T, key string) *sfnt.Font {
	t.Helper()
	for _, face := range Shipped() {
		if face.Key != key {
			continue
		}
		f, err := sfnt.Parse(face.Data)
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		return f
	}
	t.Fatalf("no face %q", key)
	return nil
}

// gb2312Hanzi returns the 6,763 hanzi of GB2312-80, rows 16 to 87.
func gb2312Hanzi(t *testing.T) []rune {
	t.Helper()
	var hanzi []rune
	decoder := simplifiedchinese.GBK.NewDecoder()
	for high := 0xB0; high <= 0xF7; high++ {
		for low := 0xA1; low <= 0xFE; low++ {
			if high == 0xD7 && low > 0xF9 {
				continue // five empty places at the end of level 1
			}
			s, err := decoder.Bytes([]byte{byte(high), byte(low)})
			if err != nil {
				t.Fatal(err)
			}
			hanzi = append(hanzi, []rune(string(s))...)
		}
	}
	if len(hanzi) != 6763 {
		t.Fatalf("GB2312 has 6763 hanzi, got %d", len(hanzi))
	}
	return hanzi
}

func missing(t *testing.T, f *sfnt.Font, runes []rune) string {
	t.Helper()
	var buf sfnt.Buffer
	var out []rune
	for _, r := range runes {
		if i, err := f.GlyphIndex(&buf, r); err != nil || i == 0 {
			out = append(out, r)
		}
	}
	return string(out)
}

func TestShippedOrder(t *testing.T) {
	var keys []string
	for _, face := range Shipped() {
		keys = append(keys, face.Key)
	}
	want := "song songbold hei heibold kai latin latinbold songhk songjp fang"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("faces %q, want %q", got, want)
	}
}

func TestGB2312IsComplete(t *testing.T) {
	hanzi := gb2312Hanzi(t)
	marks := []rune("，。、；：？！“”‘’（）《》〈〉【】—…·０９ＡＺａｚ①⑩ⅠⅫ℃√×□○●■△〇")
	for _, key := range []string{KeySong, KeySongBold, KeyHei, KeyHeiBold, KeyKai, KeyFang} {
		f := parse(t, key)
		if gone := missing(t, f, hanzi); gone != "" {
			t.Errorf("%s lacks %d hanzi: %.30s", key, len([]rune(gone)), gone)
		}
		if gone := missing(t, f, marks); gone != "" {
			t.Errorf("%s lacks the marks %s", key, gone)
		}
	}
}

func TestRareNamesAreInTheFallback(t *testing.T) {
	for _, key := range []string{KeySong, KeyHei} {
		if gone := missing(t, parse(t, key), []rune(rareNames)); gone != "" {
			t.Errorf("%s lacks %s", key, gone)
		}
	}
}

// TestWindowHasTheCharactersOfPages: what a page can print the window can show, and
// as wide.
func TestWindowHasTheCharactersOfPages(t *testing.T) {
	for _, c := range []struct {
		key    string
		window []byte
		least  int
	}{{KeyHei, Window, 30_000}, {KeyHei, WindowBold, 30_000}} {
		page := parse(t, c.key)
		window, err := sfnt.Parse(c.window)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		n, wide := 0, 0
		for r := rune(0x20); r < 0x32000; r++ {
			i, err := page.GlyphIndex(&buf, r)
			if err != nil || i == 0 {
				continue
			}
			n++
			j, err := window.GlyphIndex(&buf, r)
			if err != nil || j == 0 {
				t.Fatalf("%s: the window lacks %q", c.key, r)
			}
			a, err := page.GlyphAdvance(&buf, i, fixed.I(1000), font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			b, err := window.GlyphAdvance(&buf, j, fixed.I(1000), font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			if r >= 0x4e00 && r <= 0x9fff && a != b {
				wide++
			}
		}
		if n < c.least || wide > 0 {
			t.Errorf("%s: %d characters, %d hanzi of another width", c.key, n, wide)
		}
	}
}

func TestLatinHasASCII(t *testing.T) {
	var ascii []rune
	for r := rune(0x20); r < 0x7F; r++ {
		ascii = append(ascii, r)
	}
	for _, face := range Shipped() {
		if face.Key == KeySongHK || face.Key == KeySongJP {
			continue // asked for hanzi only
		}
		if gone := missing(t, parse(t, face.Key), ascii); gone != "" {
			t.Errorf("%s lacks %q", face.Key, gone)
		}
	}
}

func TestNames(t *testing.T) {
	want := map[string]string{
		KeySong: "Noto Serif SC Regular", KeySongBold: "Noto Serif SC Bold",
		KeyHei: "Noto Sans SC Regular", KeyHeiBold: "Noto Sans SC Bold",
		KeyKai: "Kaocha Kai", KeyLatin: "Liberation Serif",
		KeyLatinBold: "Liberation Serif Bold", KeyFang: "FandolFang R",
	}
	for key, name := range want {
		got, err := parse(t, key).Name(nil, sfnt.NameIDFull)
		if err != nil || got != name {
			t.Errorf("%s is named %q, %v; want %q", key, got, err, name)
		}
	}
}

// The licence of the Kai source reserves the names 霞鹜 and LXGW: a changed
// font may show neither, in any language, but must keep the copyright line.
func TestKaiKeepsNoReservedName(t *testing.T) {
	f := parse(t, KeyKai)
	for _, id := range []sfnt.NameID{
		sfnt.NameIDFamily, sfnt.NameIDSubfamily, sfnt.NameIDUniqueIdentifier, sfnt.NameIDFull,
		sfnt.NameIDPostScript, sfnt.NameIDTypographicFamily, sfnt.NameIDCompatibleFull,
	} {
		if name, err := f.Name(nil, id); err == nil && (strings.Contains(name, "LXGW") || strings.Contains(name, "霞")) {
			t.Errorf("name %d still says %q", id, name)
		}
	}
	if utf16 := []byte("\x97\x1e\x9e\x5c"); bytes.Contains(Kai, utf16) {
		t.Error("the file still holds the reserved Chinese name")
	}
	if c, err := f.Name(nil, sfnt.NameIDCopyright); err != nil || !strings.Contains(c, "LXGW") {
		t.Errorf("copyright line is %q, %v", c, err)
	}
}

// The window cannot read collections, and fixes a variable font at its
// thinnest weight; the PDF writer needs glyf outlines.
func TestFacesAreStaticTrueType(t *testing.T) {
	for _, face := range Shipped() {
		if !bytes.HasPrefix(face.Data, []byte{0, 1, 0, 0}) {
			t.Errorf("%s starts with % x", face.Key, face.Data[:4])
		}
		tables := map[string]bool{}
		for i := 0; i < int(face.Data[4])<<8|int(face.Data[5]); i++ {
			tables[string(face.Data[12+16*i:16+16*i])] = true
		}
		if !tables["glyf"] || tables["fvar"] || tables["CFF "] {
			t.Errorf("%s has the tables %v", face.Key, tables)
		}
	}
}

// A conversion gone wrong would turn outlines inside out or flatten them, so
// one glyph of every Chinese face is measured: 国 fills most of its square.
func TestGlyphFillsItsSquare(t *testing.T) {
	for _, key := range []string{KeySong, KeySongBold, KeyHei, KeyHeiBold, KeyKai, KeyFang} {
		f := parse(t, key)
		var buf sfnt.Buffer
		i, err := f.GlyphIndex(&buf, '国')
		if err != nil {
			t.Fatal(err)
		}
		bounds, advance, err := f.GlyphBounds(&buf, i, fixed.I(1000), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		w, h := (bounds.Max.X - bounds.Min.X).Round(), (bounds.Max.Y - bounds.Min.Y).Round()
		if advance.Round() != 1000 || w < 650 || w > 1000 || h < 750 || h > 1000 {
			t.Errorf("%s: 国 is %d by %d, advance %d of 1000", key, w, h, advance.Round())
		}
	}
}

func TestFilesMatchTheirSums(t *testing.T) {
	list, err := os.Open("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	lines := 0
	for s := bufio.NewScanner(list); s.Scan(); lines++ {
		want, name, _ := strings.Cut(s.Text(), "  ")
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s is not the file that build.sh makes", name)
		}
	}
	if want := len(Shipped()) + 2; lines != want { // and the window's two
		t.Errorf("%d sums for %d faces", lines, want)
	}
}

func TestReadFirst(t *testing.T) {
	empty, full := t.TempDir(), t.TempDir()
	if _, _, err := readFirst([]string{empty}, FangFile); err == nil || !strings.Contains(err.Error(), empty) {
		t.Errorf("a missing file must name the folder searched, got %v", err)
	}
	if err := os.WriteFile(filepath.Join(full, FangFile), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	data, path, err := readFirst([]string{empty, full}, FangFile)
	if err != nil || string(data) != "x" || path != filepath.Join(full, FangFile) {
		t.Errorf("got %q from %q, %v", data, path, err)
	}
	if err := os.Mkdir(filepath.Join(empty, FangFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readFirst([]string{empty}, FangFile); err == nil || !strings.Contains(err.Error(), "打不开") {
		t.Errorf("an unreadable file must be told apart from a missing one, got %v", err)
	}
}

func TestFoldersInOrder(t *testing.T) {
	folders := FangFolders()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if exe, err = filepath.EvalSymlinks(exe); err != nil {
		t.Fatal(err)
	}
	if len(folders) < 3 || folders[0] != filepath.Join(filepath.Dir(exe), "fonts") {
		t.Fatalf("folders %q: the first must be beside %s", folders, exe)
	}
	if own, err := UserFolder(); err != nil || folders[1] != own {
		t.Errorf("the second folder is %q, want %q (%v)", folders[1], own, err)
	}
}

// Hanzi that the main face lacks stand in the two faces behind it.
func TestRarerHanziHaveAFace(t *testing.T) {
	for key, runes := range map[string]string{KeySongHK: "𠝹𨋢𡃁", KeySongJP: "𠮷𡈽𩸽"} {
		if got := missing(t, parse(t, KeySong), []rune(runes)); got != runes {
			t.Errorf("song has some of %s, lacks only %s", runes, got)
		}
		if got := missing(t, parse(t, key), []rune(runes)); got != "" {
			t.Errorf("%s lacks %s", key, got)
		}
	}
}
