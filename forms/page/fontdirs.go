package page

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// knownFiles are the file names Windows, Office and the usual font packs give the
// families of official papers, in the order of liking. "#n" is the face of a
// collection, "~" marks a near relation that stands in for the family.
var knownFiles = map[string][]string{
	"宋体": {"simsun.ttc#0", "simsun.ttf"}, "simsun": {"simsun.ttc#0", "simsun.ttf"},
	"新宋体": {"simsun.ttc#1", "simsun.ttc#0"}, "nsimsun": {"simsun.ttc#1"},
	"华文宋体": {"stsong.ttf"}, "华文中宋": {"stzhongs.ttf"},
	"黑体": {"simhei.ttf"}, "simhei": {"simhei.ttf"},
	"微软雅黑": {"msyh.ttc#0", "msyh.ttf"}, "microsoft yahei": {"msyh.ttc#0", "msyh.ttf"},
	"等线": {"deng.ttf"}, "dengxian": {"deng.ttf"},
	"楷体": {"simkai.ttf", "kaiti.ttf"}, "kaiti": {"simkai.ttf"}, "楷体_gb2312": {"simkai_gb2312.ttf", "楷体_gb2312.ttf", "kaiti_gb2312.ttf", "~simkai.ttf"},
	"kaiti_gb2312": {"simkai_gb2312.ttf", "~simkai.ttf"}, "华文楷体": {"stkaiti.ttf"},
	"仿宋": {"simfang.ttf", "fangsong.ttf"}, "fangsong": {"simfang.ttf"}, "仿宋_gb2312": {"simfang_gb2312.ttf", "仿宋_gb2312.ttf", "fangsong_gb2312.ttf", "~simfang.ttf", "~stfangso.ttf"},
	"fangsong_gb2312": {"simfang_gb2312.ttf", "~simfang.ttf"}, "华文仿宋": {"stfangso.ttf"},
	"方正小标宋简体": {"fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "方正小标宋简体.ttf", "~fzxbsk.ttf"}, "方正小标宋_gbk": {"fzxbsk.ttf", "fzxbsk--gbk1-0.ttf", "方正小标宋_gbk.ttf", "~fzxbsjw.ttf"},
	"times new roman": {"times.ttf", "~liberationserif-regular.ttf"}, "arial": {"arial.ttf", "~liberationsans-regular.ttf"},
	"times new roman bold": {"timesbd.ttf", "~liberationserif-bold.ttf"}, "arial bold": {"arialbd.ttf", "~liberationsans-bold.ttf"}, "calibri bold": {"calibrib.ttf"},
	"微软雅黑 bold": {"msyhbd.ttc#0", "msyhbd.ttf"}, "microsoft yahei bold": {"msyhbd.ttc#0", "msyhbd.ttf"}, "等线 bold": {"dengb.ttf"},
	"calibri": {"calibri.ttf", "~carlito-regular.ttf"}, "cambria": {"cambria.ttc#0", "~caladea-regular.ttf"},
}

// Limits of the search in folders.
const (
	maxFontFiles = 4000
	maxNamed     = 60 // folders with more fonts are searched by file name only
	maxFontSize  = 64 << 20
)

// fontDirs are the folders searched for fonts, read at first use.
type fontDirs struct {
	dirs   []string
	read   bool
	files  []map[string]string // per folder: lower-case file name -> path
	named  []map[string]string // per folder: lower-case family -> path#face
	parsed map[string]*Font
	barred map[string]bool // files whose licence bits forbid PDFs
}

func newFontDirs(dirs []string) *fontDirs {
	return &fontDirs{dirs: dirs, parsed: map[string]*Font{}, barred: map[string]bool{}}
}

func (d *fontDirs) scan() {
	if d.read {
		return
	}
	d.read = true
	for _, dir := range d.dirs {
		files := map[string]string{}
		if dir != "" {
			filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
				if err != nil || len(files) >= maxFontFiles {
					return filepath.SkipDir
				}
				if e.IsDir() {
					if strings.Count(strings.TrimPrefix(p, dir), string(filepath.Separator)) > 3 {
						return filepath.SkipDir
					}
					return nil
				}
				switch strings.ToLower(filepath.Ext(p)) {
				case ".ttf", ".ttc":
					files[strings.ToLower(e.Name())] = p
				}
				return nil
			})
		}
		d.files = append(d.files, files)
		d.named = append(d.named, nil)
	}
}

// find looks for a family: by known file names, then, in small folders, by the
// names inside the files. real tells that it is the family itself.
func (d *fontDirs) find(family string) (f *Font, path string, real bool) {
	d.scan()
	low := strings.ToLower(strings.TrimSpace(family))
	for i, files := range d.files {
		for _, want := range append(knownFiles[low], low+".ttf") {
			name, face, _ := strings.Cut(strings.TrimPrefix(want, "~"), "#")
			if p := files[name]; p != "" {
				if f := d.load(p + "#" + face); f != nil {
					return f, p, want[0] != '~'
				}
			}
		}
		if len(files) <= maxNamed {
			if p := d.names(i)[low]; p != "" {
				if f := d.load(p); f != nil {
					return f, p[:strings.LastIndexByte(p, '#')], true
				}
			}
		}
	}
	return nil, "", false
}

// barredFile is a file that has the family but may not be used.
func (d *fontDirs) barredFile(family string) string {
	low := strings.ToLower(strings.TrimSpace(family))
	for _, files := range d.files {
		for _, want := range append(knownFiles[low], low+".ttf") {
			name, _, _ := strings.Cut(strings.TrimPrefix(want, "~"), "#")
			if p := files[name]; d.barred[p] {
				return p
			}
		}
	}
	return ""
}

// names reads the family names of the fonts of a small folder.
func (d *fontDirs) names(i int) map[string]string {
	if d.named[i] == nil {
		m := map[string]string{}
		for _, p := range d.files[i] {
			for k := 0; k < 4; k++ {
				spec := p + "#" + string(rune('0'+k))
				f := d.load(spec)
				if f == nil {
					break
				}
				for _, n := range f.families() {
					n = strings.ToLower(n)
					if old := m[n]; old == "" || spec < old { // same answer in every run
						m[n] = spec
					}
				}
				if !strings.HasSuffix(strings.ToLower(p), ".ttc") {
					break
				}
			}
		}
		d.named[i] = m
	}
	return d.named[i]
}

func (d *fontDirs) load(spec string) *Font {
	if f, ok := d.parsed[spec]; ok {
		return f
	}
	i := strings.LastIndexByte(spec, '#')
	face := 0
	if i+1 < len(spec) {
		face = int(spec[i+1] - '0')
	}
	var f *Font
	if st, err := os.Stat(spec[:i]); err == nil && st.Size() <= maxFontSize {
		if b, err := os.ReadFile(spec[:i]); err == nil && face < faceCount(b) {
			f, _ = ParseFont(b, face)
		}
	}
	if f != nil && !f.embeddable() {
		f = nil
		d.barred[spec[:i]] = true
	}
	d.parsed[spec] = f
	return f
}

// fallback are fonts with many characters that the folders may hold.
func (d *fontDirs) fallback() (out []*Font) {
	d.scan()
	for _, files := range d.files {
		for _, n := range []string{"simsun.ttc", "simsunb.ttf", "simsunextg.ttf", "lxgwwenkai-regular.ttf", "uming.ttc", "segoeui.ttf", "seguisym.ttf", "dejavusans.ttf"} {
			if p := files[n]; p != "" {
				if f := d.load(p + "#0"); f != nil {
					out = append(out, f)
				}
			}
		}
	}
	return out
}
