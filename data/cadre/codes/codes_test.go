package codes

import (
	"strings"
	"testing"
)

func TestSizesAndUniqueness(t *testing.T) {
	sizes := map[string]int{
		"sex": 4, "nation": 59, "health": 4, "politics": 13, "education": 21,
		"yearresult": 14, "grade": 2, "rank": 10, "reviewkind": 10,
	}
	for _, l := range All() {
		if want := sizes[l.Key]; want != 0 && len(l.Items) != want {
			t.Errorf("%s: %d entries, want %d", l.Key, len(l.Items), want)
		}
		seen := map[string]string{}
		for _, i := range l.Items {
			for _, s := range append([]string{i.Name, i.Code, i.Letters}, i.Aliases...) {
				if first, twice := seen[plain(s)]; twice && s != "" {
					t.Errorf("%s: %q means %s and %s", l.Key, s, first, i.Name)
				}
				seen[plain(s)] = i.Name
			}
		}
		for _, i := range l.Items {
			for _, s := range i.Instead {
				if name, accepted := seen[plain(s)]; accepted {
					t.Errorf("%s: %q is to be replaced by %s and accepted as %s", l.Key, s, i.Name, name)
				}
			}
		}
		if got, ok := ByKey(l.Key); !ok || got != l {
			t.Errorf("ByKey(%q)", l.Key)
		}
	}
	if _, ok := ByKey("none"); ok {
		t.Error("an unknown key was found")
	}
}

// Every accepted spelling leads to its own entry.
func TestFindEverySpelling(t *testing.T) {
	for _, l := range All() {
		for _, i := range l.Items {
			for _, s := range append([]string{i.Name, i.Code, i.Letters, " " + i.Name + "　"}, i.Aliases...) {
				if got, ok := l.Find(s); s != "" && (!ok || got.Name != i.Name) {
					t.Errorf("%s: Find(%q) = %s, %v, want %s", l.Key, s, got.Name, ok, i.Name)
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		list       *List
		text, want string
	}{
		{Nation, "汉", "汉族"}, {Nation, "汉 族", "汉族"}, {Nation, "24", "拉祜族"}, {Nation, "lh", "拉祜族"},
		{Nation, "ＬＩ", "黎族"}, {Nation, "土", "土族"}, {Nation, "土家", "土家族"}, {Nation, "穿青人", "穿青人"},
		{Nation, "汉人", ""}, {Nation, "", ""}, {Nation, "维族", ""},
		{Sex, "男", "男"}, {Sex, "2", "女"}, {Sex, "女性", "女"}, {Sex, "F", ""},
		{Education, "大学", "大学"}, {Education, "本科", ""}, {Education, "省（区、市）委党校研究生", "省(区、市)委党校研究生"},
		{Education, "1a", "中央党校研究生"}, {Education, "硕士", ""},
		{Degree, "艺术学学士", "艺术学学士"}, {Degree, "mpa", "公共管理硕士"}, {Degree, "理学硕士学位", "理学硕士"}, {Degree, "硕士", ""},
		{Politics, "1", ""}, {Politics, "01", "中共党员"}, {Politics, "党员", ""},
		{YearResult, "2b", "合格"}, {YearResult, "2", "称职"}, {Rank, "正科", "七级"}, {Grade, "八级", "副科级"},
		{ReviewKind, "09", "试用期满考核"},
	} {
		got, ok := c.list.Find(c.text)
		if got.Name != c.want || ok != (c.want != "") {
			t.Errorf("%s: Find(%q) = %q, %v, want %q", c.list.Key, c.text, got.Name, ok, c.want)
		}
	}
	if Education.NameOf("21") != "大学" || Education.NameOf("夜大学") != "夜大学" {
		t.Error("NameOf")
	}
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct {
		list       *List
		text, want string
	}{
		{Education, "本科", "大学"}, {Education, "大学 本科", "大学"}, {Education, "专科", "大专"}, {Education, "中专", "中等专科"},
		{Education, "博士", "博士研究生"}, {Education, "大学", ""}, {Education, "夜大", ""}, {Education, "", ""},
		{Politics, "党员", "中共党员"}, {Politics, "团员", "共青团员"}, {Nation, "达翰尔族", "达斡尔族"}, {Nation, "傈傈", "傈僳族"},
		{Nation, "维族", "维吾尔族"}, {Nation, "汉", ""}, {ReviewKind, "试用期考察", "试用期满考核"},
		{Relation, "爱人", ""}, {Relation, "长子", "儿子"},
	} {
		got, ok := c.list.Suggest(c.text)
		if got.Name != c.want || ok != (c.want != "") {
			t.Errorf("%s: Suggest(%q) = %q, %v, want %q", c.list.Key, c.text, got.Name, ok, c.want)
		}
	}
}

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		list  *List
		query string
		n     int
		want  string
	}{
		{Nation, "h", 3, "汉族 回族 哈尼族"},
		{Nation, "wwe", 5, "维吾尔族"},
		{Nation, "土", 5, "土族 土家族"},
		{Nation, "lh", 2, "拉祜族"},
		{Nation, "", 2, "汉族 蒙古族"},
		{Politics, "zgdy", 5, "中共党员"},
		{Politics, "党员", 3, "中共党员 中共预备党员 民革党员"},
		{Education, "本科", 5, "大学 中央党校大学 省委党校大学"},
		{Education, "bk", 1, "大学"},
		{Degree, "ggglss", 1, "公共管理硕士"},
		{Degree, "硕士", 1, "哲学硕士"},
		{Sex, "xyz", 3, ""},
		{Sex, "", 0, "未知 男 女 未说明"},
	} {
		var names []string
		for _, i := range c.list.Complete(c.query, c.n) {
			names = append(names, i.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s: Complete(%q, %d) = %q, want %q", c.list.Key, c.query, c.n, got, c.want)
		}
	}
}

// The entries of GB/T 3304 that lists in circulation often have wrong.
func TestNationLetters(t *testing.T) {
	for name, want := range map[string]string{
		"拉祜族": "24LH", "佤族": "21VA", "京族": "49GI", "达斡尔族": "31DU", "傈僳族": "20LS", "柯尔克孜族": "29KG",
		"维吾尔族": "05UG", "苗族": "06MH", "俄罗斯族": "44RS", "鄂伦春族": "52OR", "独龙族": "51DR", "基诺族": "56JN",
	} {
		if i, _ := Nation.Find(name); i.Code+i.Letters != want {
			t.Errorf("%s: %s%s, want %s", name, i.Code, i.Letters, want)
		}
	}
}

func FuzzLists(f *testing.F) {
	f.Add("本科", 3)
	f.Add("\xff（", -1)
	f.Fuzz(func(t *testing.T, text string, n int) {
		for _, l := range All() {
			_, found := l.Find(text)
			if _, suggested := l.Suggest(text); found && suggested {
				t.Errorf("%s: %q both found and suggested", l.Key, text)
			}
			if got := l.Complete(text, n); n > 0 && len(got) > n {
				t.Errorf("%s: %d entries, at most %d wanted", l.Key, len(got), n)
			}
		}
	})
}

func BenchmarkComplete(b *testing.B) {
	for range b.N {
		Nation.Complete("wwe", 8)
		Degree.Complete("ggglss", 8)
	}
}

func BenchmarkFind(b *testing.B) {
	for range b.N {
		Nation.Find("基诺族")
		Education.Suggest("专科")
	}
}
