package command

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kaocha/data/exchange/parcel"
)

// one finds the only file of a kind in a folder.
func oneFile(t *testing.T, dir string, k parcel.Kind) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*"+k.Ext()))
	if err != nil || len(list) != 1 {
		t.Fatalf("%s: %v %v", k, list, err)
	}
	return list[0]
}

// Two clerks, each with a database of her own, from the invitation to the
// receipt, by commands alone.
func TestExchangeByCommands(t *testing.T) {
	parcel.PassphraseCost = 4
	dir := t.TempDir()
	at := func(db string, args ...string) (int, string) {
		c := clerk{t, filepath.Join(dir, db)}
		return c.run(args...)
	}
	if code, out := at("x.db", "demo", "--out", dir); code > 1 {
		t.Fatal(out)
	}
	want := func(code int, out string, wantCode int, texts ...string) {
		t.Helper()
		if code != wantCode {
			t.Fatalf("code %d, want %d: %s", code, wantCode, out)
		}
		for _, x := range texts {
			if !strings.Contains(out, x) {
				t.Fatalf("no %q in: %s", x, out)
			}
		}
	}
	round := "2025年度科级"
	code, out := at("示例.db", "invite", round, "林学院", "--out", dir)
	want(code, out, 0, "口令：", "考察对象 3")
	pass := regexp.MustCompile(`口令：(\S+)`).FindStringSubmatch(out)[1]
	inv := oneFile(t, dir, parcel.Invitation)
	code, out = at("支.db", "receive", inv)
	want(code, out, 1, "需要口令")
	code, out = at("支.db", "receive", inv, "--passphrase", pass, "--dry-run")
	want(code, out, 0, "新增 3 人", "没有写入")
	code, out = at("支.db", "receive", inv, "--passphrase", pass)
	want(code, out, 0, "已接收邀请")
	code, out = at("支.db", "round", "show", round)
	want(code, out, 0, "林学院党总支", "共 3 人")
	name := regexp.MustCompile(`(?m)^(\S+)\s+林学院党总支`).FindStringSubmatch(out)[1]
	code, out = at("支.db", "edit", name, "--set", "手机=13911112222")
	want(code, out, 0)
	code, out = at("支.db", "submit", round, "--out", dir)
	want(code, out, 0, "第 1 号")
	sub := oneFile(t, dir, parcel.Submission)
	code, out = at("支.db", "key", "slip", round, "--out", filepath.Join(dir, "登记卡.pdf"))
	want(code, out, 0, "登记卡.pdf")
	print := regexp.MustCompile(`指纹：([0-9A-F-]+)`).FindStringSubmatch(out)[1]

	code, out = at("示例.db", "receive", sub)
	want(code, out, 1, "没有登记", "--fingerprint")
	code, out = at("示例.db", "receive", sub, "--fingerprint", "0000-"+print[5:])
	want(code, out, 1, "没有登记")
	code, out = at("示例.db", "receive", sub, "--fingerprint", print, "--keep", "没有这人")
	want(code, out, 2, "没有对应的人")
	code, out = at("示例.db", "receive", sub, "--receipt", dir, "--note", "请补齐")
	want(code, out, 0, "已接收报送", "修改 1 人", "13911112222", "已写出给“林学院党总支”的回执")
	code, out = at("示例.db", "edit", name)
	want(code, out, 0, "手机：13911112222")
	code, out = at("示例.db", "receive", sub)
	want(code, out, 1, "没有重复接收")
	code, out = at("示例.db", "key", "log")
	want(code, out, 0, "接收报送  林学院党总支 第 1 号", "重复或过时")

	rec := oneFile(t, dir, parcel.Receipt)
	code, out = at("支.db", "receipt", "show", round)
	want(code, out, 1, "还没有读入回执")
	code, out = at("支.db", "receive", rec)
	want(code, out, 0, "收下：登记表·手机", "请补齐", "已读入")
	code, out = at("支.db", "receipt", "show", round)
	want(code, out, 0, name, "收下：登记表·手机")

	code, out = at("示例.db", "undo")
	want(code, out, 0, "接收报送")
	code, out = at("示例.db", "receive", sub, "--keep", name)
	want(code, out, 0, "已接收报送")
	code, out = at("示例.db", "key", "revoke", "林学院党总支", "--reason", "电脑更换")
	want(code, out, 0, "已停用")
	code, out = at("示例.db", "key", "list")
	want(code, out, 0, "已停用：电脑更换", print)
}
