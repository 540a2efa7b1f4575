package desk

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/app/printing"
)

func printDialog(d *Desk, list []printing.Printer, none error) *printer {
	p := newPrinter(d, &job.Papers{Title: "登记表"}, list, none)
	p.show()
	return p
}

func TestPrintDialogTakesWhatWasEntered(t *testing.T) {
	d, _ := desk(t)
	p := printDialog(d, []printing.Printer{{Name: "甲"}, {Name: "乙", Default: true}}, nil)
	if p.name.Selected != "乙" {
		t.Errorf("the default printer is not chosen: %s", p.name.Selected)
	}
	p.copies.SetText("3")
	p.pages.SetText("２－3，5")
	p.fit.SetSelected(fitSheet)
	o, err := p.take()
	if err != nil || o.Printer != "乙" || o.Copies != 3 || !o.Fit || printing.FormatPages(o.Pages) != "2-3,5" {
		t.Errorf("%+v, %v", o, err)
	}
	p.copies.SetText("0")
	test.Tap(button(t, d, "打印"))
	if !d.Busy() || !strings.Contains(p.fault.Text, "份数") {
		t.Errorf("no copies were taken: %q", p.fault.Text)
	}
	if b := inDialog(d, func(b *Push) bool { return strings.HasPrefix(b.Text, "用 WPS/Word") }); b != nil {
		t.Error("several forms are offered as one Word file")
	}
}

// T35: without a printer the other ways stay open.
func TestPrintDialogWithoutAPrinter(t *testing.T) {
	d, _ := desk(t)
	p := printDialog(d, nil, printing.ErrNoPrinter)
	if !button(t, d, "打印").Disabled() || !strings.Contains(p.fault.Text, "还没有安装打印机") {
		t.Errorf("says %q", p.fault.Text)
	}
	if button(t, d, "用 PDF 程序打开").Disabled() {
		t.Error("no way to a PDF")
	}
	if e := inDialog(d, func(e *widgets.Entry) bool { return !e.Disabled() }); e != nil {
		t.Error("fields without use")
	}
	d.Enter()
}
