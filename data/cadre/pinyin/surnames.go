package pinyin

import "strings"

// surnameReadings are the surnames read otherwise than the character usually is,
// the usual reading first, then readings some families use.
var surnameReadings = readTable(`
	曾 zeng	单 shan	單 shan	解 xie	仇 qiu	区 ou	區 ou	朴 piao	查 zha	盖 ge gai	蓋 ge gai
	乐 yue le	樂 yue le	尉 wei yu	覃 qin tan	翟 zhai	冼 xian	洗 xian	缪 miao	繆 miao
	任 ren	华 hua	華 hua	宁 ning	寧 ning	甯 ning	纪 ji	紀 ji	幺 yao	么 yao me	折 she zhe
	员 yun	員 yun	牟 mou mu	佴 nai	召 shao	石 shi	沈 shen	贾 jia	賈 jia	薄 bo	逄 pang
	隗 wei kui	燕 yan	应 ying	應 ying	卜 bu	秘 bi	种 chong	繁 po	能 nai	祭 zhai	哈 ha	过 guo
	宿 su	角 jue	郗 xi chi	那 na	俞 yu	令 ling	阚 kan	臧 zang	褚 chu	镡 tan chan xin	车 che	阿 a
	仉 zhang	乜 nie	呙 guo	妫 gui	逯 lu	眭 sui	郏 jia	邸 di	句 gou	谌 chen shen	諶 chen shen
	柏 bai bo	费 fei bi	費 fei bi	贲 ben	郇 xun huan	钭 tou	都 du	宓 mi fu	隽 juan	葛 ge	颉 xie
	佘 she	厍 she	谷 gu	瞿 qu	莘 shen xin	盛 sheng	汤 tang	强 qiang	校 xiao	叶 ye	訾 zi	仝 tong
	行 xing	於 yu	撒 sa	郤 xi	长 chang zhang	万 wan	冯 feng	黑 hei	尹 yin	相 xiang	重 chong
	占 zhan	曲 qu	洪 hong	卓 zhuo	晁 chao	朱 zhu	吴 wu	郝 hao	敖 ao	弓 gong	秦 qin	骆 luo
	适 kuo	参 shen	降 xiang	藏 zang	戚 qi	嵇 ji	麻 ma	粘 nian	尧 yao	揭 jie	炅 gui	圈 juan`)

// compoundReadings are the compound surnames read otherwise than character by
// character: one syllable per character.
var compoundReadings = readTable(`
	尉迟 yu chi	尉遲 yu chi	长孙 zhang sun	長孫 zhang sun	万俟 mo qi	萬俟 mo qi	单于 chan yu
	令狐 ling hu	澹台 tan tai	鲜于 xian yu	鮮于 xian yu	拓跋 tuo ba	拓拔 tuo ba	宰父 zai fu
	皇甫 huang fu	乐正 yue zheng	亓官 qi guan	谷梁 gu liang	那拉 na la	叶赫 ye he	南宫 nan gong
	叶赫那拉 ye he na la	爱新觉罗 ai xin jue luo	贺若 he ruo	屈突 qu tu	仆固 pu gu	夹谷 jia gu`)

// givenReadings are characters whose first reading in the library is not the one
// usual in given names; the second one is still found.
var givenReadings = readTable(`
	晟 sheng cheng	茜 qian xi	莘 shen xin	乐 le yue	长 chang zhang	行 xing hang	重 chong zhong
	曦 xi	彧 yu	昕 xin	婧 jing	芃 peng	祎 yi	翊 yi	甫 fu	曾 zeng ceng	翟 zhai di	覃 tan qin
	珺 jun	泓 hong	沐 mu	钰 yu	琛 chen	煜 yu	濛 meng	瑾 jin	偲 si cai	臻 zhen	铮 zheng	阿 a e`)

func readTable(text string) map[string][]string {
	table := map[string][]string{}
	for entry := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\t' || r == '\n' }) {
		f := strings.Fields(entry)
		table[f[0]] = f[1:]
	}
	return table
}
