package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/printing"
	"kaocha/data/safefile"
)

// The two ways to print on a sheet of another size than the form's.
const (
	trueSize = "按实际大小，印在纸的中间"
	fitSheet = "放大或缩小到纸的大小"
)

// maxCopies is the most copies that are asked of a printer at once.
const maxCopies = 999

// printer is the print dialog: the same for every form.
type printer struct {
	d      *Desk
	papers *job.Papers
	order  printing.Order // what the system's dialog chose beyond the fields
	name   *widget.Select
	copies *widgets.Entry
	pages  *widgets.Entry
	fit    *widget.RadioGroup
	fault  *widgets.Paragraph
	dlg    *dialog.CustomDialog
}

// Print shows the print dialog for papers. What it lists of printers is asked of
// the system first, which may take a while with printers in the network.
func (d *Desk) Print(papers *job.Papers) {
	d.Run(func() func() {
		list, err := printing.Printers(d.ctx)
		return func() { newPrinter(d, papers, list, err).show() }
	})
}

func newPrinter(d *Desk, papers *job.Papers, list []printing.Printer, none error) *printer {
	p := &printer{d: d, papers: papers, copies: widgets.NewEntry(), pages: widgets.NewEntry(), fault: widgets.ErrorLine()}
	p.copies.SetText("1")
	p.pages.SetPlaceHolder("全部；也可以写 1-3,5")
	p.fit = widget.NewRadioGroup([]string{trueSize, fitSheet}, nil)
	p.fit.Required = true
	p.fit.SetSelected(trueSize)
	var names []string
	p.name = widgets.NewSelect(nil, nil)
	for _, x := range list {
		names = append(names, x.Name)
		if x.Default || p.name.Selected == "" {
			p.name.Selected = x.Name
		}
	}
	p.name.SetOptions(names)
	p.name.PlaceHolder = "没有打印机"
	if none != nil {
		widgets.ShowError(p.fault, none)
	}
	return p
}

func (p *printer) show() {
	d := p.d
	top := fyne.CanvasObject(p.name)
	if printing.Dialog {
		top = container.NewBorder(nil, nil, nil, Button("打印机设置…", theme.SettingsIcon(), p.system), p.name)
	}
	form := container.NewVBox(widgets.Row("打印机", top), widgets.Row("份数", p.copies), widgets.Row("页码", p.pages),
		widgets.Row("纸不合时", container.NewVBox(p.fit, quiet("打印机有这张表的纸就用那种纸；没有时用 A4，照这里选的印。"))), p.fault)
	other := container.NewHBox(Button("用 PDF 程序打开", theme.DocumentIcon(), p.asPDF))
	if p.papers.HasWord() {
		other.Add(Button("用 WPS/Word 打开", theme.DocumentCreateIcon(), p.asWord))
	}
	p.dlg = dialog.NewCustomWithoutButtons("打印 "+p.papers.Title, container.NewBorder(nil, other, nil, nil, container.NewVScroll(form)), d.Win)
	ok := Primary("打印", theme.DocumentPrintIcon(), p.print)
	p.dlg.SetButtons([]fyne.CanvasObject{Button("取消", nil, p.dlg.Dismiss), ok})
	if len(p.name.Options) == 0 {
		ok.Disable()
		p.copies.Disable()
		p.pages.Disable()
	} else {
		d.accept[p.dlg] = ok.OnTapped
	}
	p.dlg.Resize(d.fit(fyne.NewSize(600, 400)))
	d.Show(p.dlg)
}

// take reads the fields into an order.
func (p *printer) take() (printing.Order, error) {
	o := p.order
	n, err := strconv.Atoi(strings.TrimSpace(p.copies.Text))
	if err != nil || n < 1 || n > maxCopies {
		return o, fmt.Errorf("份数请写 1 到 %d 的整数", maxCopies)
	}
	if o.Pages, err = printing.ParsePages(p.pages.Text); err != nil {
		return o, err
	}
	o.Printer, o.Copies, o.Fit = p.name.Selected, n, p.fit.Selected == fitSheet
	return o, nil
}

func (p *printer) print() {
	o, err := p.take()
	if err != nil {
		widgets.ShowError(p.fault, err)
		return
	}
	p.dlg.Dismiss()
	p.send(o)
}

func (p *printer) send(o printing.Order) {
	d := p.d
	d.Printing(func() {
		d.Long("打印", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
			r, err := p.papers.Print(ctx, o, progress)
			if err != nil {
				return nil, err
			}
			return func() { p.done(r, o) }, nil
		})
	})
}

func (p *printer) done(r *printing.Report, o printing.Order) {
	text := fmt.Sprintf("已交给打印机“%s”：%d 页，%d 份", r.Printer, r.Pages, o.Copies)
	if len(r.Notes) == 0 {
		p.d.Shell.Toast(text, false)
		return
	}
	p.d.Tell("打印", text+"。\n"+strings.Join(r.Notes, "。\n")+"。")
}

// system shows Windows' own dialog, for what only the printer knows, such as
// both sides and trays; what was chosen there goes into the fields.
func (p *printer) system() {
	o, err := p.take()
	if err != nil {
		widgets.ShowError(p.fault, err)
		return
	}
	owner := p.d.handle()
	p.d.Run(func() func() {
		ok, err := printing.Ask(uintptr(owner), &o, 0)
		return func() {
			switch {
			case err != nil:
				widgets.ShowError(p.fault, err)
			case ok:
				p.order = o
				p.name.SetSelected(o.Printer)
				p.copies.SetText(strconv.Itoa(o.Copies))
				p.pages.SetText(printing.FormatPages(o.Pages))
			}
		}
	})
}

// asPDF makes a PDF and hands it to the system's program.
func (p *printer) asPDF() {
	p.open(".pdf", "PDF", func(ctx context.Context, path string, progress func(int, int, string)) error {
		_, err := p.papers.PDF(ctx, path, progress)
		return err
	})
}

// asWord makes the Word file and hands it to WPS or Word.
func (p *printer) asWord() {
	p.open(".docx", "Word", func(ctx context.Context, path string, _ func(int, int, string)) error {
		return p.papers.Word(ctx, path)
	})
}

func (p *printer) open(ext, kind string, write func(context.Context, string, func(int, int, string)) error) {
	dir, err := job.PrintFolder()
	if err != nil {
		p.d.Fail("打印", err)
		return
	}
	p.dlg.Dismiss()
	path := filepath.Join(dir, safefile.Name(p.papers.Title)+ext)
	d := p.d
	d.Printing(func() {
		d.Long("制作 "+kind+" 文件", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
			if err := write(ctx, path, progress); err != nil {
				return nil, err
			}
			return func() {
				d.Written("可以打印了", fmt.Sprintf("%s\n已交给系统的 %s 程序打开，请在那里打印。\n没有打开时，点“打开文件夹”找到它；电脑上没有这种程序，可以装 WPS。\n这个文件只为打印而做，退出考察通时会删掉；要留着，请用“导出”。", filepath.Base(path), kind), path)
				d.OpenFolder(path)
			}, nil
		})
	})
}

func quiet(text string) *widgets.Paragraph {
	l := widgets.Wrapped(text)
	l.Importance = widget.LowImportance
	return l
}
