// Package printing puts laid-out pages on a printer: through GDI on Windows,
// through lp elsewhere. The pages are those of preview and PDF, so what was seen
// is what is printed. Both the window and the command line print by it.
package printing

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"kaocha/data/review"
	"kaocha/forms/page"
)

// Printer is a printer that can be chosen.
type Printer struct {
	Name    string
	Default bool
}

// ErrNoPrinter says that the computer has no printer.
var ErrNoPrinter = errors.New("这台电脑还没有安装打印机。请先在系统设置里添加打印机；也可以存成 PDF 或 Word 文件，拿到有打印机的电脑上打印")

// Span is a run of pages, counted from 1, both ends included.
type Span struct{ From, To int }

// Order is what is to be printed how.
type Order struct {
	Printer string // "" for the default one
	Title   string // shown in the printer's list of jobs
	Copies  int    // at least 1
	Pages   []Span // none for all
	// Fit makes a page as large as the sheet when the printer has no sheet of the
	// page's size; otherwise it keeps its true size in the middle of the sheet.
	Fit      bool
	Settings []byte // what the system's dialog chose beyond these (Windows); nil for the usual
}

// Source gives the pages one after another, each time it is called anew.
type Source func(each func(*page.Page) error) error

// Report tells what was printed.
type Report struct {
	Printer string
	Pages   int      // sheets of one copy
	Notes   []string // what is not as the page wants it, in words
}

// Print prints. When ctx ends, nothing more is sent and the job is taken back
// where the system allows it. progress may be nil.
func Print(ctx context.Context, o Order, src Source, progress func(page int)) (*Report, error) {
	if o.Copies < 1 {
		o.Copies = 1
	}
	list, err := Printers(ctx)
	if err != nil {
		return nil, err
	}
	if o.Printer, err = choose(list, o.Printer); err != nil {
		return nil, err
	}
	r := &Report{Printer: o.Printer}
	pages := func(each func(*page.Page) error) error {
		n, printed := 0, 0
		err := src(func(pg *page.Page) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if n++; !within(o.Pages, n) {
				return nil
			}
			printed++
			if progress != nil {
				progress(printed)
			}
			return each(pg)
		})
		r.Pages = printed
		if err == nil && printed == 0 {
			err = fmt.Errorf("页码范围里没有要打印的页：一共 %d 页", n)
		}
		return err
	}
	if err := send(ctx, o, pages, r); err != nil {
		return nil, err
	}
	return r, nil
}

func choose(list []Printer, name string) (string, error) {
	if len(list) == 0 {
		return "", ErrNoPrinter
	}
	var names []string
	for _, p := range list {
		if p.Name == name || name == "" && p.Default {
			return p.Name, nil
		}
		names = append(names, p.Name)
	}
	if name == "" {
		return list[0].Name, nil
	}
	return "", fmt.Errorf("没有打印机“%s”；可以用的：%s", name, strings.Join(names, "、"))
}

func within(list []Span, n int) bool {
	for _, s := range list {
		if n >= s.From && n <= s.To {
			return true
		}
	}
	return len(list) == 0
}

// asciiOf turns full-width figures and marks, as an input method leaves them,
// into plain ones.
var asciiOf = strings.NewReplacer("，", ",", "、", ",", "；", ",", ";", ",", " ", ",", "—", "-", "－", "-", "–", "-", "~", "-", "～", "-", "至", "-", "页", "", "第", "",
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")

// ParsePages reads a range as clerks write it: 1-3,5 or 2- for the second to
// the last; "" is all pages.
func ParsePages(text string) ([]Span, error) {
	var out []Span
	for _, part := range strings.Split(asciiOf.Replace(text), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		from, to, isRange := strings.Cut(part, "-")
		a, err := strconv.Atoi(from)
		b := a
		if isRange && to == "" {
			b = math.MaxInt32
		} else if isRange && err == nil {
			b, err = strconv.Atoi(to)
		}
		if err != nil || a < 1 || b < a {
			return nil, fmt.Errorf("页码范围“%s”看不懂；请写成 1-3,5 这样，从 1 数起", part)
		}
		out = append(out, Span{a, b})
	}
	return out, nil
}

// FormatPages is a range as ParsePages reads it.
func FormatPages(list []Span) string {
	var out []string
	for _, s := range list {
		switch {
		case s.From == s.To:
			out = append(out, strconv.Itoa(s.From))
		case s.To >= math.MaxInt32:
			out = append(out, strconv.Itoa(s.From)+"-")
		default:
			out = append(out, fmt.Sprintf("%d-%d", s.From, s.To))
		}
	}
	return strings.Join(out, ",")
}

// mm is a length in points as millimetres.
func mm(points float64) float64 { return points * 25.4 / 72 }

// paperSlack is how far two sheets may differ and still be the same, in mm: the
// 16K of 184 and of 185 mm are one sheet to a printer, B5 (182×257) is another.
const paperSlack = 1.5

func near(a, b float64) bool { return math.Abs(a-b) <= paperSlack }

// sameSheet compares sizes in mm whichever way they lie.
func sameSheet(w1, h1, w2, h2 float64) bool {
	return near(min(w1, h1), min(w2, h2)) && near(max(w1, h1), max(w2, h2))
}

// sheetName names a size in mm.
func sheetName(w, h float64) string {
	w, h = min(w, h), max(w, h)
	for _, x := range review.Papers {
		if sameSheet(w, h, x.W, x.H) {
			return x.Name
		}
	}
	if sameSheet(w, h, 297, 420) {
		return "A3"
	}
	return fmt.Sprintf("%.0f×%.0f 毫米", w, h)
}

// note tells once that a page stands on a sheet of another size.
func (r *Report) note(w, h, sheetW, sheetH float64, fit bool) {
	how := "按实际大小印在纸的中间"
	if fit {
		how = "缩放到纸的大小"
	}
	text := fmt.Sprintf("打印机没有 %s 的纸，用 %s，%s", sheetName(w, h), sheetName(sheetW, sheetH), how)
	if !slices.Contains(r.Notes, text) {
		r.Notes = append(r.Notes, text)
	}
}
