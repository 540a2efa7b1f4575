package desktop

import (
	"context"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desk"
)

// seePresent looks whether the data file is still there and, when it has gone,
// tells at once: the clerk must not write for an hour what cannot be saved.
func (s *shell) seePresent(ctx context.Context) {
	why := ""
	if err := s.d.Session.Store.Present(); err != nil {
		why = err.Error()
	}
	fyne.DoAndWait(func() {
		if ctx.Err() == nil {
			s.tellGone(why)
		}
	})
}

// tellGone shows the banner and, once for each time, the dialog.
func (s *shell) tellGone(why string) {
	if why == s.gone {
		return
	}
	before := s.gone
	s.gone = why
	s.refreshFrame()
	if why == "" {
		s.Toast("数据文件又在了，可以接着保存", false)
		return
	}
	if before != "" || s.d.Busy() {
		return // the banner stays
	}
	s.d.Choose("数据文件不见了", why, []*desk.Push{
		desk.Button("另存一份…", nil, s.saveElsewhere),
		desk.Button("再看一次", nil, func() { s.gone = ""; s.seeNow() }),
		desk.Primary("知道了", nil, nil),
	})
}

// seeNow looks again because the clerk asked for it.
func (s *shell) seeNow() {
	why := ""
	if err := s.d.Session.Store.Present(); err != nil {
		why = err.Error()
	}
	if why == "" {
		s.gone = "?" // so that it is told
	}
	s.tellGone(why)
}

// saveElsewhere writes what can still be read of the open file to another place.
func (s *shell) saveElsewhere() {
	s.d.AskSave("另存数据", "考察通-另存-"+s.d.Session.Now().Format("20060102-150405"), ".db", func(path string) {
		s.d.Long("另存数据", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
			to, err := s.d.Session.Backup(ctx, path)
			return func() {
				s.d.Written("已另存", "另存的一份核对过，可以用来恢复，也可以直接打开。", to)
			}, err
		})
	})
}
