package job

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/exchange"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// PlanImport reads files and folders and compares them with the register.
// Nothing is written.
func (s *Session) PlanImport(ctx context.Context, paths []string, opts exchange.RosterOptions, progress func(done, total int, name string)) (*exchange.Plan, *exchange.Batch, error) {
	defer lean()()
	opts.Photo = store.KeptPhoto // the plan compares what the register keeps
	if opts.Headers == nil {
		var err error
		if opts.Headers, err = s.Headers(ctx); err != nil {
			return nil, nil, err
		}
	}
	batch, err := exchange.ScanWith(ctx, paths, opts, progress)
	if err != nil {
		return nil, nil, err
	}
	var all []cadre.Cadre
	for c, err := range s.Store.AllCadres(ctx, store.CadreFilter{}) {
		if err != nil {
			return nil, nil, err
		}
		all = append(all, *c)
	}
	return exchange.MakePlanWith(batch, all, exchange.PlanOptions{PhotoKey: store.PhotoKey}), batch, nil
}

// lean lets memory be cleared more often until the returned function is called:
// an import holds hundreds of files, and as much again would wait as garbage.
func lean() (normal func()) {
	before := debug.SetGCPercent(40)
	return func() { debug.SetGCPercent(before) }
}

// Import writes what a plan has accepted, as one step that can be undone, and
// gives the number of persons written. When ctx ends nothing of it stays.
func (s *Session) Import(ctx context.Context, plan *exchange.Plan, progress func(done, total int, name string)) (int, error) {
	defer lean()()
	todo := plan.Apply()
	if len(todo) == 0 {
		return 0, nil
	}
	if err := s.keptBefore(ctx, "导入"); err != nil {
		return 0, err
	}
	items := make([]store.ImportItem, len(todo))
	for i, it := range todo {
		c := it.Result()
		items[i] = store.ImportItem{Cadre: &c, Base: it.Existing, Photo: it.Photo(), From: it.Person.Origin.File}
		if it.Person.Origin.Kind == exchange.KindLRMX {
			items[i].SourceKind, items[i].SourceName, items[i].Original = it.Person.Origin.Kind, it.Person.Origin.File, it.Person.Original
		}
	}
	return len(items), s.Store.ApplyImportWith(ctx, fmt.Sprintf("导入 %d 人", len(items)), items, progress)
}

// ExportLRMX writes one .lrmx file per person into a folder. What came in as
// .lrmx goes out with all it had, changed fields rewritten.
func (s *Session) ExportLRMX(ctx context.Context, dir string, f store.CadreFilter, progress func(done, total int, name string)) (int, error) {
	list, total, err := s.Store.Cadres(ctx, f)
	if err != nil {
		return 0, err
	}
	if total == 0 {
		return 0, nil
	}
	if err := safefile.MakeDir(dir, 0o755); err != nil {
		return 0, err
	}
	names, done := map[string]int{}, []string(nil)
	for i := range list {
		c := &list[i]
		if progress != nil {
			progress(i, total, c.Name)
		}
		b, err := s.LRMX(ctx, c)
		if ctx.Err() != nil {
			return i, &Stopped{Done: done, Total: total, Dir: dir, Err: ctx.Err()}
		}
		if err != nil {
			return i, fmt.Errorf("%s：%w", c.Name, err)
		}
		name := uniqueName(names, c.Name) + ".lrmx"
		if err := safefile.WriteBytes(filepath.Join(dir, name), b); err != nil {
			return i, err
		}
		done = append(done, name)
	}
	return len(list), s.Exported(ctx, "任免表文件", dir, pointers(list))
}

// pointers are the persons of a list one by one.
func pointers(list []cadre.Cadre) []*cadre.Cadre {
	out := make([]*cadre.Cadre, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// Stopped is a work that was cancelled between files: those that were finished
// are whole and stay.
type Stopped struct {
	Done  []string // names of the finished files
	Total int
	Dir   string
	Err   error // context.Canceled
}

func (e *Stopped) Error() string {
	if len(e.Done) == 0 {
		return "已取消，没有写出文件"
	}
	return fmt.Sprintf("已取消：%d 个文件中已写好 %d 个，留在“%s”：%s", e.Total, len(e.Done), e.Dir, strings.Join(e.Done, "、"))
}

// Unwrap gives the end of the context.
func (e *Stopped) Unwrap() error { return e.Err }

// LRMX is one person as a .lrmx file.
func (s *Session) LRMX(ctx context.Context, c *cadre.Cadre) ([]byte, error) {
	var raw, photo []byte
	src, err := s.Store.Source(ctx, c.ID, exchange.KindLRMX)
	switch {
	case err == nil:
		raw = src.Raw
	case !errors.Is(err, store.ErrNotFound):
		return nil, err
	}
	if photo, err = s.originalPhoto(ctx, raw, c.PhotoHash); err != nil {
		return nil, err
	}
	return exchange.WriteLRMX(raw, c, photo)
}

// originalPhoto is the picture as it came in with the file while it is still
// the person's, else the one in the register: the register may hold a reduced
// copy, and the file must keep its own bytes. nil leaves the file's photo as it
// is, an empty one takes it out.
func (s *Session) originalPhoto(ctx context.Context, raw []byte, hash string) ([]byte, error) {
	var came []byte
	if raw != nil {
		if p, err := exchange.ParseLRMX(raw); err == nil {
			came = p.Photo
		}
	}
	switch {
	case hash == "" && came == nil:
		return nil, nil
	case hash == "":
		return []byte{}, nil
	case came != nil:
		if key, err := store.PhotoKey(came); err == nil && key == hash {
			return nil, nil
		}
	}
	return s.Store.Photo(ctx, hash)
}

// uniqueName is a file name for a person; namesakes get a number.
func uniqueName(taken map[string]int, name string) string {
	n := safefile.Name(name)
	key := strings.ToLower(n) // Windows knows no difference
	taken[key]++
	if k := taken[key]; k > 1 {
		return fmt.Sprintf("%s（%d）", n, k)
	}
	return n
}

// ExportRoster writes the persons of a filter as a workbook, or as CSV when the
// file name ends so. fields are register fields; none means all of them.
func (s *Session) ExportRoster(ctx context.Context, path string, f store.CadreFilter, fields []string) (int, error) {
	list, _, err := s.Store.Cadres(ctx, f)
	if err != nil {
		return 0, err
	}
	if len(fields) == 0 {
		for i := range cadre.Fields {
			fields = append(fields, cadre.Fields[i].Key)
		}
	}
	for _, k := range fields {
		if cadre.FieldByKey(k) == nil {
			return 0, use("没有名为“%s”的字段", k)
		}
	}
	write := exchange.WriteRoster
	if ext := filepath.Ext(path); ext == ".csv" || ext == ".CSV" {
		write = exchange.WriteCSV
	}
	if err := safefile.Write(path, func(w io.Writer) error { return write(w, list, fields) }); err != nil {
		return 0, err
	}
	return len(list), s.Exported(ctx, "花名册", path, pointers(list))
}
