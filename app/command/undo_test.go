package command

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"kaocha/app/sample"
	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/data/store/storetest"
)

// notUndone are the commands that change no record, or change something that no
// undo may bring back, each with the reason.
var notUndone = map[string]string{
	"window": "opens the window", "demo": "works in a database of its own", "undo": "is the undoing itself", "version": "reads",
	"cadres": "reads", "export": "reads, and is logged", "stats": "reads", "pack": "reads", "form": "reads", "print": "reads", "printers": "reads", "fonts": "reads",
	"round list": "reads", "round show": "reads", "material list": "reads", "tally show": "reads", "talk list": "reads", "report show": "reads",
	"phrases list": "reads", "phrases export": "reads", "assess archive": "reads", "assess result": "reads",
	"template list": "reads", "template check": "reads", "template export": "reads", "template tags": "reads",
	"scheme list": "reads", "scheme show": "reads", "scheme check": "reads", "scheme figures": "reads", "settings list": "reads",
	"history list": "reads", "history show": "reads", "audit list": "reads", "audit check": "reads", "user list": "reads",
	"backup list": "reads", "backup make": "writes a file beside", "database check": "reads", "place show": "reads",
	"round erase":      "destroys for good, after being asked; with a certificate",
	"user add":         "users stand outside the history: no undo brings an old password back",
	"user passwd":      "as user add",
	"user recover":     "as user add",
	"user drop":        "as user add",
	"key show":         "keys stand outside the history: an undo must not lose one that was handed out",
	"key slip":         "as key show",
	"key new":          "as key show",
	"key list":         "reads",
	"key log":          "reads",
	"invite":           "writes a file; its number is used up whatever is undone",
	"submit":           "as invite",
	"receipt show":     "reads",
	"restore":          "restore --undo takes it back: TestRestorePreviewAndItsUndo",
	"database restore": "as restore",
	"database salvage": "keeps the damaged file",
	"place move":       "moves the file, the old one is kept", "place use": "a preference of the program", "place usual": "a preference of the program",
	// These take another database to try; tests of app/job undo them there.
	"receive": "undone in TestExchangeFromInvitationToReceipt", "receipt write": "as receive",
}

// differ names what two states have otherwise, for messages.
func differ(a, b map[string]string) (out []string) {
	for k := range a {
		if b[k] != a[k] {
			out = append(out, fmt.Sprintf("%s:\n%.600s\n→ %.600s", k, a[k], b[k]))
		}
	}
	for k := range b {
		if _, there := a[k]; !there {
			out = append(out, k+": new")
		}
	}
	return out
}

// Every command that changes records is undone and redone to the same records,
// the program closed and opened between. A command that is neither here nor in
// notUndone fails the test: whoever adds one is asked about its undo.
func TestEveryCommandThatChangesCanBeUndone(t *testing.T) {
	if testing.Short() {
		t.Skip("long; nothing runs beside it")
	}
	c := prepared(t)
	st, err := store.Open(c.db, store.Options{User: "测试员"})
	if err != nil {
		t.Fatal(err)
	}
	county, err := sample.InstallAssessment(context.Background(), st, "integrity-target")
	if err != nil {
		t.Fatal(err)
	}
	talks, err := sample.InstallAssessment(context.Background(), st, "party-candidates")
	if err != nil {
		t.Fatal(err)
	}
	err = st.Do(context.Background(), "登记密钥", func(tx *store.Tx) error {
		return tx.SavePeer(&review.Peer{Key: strings.Repeat("0f", 32), School: "某某大学", Branch: "文学院党总支"})
	})
	if err != nil {
		t.Fatal(err)
	}
	st.Close()
	r, dir := "2025年度", t.TempDir()
	file := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	c.must(0, "已新建", "round", "new", "大会", "--scheme", "party-appraisal", "--assessed", "2025.08.20")
	args := []string{"round", "add", "大会"}
	for i := range 24 {
		args = append(args, "--name", fmt.Sprintf("党员%c", '甲'+rune(i)))
	}
	c.must(0, "已加入", args...)
	c.must(0, "已加入", "round", "add", "大会", "--name", "支委子", "--name", "支委丑", "--name", "支委寅", "--role", "支委")
	c.must(0, "", "import", file("甲.csv", "姓名,单位,试用期开始,籍贯\n赵一,某处,2024.12,某县\n钱二,某处,2024.12,某县\n赵一,别处,2024.12,\n"))
	form := filepath.Join(dir, "考察报告.docx")
	c.must(0, "已写出", "template", "export", "report", form)
	_, list := c.run("check", r, "--json")
	finding := between(list, `"key": "`, `"`)
	_, places := c.run("phrases", "list")
	place := strings.Fields(strings.Split(places, "\n")[2])[0]
	text := file("总结.docx", "")
	if b, err := os.ReadFile(form); err != nil || os.WriteFile(text, b, 0o600) != nil {
		t.Fatal(err)
	}
	votes := "优秀=4;称职=0;不称职=0;弃权=0"

	tried := map[string]bool{}
	for _, args := range [][]string{
		{"import", file("乙.csv", "姓名,单位\n孙三,某处\n")},
		{"edit", "齐明远", "--set", "籍贯=别处", "--set", "简历=2001.09--2005.07 某校学习"},
		{"delete", "孙三"},
		{"history", "deleted", "1"},
		{"settings", "set", "呈报单位", "某处"},
		{"round", "new", "又一批", "--assessed", "2025.12.10"},
		{"round", "edit", r, "--deadline", "2026.01.05", "--school", "别的学校"},
		{"round", "add", r, "--cadre", "钱二"},
		{"round", "panel", r, "第二考察组", "--leader", "组丁", "--member", "员戊"},
		{"round", "branch", r, "机关党总支", "--head", "林某"},
		{"material", "set", r, "齐明远", "summary", "--paper", "--file", text},
		{"tally", "set", r, "齐明远", "--expected", "6", "--present", "5", "--issued", "5", "--returned", "4", "--valid", "4", "--invalid", "0", "--votes", votes, "--date", "2025.12.02"},
		{"tally", "count", r, "齐明远", "--by", "计乙", "--ballots", file("票1.txt", "111111\n1 2 1 2 1 2\n111112\n111111\n")},
		{"tally", "count", r, "齐明远", "--by", "计丙", "--second", "--ballots", file("票2.txt", "111111\n1 2 1 2 1 1\n111112\n111111\n")},
		{"tally", "compare", r, "齐明远", "--take", "second", "--reason", "复看原票"},
		{"talk", "add", r, "齐明远", "--interviewee", "史可鉴", "--date", "2025.12.03"},
		{"talk", "drop", r, "齐明远", "1"},
		{"report", "set", r, "齐明远", "--grade", "称职"},
		{"decide", "opinion", r, "齐明远", "branch", "--text", "同意"},
		{"decide", "set", r, "齐明远", "正式任职", "--date", "2025.12.18"},
		{"check", r, "--waive", finding, "--reason", "已核实"},
		{"round", "stage", r, "--to", "已通知", "--cadre", "齐明远"},
		{"history", "restore", "齐明远", "--round", r, "--step", "STEP"},
		{"round", "drop", r, "钱二"},
		{"merge", "赵一", "赵一", "BOTH"},
		{"phrases", "add", place, "作风踏实"},
		{"phrases", "import", place, file("语.txt", "勤勉尽责\n肯钻研\n")},
		{"phrases", "change", place, "作风踏实", "作风扎实"},
		{"phrases", "move", place, "作风扎实", "--by=1"},
		{"phrases", "remove", place, "作风扎实"},
		{"template", "use", form, "--form", "report"},
		{"template", "reset", "report"},
		{"scheme", "copy", "integrity-target", "本市廉政考核"},
		{"scheme", "set", "本市廉政考核", "score.terms[0].weight=0.5", "score.terms[1].weight=0.5"},
		{"scheme", "drop", "本市廉政考核"},
		{"scheme", "use", "SCHEME"},
		{"assess", "score", county.Name, "青岚县", "--sheet", "party", "--item", "leading=11"},
		{"assess", "extra", county.Name, "青岚县", "honour-nation", "--times", "1", "--reason", "表彰"},
		{"assess", "bar", county.Name, "青岚县", "accident", "--reason", "事故"},
		{"assess", "event", county.Name, "feedback", "--of", "青岚县", "--date", "2026.01.05", "--field", "by=组长", "--field", "problem=不够具体"},
		{"assess", "conclude", county.Name, "青岚县", "--grade", "合格", "--date", "2026.01.03"},
		{"round", "hand", county.Name, "青岚县", "--own"},
		{"assess", "state", talks.Name, "沈若溪", "thought", "--to", "点评未通过"},
		{"round", "next", talks.Name},
		{"assess", "groups", "大会"},
		{"assess", "event", "大会", "papers", "--date", "2025.08.12", "--field", "paper=书记表态发言", "--field", "level1=已审", "--field", "level2=已审"},
		{"assess", "collect", "大会", "papers"},
		{"assess", "role", "大会", "党员甲", "--role", "支委"},
		{"round", "close", r, "--anyway"},
		{"round", "keep", r, "2099.12.31"},
		{"round", "reopen", r},
		{"round", "delete", r},
		{"key", "revoke", "文学院党总支", "--reason", "U 盘遗失"},
		{"backup", "second", "--set", t.TempDir()},
	} {
		args = c.fillIn(t, args, dir)
		for n := min(2, len(args)); n > 0; n-- {
			tried[strings.Join(args[:n], " ")] = true
		}
		before, had := storetest.Records(t, c.db), storetest.Steps(t, c.db)
		code, out := c.run(args...)
		after, n := storetest.Records(t, c.db), storetest.Steps(t, c.db)-had
		if n == 0 || maps.Equal(before, after) {
			t.Errorf("kaocha %s changed nothing (exit %d):\n%.600s", strings.Join(args, " "), code, out)
			continue
		}
		for range n {
			c.must(0, "已撤销", "undo")
		}
		if now := storetest.Records(t, c.db); !maps.Equal(now, before) {
			t.Errorf("kaocha %s is not undone: %s", strings.Join(args, " "), strings.Join(differ(before, now), "\n"))
		}
		for range n {
			c.must(0, "已重做", "undo", "--redo")
		}
		if now := storetest.Records(t, c.db); !maps.Equal(now, after) {
			t.Errorf("kaocha %s is not redone: %s", strings.Join(args, " "), strings.Join(differ(after, now), "\n"))
		}
	}
	c.must(0, "操作记录完整", "audit", "check")
	for _, name := range leaves(t) {
		if _, known := notUndone[name]; known == tried[name] {
			t.Errorf("kaocha %s: tried %v, excepted %v; every command is one of the two", name, tried[name], known)
		}
	}
	elsewhere, err := os.ReadFile("../job/parcel_test.go")
	if err != nil || !strings.Contains(string(elsewhere), "func TestExchangeFromInvitationToReceipt(") {
		t.Errorf("the test that undoes a receiving is not there: %v", err)
	}
	for name := range notUndone {
		if !slices.Contains(leaves(t), name) {
			t.Errorf("kaocha %s: there is no such command", name)
		}
	}
}

// leaves are all commands that do something.
func leaves(t *testing.T) (out []string) {
	t.Helper()
	var c cli
	p, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range p.Model.Leaves(true) {
		name := n.Name
		for up := n.Parent; up != nil && up.Parent != nil; up = up.Parent {
			name = up.Name + " " + name
		}
		out = append(out, name)
	}
	return out
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	out, _, _ := strings.Cut(rest, to)
	return out
}

// fillIn puts in what only the database knows.
func (c *clerk) fillIn(t *testing.T, args []string, dir string) []string {
	t.Helper()
	args = slices.Clone(args)
	switch args[len(args)-1] {
	case "STEP":
		_, out := c.run("history", "show", "齐明远", "--round", "2025年度")
		args[len(args)-1] = stepOf(t, out, "新增")
	case "BOTH":
		st, err := store.Open(c.db, store.Options{User: "测试员"})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		list, _, err := st.Cadres(context.Background(), store.CadreFilter{Text: "赵一"})
		if err != nil || len(list) != 2 {
			t.Fatalf("%d persons, %v", len(list), err)
		}
		return []string{"merge", list[0].ID, list[1].ID, "--take", "单位=保留"}
	case "SCHEME":
		_, out := c.run("scheme", "show", "fafu-probation")
		p := filepath.Join(dir, "方案.yaml")
		out = strings.Replace(strings.Replace(out, "key: fafu-probation", "key: mine", 1), "name: ", "name: 本校", 1)
		if err := os.WriteFile(p, []byte(out), 0o600); err != nil {
			t.Fatal(err)
		}
		args[len(args)-1] = p
	}
	return args
}
