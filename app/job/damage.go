package job

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kaocha/data/safefile"
	"kaocha/data/store"
)

// Examine verifies a database ("" for the default one) completely; for a damaged
// one it finds out what the ways out would give.
func Examine(ctx context.Context, db string) (*store.Survey, error) {
	db, err := orDefault(db)
	if err != nil {
		return nil, err
	}
	return store.Examine(ctx, db)
}

func orDefault(db string) (string, error) {
	if db == "" {
		return DefaultDB()
	}
	return db, nil
}

// CountsText says how much there is.
func CountsText(c store.Counts) string {
	return fmt.Sprintf("干部 %d 人、批次 %d 个、考察对象 %d 名，做到第 %d 步", c.Cadres, c.Rounds, c.Subjects, c.Steps)
}

// SalvageText says what can be, or was, got out of a damaged database.
func SalvageText(r store.Salvaged) string {
	text := CountsText(r.Counts)
	if n := r.Pages + r.Rows; n > 0 {
		text += fmt.Sprintf("；有 %d 处读不出来", n)
	}
	if r.FromHistory > 0 {
		text += fmt.Sprintf("，其中 %d 条记录由操作历史补回", r.FromHistory)
	}
	if r.Dropped > 0 {
		text += fmt.Sprintf("，%d 条因所属的记录找不回而放弃", r.Dropped)
	}
	if r.Loosened > 0 {
		text += fmt.Sprintf("，%d 条记录少了照片、党总支或考察组，请补上", r.Loosened)
	}
	if !r.Whole {
		text += "；" + lostLog(r.Log) + "以前的操作可以查看，但不能再撤销"
	}
	return text
}

// lostLog says what the log lost.
func lostLog(l store.SalvagedLog) string {
	text := ""
	if l.Gone > 0 {
		text = fmt.Sprintf("操作记录丢了 %d 条", l.Gone)
	}
	if n := len(l.Partial); n > 0 {
		if text == "" {
			text = "操作记录"
		} else {
			text += "、"
		}
		text += fmt.Sprintf("有 %d 条不全（%s）", n, entryNumbers(l.Partial))
	}
	if l.Fitted > 0 {
		if text != "" {
			text += "，"
		}
		text += fmt.Sprintf("有 %d 条数据从剩下的操作记录里推不出来，按救出的内容补记", l.Fitted)
	}
	if text != "" {
		text += "；"
	}
	return text
}

// entryNumbers names entries of the log, a few of many.
func entryNumbers(ids []int64) string {
	const few = 8
	var out []string
	for _, id := range ids[:min(few, len(ids))] {
		out = append(out, strconv.FormatInt(id, 10))
	}
	text := "第 " + strings.Join(out, "、") + " 号"
	if len(ids) > few {
		text += "等"
	}
	return text
}

// LossText says what restoring the newest backup would lose, against what is
// known of the damaged file.
func LossText(x *store.Survey) string {
	var lost []string
	if n := x.Steps() - x.BackupHas.Steps; n > 0 {
		lost = append(lost, fmt.Sprintf("此后的 %d 步操作", n))
	}
	for _, k := range []struct {
		n    int
		text string
	}{{x.Salvage.Cadres - x.BackupHas.Cadres, "干部 %d 人"}, {x.Salvage.Rounds - x.BackupHas.Rounds, "批次 %d 个"}, {x.Salvage.Subjects - x.BackupHas.Subjects, "考察对象 %d 名"}} {
		if k.n > 0 {
			lost = append(lost, fmt.Sprintf(k.text, k.n))
		}
	}
	switch {
	case len(lost) > 0:
		return "会少：" + strings.Join(lost, "、")
	case x.NoSalvage != nil && x.Steps() == 0:
		return "备份以后做过什么，从损坏的文件里看不出来"
	}
	return "不会少什么"
}

// SurveyLines tells a survey line by line.
func SurveyLines(x *store.Survey) []string {
	if x.Reason == "" {
		return []string{"数据文件完好：" + CountsText(x.Counts) + "。"}
	}
	out := []string{"数据文件不能使用：" + x.Reason + "。文件没有动过。"}
	if x.NoSalvage == nil {
		out = append(out, "抢救能得到："+SalvageText(x.Salvage)+"。")
	} else {
		out = append(out, "抢救不出内容："+x.NoSalvage.Error()+"。")
	}
	if x.Backup == "" {
		return append(out, "没有找到可用的备份；请找出这个文件别处的副本（如 U 盘、另一台电脑）。")
	}
	when := ""
	if !x.BackupAt.IsZero() {
		when = "，最后一步在 " + x.BackupAt.Format("2006.01.02 15:04")
	}
	return append(out, "最近的备份："+x.Backup+"（"+CountsText(x.BackupHas)+when+"）。", "用这份备份恢复"+LossText(x)+"。")
}

// Salvage writes what can be got out of a damaged database to a new file, "" for
// one beside it, and gives its path. The damaged one stays as it is. user stands
// in the log of the new one; "" takes the account's name.
func Salvage(ctx context.Context, db, out, user string) (path string, r store.Salvaged, err error) {
	if db, err = orDefault(db); err != nil {
		return "", r, err
	}
	if out == "" {
		stem := strings.TrimSuffix(db, filepath.Ext(db))
		out = freeName(stem+"-抢救-"+time.Now().Format("20060102-150405"), ".db")
	}
	r, err = store.Salvage(ctx, db, out, cmp.Or(user, accountName()))
	return out, r, err
}

// SalvageInPlace puts what can be got out of a damaged database in its place;
// the damaged file is kept byte for byte, and kept says where.
func SalvageInPlace(ctx context.Context, db, user string) (kept string, r store.Salvaged, err error) {
	if db, err = orDefault(db); err != nil {
		return "", r, err
	}
	if err := free(db); err != nil {
		return "", r, err
	}
	if ok, _ := store.CheckFile(db); ok {
		return "", r, fmt.Errorf("数据文件“%s”是好的，不需要抢救", db)
	}
	hold, err := safefile.TempDir(filepath.Dir(db))
	if err != nil {
		return "", r, err
	}
	defer os.RemoveAll(hold)
	fresh := filepath.Join(hold, "salvaged.db")
	if r, err = store.Salvage(ctx, db, fresh, cmp.Or(user, accountName())); err != nil {
		return "", r, err
	}
	kept, err = store.Restore(fresh, db)
	return kept, r, err
}

// free refuses to replace a database that somebody has open at a window.
func free(db string) error {
	if h := store.HeldBy(db); h != nil {
		return fmt.Errorf("数据文件正由%s使用，不能替换；请先关闭那个窗口", h)
	}
	return nil
}
