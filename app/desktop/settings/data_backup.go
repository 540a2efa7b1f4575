package settings

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
)

// backupTo asks for a place and whether the copy is to be encrypted.
func (s *data) backupTo() {
	name := "考察通-" + s.d.Session.Now().Format("20060102-150405")
	plain := "不加密：在任何一台电脑上都能恢复，请把 U 盘收好"
	sealed := "用口令加密：丢了 U 盘，别人也打不开"
	kind := widget.NewRadioGroup([]string{plain, sealed}, nil)
	kind.SetSelected(sealed)
	first, again := widgets.NewPassword(), widgets.NewPassword()
	words := container.NewVBox(widgets.Row("口令", first), widgets.Row("再写一遍", again),
		widgets.Wrapped("口令至少 10 个字符。忘了口令，这份备份谁也打不开；请抄在纸上，和 U 盘分开放。"))
	kind.OnChanged = func(k string) { words.Hidden = k != sealed; words.Refresh() }
	s.d.AskNext("备份到 U 盘或别的文件夹", "下一步", container.NewVBox(kind, words), fyne.NewSize(560, 330), func() error {
		if kind.Selected != sealed {
			return nil
		}
		if first.Text != again.Text {
			return errors.New("两遍写的口令不一样，请再写一遍")
		}
		return store.CheckPassphrase(first.Text)
	}, func() {
		if kind.Selected != sealed {
			s.d.AskSave("备份到 U 盘或别的文件夹", name, ".db", s.write)
			return
		}
		s.d.AskSave("加密备份到", name+".db", store.SealedTail, func(path string) {
			s.run("加密备份", "已加密备份", func(ctx context.Context) (string, error) { return s.d.Session.BackupSealed(ctx, path, first.Text) })
		})
	})
}

// secondText tells how the second place stands.
func secondText(p job.SecondPlace, now time.Time) string {
	if p.Folder == "" {
		return "第二处备份：没有设。电脑坏了、丢了，旁边的备份也就没了；请设一个 U 盘或另一个硬盘上的文件夹，程序会自动把备份也放一份到那里。"
	}
	text := "第二处备份：" + p.Folder
	if p.Last.IsZero() {
		text += "　还没有做过"
	} else {
		text += "　上一次 " + p.Last.Local().Format("2006.01.02 15:04")
	}
	if !p.There {
		text += "　现在接不上"
	}
	if said := p.Reminder(now); said != "" {
		text += "\n▲ " + said
	}
	return text
}

func (s *data) backupSecond() {
	s.run("备份到第二处", "已备份到第二处", s.d.Session.BackupSecond)
}

// askSecond sets the second place; an empty folder ends it.
func (s *data) askSecond() {
	now, err := s.d.Session.SecondPlace(s.d.Context())
	if err != nil {
		s.d.Fail("第二处备份", err)
		return
	}
	folder, days := widgets.NewEntry(), widgets.NewEntry()
	folder.SetText(now.Folder)
	folder.SetPlaceHolder("例如 E:\\，或 U 盘上的一个文件夹")
	days.SetText(strconv.Itoa(max(now.Days, 7)))
	form := container.NewVBox(
		widgets.Wrapped("自动备份做好以后，再放一份到这里；U 盘不在时跳过，插上后补做。空着就是不要第二处。"),
		widgets.Row("文件夹", s.d.FolderField(folder)),
		widgets.Row("提醒", container.NewBorder(nil, nil, nil, widget.NewLabel("天没有做成就提醒"), days)))
	s.d.Ask("第二处备份", "确定", form, fyne.NewSize(640, 280), func() error {
		n, err := strconv.Atoi(strings.TrimSpace(days.Text))
		if err != nil {
			return errors.New("提醒的天数请填一个数")
		}
		if err := s.d.Session.SetSecondPlace(s.d.Context(), folder.Text, n); err != nil {
			return plain(err)
		}
		s.show()
		return nil
	})
}
