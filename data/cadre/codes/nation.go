package codes

import "strings"

// Nation is GB/T 3304: the 56 nationalities and three further entries. It is found
// with or without 族, by number and by letters.
var Nation = &List{Key: "nation", Name: "民族", Standard: "GB/T 3304", Items: nations()}

// nationTable: number, letters, name without 族 (DOMAIN 4.3).
const nationTable = `
	01 HA 汉	02 MG 蒙古	03 HU 回	04 ZA 藏	05 UG 维吾尔	06 MH 苗	07 YI 彝	08 ZH 壮
	09 BY 布依	10 CS 朝鲜	11 MA 满	12 DO 侗	13 YA 瑶	14 BA 白	15 TJ 土家	16 HN 哈尼
	17 KZ 哈萨克	18 DA 傣	19 LI 黎	20 LS 傈僳	21 VA 佤	22 SH 畲	23 GS 高山	24 LH 拉祜
	25 SU 水	26 DX 东乡	27 NX 纳西	28 JP 景颇	29 KG 柯尔克孜	30 TU 土	31 DU 达斡尔	32 ML 仫佬
	33 QI 羌	34 BL 布朗	35 SL 撒拉	36 MN 毛南	37 GL 仡佬	38 XB 锡伯	39 AC 阿昌	40 PM 普米
	41 TA 塔吉克	42 NU 怒	43 UZ 乌孜别克	44 RS 俄罗斯	45 EW 鄂温克	46 DE 德昂	47 BN 保安	48 YG 裕固
	49 GI 京	50 TT 塔塔尔	51 DR 独龙	52 OR 鄂伦春	53 HZ 赫哲	54 MB 门巴	55 LB 珞巴	56 JN 基诺`

// nationSlips are misspellings and older names seen in rosters.
var nationSlips = map[string][]string{
	"畲": {"畬"}, "傈僳": {"傈傈", "栗僳", "傈粟"}, "达斡尔": {"达翰尔", "达斡儿"}, "维吾尔": {"维族", "维吾儿"},
	"仡佬": {"仡老", "忔佬"}, "仫佬": {"仫老"}, "拉祜": {"拉枯", "拉祜祜"}, "珞巴": {"洛巴"}, "蒙古": {"蒙族"},
	"毛南": {"毛难"}, "德昂": {"崩龙"}, "柯尔克孜": {"吉尔吉斯"}, "乌孜别克": {"乌兹别克"},
	"壮": {"僮"}, "布依": {"布衣"}, "裕固": {"裕古"}, "景颇": {"景坡"}, "哈萨克": {"哈族"},
	"朝鲜": {"朝族"},
}

func nations() []Item {
	var list []Item
	for _, entry := range strings.FieldsFunc(nationTable, func(r rune) bool { return r == '\t' || r == '\n' }) {
		f := strings.Fields(entry)
		one := Item{Code: f[0], Letters: f[1], Name: f[2] + "族", Aliases: []string{f[2]}}
		for _, slip := range nationSlips[f[2]] {
			one.Instead = append(one.Instead, slip)
			if !strings.HasSuffix(slip, "族") {
				one.Instead = append(one.Instead, slip+"族")
			}
		}
		list = append(list, one)
	}
	return append(list, items(`
		81 穿青人 穿青 | 穿青族
		97 其他 其他民族
		98 外国血统 外国血统中国籍人士
	`)...)
}
