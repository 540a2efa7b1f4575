package pagetest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"sync"

	"kaocha/forms/page"
	"kaocha/forms/template"
	"kaocha/resources/fonts"
)

// Fonts are the shipped fonts alone, so that tests measure the same everywhere.
var Fonts = sync.OnceValue(func() *page.Fonts {
	faces := map[string][]byte{}
	for _, f := range fonts.Shipped() {
		faces[f.Key] = f.Data
	}
	return page.NewFonts(faces)
})

// Photo draws a stand-in portrait of about 15 KB.
var Photo = sync.OnceValue(func() []byte {
	im := image.NewRGBA(image.Rect(0, 0, 330, 450))
	for y := range 450 {
		for x := range 330 {
			c := color.RGBA{90, 140, 210, 255}
			dx, dy := float64(x-165), float64(y-170)
			if y > 285 && dx*dx/(150*150)+float64(y-450)*float64(y-450)/(165*165) < 1 {
				c = color.RGBA{35, 40, 60, 255}
			}
			if dx*dx/(75*75)+dy*dy/(95*95) < 1 {
				c = color.RGBA{236, 200, uint8(172 + (x*7+y*13)%9), 255}
			}
			im.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 92}); err != nil {
		panic(err)
	}
	return b.Bytes()
})

var (
	surnames = []string{"虚", "测", "样", "假", "拟", "例"}
	given    = []string{"甲辰", "子喆", "丙堃", "丁玥", "戊", "己昇", "庚𬭎", "辛䶮", "壬", "癸烜"}
)

// Person is invented cadre number i.
func Person(i int) template.Data {
	name := surnames[i%len(surnames)] + given[(i/3)%len(given)]
	post := "示例大学测试学院党总支副书记、样例研究中心副主任"
	return template.Data{
		"姓名": name, "性别": []string{"男", "女"}[i%2], "出生年月": fmt.Sprintf("19%02d.%02d", 70+i%20, 1+i%12), "年龄": 54 - i%20,
		"民族": "汉族", "籍贯": "虚构省样例市", "出生地": "虚构省样例市", "入党时间": "1999.06", "参加工作时间": "2001.07", "健康状况": "健康",
		"专业技术职务": "讲师", "专长": "思想政治教育与学生管理", "全日制学历": "大学\n法学学士", "全日制院校": "示例大学测试学院\n法学专业",
		"在职学历": "研究生\n公共管理硕士", "在职院校": "样例大学管理学院\n公共管理专业",
		"现任职务": post, "拟任职务": "示例大学样例学院党委副书记（试用期一年）", "拟免职务": post,
		"照片": template.Image{Data: Photo()}, "简历": Resume(8),
		"奖惩情况": "2015年2月，被评为“全校样例工作先进个人”；2018年7月，记三等功一次；2021年6月，获“示例优秀党务工作者”称号。",
		"年度考核": "2021年度：优秀；2022年度：称职；2023年度：优秀。",
		"任免理由": "该同志政治立场坚定，工作经验较丰富，思路清、作风实，综合协调能力较强，群众公认度高。经研究，拟任示例大学样例学院党委副书记。",
		"家庭成员": []template.Data{
			{"称谓": "妻子", "姓名": "例海燕", "年龄": 45, "政治面貌": "中共党员", "单位职务": "示例市第一中学教师"},
			{"称谓": "女儿", "姓名": "虚小玥", "年龄": 17, "政治面貌": "共青团员", "单位职务": "示例市第二中学学生"},
			{"称谓": "父亲", "姓名": "虚大海", "年龄": 74, "政治面貌": "中共党员", "单位职务": "示例市供销社退休干部"},
			{"称谓": "母亲", "姓名": "样秀英", "年龄": 72, "政治面貌": "群众", "单位职务": "示例市石桥镇样例村村民"},
		},
		"呈报单位": "中共示例大学委员会组织部", "审批意见": "", "行政意见": "", "填表人": "测晓东", "填表时间": "2026年5月20日",
	}
}

// Resume is a résumé of n entries.
func Resume(n int) string {
	var out []string
	for i := range n {
		from, to := 1997+3*i, 2000+3*i
		e := fmt.Sprintf("%d.09--%d.07　示例大学测试学院第%d教研室科员、样例中心副主任", from, to, i+1)
		if i%3 == 1 {
			e += "（其间：挂任样例县石桥镇前王村党支部副书记，兼任“双百”示范点负责人）"
		}
		out = append(out, e)
	}
	return strings.Join(out, "\n")
}

// ReportData fills Report over three pages.
func ReportData(i int) template.Data {
	long := "该同志能够认真学习贯彻党的创新理论，坚定拥护“两个确立”，坚决做到“两个维护”；工作中注重调查研究，2025年先后走访12个教研室、38名教师，撰写调研报告4份，提出意见建议15条，被采纳9条。"
	return template.Data{
		"姓名": Person(i)["姓名"], "依据": "《示例大学科级干部试用期考察办法（试行）》", "考察时间": "2026年5月18日至20日", "组长": "测建国", "人数": 3, "单位": "示例大学测试学院",
		"基本情况": "虚甲辰，男，汉族，1985年6月生，虚构省样例市人，2008年7月参加工作，2006年11月加入中国共产党，研究生学历，公共管理硕士学位，讲师。现任示例大学测试学院办公室主任（试用期一年）。",
		"表现": []template.Data{
			{"标题": "一是政治素质好。", "内容": strings.Repeat(long, 2)},
			{"标题": "二是工作能力强。", "内容": strings.Repeat(long, 2)},
			{"标题": "三是工作实绩突出。", "内容": long + "完成各类材料120余份，组织会议36次，差错率为0.5%。"},
		},
		"测评": []template.Data{
			{"项目": "总体评价", "优秀": 51, "称职": 11, "基本称职": 0, "不称职": 0, "率": "82.26%"},
			{"项目": "政治素质", "优秀": 55, "称职": 7, "基本称职": 0, "不称职": 0, "率": "88.71%"},
		},
		"不足": []string{"一是理论学习的系统性还不够；", "二是开拓创新意识有待加强。"}, "考察组意见": "考察组认为，该同志试用期表现良好，建议按期转正，正式任职。", "落款日期": "2026年5月20日",
	}
}

// TalkData is a record of n questions.
func TalkData(n int) template.Data {
	var qa []template.Data
	for i := range n {
		qa = append(qa, template.Data{"问": fmt.Sprintf("第%d个问题：请谈谈该同志试用期以来的主要表现。", i+1), "答": strings.Repeat("该同志工作认真负责，能够团结同志，敢于担当，群众基础较好。", 3)})
	}
	return template.Data{"对象": "例丙堃", "时间": "2026年5月19日", "问答": qa}
}
