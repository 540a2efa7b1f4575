package job

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

// Incoming is a received file and where it belongs, as far as its name tells.
type Incoming struct {
	Path string
	File *review.File // nil: not known whose it is
	Item *review.Item // nil: not known which material
	Why  string       // why it is not clear
}

// Name is the file's name.
func (i Incoming) Name() string { return filepath.Base(i.Path) }

// Clear tells that the file can be taken in.
func (i Incoming) Clear() bool { return i.File != nil && i.Item != nil }

// PlanIncoming finds for each file the subject and the material that its name
// speaks of. What fits several is left open: never guess.
func PlanIncoming(d *review.Dossier, paths []string) []Incoming {
	out := make([]Incoming, len(paths))
	for i, p := range paths {
		out[i] = planOne(d, p)
	}
	return out
}

func planOne(d *review.Dossier, path string) Incoming {
	in := Incoming{Path: path}
	stem := strings.Join(strings.Fields(strings.TrimSuffix(in.Name(), filepath.Ext(path))), "")
	var why []string
	people := peopleIn(d, stem)
	switch len(people) {
	case 1:
		in.File = people[0]
	case 0:
		why = append(why, "文件名里没有考察对象的姓名")
	default:
		why = append(why, "文件名适合几个人："+nameList(people))
	}
	if in.Item = itemIn(d.Scheme, stem); in.Item == nil {
		why = append(why, "文件名里看不出是哪项材料")
	}
	in.Why = strings.Join(why, "；")
	return in
}

// peopleIn are the subjects a name speaks of: of names that lie in one another
// (王明, 王明远) only the longest; an ID or staff number decides between namesakes.
func peopleIn(d *review.Dossier, stem string) []*review.File {
	var hits []*review.File
	longest := 0
	for _, f := range d.Files {
		n := strings.Join(strings.Fields(f.Cadre.Name), "")
		if n == "" || !strings.Contains(stem, n) {
			continue
		}
		if numbered(stem, f.Cadre) {
			return []*review.File{f}
		}
		switch k := len(n); {
		case k > longest:
			hits, longest = []*review.File{f}, k
		case k == longest:
			hits = append(hits, f)
		}
	}
	return hits
}

func numbered(stem string, c *cadre.Cadre) bool {
	return c.StaffNo != "" && strings.Contains(stem, c.StaffNo) || c.IDNumber != "" && strings.Contains(stem, c.IDNumber)
}

// shortWords are what clerks write for a material; the full name counts anyway.
var shortWords = map[string][]string{
	"summary": {"工作总结", "履职总结", "总结"}, "registration": {"登记表"}, "review-form": {"考察表", "考核表"},
	"roster": {"汇总表"}, "report": {"考察报告", "考察材料", "报告"}, "talk": {"谈话记录", "谈话"}, "ballot": {"测评表", "测评票"},
}

// itemIn is the material a name speaks of: the one with the longest word in it.
func itemIn(s *review.Scheme, stem string) *review.Item {
	var hit *review.Item
	longest, twice := 0, false
	for i := range s.Material {
		it := &s.Material[i]
		for _, w := range append([]string{it.Name}, shortWords[it.Form]...) {
			switch k := len(w); {
			case !strings.Contains(stem, w) || k < longest:
			case k > longest:
				hit, longest, twice = it, k, false
			case hit != it:
				twice = true
			}
		}
	}
	if twice {
		return nil
	}
	return hit
}

// Taken is what became of a received file.
type Taken struct {
	Incoming
	Material *review.Material
	Findings []review.Finding // what the checker has against it
	Err      error            // why it was not taken in
}

// TakeIn records received files as one step. A file that cannot be read or
// measured is told and leaves the others alone.
func (w *Work) TakeIn(ctx context.Context, list []Incoming, progress func(done, total int, name string)) ([]Taken, error) {
	out := make([]Taken, len(list))
	files := make([]Receipt, len(list))
	n := 0
	for i, in := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress(i, len(list), in.Name())
		out[i].Incoming = in
		out[i].Material, files[i], out[i].Err = w.measure(in)
		if out[i].Err == nil {
			n++
		}
	}
	if n == 0 {
		return out, nil
	}
	label := fmt.Sprintf("收下 %d 个文件", n)
	err := w.Store.Do(ctx, label, func(tx *store.Tx) error {
		for i := range out {
			if out[i].Err != nil {
				continue
			}
			f, err := tx.SubjectFile(ctx, out[i].File.Subject.ID)
			if err != nil {
				return err
			}
			if out[i].Material, err = w.received(f, out[i].Item, files[i]); err != nil {
				return err
			}
			if err := putMaterial(tx, f.Subject, out[i].Material, files[i]); err != nil {
				return err
			}
			if err := tx.SaveSubject(f.Subject); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, w.judge(ctx, out)
}

// judge adds what the checker has against each file now.
func (w *Work) judge(ctx context.Context, list []Taken) error {
	all, err := w.Check(ctx)
	if err != nil {
		return err
	}
	for i := range list {
		t := &list[i]
		for _, f := range all {
			kind, _, _ := strings.Cut(f.Rule, ".")
			if t.Err == nil && f.Waived == "" && f.Subject == t.File.Subject.ID && f.Form == t.Item.Name && slices.Contains([]string{"doc", "file", "copy"}, kind) {
				t.Findings = append(t.Findings, f)
			}
		}
	}
	return nil
}

func (w *Work) measure(in Incoming) (*review.Material, Receipt, error) {
	if !in.Clear() {
		return nil, Receipt{}, use("%s：%s", in.Name(), in.Why)
	}
	name, b, err := ReadReceived(in.Path)
	if err != nil {
		return nil, Receipt{}, err
	}
	r := Receipt{FileName: name, File: b}
	m, err := w.received(in.File, in.Item, r)
	return m, r, err
}

// Measured says in words what was measured in a received file.
func Measured(m *review.Material) string {
	x := m.Facts
	if x == nil {
		return "没有量格式：不是 Word 文件"
	}
	parts := []string{fmt.Sprintf("标题“%s”", x.Title), fmt.Sprintf("纸张 %g×%g mm", x.PaperW, x.PaperH), fmt.Sprintf("%d 字", x.Chars)}
	if len(x.Fonts) > 0 {
		parts = append(parts, x.Fonts[0])
	}
	if len(x.Sizes) > 0 {
		parts = append(parts, fmt.Sprintf("%g 磅", x.Sizes[0]))
	}
	if len(x.Lines) > 0 {
		parts = append(parts, x.Lines[0])
	}
	if n := len(x.Deviations); n > 0 {
		parts = append(parts, fmt.Sprintf("%d 处与要求不同", n))
	}
	return strings.Join(parts, "，")
}
