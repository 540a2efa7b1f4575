package parcels

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// Screen is a round's 报送与回执: at the department what was given to each branch
// and what came back; at a branch what was handed in and what was answered.
type Screen struct {
	d     *desk.Desk
	round string
	jump  func(subject, name string) // opens a subject's page
	loads desk.Loader

	w      *job.Work
	givens []*job.Given // what was given to each branch for which is handed in here
	given  *job.Given   // the one that is looked at
	rows   []branchRow
	log    []store.ParcelLine

	box    *fyne.Container
	table  *widgets.Grid
	marked string // the branch that was marked last
}

// NewScreen makes the screen of a round; jump opens a subject's page.
func NewScreen(d *desk.Desk, round string, jump func(subject, name string)) *Screen {
	return &Screen{d: d, round: round, jump: jump, box: container.NewStack()}
}

// Title names the screen.
func (s *Screen) Title() string { return "报送与回执" }

// Content is what it shows.
func (s *Screen) Content() fyne.CanvasObject { return s.box }

// HelpPage is its page of the manual.
func (s *Screen) HelpPage() string { return "exchange" }

// Reload reads who has what.
func (s *Screen) Reload() {
	s.loads.Load(s.d, "读取报送与回执", func(ctx context.Context) (func(), error) {
		w, err := s.d.Session.Work(ctx, s.round)
		if err != nil {
			return s.d.Shell.Back, nil // the round is gone
		}
		g, err := w.Givens(ctx)
		if err != nil {
			return nil, err
		}
		rows, err := branchRows(ctx, w)
		if err != nil {
			return nil, err
		}
		log, err := w.ParcelLog(ctx)
		return func() { s.apply(w, g, rows, log) }, err
	})
}

func (s *Screen) apply(w *job.Work, list []*job.Given, rows []branchRow, log []store.ParcelLine) {
	s.w, s.givens, s.rows, s.log = w, list, rows, log
	if len(list) == 0 {
		s.given = nil
		s.put(s.department())
		return
	}
	at := 0
	for i, g := range list {
		if s.given != nil && s.given.Invitation.BranchID == g.Invitation.BranchID {
			at = i
		}
	}
	s.given = list[at]
	s.put(s.branch())
}

func (s *Screen) put(o fyne.CanvasObject) {
	s.box.Objects = []fyne.CanvasObject{o}
	s.box.Refresh()
}

// addWhat adds a button that tells which parts of an assessment go to and fro.
func (s *Screen) addWhat(buttons *fyne.Container) {
	if what := s.w.Scheme.ExchangeText(); what != "" {
		buttons.Add(desk.Button("往来的内容…", theme.InfoIcon(), func() {
			s.d.Tell("往来的内容", s.said("按方案，这些由党总支填写，随邀请和报送往来："+what+"。\n\n其余由组织部填写，留在组织部的数据里，不下发也不接收。"))
		}))
	}
}

// said puts a text into the words of the round's scheme.
func (s *Screen) said(text string) string { return s.w.Scheme.Said(text) }

// branchRow is a branch as the department's table shows it.
type branchRow struct {
	branch              review.Branch
	people              int
	invited, came, sent string
	key                 string
	latest              *review.Handover // the latest submission
}

func branchRows(ctx context.Context, w *job.Work) (out []branchRow, err error) {
	branches, err := w.Store.Branches(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	subjects, err := w.Store.Subjects(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	peers, err := w.Store.Peers(ctx)
	if err != nil {
		return nil, err
	}
	log, err := w.ParcelLog(ctx)
	if err != nil {
		return nil, err
	}
	subs, err := w.Submissions(ctx)
	if err != nil {
		return nil, err
	}
	for _, b := range branches {
		r := branchRow{branch: b, invited: "—", came: "—", sent: "—", key: "未登记"}
		for _, x := range subjects {
			if x.BranchID == b.ID {
				r.people++
			}
		}
		for _, p := range peers {
			if p.Serves(b.Name) && p.Revoked == "" {
				r.key = "已登记 " + p.At.Local().Format("2006-01-02")
			}
		}
		for i := range subs {
			if subs[i].BranchID == b.ID {
				r.latest = &subs[i]
				r.came = fmt.Sprintf("第 %d 号 %s", subs[i].Seq, subs[i].TakenAt.Local().Format("01-02 15:04"))
			}
		}
		for _, l := range log { // the latest first
			at := l.At.Local().Format("01-02 15:04")
			switch {
			case l.Branch != b.Name || l.What != store.ParcelSent:
			case l.Kind == string(parcel.Invitation) && r.invited == "—":
				r.invited = fmt.Sprintf("第 %d 号 %s", l.Seq, at)
			case l.Kind == string(parcel.Receipt) && r.sent == "—":
				r.sent = at
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// department is the table of branches with what can be done for the marked one.
func (s *Screen) department() fyne.CanvasObject {
	s.table = widgets.NewGrid([]widgets.Column{{Title: s.said("党总支"), Width: 180, Grow: true}, {Title: "对象", Width: 60}, {Title: "邀请", Width: 176}, {Title: "收到的报送", Width: 176}, {Title: "写出回执", Width: 110}, {Title: "密钥", Width: 150}},
		func() int { return len(s.rows) }, func(r, c int) widgets.Cell {
			x := s.rows[r]
			return widgets.Cell{Text: []string{x.branch.Name, fmt.Sprint(x.people), x.invited, x.came, x.sent, x.key}[c]}
		})
	s.table.OnOpen = func(row, _ int) { s.askInvite(s.rows[row]) }
	withMarked := func(do func(branchRow)) func() {
		return func() {
			if m := s.table.Marked(); len(m) == 1 && m[0] < len(s.rows) {
				do(s.rows[m[0]])
				return
			}
			s.d.Shell.Toast(s.said("请先在表里选一个党总支"), false)
		}
	}
	buttons := container.NewHBox(
		desk.Primary("接收报送…", theme.DownloadIcon(), s.askReceive),
		desk.Button("下发邀请…", theme.MailSendIcon(), withMarked(s.askInvite)),
		desk.Button("写回执…", theme.DocumentSaveIcon(), withMarked(s.answer)),
		desk.Button("密钥…", theme.AccountIcon(), withMarked(s.askKey)),
		desk.Button("收发记录…", theme.HistoryIcon(), s.showLog))
	s.addWhat(buttons)
	text := "把批次分党总支“下发邀请”；党总支打开邀请、填报，写出报送文件交回；在这里“接收报送”，先看计划再写入，最后“写回执”。收到的文件也可以直接拖到窗口里。"
	if s.w.Scheme.Assesses() && len(s.rows) == 1 {
		text += "各单位分开填报的，先在批次里选对象，用“对选中的人 → 指定填报单位”。"
	}
	hint := widgets.Wrapped(s.said(text))
	if at := slices.IndexFunc(s.rows, func(r branchRow) bool { return r.branch.ID == s.marked }); len(s.rows) > 0 {
		s.table.Mark(max(0, at))
	}
	s.table.OnMarked = func() {
		if m := s.table.Marked(); len(m) == 1 && m[0] < len(s.rows) {
			s.marked = s.rows[m[0]].branch.ID
		}
	}
	return container.NewBorder(container.NewVBox(hint, container.NewHScroll(buttons)), nil, nil, nil, s.table)
}

func (s *Screen) askReceive() {
	Ask(s.d, "接收报送", s.said("选择党总支交来的报送文件（"+parcel.Submission.Ext()+"）。先核对签名和内容，列出会有什么变化，确认后才写入。"), s.round, nil)
}

// askInvite asks where a branch's invitation is to go.
func (s *Screen) askInvite(r branchRow) {
	if r.people == 0 {
		s.d.Tell("下发邀请", "“"+r.branch.Name+"”在这个批次里还没有对象。请先加入对象再下发。")
		return
	}
	name := parcel.Invitation.Name() + "-" + r.branch.Name
	why := "下发党总支填报"
	if s.w.Scheme.Assesses() {
		why = "下发填报"
	}
	s.d.AskExport("", "给“"+r.branch.Name+"”的邀请文件写到", name, parcel.Invitation.Ext(), why, func(path string) {
		w := s.w
		s.d.Long("写邀请文件", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
			out, err := w.Invite(ctx, r.branch.ID, path, "", func(done, total int, _ string) { progress(done, total, "写入") })
			return func() { s.invited(out) }, err
		})
	})
}

func (s *Screen) invited(out *job.Sealed) {
	text := fmt.Sprintf("给“%s”的邀请（第 %d 号）：%s。", out.Branch, out.Seq, countText(out.Counts))
	lines := []fyne.CanvasObject{widgets.Wrapped(s.said(text))}
	if out.Passphrase == "" {
		lines = append(lines, widgets.Wrapped(s.said("用这个党总支登记的密钥加密，对方打开不需要口令。")))
	} else {
		s.d.App.Clipboard().SetContent(out.Passphrase)
		lines = append(lines, widgets.Row("打开口令", spelled(out.Passphrase)), widgets.Row("签名指纹", spelled(out.Fingerprint)),
			widgets.Wrapped("请抄下口令（已复制），当面或电话告知对方，对方打开时核对指纹。口令不要和文件一起发送。关掉后口令不再显示，忘了就再下发一次。"))
	}
	wrote(s.d, "邀请文件写好了", out.Path, lines...)
}

func (s *Screen) answer(r branchRow) {
	if r.latest == nil {
		s.d.Tell("写回执", "还没有接收过“"+r.branch.Name+"”的报送，没有可写的回执。")
		return
	}
	askAnswer(s.d, *r.latest)
}
