package page

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Kinds of faces. A form names a family; its kind tells what may stand in for it.
const (
	Song      = "song"     // 宋体
	SongBold  = "songbold" // 小标宋
	Hei       = "hei"      // 黑体
	HeiBold   = "heibold"
	Kai       = "kai"   // 楷体
	Fang      = "fang"  // 仿宋
	Latin     = "latin" // Times New Roman and the like
	LatinBold = "latinbold"
	SongHK    = "songhk" // rarer hanzi that 宋体 lacks
	SongJP    = "songjp"
)

// kindName is what the settings page calls a kind.
var kindName = map[string]string{Song: "宋体", SongBold: "小标宋", Hei: "黑体", HeiBold: "黑体加粗", Kai: "楷体", Fang: "仿宋", Latin: "西文", LatinBold: "西文加粗"}

// standIn lists what replaces a kind that is not there, in order.
var standIn = map[string][]string{
	Song: {Song, Hei, Kai, Fang}, SongBold: {SongBold, Song, HeiBold}, Hei: {Hei, HeiBold, Song}, HeiBold: {HeiBold, Hei, SongBold, Song},
	Kai: {Kai, Fang, Song}, Fang: {Fang, Song, Kai}, Latin: {Latin, Song, Hei},
}

// Fonts finds the face for a family and, glyph by glyph, for a character.
type Fonts struct {
	mu     sync.RWMutex
	faces  map[string][]byte // shipped, by kind
	parsed map[string]*Font  // shipped, by kind
	dirs   *fontDirs
	byName map[string]*face
	last   []*Font // shipped faces, asked for characters a family lacks
	rest   []*Font // fonts of the folders with many characters, the last resort
	opened bool    // rest is read
	used   map[string]Found
}

// face is what a family name leads to.
type face struct {
	font  *Font
	chain []*Font // further fonts to ask for a character
	bold  *face   // real bold, nil = drawn thicker
}

// Found tells what a family is set in.
type Found struct {
	Family string // as the form names it
	From   string // file, or the shipped font
	Exact  bool   // the font asked for, not one standing in
	Note   string // for the settings page, in words
}

// NewFonts takes the shipped faces by kind and the folders to look in first, in
// their order: the user's own, then the system's. Folders that do not exist are
// passed over.
func NewFonts(faces map[string][]byte, dirs ...string) *Fonts {
	return &Fonts{faces: faces, parsed: map[string]*Font{}, dirs: newFontDirs(dirs), byName: map[string]*face{}, used: map[string]Found{}}
}

// SystemFontDirs are the folders where this system keeps fonts.
func SystemFontDirs() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		win := os.Getenv("WINDIR")
		if win == "" {
			win = `C:\Windows`
		}
		return []string{filepath.Join(win, "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{filepath.Join(home, "Library/Fonts"), "/Library/Fonts", "/System/Library/Fonts"}
	}
	return []string{filepath.Join(home, ".local/share/fonts"), filepath.Join(home, ".fonts"), "/usr/local/share/fonts", "/usr/share/fonts"}
}

// kindOf guesses the kind of a family from its name.
func kindOf(family string) string {
	f := strings.ToLower(family)
	has := func(subs ...string) bool {
		return slices.ContainsFunc(subs, func(s string) bool { return strings.Contains(f, s) })
	}
	switch {
	case has("标宋", "大标宋", "xiaobiaosong", "中宋", "zhongsong", "cuhei", "粗宋"):
		return SongBold
	case has("仿宋", "fang"):
		return Fang
	case has("楷", "kai"):
		return Kai
	case has("黑", "雅黑", "等线", "hei", "yahei", "dengxian", "gothic", "sans cjk", "圆"):
		return Hei
	case has("宋", "song", "simsun", "serif cjk", "serif sc", "ming"):
		return Song
	}
	for _, r := range family {
		if r >= 0x2E80 {
			return Song
		}
	}
	return Latin
}

// ship parses a shipped face once.
func (fs *Fonts) ship(kind string) *Font {
	if f, ok := fs.parsed[kind]; ok {
		return f
	}
	var f *Font
	if b := fs.faces[kind]; len(b) > 0 {
		f, _ = ParseFont(b, 0)
	}
	fs.parsed[kind] = f
	return f
}

func (fs *Fonts) lookup(family string) *face {
	fs.mu.RLock()
	f := fs.byName[family]
	fs.mu.RUnlock()
	if f != nil {
		return f
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	return fs.resolve(family)
}

// resolve finds a family: the folders first, then what is shipped.
func (fs *Fonts) resolve(family string) *face {
	if f := fs.byName[family]; f != nil {
		return f
	}
	f := &face{}
	kind := kindOf(family)
	found := Found{Family: family}
	font, path, real := fs.dirs.find(family)
	if font != nil {
		f.font = font
		found.From, found.Exact = path, real
		if !real {
			found.Note = "没有找到“" + family + "”，预览和 PDF 用相近的 " + filepath.Base(path) + " 代替；Word 文件里仍是“" + family + "”"
		}
	} else {
		for _, k := range standIn[kind] {
			if f.font = fs.ship(k); f.font != nil {
				found.From = "随程序提供的" + kindName[k]
				if found.Note = "没有找到“" + family + "”，预览和 PDF 用" + found.From + "代替；Word 文件里仍是“" + family + "”"; k != kind {
					found.Note = "没有找到“" + family + "”和" + kindName[kind] + "，预览和 PDF 用" + found.From + "代替"
				}
				break
			}
		}
	}
	if p := fs.dirs.barredFile(family); p != "" && !found.Exact {
		found.Note += "（" + filepath.Base(p) + " 不许嵌入 PDF，没有采用）"
	}
	if f.font == nil {
		found.Note = "没有找到“" + family + "”，也没有可以代替的字体"
	}
	fs.chain(f)
	fs.byName[family] = f
	fs.used[family] = found
	if bold := fs.realBold(family, kind, path != ""); bold != nil && f.font != nil {
		f.bold = &face{font: bold}
	}
	return f
}

// realBold finds the bold face of a family: beside the regular one in the
// folders, else the shipped one when the regular one is shipped too.
func (fs *Fonts) realBold(family, kind string, inDirs bool) *Font {
	if inDirs {
		font, _, _ := fs.dirs.find(family + " bold")
		return font
	}
	if b := map[string]string{Song: SongBold, Hei: HeiBold, Latin: LatinBold}[kind]; b != "" {
		return fs.ship(b)
	}
	return nil
}

// chain fills in the fonts that are asked when the face has no glyph.
func (fs *Fonts) chain(f *face) {
	if fs.last == nil {
		for _, k := range []string{Song, Hei, Kai, Fang, Latin, SongBold, HeiBold, SongHK, SongJP} {
			if x := fs.ship(k); x != nil {
				fs.last = append(fs.last, x)
			}
		}
	}
	for _, x := range fs.last {
		if x != f.font {
			f.chain = append(f.chain, x)
		}
	}
}

// Glyph finds the font and glyph of a character, the family first; nil when no
// font has it. synth tells that bold must be drawn thicker.
func (fs *Fonts) Glyph(family string, bold bool, r rune) (font *Font, g uint16, synth bool) {
	return fs.lookup(family).glyph(fs, bold, r)
}

func (f *face) glyph(fs *Fonts, bold bool, r rune) (*Font, uint16, bool) {
	if bold && f.bold != nil {
		if g := f.bold.font.GID(r); g != 0 {
			return f.bold.font, g, false
		}
	}
	if f.font != nil {
		if g := f.font.GID(r); g != 0 {
			return f.font, g, bold && !f.font.Bold
		}
	}
	for _, x := range f.chain {
		if g := x.GID(r); g != 0 {
			return x, g, bold && !x.Bold
		}
	}
	for _, x := range fs.lastResort() {
		if g := x.GID(r); g != 0 {
			return x, g, bold && !x.Bold
		}
	}
	return nil, 0, false
}

// lastResort opens the folders' large fonts only when a character is in no
// other: they take many megabytes.
func (fs *Fonts) lastResort() []*Font {
	fs.mu.RLock()
	rest, ok := fs.rest, fs.opened
	fs.mu.RUnlock()
	if ok {
		return rest
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if !fs.opened {
		fs.rest, fs.opened = fs.dirs.fallback(), true
	}
	return fs.rest
}

// Report tells what the families asked for so far are set in, by name.
func (fs *Fonts) Report(families ...string) []Found {
	for _, f := range families {
		fs.lookup(f)
	}
	fs.mu.RLock()
	defer fs.mu.RUnlock()
	var out []Found
	for _, f := range fs.used {
		if len(families) == 0 || slices.Contains(families, f.Family) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Found) int { return strings.Compare(a.Family, b.Family) })
	return out
}
