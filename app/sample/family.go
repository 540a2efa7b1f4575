package sample

import (
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/strokes"
)

var (
	surnames   = strings.Fields("沈 韩 杨 朱 许 何 吕 施 张 孔 曹 严 魏 陶 姜 谢 邹 窦 章 苏 潘 葛 范 彭 郎 鲁 韦 昌 马 凤")
	manGiven   = strings.Fields("望山 大田 有收 耕石 长林 立夏 茂才 守仓 北原 云岗 稼轩 土根 松年 柏生 溪亭 知耕")
	womanGiven = strings.Fields("春桃 禾香 月圆 秋实 采蘋 兰圃 素芹 晚棠 杏村 麦香 荷生 惠圃 青萝 桂枝 小满 若蕖")
	childGiven = strings.Fields("一禾 小穗 豆豆 乐田 可可 念青 果果 苗苗 知雨 朵朵 松松 安禾 米粒 亦林 初晴 阳阳")
)

// family is 2–6 rows in filing order (DOMAIN 3.6): spouse, children, parents.
func (m *maker) family(c cadre.Cadre) []cadre.FamilyMember {
	var out []cadre.FamilyMember
	own, _ := strokes.SplitName(c.Name)
	if c.Nation == "维吾尔族" {
		own = ""
	}
	if m.r.birth.Year < 1990 {
		out = append(out, m.spouse(c))
		out = append(out, m.children(out[0], own)...)
	}
	out = append(out, m.parents(own)...)
	if len(out) < 6 && m.rng.IntN(4) == 0 {
		sib := cadre.FamilyMember{Relation: "弟弟", Name: own + m.pick(manGiven), Birth: cadre.Date{Year: m.r.birth.Year + 4, Month: 5},
			Political: "群众", Work: "示例省松涧市农产品批发市场个体经营"}
		if c.Nation == "维吾尔族" {
			sib.Name = "阿尔禾·麦力克"
		}
		out = append(out, sib)
	}
	return out
}

func (m *maker) spouse(c cadre.Cadre) cadre.FamilyMember {
	f := cadre.FamilyMember{Relation: "妻子", Name: m.pick(surnames) + m.pick(womanGiven), Political: m.pick([]string{"中共党员", "群众", "群众"})}
	if c.Sex == "女" {
		f.Relation, f.Name = "丈夫", m.pick(surnames)+m.pick(manGiven)
	}
	if c.Nation == "维吾尔族" {
		f.Name = "艾尔山·禾木提"
	}
	f.Birth = cadre.Date{Year: m.r.birth.Year + m.rng.IntN(5) - 2, Month: 1 + m.rng.IntN(12)}
	f.Work = m.pick([]string{"示例市第三中学教师", "示例市麦洲区医院主管护师", "示例农业银行职员", "示例农林大学图书馆馆员", "示例省园林设计公司工程师", "示例市税务局科员"})
	return f
}

// children are born when both parents were 25 or older, and before the round.
func (m *maker) children(spouse cadre.FamilyMember, own string) []cadre.FamilyMember {
	from := own
	if m.r.sex == "女" {
		from, _ = strokes.SplitName(spouse.Name)
	}
	first := max(m.r.birth.Year, spouse.Birth.Year) + 26 + m.rng.IntN(5)
	var out []cadre.FamilyMember
	for k := range 1 + m.rng.IntN(2) {
		year := first + k*(3+m.rng.IntN(3))
		if year > 2023 {
			break
		}
		f := cadre.FamilyMember{Relation: m.pick([]string{"儿子", "女儿"}), Name: from + childGiven[(m.i*2+k)%len(childGiven)],
			Birth: cadre.Date{Year: year, Month: 1 + m.rng.IntN(12)}, Political: "群众", Work: "示例农林大学附属小学学生"}
		if own == "" { // the father's name follows the child's own
			f.Name = "努尔禾·" + strings.TrimSuffix(spouse.Name, "·禾木提")
		}
		switch age := 2025 - year; {
		case age < 4:
			f.Work = "学龄前儿童"
		case age < 7:
			f.Work = "示例农林大学附属幼儿园"
		case age > 17:
			f.Work, f.Political = "假想大学学生", "共青团员"
		case age > 12:
			f.Work, f.Political = "示例市第三中学学生", m.pick([]string{"群众", "共青团员"})
		}
		if age := 2025 - year; age < 14 {
			f.Political = "群众"
		}
		out = append(out, f)
	}
	return out
}

func (m *maker) parents(own string) []cadre.FamilyMember {
	father := cadre.FamilyMember{Relation: "父亲", Name: own + m.pick(manGiven), Political: m.pick([]string{"群众", "中共党员"}),
		Birth: cadre.Date{Year: m.r.birth.Year - 25 - m.rng.IntN(5), Month: 1 + m.rng.IntN(12)}}
	mother := cadre.FamilyMember{Relation: "母亲", Name: m.pick(surnames) + m.pick(womanGiven), Political: "群众",
		Birth: cadre.Date{Year: father.Birth.Year + m.rng.IntN(4), Month: 1 + m.rng.IntN(12)}}
	if own == "" {
		father.Name, mother.Name = "麦力克·苏里坦禾", "古丽穗·沙木提"
	}
	town := "示例省" + m.pick(places)
	father.Work, mother.Work = town+"农民", town+"农民"
	if m.rng.IntN(3) == 0 {
		father.Work, mother.Work = town+"供销社退休职工", town+"小学退休教师"
	}
	if m.i%7 == 3 {
		father.Work = "已故"
	}
	return []cadre.FamilyMember{father, mother}
}
