// Package parcels is the exchange of sealed files in the window: opening one,
// looking its plan over, accepting it, and a round's page of what went to and
// fro (邀请、报送、回执).
package parcels

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

// Open opens a file of the exchange: it asks for the passphrase where one is
// needed, checks everything, registers a new branch's key against the slip, and
// shows the plan. round is the round it is expected for, "" for any; done is
// called with the round's ID when the file was taken.
func Open(d *desk.Desk, path, round string, done func(round string)) {
	x := &opening{d: d, path: path, round: round, done: done}
	locked, err := job.Locked(path)
	if err == nil && locked {
		x.askPassphrase("")
		return
	}
	x.open("") // what is wrong with its head is told, and logged, there
}

// Which finds the first file of the exchange among files, "" when there is none.
func Which(paths []string) string {
	for _, p := range paths {
		if parcel.IsName(p) {
			return p
		}
	}
	return ""
}

// Ask asks for a file of the exchange.
func Ask(d *desk.Desk, title, hint, round string, done func(round string)) {
	d.AskOpen(title, "打开", hint, false, func(paths []string) {
		if len(paths) > 1 {
			d.Tell(title, fmt.Sprintf("选了 %d 个文件。这些文件一次打开一个：每个都要先看计划再写入。请只选一个。", len(paths)))
			return
		}
		Open(d, paths[0], round, done)
	})
}

// opening is a file on its way.
type opening struct {
	d           *desk.Desk
	path, round string
	done        func(round string)
}

func (x *opening) name() string { return filepath.Base(x.path) }

// askPassphrase asks for it, again when the one before did not fit.
func (x *opening) askPassphrase(fault string) {
	word := widgets.NewEntry()
	line := widgets.ErrorLine()
	if fault != "" {
		widgets.ShowError(line, errors.New(fault))
	}
	word.SetPlaceHolder("如 1234-5678-9012-3456-7890-1234，横线和空格不用输")
	form := container.NewVBox(widgets.Wrapped("“"+x.name()+"”要用口令打开。口令由下发单位（组织部）当面或电话告知。"), widgets.Row("口令", word), line)
	x.d.AskThen("打开邀请文件", "打开", form, fyne.NewSize(560, 240), func() (func(), error) {
		if strings.TrimSpace(word.Text) == "" {
			return nil, errors.New("请输入口令")
		}
		return func() { x.open(word.Text) }, nil
	})
	x.d.Win.Canvas().Focus(word)
}

// open checks the whole file and goes on with what it is.
func (x *opening) open(passphrase string) {
	x.d.Long("核对文件 "+widgets.Cut(x.name(), 20), func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		o, err := x.d.Session.OpenParcel(ctx, x.path, passphrase, x.round, func(done, total int, _ string) { progress(done, total, "核对内容") })
		if r := parcel.AsRefusal(err); r != nil && r.Reason == parcel.UnknownKey && o != nil && o.Manifest.Kind == parcel.Submission {
			return func() { x.askRegister(o) }, nil
		}
		if r := parcel.AsRefusal(err); r != nil && r.Reason == parcel.NoKey && passphrase != "" {
			return func() { x.askPassphrase(r.Text) }, nil
		}
		if err != nil {
			return nil, err
		}
		return func() { x.show(o) }, nil
	})
}

// askRegister compares the fingerprint with the slip: somebody has to type it
// from the paper, so that nobody clicks it away.
func (x *opening) askRegister(o *job.Opened) {
	typed := widgets.NewEntry()
	typed.SetPlaceHolder("照登记卡输入八组字符，横线和空格不用输")
	m, said := &o.Manifest, func(t string) string { return o.Said(t) }
	text := "“" + m.Branch + "”第一次用这把密钥报送，它还没有登记。"
	if o.Peer.Branch != m.Branch {
		text = "签名的密钥已登记给“" + o.Peer.Branches() + "”，这份却写着“" + m.Branch + "”。只有同一个经办人为两个党总支填报时才会这样；否则不要接收，并当面核实。"
	}
	text += "请拿出“" + m.Branch + "”盖章的登记卡，把卡上的指纹输入下面；与文件的指纹完全相同才会登记，然后继续接收。"
	if former, err := x.d.Session.Successors(x.d.Context(), o.Peer, m.Branch); err == nil && len(former) > 0 {
		text += fmt.Sprintf("登记后，它原来的密钥（%s 登记，指纹 %s）停用。", former[0].At.Local().Format("2006-01-02"), parcel.Fingerprint(former[0].Key))
	}
	form := container.NewVBox(
		widgets.Wrapped(said(text)),
		widgets.Row("卡上的指纹", typed),
		widgets.Wrapped(said("没有登记卡，请党总支打印（批次 → 报送与回执 → 打印登记卡）、盖章后当面送来。指纹不同就不要接收，并当面核实文件的来历。")))
	x.d.AskThen(said("登记党总支的密钥"), "核对并登记", container.NewVScroll(form), fyne.NewSize(620, 330), func() (func(), error) {
		if err := x.d.Session.RegisterPeer(x.d.Context(), *o.Peer, m.Branch, typed.Text); err != nil {
			return nil, err
		}
		x.d.Shell.Toast("已登记“"+m.Branch+"”的密钥", true)
		return func() { x.open("") }, nil
	})
	x.d.Win.Canvas().Focus(typed)
}

func (x *opening) show(o *job.Opened) {
	if o.Answer != nil {
		x.showReceipt(o)
		return
	}
	newPlan(x, o).show()
}

// take writes what was accepted and tells what became of it.
func (x *opening) take(o *job.Opened) {
	x.d.Long("接收", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		h, err := x.d.Session.Take(ctx, o, func(done, total int, _ string) { progress(done, total, "写入") })
		return func() { x.taken(o, h) }, err
	})
}

func (x *opening) taken(o *job.Opened, h *review.Handover) {
	x.d.Shell.Toast(fmt.Sprintf("已接收%s “%s”第 %d 号", o.Manifest.Kind.Name(), h.Branch, h.Seq), true)
	if x.done != nil {
		x.done(h.RoundID)
	}
	if o.Manifest.Kind != parcel.Submission {
		return
	}
	n, taken, kept, _, _ := h.Receipt.Sums()
	unit := "人"
	if assesses(o) {
		unit = "处"
	}
	text := o.Said(fmt.Sprintf("“%s”第 %d 号报送已接收：%d %s，收下 %d 项，保留本库的 %d 项。\n写一份回执文件交回党总支，他们读入后就能看到收了什么、缺什么、要改什么。也可以以后在批次的“报送与回执”里写。", h.Branch, h.Seq, n, unit, taken, kept))
	x.d.Choose("接收完成", text, []*desk.Push{
		desk.Button("以后再写", nil, nil),
		desk.Primary("写回执…", theme.DocumentSaveIcon(), func() { askAnswer(x.d, *h) }),
	})
}

// showReceipt shows a receipt before it is read in.
func (x *opening) showReceipt(o *job.Opened) {
	body := container.NewVScroll(receiptBody(o.Answer, o.Said))
	x.d.AskThen(fmt.Sprintf("回执：“%s”第 %d 号报送", o.Manifest.Branch, o.Answer.Seq), "读入", body, fyne.NewSize(820, 560), func() (func(), error) {
		return func() { x.take(o) }, nil
	})
}
