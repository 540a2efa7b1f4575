package strokes

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// surnameCounts is the stroke count of the usual surnames, counted by hand and
// not taken from the table under test.
var surnameCounts = map[int]string{
	2:  "丁卜刁乜",
	3:  "于马万习山上门士千才么弓干土",
	4:  "王方毛尹文孔牛韦尤卞仇车戈公井亢水仉乌元云巴支贝丰凤计邓木勾区毋太仓从长",
	5:  "叶田石史龙白左申甘包丛皮邝冉司印帅卢厉平令古艾宁东冯边乐丘付兰句甲仪召弘台母",
	6:  "刘朱许任江向齐邢伍毕关危匡成伊仲仰权全池安米纪羊冰后华吉农庄巩吕牟汤汲衣曲师仵闫庆祁朴邬",
	7:  "李吴陈张杨宋沈何余杜苏肖邱汪陆严花佟狄连应劳芮岑佘束谷冷辛沙沃邵邹麦巫杞来步利吾贡迟",
	8:  "林周郑罗金孟武范易郎季宗屈尚鱼法卓岳明杭单宓郁幸练房苗国竺欧和经苑畅庞郏苟忽虎拓帖泥茅招英",
	9:  "胡赵姜贺侯段郝施祝俞娄柏柯柳查战相荀荣荆宫宣郗保种费骆姚洪项封鬼律南匽饶闻皇昝茹胥钟郜恽",
	10: "徐郭高唐袁夏秦顾钱贾倪殷莫凌晏班涂陶桂桑栾聂耿浦索翁海宾诸谈原容晁剡奚莘敖席展留校柴",
	11: "黄曹梁萧崔康梅盛章龚戚商常寇麻鹿盖阎隋符屠巢尉宿密逯第鄂隗",
	12: "彭谢曾董韩蒋程傅葛覃喻游温景焦童舒鲁斯粟强智嵇湛甯储禄戢",
	13: "雷蒲鲍廉虞靳阙窦詹赖路裘满甄蓝蒙解楼褚慎蓟鄢",
	14: "蔡熊谭廖管赫翟裴臧缪暨蔚鲜慕",
	15: "潘黎颜樊滕暴墨",
	16: "霍穆冀燕薛衡",
	17: "戴魏鞠糜檀濮",
	18: "瞿",
}

func TestSurnameCounts(t *testing.T) {
	for want, chars := range surnameCounts {
		for _, r := range chars {
			if got := Count(r); got != want {
				t.Errorf("%c: %d strokes, want %d", r, got, want)
			}
		}
	}
}

// sequences are written out by hand in the order of GB 13000.1. The first lines
// are the characters on which mainland and Taiwan order differ.
const sequences = `
万 153	方 4153	丑 5211	九 35	五 1251	必 45434	火 4334	及 354	凸 21251	凹 25251
车 1512	比 1535	皮 53254	母 55414	里 2511211	重 312511211	黄 12212512134	出 52252
再 125211	臣 125125	巨 1515	门 425	北 21135	兆 341534	非 21112111	脊 4134342511
字 445521	坰 12125251	龍 4143125111515111	龐 4134143125111515111
丁 12	卜 24	于 112	才 123	么 354	习 541	马 551	王 1121	毛 3115	文 4134	方 4153
石 13251	叶 25112	田 25121	史 25134	冯 41551	龙 13534	宁 44512	白 32511
邢 113252	吕 251251	朱 311234	任 323121	江 441121	许 453112	孙 521234	刘 413422
李 1234521	吴 2511134	陈 5215234	张 5153154	杨 1234533	何 3212512	沈 4414535	宋 4451234
林 12341234	周 35121251	郑 43113452	罗 25221354	金 34112431	孟 52125221
胡 122513511	赵 121213434	徐 3323411234	郭 4125152152	高 4125125251	曾 432524312511
黄 12212512134	曹 12512212511	梁 44153441234	蒋 122412354124	韩 122511121152
戴 12125121122134534	魏 31234531325113554
侑 32132511	俙 323413252	𬭎 311154451354	𬘡 551251341	𫖯 341534132534	𬸚 35345134435451
`

func TestSequences(t *testing.T) {
	for _, entry := range strings.FieldsFunc(sequences, func(r rune) bool { return r == '\t' || r == '\n' }) {
		name, want, _ := strings.Cut(entry, " ")
		want = strings.ReplaceAll(want, " ", "")
		if got, ok := Sequence([]rune(name)[0]); !ok || got != want {
			t.Errorf("%s: %s (%v), want %s", name, got, ok, want)
		}
	}
}

func TestTableIsSortedAndComplete(t *testing.T) {
	table := loaded()
	for i, r := range table.runes {
		if i > 0 && table.runes[i-1] >= r {
			t.Fatalf("%c before %c", table.runes[i-1], r)
		}
		s := table.text[table.spans[i].from:table.spans[i].to]
		if s == "" || strings.Trim(s, "12345") != "" {
			t.Errorf("%c: strokes %q", r, s)
		}
	}
	decoder := simplifiedchinese.GBK.NewDecoder()
	for row := byte(0xB0); row <= 0xF7; row++ { // the characters of GB 2312
		for cell := byte(0xA1); cell <= 0xFE && !(row == 0xD7 && cell > 0xF9); cell++ {
			text, err := decoder.String(string([]byte{row, cell}))
			if err != nil || Count([]rune(text)[0]) == 0 {
				t.Errorf("%q (%x%x): nothing known, %v", text, row, cell, err)
			}
		}
	}
}
