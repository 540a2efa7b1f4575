package desktop

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desk"
)

// A backup is made soon after the start and then every so often, when there
// was a change.
const (
	firstBackup = 20 * time.Second
	backupEvery = 30 * time.Minute
)

// backups makes the automatic backups until the window closes.
func (s *shell) backups() {
	ctx := s.d.Context()
	for wait := firstBackup; ; wait = backupEvery {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		note := s.backup(ctx)
		fyne.Do(func() { s.backedUp(note) })
	}
}

// backedUp tells of a backup in the status bar and on the screen that shows it.
func (s *shell) backedUp(note string) {
	s.backupNote = note
	s.refreshFrame()
	if b, ok := s.current().(desk.BackedUp); ok {
		b.BackedUp()
	}
}

// backup makes one and says for the status bar how it went.
func (s *shell) backup(ctx context.Context) string {
	path, err := s.d.Session.KeepBackup(ctx)
	switch {
	case ctx.Err() != nil || err == nil && path == "":
		return ""
	case err != nil:
		return "自动备份没有做成：" + err.Error()
	}
	if _, err := s.d.Session.KeepSecond(ctx, path); err != nil && ctx.Err() == nil {
		return "第二处备份没有做成：" + err.Error()
	}
	return "上次备份 " + s.d.Session.Now().Local().Format("15:04")
}

// save saves at once what a screen holds back (Ctrl+S).
func (s *shell) save() {
	c, ok := s.current().(desk.Saver)
	if !ok {
		s.Toast("没有要保存的；修改都会自动保存", false)
		return
	}
	c.Save()
}
