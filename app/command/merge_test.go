package command

import "testing"

func TestMergeFromTheCommandLine(t *testing.T) {
	c := newClerk(t)
	c.must(0, "", "edit", "new", "--set", "姓名=夏无忧", "--set", "工作证号=0001", "--set", "手机=10000000000")
	c.must(0, "", "edit", "new", "--set", "姓名=夏无忧", "--set", "工作证号=0002", "--set", "电子信箱=x@example.com", "--set", "手机=10000000001")
	c.must(1, "要决定  手机（两条说法不同）", "merge", "0001", "0002")
	c.must(0, "共 2 人", "cadres")
	c.must(2, "应当写成 字段=保留", "merge", "0001", "0002", "--take", "手机=左")
	decided := []string{"merge", "0001", "0002", "--take", "手机=另一条", "--take", "工作证号=保留"}
	c.must(0, "没有写入任何数据", append(decided, "--dry-run")...)
	c.must(0, "已合并为一条", decided...)
	c.must(0, "共 1 人", "cadres")
	c.must(0, "手机：10000000001", "edit", "0001")
	c.must(0, "已撤销", "undo")
	c.must(0, "共 2 人", "cadres")
}
