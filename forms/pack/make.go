package pack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"

	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/forms"
)

// workers make documents at the same time; ahead is how many subjects may be
// finished before the one whose turn it is to be printed. Both bound the memory.
const (
	workers = 2
	ahead   = 4
)

// ErrUnready says that Make was called without templates and fonts.
var ErrUnready = errors.New("没有可用的模板和字体，无法生成材料")

// Make writes the complete folder of a round to target, whole or not at all: it
// is built beside the target and takes its name when it is complete. An earlier
// pack at target is replaced then; any other folder with files in it is refused.
// Cancelling ctx leaves what was there before.
func Make(ctx context.Context, target string, src Source, opt Options) (*Result, error) {
	if opt.Forms == nil {
		return nil, ErrUnready
	}
	p, err := newPlan(ctx, target, src, opt)
	if err != nil {
		return nil, cancelled(ctx, err)
	}
	res := &Result{Path: target, Subjects: p.subjects}
	for _, b := range p.branches {
		if !b.orphans {
			res.Branches++
		}
	}
	res.Kept, err = safefile.WriteDirKept(target, func(tmp string) error {
		b := &builder{plan: p, tmp: tmp, res: res}
		return b.run(ctx)
	})
	if err != nil {
		return nil, cancelled(ctx, err)
	}
	return res, nil
}

// cancelled puts a cancellation in words.
func cancelled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("已取消，没有写入成套材料：%w", ctx.Err())
	}
	return err
}

// builder writes one pack into the folder tmp.
type builder struct {
	*plan
	tmp   string
	res   *Result
	print *printFile

	mu   sync.Mutex // guards done, files and the order of Progress
	done int
}

// job is the documents of one folder: a subject's, or a branch's lists. The
// worker fills in made, then closes ready.
type job struct {
	branch    *branchPlan
	subject   *subjectPlan // nil for the lists
	docs      []doc
	in        forms.Input
	originals map[string][]byte // received files by hash

	ready chan struct{}
	made  []made
}

func (b *builder) run(ctx context.Context) (err error) {
	if b.print, err = newPrint(filepath.Join(b.tmp, PrintFile), b.title(), b.opt.Forms.Fonts); err != nil {
		return err
	}
	defer b.print.abandon()
	queue, turn := make(chan *job), make(chan *job, ahead)
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(queue)
		defer close(turn)
		return b.produce(gctx, func(j *job) error {
			j.ready = make(chan struct{})
			for _, to := range []chan *job{turn, queue} {
				select {
				case to <- j:
				case <-gctx.Done():
					return gctx.Err()
				}
			}
			return nil
		})
	})
	for range workers {
		g.Go(func() error {
			for j := range queue {
				if err := b.work(gctx, j); err != nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error { return b.collect(gctx, turn) })
	if err := g.Wait(); err != nil {
		return err
	}
	if err := b.finish(ctx); err != nil {
		return err
	}
	b.res.Pages = b.print.w.Pages()
	b.res.Files++
	return b.print.close()
}

func (b *builder) title() string { return b.src.Round().Name + "成套材料" }

// produce reads the records a second time and sends the folders in order.
func (b *builder) produce(ctx context.Context, send func(*job) error) error {
	for _, br := range b.branches {
		in := b.input(br)
		in.Files, in.Panel, in.Findings = br.files, br.panel, b.findingsOf(br)
		if err := send(&job{branch: br, docs: br.lists, in: in}); err != nil {
			return err
		}
		at := 0
		err := b.each(ctx, br, func(f *review.File) error {
			if at >= len(br.subjects) || f.Subject == nil || f.Cadre == nil || br.subjects[at].id != f.Subject.ID {
				return errors.New("生成过程中考察对象有变动，请重新生成")
			}
			s := br.subjects[at]
			at++
			j, err := b.subjectJob(ctx, br, s, f)
			if err != nil {
				return err
			}
			return send(j)
		})
		if err == nil && at != len(br.subjects) {
			err = errors.New("生成过程中考察对象有变动，请重新生成")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// findingsOf are the findings about a branch's subjects.
func (b *builder) findingsOf(br *branchPlan) (out []review.Finding) {
	here := map[string]bool{}
	for _, s := range br.subjects {
		here[s.id] = true
	}
	for _, f := range b.findings {
		if here[f.Subject] {
			out = append(out, f)
		}
	}
	return out
}

func (b *builder) input(br *branchPlan) forms.Input {
	in := forms.Input{Round: b.src.Round(), Scheme: b.scheme, Paper: b.opt.Paper, Today: b.src.Today(), Texts: b.opt.Texts, Earlier: b.opt.Earlier}
	if br != nil && !br.orphans {
		in.Branch = &br.branch
	}
	return in
}

// subjectJob reads a subject's photo and originals.
func (b *builder) subjectJob(ctx context.Context, br *branchPlan, s *subjectPlan, f *review.File) (*job, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := &job{branch: br, subject: s, docs: s.docs, in: b.input(br)}
	j.in.Cadre, j.in.File, j.in.Panel = f.Cadre, f, f.Panel
	j.in.Files = []*review.File{f}
	var err error
	if h := f.Cadre.PhotoHash; h != "" {
		if j.in.Photo, err = b.src.Photo(ctx, h); err != nil {
			return nil, fmt.Errorf("%s的照片读不出：%w", s.name, err)
		}
	}
	for _, d := range s.docs {
		if d.original == nil {
			continue
		}
		if d.proof {
			if err := b.copyProof(ctx, d); err != nil {
				return nil, fmt.Errorf("%s的佐证材料%s读不出：%w", s.name, d.original.Name, err)
			}
			continue
		}
		if j.originals == nil {
			j.originals = map[string][]byte{}
		}
		h := d.original.Hash
		if j.originals[h], err = b.src.ReceivedFile(ctx, h); err != nil {
			return nil, fmt.Errorf("%s交来的《%s》读不出：%w", s.name, d.title, err)
		}
	}
	return j, nil
}

// collect takes the finished folders in order into the print file and the result.
func (b *builder) collect(ctx context.Context, turn <-chan *job) error {
	var branch *branchPlan
	for j := range turn {
		select {
		case <-j.ready:
		case <-ctx.Done():
			return ctx.Err()
		}
		if j.branch != branch {
			branch = j.branch
			b.print.begin(0, branch.branch.Name)
		}
		if j.subject != nil {
			b.print.begin(1, j.subject.name)
			b.res.absent = append(b.res.absent, j.subject.lacks...)
		}
		for _, m := range j.made {
			if err := b.note(j, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// note enters one finished document.
func (b *builder) note(j *job, m made) error {
	who := Lack{Branch: j.branch.branch.Name, Item: m.doc.title}
	level := 1
	if j.subject != nil {
		who.Person, level = j.subject.name, 2
	}
	b.res.Files += m.files
	if m.doc.original != nil {
		b.res.Originals++
		if m.apart != "" {
			who.Why = m.apart
			b.res.Apart = append(b.res.Apart, who)
		}
	} else {
		b.res.Documents++
	}
	for _, o := range m.overflow {
		b.res.Overflow = append(b.res.Overflow, Overflow{who.Branch, who.Person, m.doc.title, o.Tag, o.Text})
	}
	b.res.glyphs(m.noGlyph)
	if m.doc.blank {
		return nil
	}
	return b.print.add(level, m.doc.title, m.pages)
}

// step tells Progress that a document is done.
func (b *builder) step(what string, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done += n
	if b.opt.Progress != nil {
		b.opt.Progress(b.done, b.total, what)
	}
}

// write puts one file into the pack.
func (b *builder) write(dir, name string, data []byte) error {
	at := filepath.Join(b.tmp, dir)
	if err := os.MkdirAll(at, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(at, name), data, 0o644)
}
