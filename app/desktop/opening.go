package desktop

import (
	"time"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/graphics"
	"kaocha/app/desktop/single"
	"kaocha/app/job"
)

// claim makes this the only window on a database ("" for the default one), or
// hands its files to the one that is there. Where other starts cannot be
// noticed the program goes on: two programs do not harm the database.
func claim(db string, files []string) (only *single.Holder, handed bool, err error) {
	if db == "" {
		if db, err = job.DefaultDB(); err != nil {
			return nil, false, nil // opening says it better
		}
	}
	only, handed, err = single.Claim(db, files)
	if err != nil && handed {
		graphics.Tell(err.Error())
	} else if err != nil {
		fyne.LogError("看不到别的窗口", err)
	}
	return only, handed, err
}

// called is what a later start asks of this window: to come to the front and
// open files. It may come from any goroutine.
func (s *shell) called(files []string) {
	fyne.Do(func() {
		s.raise()
		if len(files) > 0 {
			s.OpenFiles(files)
		}
	})
}

// raise brings the window to the front, also out of the task bar.
func (s *shell) raise() {
	s.d.Win.Show()
	restore(s.d.Win)
	s.d.Win.RequestFocus()
}

// openWait is how long files wait before the next look whether a dialog is open.
const openWait = 500 * time.Millisecond

// OpenFiles opens files that were double-clicked or dropped on the program's
// icon. While a dialog is open they wait for its end.
func (s *shell) OpenFiles(files []string) {
	if !s.d.Busy() {
		s.Receive(files)
		return
	}
	s.Toast("收到要打开的文件，关掉现在的对话框后打开", false)
	time.AfterFunc(openWait, func() { fyne.Do(func() { s.openWaiting(files) }) })
}

// openWaiting opens files that wait, without telling so again.
func (s *shell) openWaiting(files []string) {
	if s.d.Context().Err() != nil {
		return // the window is closed
	}
	if !s.d.Busy() {
		s.Receive(files)
		return
	}
	time.AfterFunc(openWait, func() { fyne.Do(func() { s.openWaiting(files) }) })
}
