package command

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// as runs a command as a user with a password.
func (c *clerk) as(user, password string, code int, words string, args ...string) string {
	c.t.Helper()
	c.t.Setenv("KAOCHA_PASSWORD", password)
	defer c.t.Setenv("KAOCHA_PASSWORD", "")
	var out bytes.Buffer
	got := Run(append([]string{"--db", c.db, "--user", user}, args...), &out, &out, nil)
	if got != code || !strings.Contains(out.String(), words) {
		c.t.Fatalf("%s: kaocha %s: exit %d, want %d and %q:\n%s", user, strings.Join(args, " "), got, code, words, out.String())
	}
	return out.String()
}

func TestRolesHoldForCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	c := prepared(t)
	c.must(0, "", "edit", "new", "--set", "姓名=文小明", "--set", "单位=文学院", "--set", "党总支=文学院党总支")
	c.must(0, "没有设用户", "user", "list")
	t.Setenv("KAOCHA_NEW_PASSWORD", "short")
	c.must(2, "密码至少 8 个字符", "user", "add", "何部", "--role", "部门")
	slip := filepath.Join(t.TempDir(), "恢复码.pdf")
	for _, u := range [][]string{{"何部", "--role", "部门", "--slip", slip}, {"机员", "--role", "党总支", "--branch", "机关党总支"}, {"阅某", "--role", "只读"}} {
		t.Setenv("KAOCHA_NEW_PASSWORD", u[0]+"x")
		if u[0] == "何部" {
			c.must(2, "密码", append([]string{"user", "add"}, u...)...)
			t.Setenv("KAOCHA_NEW_PASSWORD", "parole-1")
			c.must(0, "恢复码：", append([]string{"user", "add"}, u...)...)
			continue
		}
		t.Setenv("KAOCHA_NEW_PASSWORD", "parole-2")
		c.as("何部", "parole-1", 0, "已新增", append([]string{"user", "add"}, u...)...)
	}
	// Without a password, or with a wrong one, nothing is told.
	c.must(1, "这个数据文件设了用户", "cadres")
	if out := c.as("机员", "wrong", 1, "姓名或密码不对", "cadres"); strings.Contains(out, "齐明远") {
		t.Error(out)
	}
	c.as("何部", "parole-1", 0, "共 2 人", "cadres")
	// The branch sees and changes its own.
	for _, args := range [][]string{{"cadres"}, {"cadres", "--json"}, {"audit", "list", "--limit", "0"}, {"history"}, {"round", "show", "2025年度"}, {"stats", "--by", "unit"}, {"check", "2025年度"}} {
		c.t.Setenv("KAOCHA_PASSWORD", "parole-2")
		var out bytes.Buffer
		Run(append([]string{"--db", c.db, "--user", "机员"}, args...), &out, &out, nil)
		if strings.Contains(out.String(), "文小明") || strings.Contains(out.String(), "文学院") {
			t.Errorf("kaocha %s tells of another branch:\n%s", strings.Join(args, " "), out.String())
		}
		c.t.Setenv("KAOCHA_PASSWORD", "")
	}
	c.as("机员", "parole-2", 1, "干部库里没有“文小明”", "edit", "文小明")
	c.as("机员", "parole-2", 0, "", "edit", "齐明远", "--set", "籍贯=某省他县")
	c.as("机员", "parole-2", 1, "只能修改", "edit", "齐明远", "--set", "党总支=文学院党总支")
	c.as("机员", "parole-2", 1, "只能修改", "edit", "new", "--set", "姓名=新某", "--set", "党总支=文学院党总支")
	c.as("机员", "parole-2", 1, "只能修改", "settings", "set", "学校名称", "某大学")
	c.as("机员", "parole-2", 1, "只有部门用户可以备份", "backup", filepath.Join(t.TempDir(), "x.db"))
	c.as("机员", "parole-2", 1, "只有部门用户可以", "user", "drop", "阅某")
	c.as("机员", "parole-2", 1, "只有部门用户可以核对", "audit", "check")
	// The reviewer sees all and changes nothing.
	c.as("阅某", "parole-2", 0, "共 2 人", "cadres")
	c.as("阅某", "parole-2", 1, "只读用户只能查看", "edit", "文小明", "--set", "籍贯=某省")
	c.as("阅某", "parole-2", 1, "只读用户只能查看", "undo")
	// The names stand in history and log.
	out := c.as("何部", "parole-1", 0, "机员", "history")
	if !strings.Contains(out, "齐明远") {
		t.Error(out)
	}
	c.as("何部", "parole-1", 0, "登录失败 机员", "audit", "list", "--kind", "登录与权限")
	c.as("何部", "parole-1", 0, "操作记录完整", "audit", "check")
	backup := filepath.Join(t.TempDir(), "全部.db")
	c.as("何部", "parole-1", 0, "已备份", "backup", backup)
	c.must(1, "设了用户", "restore", backup)
	c.as("机员", "parole-2", 1, "只有部门用户可以恢复", "restore", backup)
	c.as("何部", "parole-1", 0, "已恢复", "restore", backup)
	c.as("何部", "parole-1", 2, "最后一个部门用户", "user", "drop", "何部")
}
