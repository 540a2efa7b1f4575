package desktop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/help"
	"kaocha/app/desktop/rounds"
	"kaocha/app/desktop/settings"
	"kaocha/app/sample"
)

func (l *looker) goThrough() {
	sh, ctx := l.sh, context.Background()
	for i, p := range sh.main {
		l.screen(p.name, func() { l.close(); sh.show(i) })
	}
	for _, name := range []string{"林知秋", "谷雨"} {
		if c, err := sh.d.Session.FindCadre(ctx, name); err == nil {
			l.screen("人员"+name, func() { l.close(); sh.show(atCadres); cadres.Open(sh.d, c.ID) })
		}
	}
	l.screen("新增干部", func() { l.close(); sh.show(atCadres); cadres.AskNew(sh.d) })
	l.reviews()
	for _, name := range []string{"学校与纸张", "字体", "表格模板", "考核方案", "数据与备份", "操作记录", "用户", "界面与操作人"} {
		l.settings(name)
	}
	l.ownScheme()
	l.dialogs()
}

func (l *looker) settings(name string) {
	l.screen("设置"+name, func() {
		l.close()
		l.sh.show(atSettings)
		l.sh.current().(*settings.Screen).Open(name)
	})
}

// reviews goes through the sample's round, its subjects, and one round of each
// other kind.
func (l *looker) reviews() {
	sh, ctx := l.sh, context.Background()
	var files []string
	kinds := sample.Assessments()
	if l.folder == "" {
		kinds = kinds[:2] // the measuring of each test run
	}
	for _, key := range kinds {
		if r, err := sample.InstallAssessment(ctx, sh.d.Session.Store, key); err != nil {
			l.t.Error(err)
		} else {
			files = append(files, r.ID)
		}
	}
	list, err := sh.d.Session.Store.Rounds(ctx)
	if err != nil {
		l.t.Fatal(err)
	}
	for i, r := range list {
		key := fmt.Sprintf("批次%d", i)
		l.screen(key, func() { l.close(); sh.show(atRounds); sh.Open(rounds.NewPage(sh.d, r.ID)) })
		w, err := sh.d.Session.Work(ctx, r.ID)
		if err != nil {
			l.t.Fatal(err)
		}
		d, err := w.Dossier(ctx)
		if err != nil {
			l.t.Fatal(err)
		}
		for k, f := range d.Files {
			if k == 0 || len(files) > 0 && k == 8 {
				l.screen(fmt.Sprintf("对象%d.%d", i, k), func() {
					l.close()
					sh.show(atRounds)
					rounds.OpenSubject(sh.d, r.ID, f.Subject.ID, f.Cadre.Name)
				})
			}
		}
	}
}

// dialogs opens what no screen's button opens.
func (l *looker) dialogs() {
	sh, d := l.sh, l.sh.d
	long := strings.Repeat("打不开文件“考察材料/报送件.kcz”：另一个程序正在使用它。请关掉后再试。", 6)
	for name, open := range map[string]func(){
		"关于":   func() { help.About(d) },
		"演示":   func() { help.Tour(d) },
		"出错":   func() { d.Fail("导出汇总表", errors.New(long)) },
		"没有保存": func() { d.AskUnsaved("林知秋", nil, nil) },
		"删除示例": sh.removeSample,
		"故障":   func() { tellCrash(d, "/tmp/crash-20250101.txt") },
		"导入文件": func() { cadres.AskImport(d) },
		"对应列": func() {
			cadres.Import(d, []string{l.roster("姓名,岗位名称,饭卡号,单位\n夏无忧,某科科长,12,校史研究室\n合计,1,,\n")})
		},
		"导入计划": func() {
			cadres.Import(d, []string{l.roster("姓名,现任职务,单位\n夏无忧,某科科长,校史研究室\n林知秋,校长,校史研究室\n")})
		},
		"查找":    func() { sh.finder.entry.SetText("l") },
		"查找不到":  func() { sh.finder.entry.SetText("没有这个人没有这个人没有这个人") },
		"新建批次":  func() { rounds.AskNew(d) },
		"提示有撤销": func() { sh.Toast("已登记 24 人的“民主测评汇总表”为已收", true) },
	} {
		l.screen(name, func() {
			l.close()
			sh.finder.entry.SetText("")
			sh.show(atHome)
			open()
		})
	}
}

func (l *looker) roster(text string) string {
	p := filepath.Join(l.t.TempDir(), "名册.csv")
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		l.t.Fatal(err)
	}
	return p
}
