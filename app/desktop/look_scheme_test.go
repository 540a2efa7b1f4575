package desktop

import (
	"context"

	"kaocha/app/desktop/settings"
)

// ownScheme opens the page on which a copied scheme is changed.
func (l *looker) ownScheme() {
	x, err := l.sh.d.Session.CopyScheme(context.Background(), "integrity-target", "本市党风廉政目标管理考核")
	if err != nil {
		l.t.Error(err)
		return
	}
	l.screen("修改方案", func() {
		l.close()
		l.sh.show(atSettings)
		l.sh.Open(settings.SchemeEditor(l.sh.d, x.Name))
	})
}
