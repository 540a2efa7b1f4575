package parcels

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

// branch is what a branch sees: what to do, and the latest receipt by person.
func (s *Screen) branch() fyne.CanvasObject {
	g := s.given
	buttons := container.NewHBox(
		desk.Primary("写出报送文件…", theme.MailSendIcon(), s.askSubmit),
		desk.Button("读入回执…", theme.DownloadIcon(), s.askRead),
		desk.Button("打印登记卡…", theme.DocumentPrintIcon(), s.askSlip),
		desk.Button("密钥…", theme.AccountIcon(), s.tellKeys),
		desk.Button("收发记录…", theme.HistoryIcon(), s.showLog))
	sent := "还没有报送过"
	if g.Sent > 0 {
		sent = fmt.Sprintf("已报送到第 %d 号", g.Sent)
	}
	if g.Receipt != nil && g.Sent > g.Receipt.Receipt.Seq {
		sent += "，下面是第 " + fmt.Sprint(g.Receipt.Receipt.Seq) + " 号的回执，后来的还没有回执"
	}
	hint := fmt.Sprintf("这个批次由%s下发给“%s”（邀请第 %d 号）。%s。", giver(s.w, g), g.Invitation.Branch, g.Invitation.Seq, sent)
	if g.Receipt == nil {
		hint += "第一次报送时，打印登记卡、盖章，和文件一起当面交组织部。"
	}
	s.addWhat(buttons)
	head := container.NewVBox()
	if len(s.givens) > 1 {
		head.Add(widgets.Row(s.said("党总支"), s.chooser()))
	}
	head.Add(widgets.Wrapped(s.said(hint)))
	head.Add(container.NewHScroll(buttons))
	if g.Receipt == nil {
		return container.NewBorder(head, nil, nil, nil, container.NewCenter(widgets.Heading("还没有回执")))
	}
	r := g.Receipt.Receipt
	head.Add(widgets.Wrapped(s.said(receiptText(r))))
	if r.Note != "" {
		l := widgets.Wrapped(s.said("组织部的话：") + r.Note)
		l.Importance = widget.WarningImportance
		head.Add(l)
	}
	return container.NewBorder(head, nil, nil, nil, s.receiptTable(r))
}

// chooser picks the branch for which is handed in.
func (s *Screen) chooser() *widget.Select {
	var names []string
	at := 0
	for i, g := range s.givens {
		names = append(names, g.Invitation.Branch)
		if g == s.given {
			at = i
		}
	}
	pick := widgets.NewSelect(names, nil)
	pick.SetSelectedIndex(at)
	pick.OnChanged = func(string) {
		s.given = s.givens[pick.SelectedIndex()]
		s.put(s.branch())
	}
	return pick
}

// giver names whose round it is.
func giver(w *job.Work, g *job.Given) string {
	if w.Scheme.Assesses() {
		return "“" + g.Department.School + "”"
	}
	return g.Department.School + "组织部"
}

// receiptTable lists the persons of a receipt beside what it says of the marked one.
func (s *Screen) receiptTable(r *review.Receipt) fyne.CanvasObject {
	detail := container.NewVBox()
	show := func(row int) {
		p := &r.Persons[row]
		detail.Objects = []fyne.CanvasObject{widgets.Heading(MarkCell(p.Mark()).Text + "　" + p.Name), widgets.Wrapped(s.said(strings.Join(p.Lines(), "\n")))}
		if s.jump != nil && p.SubjectID != s.round {
			detail.Add(container.NewHBox(desk.Button(s.said("打开这个人"), theme.NavigateNextIcon(), func() { s.jump(p.SubjectID, p.Name) })))
		}
		detail.Refresh()
	}
	s.table = widgets.NewGrid([]widgets.Column{{Title: "回执", Width: 80}, {Title: nameTitle(s.w.Scheme.Assesses()), Width: 90}, {Title: "收下", Width: 60}, {Title: "未采用", Width: 70}, {Title: "缺", Width: 50}, {Title: "要改", Width: 60, Grow: true}},
		func() int { return len(r.Persons) }, func(row, col int) widgets.Cell {
			p := &r.Persons[row]
			switch col {
			case 0:
				return MarkCell(p.Mark())
			case 1:
				return widgets.Cell{Text: p.Name}
			}
			return widgets.Cell{Text: fmt.Sprint([]int{len(p.Taken), len(p.Kept), len(p.Missing), len(p.Fix)}[col-2])}
		})
	s.table.OnMarked = func() {
		if m := s.table.Marked(); len(m) > 0 {
			show(m[0])
		}
	}
	s.table.OnOpen = func(row, _ int) {
		if s.jump != nil && r.Persons[row].SubjectID != s.round {
			s.jump(r.Persons[row].SubjectID, r.Persons[row].Name)
		}
	}
	if len(r.Persons) > 0 {
		s.table.Mark(0)
		show(0)
	}
	split := container.NewHSplit(s.table, container.NewVScroll(detail))
	split.SetOffset(0.42)
	return split
}

// askSubmit asks where the submission is to go.
func (s *Screen) askSubmit() {
	w, next, branch := s.w, s.given.Sent+1, s.given.Invitation.BranchID
	name := fmt.Sprintf("%s-%s-第%d号", parcel.Submission.Name(), s.given.Invitation.Branch, next)
	s.d.AskExport("", "报送文件写到", name, parcel.Submission.Ext(), s.said("报送组织部"), func(path string) {
		s.d.Long("写报送文件", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
			out, err := w.Submit(ctx, branch, path, func(done, total int, _ string) { progress(done, total, "写入") })
			return func() { s.submitted(out) }, err
		})
	})
}

func (s *Screen) submitted(out *job.Sealed) {
	text := fmt.Sprintf("第 %d 号报送：%s。\n把这个文件用 U 盘等交给组织部，只有组织部打得开。", out.Seq, countText(out.Counts))
	if len(out.Left) > 0 {
		text += fmt.Sprintf("\n注意：有 %d 人不属于本库填报的党总支，没有写入：%s。", len(out.Left), strings.Join(out.Left, "、"))
	}
	if len(out.Held) > 0 {
		text += "\n按方案由组织部填写、没有写入的：" + strings.Join(out.Held, "、") + "。"
	}
	if out.Seq == 1 {
		text += "\n第一次报送，请再点“打印登记卡”，盖章后一起交去。"
	}
	s.Reload() // the log is no record that tells of itself
	wrote(s.d, "报送文件写好了", out.Path, widgets.Wrapped(s.said(text)))
}

func (s *Screen) askRead() {
	Ask(s.d, "读入回执", s.said("选择组织部交来的回执（"+parcel.Receipt.Ext()+"）或新的邀请文件（"+parcel.Invitation.Ext()+"）。"), s.round, nil)
}

// askSlip writes the registration slip as a PDF to be printed.
func (s *Screen) askSlip() {
	w, branch := s.w, s.given.Invitation.BranchID
	s.d.AskSave("登记卡写到", "报送密钥登记卡-"+s.given.Invitation.Branch, ".pdf", func(path string) {
		s.d.Printing(func() {
			s.d.Long("写登记卡", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
				f, in, err := w.KeySlip(ctx, branch)
				if err != nil {
					return nil, err
				}
				_, files, err := w.WriteForm(ctx, f, in, path)
				if err != nil {
					return nil, err
				}
				if len(files) == 0 {
					return nil, errors.New("登记卡没有写出")
				}
				return func() {
					s.d.Written("登记卡写好了", s.said("打开后打印一份，负责人签名、盖章，当面交组织部。\n指纹：")+in.Slip.Fingerprint, files[0])
				}, nil
			})
		})
	})
}

// showLog lists what was written, taken and refused for this round.
func (s *Screen) showLog() {
	var lines []string
	for _, l := range s.log {
		lines = append(lines, job.ParcelLineText(l))
	}
	if len(lines) == 0 {
		lines = []string{"还没有收发过文件。"}
	}
	s.d.TellAll("收发记录", container.NewVScroll(widgets.Wrapped(strings.Join(lines, "\n"))), fyne.NewSize(900, 480))
}
