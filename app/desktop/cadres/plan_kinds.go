package cadres

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/exchange"
)

// kindOrder is the order in which the plan lists people: what needs a decision
// first.
var kindOrder = []exchange.ItemKind{exchange.Doubtful, exchange.New, exchange.Changed, exchange.Unchanged}

// sort lists the items of the kind that is looked at.
func (v *planView) sort() {
	v.order = v.order[:0]
	for _, k := range kindOrder {
		for i := range v.plan.Items {
			if v.plan.Items[i].Kind == k && (v.kind == "" || v.kind == k) {
				v.order = append(v.order, i)
			}
		}
	}
}

// kinds is the choice of a kind, with how many there are.
func (v *planView) kinds() fyne.CanvasObject {
	byName := map[string]exchange.ItemKind{}
	all := fmt.Sprintf("全部 %d", len(v.plan.Items))
	names := []string{all}
	for _, k := range kindOrder {
		if n := v.plan.Count(k); n > 0 {
			name := fmt.Sprintf("%s %d", k, n)
			names, byName[name] = append(names, name), k
		}
	}
	pick := widget.NewRadioGroup(names, nil)
	pick.Horizontal, pick.Required = true, true
	pick.Selected = all
	pick.OnChanged = func(n string) { v.only(byName[n]) }
	return pick
}

// only lists one kind, "" for all.
func (v *planView) only(k exchange.ItemKind) {
	v.kind = k
	v.sort()
	v.detail.RemoveAll()
	v.table.Mark(-1)
	if len(v.order) > 0 {
		v.table.Mark(0)
		v.showItem(v.item(0))
	}
	v.table.Refresh()
}

// addChanges lists what would change for one person, each field to be left out,
// or all at once.
func (v *planView) addChanges(it *exchange.Item) {
	if len(it.Changes) == 0 {
		return
	}
	all := func(on bool) func() {
		return func() {
			for i := range it.Changes {
				it.Changes[i].Accept = on
			}
			v.showItem(it)
			v.update()
		}
	}
	if len(it.Changes) > 1 {
		v.detail.Add(container.NewHBox(desk.Button("全部接受", nil, all(true)), desk.Button("全部不接受", nil, all(false))))
	}
	for i := range it.Changes {
		c := &it.Changes[i]
		check := widget.NewCheck(c.Key, nil)
		check.SetChecked(c.Accept)
		check.OnChanged = func(on bool) { c.Accept = on; v.update() }
		v.detail.Add(check)
		v.detail.Add(widgets.Wrapped("　　原来：" + blank(shown(c.Key, c.Old)) + "\n　　改为：" + blank(shown(c.Key, c.New))))
	}
}

// summary counts what was read and what was not.
func (v *planView) summary() string {
	p := v.plan
	text := fmt.Sprintf("读了 %d 个文件：新增 %d 人，修改 %d 人，无变化 %d 人，存疑 %d 人。", len(v.batch.Files),
		p.Count(exchange.New), p.Count(exchange.Changed), p.Count(exchange.Unchanged), p.Count(exchange.Doubtful))
	hidden, skipped := 0, 0
	for _, r := range v.batch.Rosters {
		hidden += r.HiddenRows
		skipped += len(r.Skipped)
	}
	var rows []string
	if hidden > 0 {
		rows = append(rows, fmt.Sprintf("隐藏的 %d 行也读了", hidden))
	}
	if skipped > 0 {
		rows = append(rows, fmt.Sprintf("合计、说明等 %d 行跳过", skipped))
	}
	if len(rows) > 0 {
		text += "花名册里" + strings.Join(rows, "，") + "。"
	}
	if p.Count(exchange.Doubtful) > 0 {
		text += "存疑的人不会写入，除非点开后指明。"
	}
	return text
}
