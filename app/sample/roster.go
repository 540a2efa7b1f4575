package sample

import (
	"bytes"
	"encoding/csv"

	"kaocha/data/cadre"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// RosterName is the file for practising the import.
const RosterName = "新任科级干部名册（练习导入）.csv"

// ImportFiles are files to practise the import with: a roster as older office
// programs save it (GB18030), five more invented people, one of them with an ID
// number that a digit is wrong in. They are not part of the installed sample.
func ImportFiles() map[string][]byte {
	return map[string][]byte{RosterName: rosterCSV()}
}

func rosterCSV() []byte {
	id := func(birth, sex string, seq int) string { return idNumber(cadre.MustDate(birth), sex, seq) }
	bad := []byte(id("1987.09.14", "男", 61))
	bad[12] = '9' - (bad[12] - '0') // a digit of the birth day typed wrong
	records := [][]string{
		{School + "新任科级干部名册"},
		{"序号", "姓名", "性别", "出生年月", "民族", "籍贯", "政治面貌", "入党时间", "参加工作时间", "学历", "学位", "毕业院校系及专业",
			"职称", "党总支", "单位", "现任职务", "任现职时间", "职级", "身份证号", "手机"},
		{"1", "云中雁", "女", "1990.02", "汉族", "示例省荷浦市", "中共党员", "2011.05", "2015.07", "硕士研究生", "管理学硕士", "假想大学公共管理专业",
			"助理研究员", "机关党总支", "审计处", "综合科副科长", "2025.09", "副科", id("1990.02.11", "女", 60), "00031700001"},
		{"2", "纪小舟", "男", "1987.09", "汉族", "示例省柳桥县", "中共党员", "2008.12", "2010.07", "大学", "工学学士", "样例理工大学土木工程专业",
			"工程师", "直属单位党总支", "基建处", "维修科副科长", "2025.09", "副科", string(bad), "00031700002"},
		{"3", "端木青", "女", "1988年11月", "汉族", "示例省枫亭市", "群众", "", "2014-07", "硕士研究生", "农学硕士", "示例农林大学林学专业",
			"讲师", "林学院党总支", "林学院", "团委书记", "2025.09", "副科", id("1988.11.30", "女", 62), "00031700003"},
		{"4", "巴图禾", "男", "198905", "蒙古族", "示例省云岭县", "中共党员", "2010.06", "201207", "大学", "农学学士", "示例农林大学动物科学专业",
			"实验师", "动物科学学院党总支", "动物科学学院", "实验牧场副场长", "2025.09", "副科", id("1989.05.07", "男", 63), "00031700004"},
		{"5", "夏侯兰溪", "女", "1991/3", "汉族", "示例省竹塘县", "中共预备党员", "2024.12", "2013.08", "大学", "文学学士", "虚构师范大学英语专业",
			"助理研究员", "机关党总支", "国际合作与交流处", "留学生科副科长", "2025.09", "副科", id("1991.03.19", "女", 64), "00031700005"},
		{"合计：5人"},
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, r := range records {
		for len(r) < len(records[1]) {
			r = append(r, "")
		}
		w.Write(r) // into memory, cannot fail
	}
	w.Flush()
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes(b.Bytes())
	if err != nil {
		panic("sample: roster: " + err.Error()) // only Chinese text
	}
	return out
}
