package parcels

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

// MarkCell is a receipt's word for a subject as a matrix shows it.
func MarkCell(mark string) widgets.Cell {
	switch mark {
	case "已收":
		return widgets.Cell{Text: "√ 已收", Color: own.ColorDone}
	case "待补", "待改":
		return widgets.Cell{Text: "△ " + mark, Color: own.ColorDraft}
	case "未收":
		return widgets.Cell{Text: "× 未收", Color: own.ColorMissing}
	}
	return widgets.Cell{Text: "—"}
}

// receiptBody is a receipt to be read from top to bottom, in the words that said
// gives.
func receiptBody(r *review.Receipt, said func(string) string) *fyne.Container {
	box := container.NewVBox(widgets.Wrapped(said(receiptText(r))))
	if r.Note != "" {
		box.Add(widgets.Wrapped(said("组织部的话：") + r.Note))
	}
	for i := range r.Persons {
		p := &r.Persons[i]
		box.Add(widgets.Heading(MarkCell(p.Mark()).Text + "　" + p.Name))
		if lines := p.Lines(); len(lines) > 0 {
			box.Add(widgets.Wrapped(said(strings.Join(lines, "\n"))))
		}
	}
	return box
}

func receiptText(r *review.Receipt) string {
	n, taken, kept, missing, fix := r.Sums()
	return fmt.Sprintf("第 %d 号报送的回执（%s）：考察对象 %d，收下 %d 项，没有采用 %d 项，缺材料 %d 项，要改 %d 处。", r.Seq, r.At.Local().Format("2006.01.02 15:04"), n, taken, kept, missing, fix)
}

// askAnswer asks what to write to the branch and where the receipt is to go.
func askAnswer(d *desk.Desk, h review.Handover) {
	note := widgets.NewLong(4)
	note.SetPlaceHolder("写给对方的话，可以不写")
	form := container.NewBorder(widgets.Wrapped("回执自动列出收下的、没有采用的、现在还缺的材料和核对出的错误。"), nil, nil, nil, note)
	d.AskThen("写回执给“"+h.Branch+"”", "下一步", form, fyne.NewSize(600, 280), func() (func(), error) {
		return func() { saveAnswer(d, h, note.Text) }, nil
	})
	d.Win.Canvas().Focus(note)
}

func saveAnswer(d *desk.Desk, h review.Handover, text string) {
	name := parcel.Receipt.Name() + "-" + h.Branch + fmt.Sprintf("-第%d号", h.Seq)
	d.AskSave("回执文件写到", name, parcel.Receipt.Ext(), func(path string) {
		d.Long("写回执", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
			w, err := d.Session.Work(ctx, h.RoundID)
			if err != nil {
				return nil, err
			}
			out, err := w.Answer(ctx, h, path, text)
			if err != nil {
				return nil, err
			}
			return func() {
				wrote(d, "回执写好了", out.Path, widgets.Wrapped("把这个文件交给“"+h.Branch+"”，他们双击它，或在批次的“报送与回执”里读入。"))
			}, nil
		})
	})
}
