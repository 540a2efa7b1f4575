package pinyin

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestKeys(t *testing.T) {
	for name, want := range map[string]string{
		"曾小雨":        "zengxiaoyu zxy",
		"单一鸣":        "shanyiming sym",
		"解放明":        "xiefangming xfm",
		"仇远":         "qiuyuan qy",
		"区少白":        "oushaobai osb",
		"朴一":         "piaoyi py",
		"查良":         "zhaliang zl",
		"盖明":         "geming gm",
		"乐天乐":        "yuetianle ytl",
		"尉迟恭":        "yuchigong ycg",
		"尉明":         "weiming wm",
		"长孙明":        "zhangsunming zsm",
		"万俟明":        "moqiming mqm",
		"万明":         "wanming wm",
		"覃小":         "qinxiao qx",
		"翟小":         "zhaixiao zx",
		"冼小":         "xianxiao xx",
		"缪小":         "miaoxiao mx",
		"任小":         "renxiao rx",
		"华小":         "huaxiao hx",
		"宁小":         "ningxiao nx",
		"纪小":         "jixiao jx",
		"幺小":         "yaoxiao yx",
		"吕绿":         "lvlv ll",
		"张晟（女，满族）":   "zhangsheng zs",
		"阿不都·热合曼":    "abudoureheman abdrhm",
		"John Smith": "johnsmith j",
		"王2":         "wang2 w2",
		"":           " ",
	} {
		full, initials := Keys(name)
		if full+" "+initials != want {
			t.Errorf("Keys(%q) = %q, %q, want %q", name, full, initials, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		query, name string
		want        bool
	}{
		{"", "曾小雨", true}, {"小雨", "曾小雨", true}, {"曾雨", "曾小雨", false},
		{"zeng", "曾小雨", true}, {"zengx", "曾小雨", true}, {"xiaoyu", "曾小雨", true}, {"xiaoy", "曾小雨", true},
		{"zxy", "曾小雨", true}, {"ZXY", "曾小雨", true}, {"xy", "曾小雨", true}, {"zy", "曾小雨", false},
		{"曾xy", "曾小雨", true}, {"zeng小y", "曾小雨", true}, {"zengxy", "曾小雨", true},
		{"ceng", "曾小雨", false}, {"zēng xiǎo", "曾小雨", true}, {"engxiao", "曾小雨", false},
		{"zhsh", "张少华", true}, {"zsh", "张少华", true}, {"zhangshaohua", "张少华", true}, {"zhasha", "张少华", false},
		{"xi'an", "西安平", true}, {"xian", "西安平", true},
		{"lü", "吕明", true}, {"lv", "吕明", true}, {"lu", "吕明", true}, {"LYU", "吕明", false},
		{"tan", "覃明", true}, {"qin", "覃明", true}, {"shu", "朱明", false},
		{"le", "王乐", true}, {"yue", "王乐", true},
		{"yc", "尉迟恭", true}, {"wc", "尉迟恭", false},
		{"abd", "阿不都·热合曼", true}, {"阿不都热合曼", "阿不都·热合曼", true}, {"阿不都·热", "阿不都·热合曼", true},
		{"张　三", "张三（女）", true}, {"nv", "张三（女）", false}, {"smith", "John Smith", true},
		{"z", "", false}, {"曾小雨雨", "曾小雨", false},
	} {
		if got := Match(c.query, c.name); got != c.want {
			t.Errorf("Match(%q, %q) = %v", c.query, c.name, got)
		}
	}
}

func TestMatchText(t *testing.T) {
	for _, c := range []struct {
		query, text string
		any, start  bool
	}{
		{"zzb", "党委组织部", true, false}, {"dw", "党委组织部", true, true},
		{"4", "管理岗4级", true, false}, {"zhongchong", "重", false, false},
		{"chongxin", "重新", true, true}, {"zhongxin", "重新", true, true},
	} {
		if MatchText(c.query, c.text) != c.any || MatchStart(c.query, c.text) != c.start {
			t.Errorf("%+v", c)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("zxy", "曾小雨")
	f.Add("\xff", "尉迟\xfe·（")
	f.Fuzz(func(t *testing.T, query, name string) {
		full, initials := Keys(name)
		if strings.ContainsAny(full+initials, " （）") {
			t.Errorf("Keys(%q) = %q, %q", name, full, initials)
		}
		Match(query, name)
		MatchStart(query, name)
		if utf8.ValidString(full) && !Match("", name) {
			t.Error("the empty query must find everything")
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	for range b.N {
		Match("zengxy", "曾小雨")
	}
}
