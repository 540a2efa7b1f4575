package settings

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/native"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
)

// OnLook is told that the look was chosen anew; nil puts it on directly.
var OnLook func()

// operatorKey is the preference for who is written into the history.
const operatorKey = "operator"

// Operator is the name to be written into the history, "" for the account's.
func Operator(p fyne.Preferences) string { return p.String(operatorKey) }

// composeKey is the preference for keeping the input method's windows at the
// cursor.
const composeKey = "input.follow"

// Composes tells whether the input method is to be told where the cursor is.
func Composes(p fyne.Preferences) bool { return p.BoolWithFallback(composeKey, true) }

const (
	light = "浅色"
	dark  = "深色（晚上用眼睛舒服些）"
)

func newLook(d *desk.Desk) *section {
	p := d.App.Preferences()
	colors := widget.NewRadioGroup([]string{light, dark}, nil)
	colors.Required, colors.Horizontal = true, true
	sizes := widget.NewRadioGroup(sizeNames(), nil)
	sizes.Required, sizes.Horizontal = true, true
	operator := widgets.NewEntry()
	operator.SetPlaceHolder("经办人的姓名")
	fault := widgets.ErrorLine()
	show := func() {
		colors.SetSelected(map[bool]string{true: dark, false: light}[p.Bool(theme.DarkKey)])
		sizes.SetSelected(percent(theme.Scale(p)))
		if operator.Text == "" {
			operator.SetText(d.Session.Store.User())
		}
	}
	show()
	colors.OnChanged = func(s string) {
		p.SetBool(theme.DarkKey, s == dark)
		look(d)
	}
	sizes.OnChanged = func(s string) {
		for _, n := range theme.Scales {
			if percent(n) == s {
				p.SetInt(theme.ScaleKey, n)
			}
		}
		look(d)
	}
	keep := func() { keepOperator(d, operator, fault) }
	operator.OnLeft = keep
	form := container.NewVBox(widgets.Row("颜色", colors), widgets.Row("文字大小", container.NewVBox(sizes, hint("屏幕小、字看不清就选大一些；表格显示不全就选小一些。"))),
		widget.NewSeparator(),
		widgets.Row("操作人", container.NewVBox(operator, fault, hint("记入操作记录：谁在什么时候改了什么。几个人轮流用一台电脑时，请各填自己的姓名。"))))
	if native.Composes {
		follow := widget.NewCheck("候选字的窗口跟着光标走", func(on bool) { p.SetBool(composeKey, on) })
		follow.Checked = Composes(p)
		form.Add(widget.NewSeparator())
		form.Add(widgets.Row("输入法", container.NewVBox(follow, hint("微软拼音、搜狗等输入法的候选窗口显示在正在填的栏旁边。位置不对、或者输入法不正常时，取消勾选。"))))
	}
	return &section{name: "界面与操作人", icon: fynetheme.ColorPaletteIcon(), leave: keep,
		content: titled("界面与操作人", "只影响这台电脑。", nil, scrolled(form))}
}

func look(d *desk.Desk) {
	if OnLook != nil {
		OnLook()
		return
	}
	d.App.Settings().SetTheme(theme.Chosen(d.App.Preferences()))
}

func percent(n int) string { return fmt.Sprintf("%d%%", n) }

func sizeNames() []string {
	var out []string
	for _, n := range theme.Scales {
		out = append(out, percent(n))
	}
	return out
}

// keepOperator takes the name when it was changed; none is refused.
func keepOperator(d *desk.Desk, e *widgets.Entry, fault *widgets.Paragraph) {
	name := strings.TrimSpace(e.Text)
	if d.Session.Store.Allowed().Role != "" && name != d.Session.Store.User() {
		widgets.ShowError(fault, fmt.Errorf("设了用户，操作人就是登录的姓名“%s”，不能另写", d.Session.Store.User()))
		e.SetText(d.Session.Store.User())
		return
	}
	if name == "" {
		widgets.ShowError(fault, fmt.Errorf("请写操作人的姓名；现在仍记为“%s”", d.Session.Store.User()))
		return
	}
	fault.Hide()
	if name == d.Session.Store.User() {
		return
	}
	d.Session.Store.SetUser(name)
	d.App.Preferences().SetString(operatorKey, name)
	d.Shell.Toast("以后的修改记在“"+name+"”名下", false)
}

// newEnding is a message with the one button 关闭程序.
func newEnding(title string, content fyne.CanvasObject, d *desk.Desk) dialog.Dialog {
	dlg := dialog.NewCustomWithoutButtons(title, content, d.Win)
	dlg.SetButtons([]fyne.CanvasObject{desk.Primary("关闭程序", nil, dlg.Dismiss)})
	return dlg
}
