package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/store"
)

// askMaterial records a material: state, copies, the received file.
func askMaterial(d *desk.Desk, w *job.Work, dos *review.Dossier, f *review.File, it *review.Item) {
	m := *dos.MaterialOf(f, *it)
	var words []string
	for _, s := range review.States {
		words = append(words, review.StateNames[s]) // no marks: a ● beside the rings of a choice looks like the one chosen
	}
	state := widget.NewRadioGroup(words, nil)
	state.Horizontal = true
	state.SetSelected(review.StateNames[m.State])
	paper, electronic := widget.NewCheck("纸质件", nil), widget.NewCheck("电子件", nil)
	paper.SetChecked(m.Paper)
	electronic.SetChecked(m.Electronic)
	pages, date, note := widgets.NewEntry(), widgets.NewDate(), widgets.NewEntry()
	if m.Pages > 0 {
		pages.SetText(fmt.Sprint(m.Pages))
	}
	date.SetText(m.Date.String())
	note.SetText(m.Note)
	signed := widget.NewCheckGroup(signers(f, it), nil)
	signed.Horizontal = true
	signed.SetSelected(m.SignedBy)
	var name string
	var bytes []byte
	file := widgets.Wrapped(fileLine(m.FileName))
	choose := desk.Button("选择文件…", theme.FileIcon(), func() {
		d.AskOpen("收到的文件", "收下", "选择收到的文件。Word 文件会核对标题、纸张、字体、字号、行距和字数。", false, func(paths []string) {
			n, b, err := job.ReadReceived(paths[0])
			if err != nil {
				d.Fail("收下文件", err)
				return
			}
			name, bytes = n, b
			electronic.SetChecked(true)
			file.SetText(fileLine(n) + "（确定后收下）")
		})
	})
	form := container.NewVBox(widgets.Row("状态", state), widgets.Row("已收到", container.NewHBox(paper, electronic)),
		widgets.Row("文件", container.NewBorder(nil, nil, nil, choose, file)), widgets.Row("页数", pages), widgets.Row("日期", widgets.Checked(date)))
	if len(signed.Options) > 0 {
		form.Add(widgets.Row("已签字", signed))
	}
	form.Add(widgets.Row("备注", note))
	if text := requirement(it); text != "" {
		l := widgets.Wrapped("要求：" + text)
		l.Importance = widget.LowImportance
		form.Add(l)
	}
	d.Ask(f.Cadre.Name+" · "+it.Name, "确定", widgets.FieldColumn(form), fyne.NewSize(680, 300), func() error {
		r := job.Receipt{Paper: &paper.Checked, Electronic: &electronic.Checked, SignedBy: append([]string{}, signed.Selected...), Note: note.Text, FileName: name, File: bytes}
		for _, s := range review.States {
			if review.StateNames[s] == state.Selected && s != m.State {
				r.State = s
			}
		}
		var err error
		if r.Date, err = date.Date(); err != nil {
			return err
		}
		if r.Pages, err = count(pages.Text, "页数"); err != nil {
			return err
		}
		record(d, w, f.Subject.ID, it, r)
		return nil
	})
}

// record writes the receipt onto the subject as it is now in the database.
func record(d *desk.Desk, w *job.Work, subject string, it *review.Item, r job.Receipt) {
	var m *review.Material
	var who string
	d.Do("登记"+it.Name, func(ctx context.Context) error {
		f, err := w.Store.SubjectFile(ctx, subject)
		if err != nil {
			return err
		}
		who = f.Cadre.Name
		m, err = w.Receive(ctx, f, it, r)
		return err
	}, func() { d.Shell.Toast(who+" · "+it.Name+"："+review.StateNames[m.State], true) })
}

func fileLine(name string) string {
	if name == "" {
		return "还没有收到文件"
	}
	return name
}

// signers are the names that may have to sign.
func signers(f *review.File, it *review.Item) []string {
	switch {
	case it.Signers == "self":
		return []string{f.Cadre.Name}
	case it.Signers == "panel" && f.Panel != nil:
		return f.Panel.All()
	case it.Signers == "branch" && f.Branch != nil && f.Branch.Head != "":
		return []string{f.Branch.Head}
	}
	return nil
}

// requirement is what the scheme asks of a material, in words.
func requirement(it *review.Item) string {
	var parts []string
	add := func(on bool, s string) {
		if on {
			parts = append(parts, s)
		}
	}
	add(it.Paper, "纸质")
	add(it.Electronic, "电子")
	add(it.PerBranch, "每个党总支一份")
	if f := it.Format; f != nil {
		var papers []string
		for _, k := range f.Papers {
			papers = append(papers, paperName(k))
		}
		add(len(papers) > 0, strings.Join(papers, "或"))
		add(len(f.Fonts) > 0, strings.Join(f.Fonts, "或"))
		add(f.SizePt > 0, fmt.Sprintf("%g 磅", f.SizePt))
		add(f.LinePt > 0, fmt.Sprintf("固定行距 %g 磅", f.LinePt))
		add(f.About > 0, fmt.Sprintf("%d 字左右", f.About))
		add(f.Max > 0, fmt.Sprintf("不超过 %d 字", f.Max))
	}
	add(it.Note != "", it.Note)
	return strings.Join(parts, "，")
}

// count reads a whole number; blank is 0.
func count(s, what string) (int, error) {
	if s = strings.TrimSpace(s); s == "" {
		return 0, nil
	}
	n := 0
	if _, err := fmt.Sscanf(s, "%d", &n); err != nil || n < 0 || fmt.Sprint(n) != s {
		return 0, fmt.Errorf("%s“%s”不是数，请填 0 以上的整数", what, s)
	}
	return n, nil
}

// openReceived writes the received file to a folder the clerk names.
func openReceived(d *desk.Desk, st *store.Store, m *review.Material) {
	hash, s := m.FileHash, d.Session
	d.AskExport("", "另存收到的文件", m.FileName, "", "考察组工作用", func(path string) {
		d.Do("另存文件", func(ctx context.Context) error {
			if err := saveReceived(ctx, st, hash, path); err != nil {
				return err
			}
			return s.Exported(ctx, "收到的文件", path, nil)
		},
			func() { d.Written("已另存", m.FileName, path) })
	})
}
