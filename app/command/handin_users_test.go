package command

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"kaocha/data/exchange/parcel"
)

// withUsers sets up one user of each role in a database.
func withUsers(t *testing.T, c *clerk, branch string) {
	t.Helper()
	for i, u := range [][]string{{"何部", "--role", "部门"}, {"林员", "--role", "党总支", "--branch", branch}, {"阅某", "--role", "只读"}} {
		t.Setenv("KAOCHA_NEW_PASSWORD", "parole-2")
		if i == 0 {
			c.must(0, "恢复码：", append([]string{"user", "add"}, u...)...)
		} else {
			c.as("何部", "parole-2", 0, "已新增", append([]string{"user", "add"}, u...)...)
		}
	}
}

// From the invitation to the receipt by a branch's user who signs in; whoever
// may only look, or is another branch's, is refused before any file is written.
func TestExchangeByABranchUser(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	parcel.PassphraseCost = 4
	dir := t.TempDir()
	first := &clerk{t, filepath.Join(dir, "x.db")}
	if code, out := first.run("demo", "--out", dir); code > 1 {
		t.Fatal(out)
	}
	office, branch := &clerk{t, filepath.Join(dir, "示例.db")}, &clerk{t, filepath.Join(dir, "支.db")}
	const round = "2025年度科级"
	out := office.must(0, "口令：", "invite", round, "林学院", "--out", dir)
	pass := regexp.MustCompile(`口令：(\S+)`).FindStringSubmatch(out)[1]
	inv := oneFile(t, dir, parcel.Invitation)
	withUsers(t, branch, "林学院党总支")
	withUsers(t, office, "林学院党总支")

	branch.as("阅某", "parole-2", 1, "只读用户只能查看，不能收发邀请", "receive", inv, "--passphrase", pass)
	branch.as("林员", "parole-2", 0, "新增 3 人", "receive", inv, "--passphrase", pass, "--dry-run")
	branch.as("林员", "parole-2", 0, "已接收邀请", "receive", inv, "--passphrase", pass)
	branch.as("林员", "parole-2", 0, "接收邀请", "undo")
	branch.as("何部", "parole-2", 0, "没有", "round", "list")
	branch.as("林员", "parole-2", 0, "已接收邀请", "receive", inv, "--passphrase", pass)
	branch.as("林员", "parole-2", 1, "不用再打开", "receive", inv, "--passphrase", pass)
	out = branch.as("林员", "parole-2", 0, "共 3 人", "round", "show", round)
	name := regexp.MustCompile(`(?m)^(\S+)\s+林学院党总支`).FindStringSubmatch(out)[1]
	branch.as("林员", "parole-2", 0, "", "edit", name, "--set", "手机=13911112222")

	none := filepath.Join(dir, "无")
	if err := os.Mkdir(none, 0o700); err != nil {
		t.Fatal(err)
	}
	branch.as("阅某", "parole-2", 1, "不能收发邀请、报送和回执", "submit", round, "--out", none)
	office.as("阅某", "parole-2", 1, "不能收发邀请、报送和回执", "invite", round, "林学院", "--out", none)
	office.as("林员", "parole-2", 1, "只有部门用户可以写出邀请", "invite", round, "林学院", "--out", none)
	if left, err := os.ReadDir(none); err != nil || len(left) > 0 {
		t.Fatalf("refused, and yet written: %v %v", left, err)
	}
	branch.as("林员", "parole-2", 0, "第 1 号", "submit", round, "--out", dir)
	sub := oneFile(t, dir, parcel.Submission)
	out = branch.as("林员", "parole-2", 0, "登记卡.pdf", "key", "slip", round, "--out", filepath.Join(dir, "登记卡.pdf"))
	print := regexp.MustCompile(`指纹：([0-9A-F-]+)`).FindStringSubmatch(out)[1]

	office.as("林员", "parole-2", 1, "报送只有部门用户可以接收", "receive", sub, "--fingerprint", print)
	office.as("何部", "parole-2", 0, "已接收报送", "receive", sub, "--fingerprint", print, "--receipt", dir)
	office.as("林员", "parole-2", 1, "", "undo") // what the department took is not hers to give back
	rec := oneFile(t, dir, parcel.Receipt)
	branch.as("阅某", "parole-2", 1, "不能收发邀请、报送和回执", "receive", rec)
	branch.as("林员", "parole-2", 0, "收下：登记表·手机", "receive", rec)
	branch.as("林员", "parole-2", 0, name, "receipt", "show", round)
	branch.as("阅某", "parole-2", 0, name, "receipt", "show", round)
	branch.as("何部", "parole-2", 0, "操作记录完整", "audit", "check")

	t.Setenv("KAOCHA_NEW_PASSWORD", "parole-2")
	branch.as("何部", "parole-2", 0, "已新增", "user", "add", "机员", "--role", "党总支", "--branch", "机关党总支")
	branch.as("机员", "parole-2", 1, "", "submit", round, "--out", none)
	branch.as("机员", "parole-2", 1, "现在登录的是“机关党总支”的用户", "receive", rec)
	if left, err := os.ReadDir(none); err != nil || len(left) > 0 {
		t.Fatalf("another branch's user wrote: %v %v", left, err)
	}
}
