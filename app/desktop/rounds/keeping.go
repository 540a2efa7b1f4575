package rounds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// askKeeping is the retention of a round's received files: until when they are
// kept, destroying them, and the certificate.
func (l *List) askKeeping(r listRow) {
	var w *job.Work
	var have, gone []store.ErasedFile
	l.d.Do("保管期限", func(ctx context.Context) (err error) {
		if w, err = l.d.Session.Work(ctx, r.id); err != nil {
			return err
		}
		if have, err = w.Store.Erasable(ctx, w.Round.ID); err != nil {
			return err
		}
		gone, err = w.Store.Erased(ctx, w.Round.ID)
		return err
	}, func() { l.showKeeping(w, have, gone) })
}

func (l *List) showKeeping(w *job.Work, have, gone []store.ErasedFile) {
	until := widgets.NewDate()
	if !w.Round.KeepUntil.IsZero() {
		until.SetText(w.Round.KeepUntil.String())
	}
	text := fmt.Sprintf("批次“%s”现在存有收到的电子文件 %d 份", w.Round.Name, len(have))
	if len(gone) > 0 {
		text += fmt.Sprintf("，已销毁 %d 份", len(gone))
	}
	text += "。按本单位的规定写明保管到哪一天；到期以后，归档的批次可以把收到的文件销毁。登记的内容、票数、报告和决定不在其内。"
	state := ""
	if err := w.CanErase(false); err != nil {
		state = "现在不能销毁：" + err.Error()
	} else if len(have) > 0 {
		state = "▲ 保管期限已到，可以销毁。"
	}
	erase := desk.Button("销毁收到的文件…", theme.DeleteIcon(), nil)
	paper := desk.Button("打印销毁证明…", theme.DocumentPrintIcon(), nil)
	if len(have) == 0 || !w.Round.Closed {
		erase.Disable()
	}
	if len(gone) == 0 {
		paper.Disable()
	}
	form := container.NewVBox(widgets.Wrapped(text), widgets.Row("保管到", until), widgets.Wrapped(state), container.NewHBox(erase, paper))
	dlg := l.d.Ask("保管期限", "保存期限", form, fyne.NewSize(640, 360), func() error {
		d, err := until.Date()
		if strings.TrimSpace(until.Text) == "" {
			err = nil
		}
		if err != nil {
			return errors.New("“保管到”不是日期，应当像 2028.12.31")
		}
		return w.SetRetention(l.d.Context(), d)
	})
	erase.OnTapped = func() { dlg.Dismiss(); l.askErase(w, have) }
	paper.OnTapped = func() { dlg.Dismiss(); l.askCertificate(w) }
}

// askErase names what will be destroyed and asks why.
func (l *List) askErase(w *job.Work, have []store.ErasedFile) {
	why := widgets.NewEntry()
	why.SetText("保管期满")
	early := widget.NewCheck("保管期限没有到，仍然提前销毁", nil)
	form := container.NewVBox(
		widgets.Wrapped(fmt.Sprintf("将销毁批次“%s”收到的 %d 份电子文件：%s。\n销毁后不能撤销、不能恢复。操作记录里留下文件名和校验值；备份里可能还有，销毁证明会列出是哪几份。", w.Round.Name, len(have), fileNames(have))),
		widgets.Row("理由", why))
	if w.CanErase(false) != nil {
		form.Add(early)
	}
	l.d.AskNext("销毁收到的文件", "销毁，不能恢复", form, fyne.NewSize(640, 380), func() error {
		if err := w.CanErase(early.Checked); err != nil {
			return err
		}
		return job.CheckReason(why.Text)
	}, func() {
		l.d.Long("销毁收到的文件", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
			gone, err := w.EraseReceived(ctx, why.Text, early.Checked)
			return func() {
				l.d.Shell.Toast(fmt.Sprintf("已销毁 %d 份文件", len(gone)), false)
				l.askCertificate(w)
			}, err
		})
	})
}

// fileNames are the first names of a list.
func fileNames(list []store.ErasedFile) string {
	const few = 5
	var names []string
	for i, f := range list {
		if i == few {
			return strings.Join(names, "、") + " 等"
		}
		names = append(names, f.Name)
	}
	return strings.Join(names, "、")
}

func (l *List) askCertificate(w *job.Work) {
	l.d.AskExport("", "销毁证明保存到", safefile.Name(w.Round.Name+" 电子文件销毁证明"), ".pdf", "归档", func(path string) {
		l.d.Long("制作销毁证明", func(ctx context.Context, _ func(int, int, string)) (func(), error) {
			f, in, err := w.Certificate(ctx)
			if err != nil {
				return nil, err
			}
			_, _, err = w.WriteForm(ctx, f, in, path)
			text := "打印后由经办人、监销人签名，归档。"
			if len(in.Erasure.Backups) > 0 {
				text += "\n这些备份里还有销毁的文件，请另行处理：" + strings.Join(in.Erasure.Backups, "、")
			}
			return func() { l.d.Written("销毁证明做好了", text, path) }, err
		})
	})
}
