//go:build !windows

package printing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"kaocha/data/safefile"
	"kaocha/forms/page"
	"kaocha/forms/pdf"
)

// Dialog tells that the system has a print dialog of its own here.
const Dialog = false

// ErrNoDialog says that the system's dialog cannot be shown.
var ErrNoDialog = errors.New("这个系统没有打印窗口")

// Ask shows the system's print dialog over a window; false when it was cancelled.
func Ask(uintptr, *Order, int) (bool, error) { return false, ErrNoDialog }

var errNoLP = errors.New("系统里没有打印命令 lp。请安装系统的打印组件（CUPS），或存成 PDF 后打印")

// run runs a printing command in a language whose answers are known.
func run(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "LANG=C")
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return "", errNoLP
		}
		return out.String(), fmt.Errorf("%s", strings.TrimSpace(fault.String()+" "+err.Error()))
	}
	return out.String(), nil
}

// Printers lists the printers, ErrNoPrinter when there are none.
func Printers(ctx context.Context) ([]Printer, error) {
	if _, err := exec.LookPath("lp"); err != nil {
		return nil, errNoLP
	}
	names, err := run(ctx, "lpstat", "-e")
	if err != nil && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	standard, _ := run(ctx, "lpstat", "-d") // none set is an error of its own
	_, standard, _ = strings.Cut(standard, "destination: ")
	var list []Printer
	for n := range strings.Lines(names) {
		if n = strings.TrimSpace(n); n != "" {
			list = append(list, Printer{n, n == strings.TrimSpace(standard)})
		}
	}
	if len(list) == 0 {
		return nil, ErrNoPrinter
	}
	return list, nil
}

// batch is what goes to lp in one call: pages of one size.
type batch struct {
	w, h  float64
	pages []*page.Page
}

func batches(src Source) ([]batch, error) {
	var out []batch
	err := src(func(pg *page.Page) error {
		w, h := mm(pg.W), mm(pg.H)
		if n := len(out); n == 0 || out[n-1].w != w || out[n-1].h != h {
			out = append(out, batch{w: w, h: h})
		}
		last := &out[len(out)-1]
		last.pages = append(last.pages, pg)
		return nil
	})
	return out, err
}

// send makes a PDF of each run of pages of one size and gives it to lp, which
// copies it before it comes back: nothing of it stays on the disk.
func send(ctx context.Context, o Order, src Source, r *Report) error {
	list, err := batches(src)
	if err != nil {
		return err
	}
	dir, err := safefile.ScratchDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	media := mediaOf(ctx, o.Printer)
	for i, b := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.pdf", i+1))
		if err := writePDF(path, o.Title, b.pages); err != nil {
			return err
		}
		args := append([]string{"-d", o.Printer, "-n", fmt.Sprint(o.Copies), "-t", o.Title}, options(b, o, media, r)...)
		if _, err := run(ctx, "lp", append(args, "--", path)...); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("打印机“%s”没有接收：%w。请看看它开着没有、有没有纸", o.Printer, err)
		}
	}
	return nil
}

func writePDF(path, title string, pages []*page.Page) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	w := pdf.NewWriter(f, title)
	for _, pg := range pages {
		if err := w.AddPage(pg); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return f.Close()
}

// media is what paper a printer says it takes.
type media struct {
	names  map[string]bool
	custom bool
}

func mediaOf(ctx context.Context, printer string) media {
	m := media{names: map[string]bool{}}
	out, _ := run(ctx, "lpoptions", "-p", printer, "-l")
	for line := range strings.Lines(out) {
		key, values, ok := strings.Cut(line, ":")
		if !ok || !strings.HasPrefix(key, "PageSize/") && !strings.HasPrefix(key, "media/") {
			continue
		}
		for _, v := range strings.Fields(values) {
			v = strings.TrimPrefix(v, "*")
			m.names[v] = true
			m.custom = m.custom || strings.HasPrefix(v, "Custom.")
		}
	}
	return m
}

// named are lp's names of sheets, in mm.
var named = []struct {
	name string
	w, h float64
}{{"A4", 210, 297}, {"A3", 297, 420}, {"A5", 148, 210}, {"om_16k_195x270mm", 195, 270}, {"om_16k_184x260mm", 184, 260}}

// options are lp's options for pages of one size. A size that the printer does
// not take goes on A4.
func options(b batch, o Order, m media, r *Report) []string {
	w, h := min(b.w, b.h), max(b.w, b.h)
	for _, x := range named {
		if sameSheet(w, h, x.w, x.h) && (m.names[x.name] || len(m.names) == 0 && x.name[0] == 'A') {
			return []string{"-o", "media=" + x.name, "-o", "print-scaling=none"}
		}
	}
	if m.custom {
		return []string{"-o", fmt.Sprintf("media=Custom.%.0fx%.0fmm", w, h), "-o", "print-scaling=none"}
	}
	r.note(b.w, b.h, 210, 297, o.Fit)
	if o.Fit {
		return []string{"-o", "media=A4", "-o", "print-scaling=fit"}
	}
	return []string{"-o", "media=A4", "-o", "print-scaling=none"}
}
