package job

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kaocha/data/safefile"
	"kaocha/data/store"
)

// Settings of the second place for backups: a folder on another drive or a stick.
const (
	setSecond     = "backup.second"
	setSecondDays = "backup.second.days"
)

// usualSecondDays is after how many days without the second place the clerk is
// reminded.
const usualSecondDays = 7

// SecondPlace is where backups are copied to a second time, and how that stands.
type SecondPlace struct {
	Folder string // "" for none
	Days   int    // reminder after so many days
	Last   time.Time
	There  bool // the folder can be reached now
}

// Overdue tells that the reminder is due.
func (p SecondPlace) Overdue(now time.Time) bool {
	return p.Folder != "" && (p.Last.IsZero() || now.Sub(p.Last) > time.Duration(p.Days)*24*time.Hour)
}

// Reminder is what the clerk is told when it is due, "" when it is not.
func (p SecondPlace) Reminder(now time.Time) string {
	switch {
	case !p.Overdue(now):
		return ""
	case p.Last.IsZero():
		return "第二处备份还一次也没有做：" + p.todo()
	}
	return fmt.Sprintf("第二处备份已有 %d 天没有做：%s", int(now.Sub(p.Last).Hours()/24), p.todo())
}

func (p SecondPlace) todo() string {
	if p.There {
		return "现在可以做，到 设置 → 数据与备份 点“备份到第二处”。"
	}
	return "请插上 U 盘或接上另一个硬盘（" + p.Folder + "），程序会自动补上。"
}

// secondNote remembers beside the backups when the second place was served last:
// the place itself may be away.
func (s *Session) secondNote() string {
	return filepath.Join(store.BackupFolder(s.Store.Path()), "第二处备份.json")
}

type secondNote struct {
	Folder string    `json:"folder"`
	At     time.Time `json:"at"`
}

// SecondPlace reads how the second place stands.
func (s *Session) SecondPlace(ctx context.Context) (p SecondPlace, err error) {
	if p.Folder, _, err = s.Store.Setting(ctx, setSecond); err != nil || p.Folder == "" {
		return p, err
	}
	p.Days = usualSecondDays
	days, ok, err := s.Store.Setting(ctx, setSecondDays)
	if n, bad := strconv.Atoi(days); ok && bad == nil {
		p.Days = n
	}
	if b, bad := os.ReadFile(s.secondNote()); bad == nil { // none yet, or spoilt: as never served
		var n secondNote
		if json.Unmarshal(b, &n) == nil && n.Folder == p.Folder {
			p.Last = n.At
		}
	}
	st, bad := os.Stat(p.Folder)
	p.There = bad == nil && st.IsDir()
	return p, err
}

// SetSecondPlace says where backups go a second time and after how many days
// without it the clerk is reminded; folder "" ends it. One undo step.
func (s *Session) SetSecondPlace(ctx context.Context, folder string, days int) error {
	if folder = strings.TrimSpace(folder); folder == "" {
		return s.Store.Do(ctx, "不再备份到第二处", func(tx *store.Tx) error { return tx.SetSetting(setSecond, "") })
	}
	if days < 1 || days > 365 {
		return use("提醒的天数应当是 1 到 365，写的是 %d", days)
	}
	full, err := filepath.Abs(folder)
	if err != nil {
		return use("文件夹“%s”无法识别", folder)
	}
	if st, err := os.Stat(full); err != nil || !st.IsDir() {
		return use("没有这个文件夹：%s；请先插上 U 盘，或者另选一个", folder)
	}
	home := filepath.Dir(s.Store.Path())
	if rel, err := filepath.Rel(home, full); err == nil && filepath.IsLocal(rel) {
		return use("第二处不能在数据文件所在的文件夹里：电脑坏了会一起丢；请选 U 盘或另一个硬盘上的文件夹")
	}
	return s.Store.Do(ctx, "设置第二处备份", func(tx *store.Tx) error {
		if err := tx.SetSetting(setSecond, full); err != nil {
			return err
		}
		return tx.SetSetting(setSecondDays, strconv.Itoa(days))
	})
}

// computerFolder keeps the backups of several computers apart that share a stick.
func computerFolder() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		name = "本机"
	}
	return safefile.Name("考察通备份 " + name)
}

// KeepSecond brings the newest automatic backup to the second place, when there
// is one and it can be reached, and gives the copy's path; "" when there was
// nothing to do.
func (s *Session) KeepSecond(ctx context.Context, backup string) (string, error) {
	p, err := s.SecondPlace(ctx)
	if err != nil || p.Folder == "" || !p.There || backup == "" {
		return "", err
	}
	dir := filepath.Join(p.Folder, computerFolder())
	if err := safefile.MakeDir(dir, 0o700); err != nil {
		return "", err
	}
	to, err := s.Store.MirrorBackup(backup, dir, store.UsualRetention)
	if err != nil {
		return "", fmt.Errorf("第二处备份没有做成：%w", err)
	}
	b, err := json.Marshal(secondNote{p.Folder, s.Now()})
	if err != nil {
		return to, err
	}
	return to, safefile.WriteBytes(s.secondNote(), b)
}

// BackupSecond makes a backup and brings it to the second place now; it fails
// when there is none or it cannot be reached.
func (s *Session) BackupSecond(ctx context.Context) (string, error) {
	p, err := s.SecondPlace(ctx)
	switch {
	case err != nil:
		return "", err
	case p.Folder == "":
		return "", use("还没有设第二处备份；请先选一个 U 盘或另一个硬盘上的文件夹")
	case !p.There:
		return "", fmt.Errorf("现在接不上第二处（%s）；请插上 U 盘或接上硬盘再试", p.Folder)
	}
	if ro, why := s.Store.ReadOnly(); ro {
		return "", fmt.Errorf("现在只能查看，没有备份：%s", why)
	}
	path, err := s.KeepBackup(ctx)
	if err != nil {
		return "", err
	}
	return s.KeepSecond(ctx, path)
}
