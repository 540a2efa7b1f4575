package cadres

import (
	"kaocha/app/job"
	"kaocha/data/store"
)

// showHistory saves what was typed and then lists who changed what.
func (p *Person) showHistory() {
	if p.id == "" {
		return
	}
	p.write(onSave, func() {
		p.d.ShowHistory(p.stored.Name+"的修改历史", "", job.Record{Kind: store.KindCadre, ID: p.id, Name: p.stored.Name})
	})
}
