package command

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestExportIsLoggedWithReasonAndPeople(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	dir := t.TempDir()
	c.must(0, "已写出 1 人", "export", "--xlsx", filepath.Join(dir, "名册.xlsx"), "--reason", "上级部门调阅")
	c.must(0, "已写出", "form", "registration", "--cadre", "齐明远", "--out", filepath.Join(dir, "表.pdf"))
	var list []struct {
		User, Label, Reason, File, Source string
		People                            []string
	}
	if err := json.Unmarshal([]byte(c.must(0, "", "audit", "list", "--json", "--kind", "导出")), &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[1].Reason != "上级部门调阅" || list[1].File != "名册.xlsx" || list[1].User != "测试员" || strings.Join(list[1].People, "") != "齐明远" {
		t.Fatalf("%+v", list)
	}
	if list[0].Reason != "未写明" || list[0].File != "表.pdf" {
		t.Errorf("%+v", list[0])
	}
	c.must(0, "来自：qimingyuan.lrmx", "audit", "list", "--kind", "修改")
	c.must(0, "共 1 条", "audit", "--find", "上级部门")
	c.must(2, "没有种类“乱”", "audit", "list", "--kind", "乱")
}

func TestAuditCheck(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	out := c.must(0, "操作记录完整：1 条", "audit", "check")
	_, rest, _ := strings.Cut(out, "校验码：")
	seal := rest[:16]
	c.must(0, "", "edit", "齐明远", "--set", "籍贯=某省他县")
	c.must(0, "已撤销", "undo")
	c.must(0, "操作记录完整：3 条", "audit", "check", "--head", seal)
	c.must(1, "不在记录里", "audit", "check", "--head", "0123456789abcdef")
	c.must(2, "校验码是 8 到 64 位", "audit", "check", "--head", "xyz")
}
