package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// askFinish shows what was counted and what does not fit before it is taken.
func (b *Ballots) askFinish() {
	b.focus() // where the keys go when the dialog is closed again
	switch {
	case b.sit.Begun():
		b.refuse(fmt.Errorf("第 %d 张还没有收下；录完按回车，或退格退掉", b.sit.Number()))
		b.focus()
		return
	case b.k.Count.N() == 0:
		b.refuse(fmt.Errorf("还没有录入任何票"))
		return
	}
	t := b.k.Count.Totals(b.w.Scheme)
	box := container.NewVBox(widgets.Wrapped(fmt.Sprintf("%s：收回 %d 张，有效 %d 张，无效 %d 张。", b.k.Count.Name(), *t.Returned, *t.Valid, *t.Invalid)))
	if text := b.k.Mismatch(); text != "" {
		warn := widgets.Wrapped("！" + text + "。请先核对有没有漏录或重录；确实是这个数的，完成后收回数改为 " + fmt.Sprint(*t.Returned) + " 张。")
		warn.Importance = widget.WarningImportance
		box.Add(warn)
	}
	if g := b.typedTotals(); g != "" {
		warn := widgets.Wrapped("！" + g)
		warn.Importance = widget.WarningImportance
		box.Add(warn)
	}
	note := "完成后写入测评票数，计票人记为 " + b.k.Count.By + "。"
	if b.k.Count.Second {
		note = "完成后与第一次计票对比，不会直接改动票数。"
	}
	box.Add(widgets.Wrapped(note))
	b.d.Ask("完成"+b.k.Count.Name(), "完成计票", box, fyne.NewSize(560, 280), func() error { b.finish(); return nil })
}

// typedTotals tells that a first count takes the place of totals typed before.
func (b *Ballots) typedTotals() string {
	var names []string
	for _, f := range b.k.Files {
		t := f.Subject.Tally
		if t != nil && t.GroupOf(b.k.Count.Group).Valid != nil {
			names = append(names, f.Cadre.Name)
		}
	}
	if len(names) == 0 || b.k.Count.Second {
		return ""
	}
	return strings.Join(names, "、") + "原来按总数录入的票数会换成逐票计得的数（可以撤销）。"
}

func (b *Ballots) finish() {
	b.d.Do("完成计票", func(ctx context.Context) error { return b.k.Finish(ctx) }, func() {
		b.done = true
		b.d.Shell.Toast(fmt.Sprintf("%s已完成，共 %d 张", b.k.Count.Name(), b.k.Count.N()), true)
		b.d.Shell.Back()
		if b.then != nil {
			b.then()
		}
	})
}

// askDrop throws away all that was entered.
func (b *Ballots) askDrop() {
	b.focus()
	b.d.Confirm("清空重来", fmt.Sprintf("已录的 %d 张将全部丢弃，从第 1 张重新录起。丢弃后找不回来。", b.k.Count.N()), "全部丢弃", func() {
		clear(b.k.Count.Ballots)
		b.sit = review.NewSitting(b.w.Scheme, b.k.Count, b.sit.Auto)
		b.pad.sit = b.sit
		b.keep()
		b.next()
		b.focus()
	})
}

// Leave keeps what is entered; a ballot that is not taken is asked about.
func (b *Ballots) Leave(then func()) {
	n := b.k.Count.N()
	b.focus()
	switch {
	case b.done:
		then()
	case b.failed != nil:
		b.d.Confirm("没有存上", fmt.Sprintf("最近录的票没有存上：%v\n\n离开会丢掉没有存上的票。", b.failed), "仍要离开", then)
	case b.sit.Begun():
		b.d.Confirm("这张票还没有收下", fmt.Sprintf("第 %d 张还没有收下，离开后这一张要重录。已收下的 %d 张都存着，下次接着录。", b.sit.Number(), n), "离开", then)
	case n == 0:
		b.d.Do("离开", func(context.Context) error { return b.k.Drop() }, then)
	default:
		b.d.Shell.Toast(fmt.Sprintf("已录的 %d 张存着，下次接着录", n), false)
		then()
	}
}
