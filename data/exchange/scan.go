package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Limits of one scan.
const (
	maxScanFiles = 20000
	maxScanBytes = 1 << 30  // of files kept in memory
	keepRawBytes = 16 << 20 // a larger .lrmx is kept without its photo

	leaveRawBytes = 64 << 10 // a larger .lrmx stays in its place until it is written
)

// FileReport says what became of one file.
type FileReport struct {
	File    string
	Kind    string // KindLRMX, KindLRM, KindRoster; "" when skipped
	Persons int
	Reason  string // why it was skipped or could not be read
}

// Batch is everything read from the files of one import.
type Batch struct {
	Persons  []Person
	Rosters  []*Roster // without their Persons, which are in the batch
	Files    []FileReport
	Problems []Problem // about files; a person's own are with the person
}

// Skipped counts the files nothing was read from.
func (b *Batch) Skipped() int {
	n := 0
	for _, f := range b.Files {
		if f.Reason != "" {
			n++
		}
	}
	return n
}

// Scan reads files and folders (with their subfolders): what a file is, its
// content says. A file that cannot be read is reported and the rest go on.
// progress (may be nil) is called before each file. When ctx is cancelled the
// batch so far comes back with ctx's error.
func Scan(ctx context.Context, paths []string, progress func(done, total int, name string)) (*Batch, error) {
	return ScanWith(ctx, paths, RosterOptions{}, progress)
}

// ScanWith is Scan with options for the rosters among the files.
func ScanWith(ctx context.Context, paths []string, opts RosterOptions, progress func(done, total int, name string)) (*Batch, error) {
	s := &scan{batch: &Batch{}, opts: opts, seen: map[string]bool{}}
	if opts.Photo != nil {
		s.photos = newPhotoWork(opts.Photo)
		defer s.photos.into(s.batch)
	}
	if err := s.list(ctx, paths); err != nil {
		return s.batch, err
	}
	for i, f := range s.files {
		if err := ctx.Err(); err != nil {
			return s.batch, err
		}
		if progress != nil {
			progress(i, len(s.files), filepath.Base(f.path))
		}
		if err := s.file(ctx, f); err != nil {
			return s.batch, err
		}
	}
	if progress != nil {
		progress(len(s.files), len(s.files), "")
	}
	return s.batch, nil
}

type foundFile struct{ path, show string }

type scan struct {
	batch *Batch
	opts  RosterOptions
	files []foundFile
	seen  map[string]bool
	kept  int64

	photos *photoWork // nil: pictures stay as they are
}

// list collects the files; links and office lock files are left out.
func (s *scan) list(ctx context.Context, paths []string) error {
	for _, root := range paths {
		info, err := os.Stat(root)
		if err != nil {
			s.skip(filepath.Base(root), openFault(err))
			continue
		}
		if !info.IsDir() {
			s.add(root, filepath.Base(root))
			continue
		}
		err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			show, _ := filepath.Rel(root, p)
			switch {
			case err != nil:
				s.skip(show, openFault(err))
				if d != nil && d.IsDir() {
					return filepath.SkipDir
				}
			case d.IsDir():
				if p != root && strings.HasPrefix(d.Name(), ".") {
					return filepath.SkipDir
				}
			case d.Type()&fs.ModeSymlink != 0:
				s.skip(show, "是快捷链接，没有跟随")
			case d.Type().IsRegular() && !strings.HasPrefix(d.Name(), "~$") && !strings.HasPrefix(d.Name(), "."):
				s.add(p, show)
			}
			if len(s.files) > maxScanFiles {
				return fmt.Errorf("文件夹里的文件超过 %d 个，请选小一些的范围", maxScanFiles)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scan) add(p, show string) {
	key, err := filepath.Abs(p)
	if err != nil {
		key = p
	}
	if !s.seen[key] {
		s.seen[key] = true
		s.files = append(s.files, foundFile{p, show})
	}
}

func (s *scan) skip(show, reason string) {
	show = showName(show)
	s.batch.Files = append(s.batch.Files, FileReport{File: show, Reason: reason})
	s.batch.Problems = append(s.batch.Problems, Problem{Where: show, Message: reason, Refused: true})
}

// showName is a file name safe to show: no control or direction characters.
func showName(s string) string {
	return strings.ReplaceAll(cleanText(strings.ToValidUTF8(s, "\uFFFD")).text, "\n", " ")
}

// openFault words a failure of the file system.
func openFault(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "找不到文件，可能已被移动或 U 盘已拔出"
	case errors.Is(err, fs.ErrPermission):
		return "没有读取权限，请检查文件是否加密或受保护"
	}
	return "无法读取，可能正被别的程序占用或磁盘有问题，请稍后再试"
}

// file reads one file; only cancelling and full memory end the scan.
func (s *scan) file(ctx context.Context, f foundFile) error {
	if pairedPhoto(f.path) != "" {
		return nil
	}
	info, err := os.Stat(f.path)
	if err != nil {
		s.skip(f.show, openFault(err))
		return nil
	}
	if info.Size() > maxLRMXBytes {
		s.skip(f.show, fmt.Sprintf("文件有 %d MB，过大，不像干部资料", info.Size()>>20))
		return nil
	}
	data, err := readKnown(f.path, info.Size())
	if err != nil {
		s.skip(f.show, err.Error())
		return nil
	}
	if err := s.take(ctx, f, data); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.skip(f.show, err.Error())
	}
	if s.kept > maxScanBytes {
		return fmt.Errorf("一次导入的资料超过 %d MB，请分几次导入", maxScanBytes>>20)
	}
	return nil
}

// readKnown reads a file; of a large one first the head, so that a film in the
// folder is not read whole to learn that it is none of ours.
func readKnown(path string, size int64) ([]byte, error) {
	const head = 64 << 10
	if size > 16*head {
		f, err := os.Open(path)
		if err != nil {
			return nil, errors.New(openFault(err))
		}
		b := make([]byte, head)
		n, _ := io.ReadFull(f, b)
		f.Close()
		if _, err := detect(b[:n]); err != nil && !bytes.HasPrefix(b, oleMagic) {
			return nil, err
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.New(openFault(err))
	}
	return data, nil
}

func (s *scan) take(ctx context.Context, f foundFile, data []byte) error {
	kind, err := detect(data)
	if err != nil {
		return err
	}
	switch kind {
	case isLRMX:
		p, err := ParseLRMX(data)
		if err != nil {
			return err
		}
		slimRaw(p, f.path)
		s.person(f, p)
	case isLRM:
		pic, _ := os.ReadFile(photoBeside(f.path))
		p, err := ParseLRM(data, pic)
		if err != nil {
			return err
		}
		s.person(f, p)
	default:
		r, err := ReadRoster(ctx, showName(f.show), data, s.opts)
		if err != nil {
			return err
		}
		if r.HeaderRow == 0 || !slices.ContainsFunc(r.Columns, func(c Column) bool { return c.Field == "姓名" }) {
			if kind == isText {
				if slices.Contains([]string{".csv", ".tsv"}, strings.ToLower(filepath.Ext(f.path))) {
					r.Problems = nil // the reason says it
					s.batch.Rosters = append(s.batch.Rosters, r)
				}
				return errors.New(noRoster(f.path))
			}
		}
		s.roster(f, r)
	}
	return nil
}

// noRoster words a text file without a roster's header: by its name a clerk
// means one (.csv), or it is something else.
func noRoster(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv":
		return "没有找到花名册的表头：前 30 行里应有一行写着“姓名”“性别”“单位”等列名，各列用逗号、分号或制表符隔开；请补上表头再导入"
	}
	return "不是能识别的文件，请提供 .lrmx、.lrm、.xlsx 或 .csv"
}

func (s *scan) person(f foundFile, p *Person) {
	show := showName(f.show)
	p.Origin.File = show
	for i := range p.Problems {
		p.Problems[i].Where = show + " " + p.Problems[i].Where
	}
	if s.photos != nil && len(p.Photo) > 0 {
		s.photos.take(len(s.batch.Persons), p.Photo)
		p.Photo = nil
	}
	s.kept += int64(len(p.Raw) + len(p.Photo))
	s.batch.Persons = append(s.batch.Persons, *p)
	s.batch.Files = append(s.batch.Files, FileReport{File: show, Kind: p.Origin.Kind, Persons: 1})
}

func (s *scan) roster(f foundFile, r *Roster) {
	show := showName(f.show)
	for i := range r.Problems {
		if r.Problems[i].Where != show {
			r.Problems[i].Where = show + " " + r.Problems[i].Where
		}
	}
	for i := range r.Persons {
		for k := range r.Persons[i].Problems {
			r.Persons[i].Problems[k].Where = show + " " + r.Persons[i].Problems[k].Where
		}
	}
	s.batch.Problems = append(s.batch.Problems, r.Problems...)
	s.batch.Persons = append(s.batch.Persons, r.Persons...)
	s.batch.Files = append(s.batch.Files, FileReport{File: show, Kind: KindRoster, Persons: len(r.Persons)})
	r.Persons = nil
	s.batch.Rosters = append(s.batch.Rosters, r)
}

// slimRaw keeps memory bounded: a file of some size is read again when it is
// wanted, and a huge one is kept without its photo, which is what makes it huge.
func slimRaw(p *Person, path string) {
	if len(p.Raw) <= leaveRawBytes {
		return
	}
	if len(p.Raw) <= keepRawBytes {
		p.file, p.sum, p.Raw = path, sha256.Sum256(p.Raw), nil
		return
	}
	if b, err := WriteLRMX(p.Raw, &p.Cadre, []byte{}); err == nil && len(b) < keepRawBytes {
		p.Raw = b
		p.tell(Problem{Where: "文件", Message: "文件过大，保留的原件里去掉了照片"})
	}
}

// photoBeside is the .pic of the same base name; "" when there is none.
func photoBeside(lrm string) string {
	base := strings.TrimSuffix(lrm, filepath.Ext(lrm))
	for _, ext := range []string{".pic", ".PIC", ".Pic"} {
		if info, err := os.Stat(base + ext); err == nil && info.Mode().IsRegular() && info.Size() <= 4*maxPhotoBytes {
			return base + ext
		}
	}
	return ""
}

// pairedPhoto is the .lrm a .pic belongs to; "" when p is no such photo.
func pairedPhoto(p string) string {
	ext := filepath.Ext(p)
	if !strings.EqualFold(ext, ".pic") {
		return ""
	}
	base := strings.TrimSuffix(p, ext)
	for _, e := range []string{".lrm", ".LRM", ".Lrm"} {
		if _, err := os.Stat(base + e); err == nil {
			return base + e
		}
	}
	return ""
}
