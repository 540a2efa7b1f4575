package job

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"kaocha/data/store"
	"kaocha/forms"
)

// CrashFile is what the runtime writes to when the program breaks down.
func CrashFile() (string, error) {
	d, err := DataDir()
	return filepath.Join(d, "崩溃记录.txt"), err
}

// LibraryVersion is the version of a library built into this program, "" when
// the build does not tell.
func LibraryVersion(module string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, m := range info.Deps {
		if m.Path == module {
			return strings.TrimPrefix(m.Version, "v")
		}
	}
	return ""
}

// Diagnosis describes the program and its data for whoever helps: counts and
// versions only, no names, and no path that could hold one.
func (s *Session) Diagnosis(ctx context.Context, version string) (string, error) {
	var b strings.Builder
	line := func(name, format string, a ...any) { fmt.Fprintf(&b, "%s：%s\n", name, fmt.Sprintf(format, a...)) }
	line("考察通", "%s", version)
	line("系统", "%s/%s，%s", runtime.GOOS, runtime.GOARCH, runtime.Version())
	line("SQLite", "%s", store.EngineVersion)
	line("数据文件", "%s，%s", s.place(), sizeOf(s.Store.Path()))
	if ro, _ := s.Store.ReadOnly(); ro { // the reason may name a path
		line("只能查看", "是")
	}
	if err := s.countInto(ctx, line); err != nil {
		return "", err
	}
	line("备份", "%s", backupSummary(s.Backups()))
	if err := s.fontsInto(line); err != nil {
		return "", err
	}
	if f, err := CrashFile(); err == nil {
		line("崩溃记录", "%s", sizeOf(f))
	}
	return b.String(), nil
}

// place says where the database is without naming a folder of the user's own.
func (s *Session) place() string {
	if def, err := DefaultDB(); err == nil && filepath.Clean(s.Store.Path()) == def {
		if home, err := os.UserHomeDir(); err == nil {
			if rel, err := filepath.Rel(home, def); err == nil && filepath.IsLocal(rel) {
				return filepath.Join("~", rel)
			}
		}
		return "默认位置"
	}
	return "自选的位置"
}

func (s *Session) countInto(ctx context.Context, line func(string, string, ...any)) error {
	cadres, err := s.Store.CountCadres(ctx)
	if err != nil {
		return err
	}
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		return err
	}
	subjects := 0
	for _, r := range rounds {
		subs, err := s.Store.Subjects(ctx, r.ID)
		if err != nil {
			return err
		}
		subjects += len(subs)
	}
	steps, err := s.Store.LastAction(ctx)
	line("记录", "干部 %d 人，批次 %d 个，考察对象 %d 人，操作 %d 步", cadres, len(rounds), subjects, steps)
	return err
}

func (s *Session) fontsInto(line func(string, string, ...any)) error {
	uses, err := s.FontUses()
	if err != nil {
		return err
	}
	var missing []string
	for _, f := range uses {
		if f.Missing() {
			missing = append(missing, f.Family)
		}
	}
	line("字体", "要用 %d 种，缺 %d 种 %s", len(uses), len(missing), strings.Join(missing, "、"))
	var own []string
	for _, f := range forms.Catalog() {
		if s.HasOwnTemplate(f.Key) {
			own = append(own, f.Key)
		}
	}
	line("换用的模板", "%d 个 %s", len(own), strings.Join(own, "、"))
	return nil
}

func backupSummary(list []BackupFile) string {
	if len(list) == 0 {
		return "没有"
	}
	return fmt.Sprintf("%d 份，最近一份 %s", len(list), list[0].At.Format("2006-01-02"))
}

func sizeOf(path string) string {
	st, err := os.Stat(path)
	if err != nil {
		return "没有"
	}
	return SizeText(st.Size())
}

// SizeText is a file's size in words.
func SizeText(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d 字节", n)
	case n < 1<<20:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}
