package strokes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// compoundSurnames are taken as the surname of any name longer than they are.
var compoundSurnames = setOf(`欧阳 司马 诸葛 上官 司徒 司空 司寇 夏侯 皇甫 尉迟 公孙 长孙 慕容 令狐
	宇文 东方 西门 南宫 东郭 南门 百里 呼延 端木 轩辕 独孤 澹台 淳于 单于 申屠 赫连 钟离 鲜于 闾丘 濮阳
	太史 太叔 公冶 公羊 公西 公良 万俟 亓官 颛孙 巫马 漆雕 壤驷 拓跋 拓拔 羊舌 微生 第五 完颜 纳兰
	叶赫 那拉 爱新觉罗 叶赫那拉 仆固 达奚 褚师 夹谷 宰父 左丘 即墨 耶律 贺若 斛律 屈突 哥舒
	歐陽 司馬 諸葛 尉遲 長孫 獨孤 軒轅 鍾離 東方 南宮 萬俟 鮮于`)

// rareCompoundSurnames also read as a single surname and a given name (乐正明,
// 贺兰英), so they count only where the name has four characters.
var rareCompoundSurnames = setOf(`乐正 宗政 段干 谷梁 穀梁 梁丘 归海 子车 东门 仲孙 叔孙 季孙 孟孙 王孙
	伯赏 南荣 贺兰 闻人 北宫 海兰 安期`)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, s := range strings.Fields(list) {
		set[s] = true
	}
	return set
}

// middleDots are the marks between the parts of a minority name (阿不都·热合曼)
// as they turn up in files.
const middleDots = "·•・‧∙⋅･．."

// SplitName divides a name into surname and given name. Text in brackets and
// blanks are dropped. The surname is what stands before the first ·, else a usual
// compound surname, else the first character.
func SplitName(name string) (surname, given string) {
	s, g := splitRunes(name)
	return string(s), string(g)
}

func splitRunes(name string) (surname, given []rune) {
	all, dot := clean(name)
	switch {
	case dot > 0:
		return all[:dot], all[dot:]
	case len(all) == 0:
		return nil, nil
	}
	n := 1
	for _, length := range []int{4, 2} {
		if len(all) > length && (compoundSurnames[string(all[:length])] ||
			len(all) == 4 && rareCompoundSurnames[string(all[:length])]) {
			n = length
			break
		}
	}
	return all[:n], all[n:]
}

// The ordinary characters; none of them is dropped, none stands for another.
const firstIdeograph, lastIdeograph = 0x4E00, 0x9FFF

// clean drops bracketed notes such as （女）, blanks, invisible characters and
// middle dots. dot is the number of characters before the first middle dot, 0
// where there is none. A bracket that is never closed reaches to the end.
func clean(name string) (kept []rune, dot int) {
	depth := 0
	kept = make([]rune, 0, utf8.RuneCountInString(name))
	for _, r := range name {
		switch {
		case depth == 0 && firstIdeograph <= r && r <= lastIdeograph: // nearly all of them
			kept = append(kept, r)
		case strings.ContainsRune("（([〔［【", r):
			depth++
		case strings.ContainsRune("）)]〕］】", r):
			depth = max(depth-1, 0)
		case depth > 0 || unicode.IsSpace(r) || !unicode.IsPrint(r):
		case strings.ContainsRune(middleDots, r):
			if dot == 0 {
				dot = len(kept)
			}
		default:
			kept = append(kept, unified(r))
		}
	}
	return kept, dot
}
