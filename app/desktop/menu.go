package desktop

import (
	"fmt"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/help"
	"kaocha/app/desktop/theme"
)

// menuKey is a shortcut of the menu that Fyne does not write beside the item: it
// would in a grey that is hardly seen. The item's own text tells it.
type menuKey struct {
	key  fyne.KeyName
	mod  fyne.KeyModifier
	text string // such as Ctrl+N
}

// ShortcutName makes it the same as the key that is pressed.
func (k *menuKey) ShortcutName() string {
	return (&desktop.CustomShortcut{KeyName: k.key, Modifier: k.mod}).ShortcutName()
}

func ctrlKey(k fyne.KeyName) *menuKey {
	return &menuKey{k, fyne.KeyModifierControl, "Ctrl+" + string(k)}
}

// elsewhere is a key that works elsewhere: a field has its own use for it.
func elsewhere(text string) *menuKey { return &menuKey{text: text} }

// entry is a line of a menu; with no name it is a separator.
type entry struct {
	name string
	key  *menuKey // nil for none
	do   func()
	on   bool // ticked
}

// menu holds what has a key, so that the keys work from inside a text field too.
func (s *shell) menu() *fyne.MainMenu {
	idle := func(f func()) func() { return func() { s.unlessBusy(f) } }
	file := newMenu("文件",
		entry{name: "新增…", key: ctrlKey(fyne.KeyN), do: idle(s.makeNew)},
		entry{name: "导入…", key: ctrlKey(fyne.KeyO), do: idle(func() { cadres.AskImport(s.d) })},
		entry{name: "打开邀请、报送或回执…", do: idle(s.askParcel)},
		entry{name: "保存", key: ctrlKey(fyne.KeyS), do: idle(s.save)},
		entry{name: "打印 / 导出…", key: ctrlKey(fyne.KeyP), do: idle(s.print)}, entry{},
		entry{name: "锁定", key: ctrlKey(fyne.KeyL), do: idle(s.lock)},
		entry{name: "退出", do: s.quit})
	file.Items[len(file.Items)-1].IsQuit = true
	edit := newMenu("编辑",
		entry{name: "撤销上一步", key: elsewhere("Ctrl+Z"), do: s.undoStep},
		entry{name: "重做", key: elsewhere("Ctrl+Y"), do: s.redoStep}, entry{},
		entry{name: "在本页查找", key: ctrlKey(fyne.KeyF), do: idle(s.find)},
		entry{name: "查找全部", key: ctrlKey(fyne.KeyK), do: idle(s.findAll)})
	var places []entry
	for i := range s.main {
		places = append(places, entry{name: s.main[i].name, key: ctrlKey(fyne.KeyName(fmt.Sprint(i + 1))), do: idle(func() { s.goTo(i) })})
	}
	back := &menuKey{fyne.KeyLeft, fyne.KeyModifierAlt, "Alt+←"}
	view := newMenu("转到", append(places, entry{},
		entry{name: "返回", key: back, do: idle(s.Back)},
		entry{name: "重新读取", key: elsewhere("F5"), do: idle(s.reread)})...)
	look := []entry{{name: "浅色 / 深色", do: s.switchLight}, {}}
	for _, n := range theme.Scales {
		look = append(look, entry{name: fmt.Sprintf("文字大小 %d%%", n), on: n == theme.Scale(s.d.App.Preferences()), do: func() { s.setScale(n) }})
	}
	manual := newMenu("帮助",
		entry{name: "本页的帮助", key: elsewhere("F1"), do: idle(s.help)},
		entry{name: "使用手册", do: idle(func() { s.goTo(atHelp) })},
		entry{name: "看一遍演示", do: idle(func() { help.Tour(s.d) })}, entry{},
		entry{name: "关于考察通", do: idle(func() { help.About(s.d) })})
	return fyne.NewMainMenu(file, edit, view, newMenu("显示", look...), manual)
}

// newMenu makes a menu with the keys in a column of their own.
func newMenu(name string, entries ...entry) *fyne.Menu {
	widest := float32(0)
	for _, e := range entries {
		if e.key != nil {
			widest = max(widest, widthOf(e.name))
		}
	}
	m := fyne.NewMenu(name)
	for _, e := range entries {
		if e.name == "" {
			m.Items = append(m.Items, fyne.NewMenuItemSeparator())
			continue
		}
		it := fyne.NewMenuItem(e.name, e.do)
		it.Checked = e.on
		if e.key != nil {
			it.Label = filled(e.name, widest) + "　" + e.key.text
			if e.key.key != "" {
				it.Shortcut = e.key
			}
		}
		m.Items = append(m.Items, it)
	}
	return m
}

func widthOf(text string) float32 {
	return fyne.MeasureText(text, fynetheme.TextSize(), fyne.TextStyle{}).Width
}

// filled is a text made as wide as others by blanks of both widths.
func filled(text string, width float32) string {
	wide, narrow := widthOf("　"), widthOf(" ")
	n := int((width - widthOf(text)) / wide)
	text += strings.Repeat("　", n)
	return text + strings.Repeat(" ", max(0, int(math.Round(float64((width-widthOf(text))/narrow)))))
}
