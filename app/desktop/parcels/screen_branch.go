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
		desk.Button("组织部密钥…", theme.AccountIcon(), s.tellDepartment),
		desk.Button("收发记录…", theme.HistoryIcon(), s.showLog))
	sent := "还没有报送过"
	if g.Sent > 0 {
		sent = fmt.Sprintf("已报送到第 %d 号", g.Sent)
	}
	hint := fmt.Sprintf("这个批次由%s组织部下发给“%s”（邀请第 %d 号）。%s。第一次报送时，打印登记卡、盖章，和文件一起当面交组织部。", g.Department.School, g.Invitation.Branch, g.Invitation.Seq, sent)
	head := container.NewVBox(widgets.Wrapped(hint), container.NewHScroll(buttons))
	if g.Receipt == nil {
		return container.NewBorder(head, nil, nil, nil, container.NewCenter(widgets.Heading("还没有回执")))
	}
	r := g.Receipt.Receipt
	head.Add(widgets.Wrapped(receiptText(r)))
	if r.Note != "" {
		l := widgets.Wrapped("组织部的话：" + r.Note)
		l.Importance = widget.WarningImportance
		head.Add(l)
	}
	return container.NewBorder(head, nil, nil, nil, s.receiptTable(r))
}

// receiptTable lists the persons of a receipt beside what it says of the marked one.
func (s *Screen) receiptTable(r *review.Receipt) fyne.CanvasObject {
	detail := container.NewVBox()
	show := func(row int) {
		p := &r.Persons[row]
		detail.Objects = []fyne.CanvasObject{widgets.Heading(MarkCell(p.Mark()).Text + "　" + p.Name), widgets.Wrapped(strings.Join(p.Lines(), "\n"))}
		if s.jump != nil {
			detail.Add(container.NewHBox(desk.Button("打开这个人", theme.NavigateNextIcon(), func() { s.jump(p.SubjectID, p.Name) })))
		}
		detail.Refresh()
	}
	s.table = widgets.NewGrid([]widgets.Column{{Title: "回执", Width: 80}, {Title: "姓名", Width: 90}, {Title: "收下", Width: 60}, {Title: "未采用", Width: 70}, {Title: "缺", Width: 50}, {Title: "要改", Width: 60, Grow: true}},
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
		if s.jump != nil {
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
	w, next := s.w, s.given.Sent+1
	name := fmt.Sprintf("%s-%s-第%d号", parcel.Submission.Name(), s.given.Invitation.Branch, next)
	s.d.AskExport("", "报送文件写到", name, parcel.Submission.Ext(), "报送组织部", func(path string) {
		s.d.Long("写报送文件", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
			out, err := w.Submit(ctx, path, func(done, total int, _ string) { progress(done, total, "写入") })
			return func() { s.submitted(out) }, err
		})
	})
}

func (s *Screen) submitted(out *job.Sealed) {
	text := fmt.Sprintf("第 %d 号报送：%s。\n把这个文件用 U 盘等交给组织部，只有组织部打得开。", out.Seq, countText(out.Counts))
	if len(out.Left) > 0 {
		text += fmt.Sprintf("\n注意：有 %d 人不属于“%s”，没有写入：%s。", len(out.Left), out.Branch, strings.Join(out.Left, "、"))
	}
	if out.Seq == 1 {
		text += "\n第一次报送，请再点“打印登记卡”，盖章后一起交去。"
	}
	s.Reload() // the log is no record that tells of itself
	s.d.Written("报送文件写好了", text, out.Path)
}

func (s *Screen) askRead() {
	Ask(s.d, "读入回执", "选择组织部交来的回执（"+parcel.Receipt.Ext()+"）或新的邀请文件（"+parcel.Invitation.Ext()+"）。", s.round, nil)
}

// askSlip writes the registration slip as a PDF to be printed.
func (s *Screen) askSlip() {
	w := s.w
	s.d.AskSave("登记卡写到", "报送密钥登记卡-"+s.given.Invitation.Branch, ".pdf", func(path string) {
		s.d.Printing(func() {
			s.d.Long("写登记卡", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
				f, in, err := w.KeySlip(ctx)
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
					s.d.Written("登记卡写好了", "打开后打印一份，负责人签名、盖章，当面交组织部。\n指纹："+in.Slip.Fingerprint, files[0])
				}, nil
			})
		})
	})
}

func (s *Screen) tellDepartment() {
	p := s.given.Department
	s.d.Tell("组织部的密钥", fmt.Sprintf("%s组织部\n指纹：%s\n登记于 %s。\n报送文件用组织部的密钥加密；回执和新的邀请要有这个密钥的签名才会接收。", p.School, parcel.Fingerprint(p.Key), p.At.Local().Format("2006-01-02 15:04")))
}

// askKey tells a branch's key and lets it be revoked.
func (s *Screen) askKey(r branchRow) {
	p, err := s.d.Session.FindPeer(s.d.Context(), r.branch.Name)
	if err != nil {
		s.d.Tell("密钥", "“"+r.branch.Name+"”还没有登记密钥。第一次接收它的报送时，照盖章的登记卡输入指纹即可登记。")
		return
	}
	reason := widgets.NewEntry()
	reason.SetPlaceHolder("如：电脑更换、U 盘遗失")
	form := container.NewVBox(widgets.Wrapped(fmt.Sprintf("“%s”的密钥\n指纹：%s\n%s 由%s登记。\n停用后，用它签名的文件不再接收；党总支换了电脑时，请先停用旧的，再登记新的。", p.Branch, parcel.Fingerprint(p.Key), p.At.Local().Format("2006-01-02 15:04"), who(p.By))),
		widgets.Row("停用的原因", reason))
	s.d.Ask("党总支的密钥", "停用", form, fyne.NewSize(620, 300), func() error {
		if strings.TrimSpace(reason.Text) == "" {
			return errors.New("要停用请写明原因；不停用请点“取消”")
		}
		s.d.Do("停用密钥", func(ctx context.Context) error { return s.d.Session.RevokePeer(ctx, p, reason.Text) },
			func() { s.d.Shell.Toast("已停用“"+p.Branch+"”的密钥", true) })
		return nil
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
