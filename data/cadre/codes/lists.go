package codes

var all = []*List{
	Sex, Nation, Health, Politics, Education, Degree, Relation,
	YearResult, Grade, Rank, ReviewKind,
}

// Sex is GB/T 2261.1.
var Sex = &List{Key: "sex", Name: "性别", Standard: "GB/T 2261.1", Items: items(`
	0 未知 未知的性别
	1 男 男性
	2 女 女性
	9 未说明 未说明的性别
`)}

// Health is the form's wording for GB/T 2261.3; DOMAIN 4.2.
var Health = &List{Key: "health", Name: "健康状况", Standard: "GB/T 2261.3", Open: true, Items: items(`
	- 健康 | 很好 好 健康状况良好
	- 良好
	- 一般 一般或较弱
	- 较差 | 差 有慢性病
`)}

// Politics is 政治面貌, GB/T 4762.
var Politics = &List{Key: "politics", Name: "政治面貌", Standard: "GB/T 4762", Items: items(`
	01 中共党员 中国共产党党员 | 党员 中共 共产党员 正式党员 中共正式党员
	02 中共预备党员 中国共产党预备党员 | 预备党员
	03 共青团员 中国共产主义青年团团员 | 团员 共青团
	04 民革党员 民革会员 中国国民党革命委员会党员 中国国民党革命委员会会员 | 民革
	05 民盟盟员 中国民主同盟盟员 | 民盟
	06 民建会员 中国民主建国会会员 | 民建
	07 民进会员 中国民主促进会会员 | 民进
	08 农工党党员 中国农工民主党党员 | 农工党 农工民主党
	09 致公党党员 中国致公党党员 | 致公党
	10 九三学社社员 | 九三 九三学社
	11 台盟盟员 台湾民主自治同盟盟员 | 台盟
	12 无党派人士 无党派民主人士 | 无党派
	13 群众 | 普通公民 普通群众 非党员
`)}

// Education is 学历, ZB64. Forms say 大学 and 大专, not 本科 and 专科.
var Education = &List{Key: "education", Name: "学历", Standard: "ZB64", Open: true, Items: items(`
	1 研究生教育
	11 博士研究生 博士研究生毕业 研究生(博士) 博士生 | 博士
	12 硕士研究生 硕士研究生毕业 研究生(硕士) 硕士生 | 硕士
	13 硕士生班 硕士研究生班 研究生班
	1A 中央党校研究生
	1B 省(区、市)委党校研究生 省委党校研究生 市委党校研究生 区委党校研究生 | 党校研究生 在职党校研究生
	21 大学 | 本科 大学本科 大本 本科生 本科毕业 大学毕业 全日制本科
	22 大专 | 专科 大学专科 大专毕业 专科毕业 专科生 全日制大专
	23 大学普通班
	24 第二学士学位班 | 第二学士学位 双学士
	2A 中央党校大学 | 中央党校本科
	2B 省委党校大学 省(区、市)委党校大学 市委党校大学 区委党校大学 | 党校本科 省委党校本科 党校大学
	2C 中央党校大专 | 中央党校专科
	2D 省委党校大专 省(区、市)委党校大专 市委党校大专 区委党校大专 | 党校大专 省委党校专科 党校专科
	41 中等专科 | 中专 中师 中专毕业
	44 职业高中 | 职高
	47 技工学校 | 技校 中技
	61 普通高中 | 高中 高中毕业
	71 初中 | 初级中学 初中毕业
	81 小学 | 小学毕业
	9 其他
`)}

// Degree is 学位, GB/T 6864, with the professional degrees in use. Degrees are
// kept and exchanged by name (DOMAIN 3.2), so the entries carry no codes.
var Degree = &List{Key: "degree", Name: "学位", Standard: "GB/T 6864", Open: true, Items: degrees()}

func degrees() []Item {
	fields := []string{"哲学", "经济学", "法学", "教育学", "文学", "历史学", "理学", "工学", "农学", "医学", "军事学", "管理学", "艺术学"}
	var list []Item
	for _, level := range []string{"博士", "硕士", "学士"} {
		for _, field := range fields {
			list = append(list, Item{Name: field + level, Aliases: []string{field + level + "学位"}})
		}
	}
	return append(list, items(`
		- 工商管理硕士 MBA
		- 公共管理硕士 MPA
		- 高级管理人员工商管理硕士 EMBA
		- 法律硕士 JM
		- 教育硕士 EdM
		- 工程硕士
		- 农业硕士 | 农业推广硕士
		- 兽医硕士
		- 风景园林硕士
		- 林业硕士
		- 会计硕士 MPAcc
		- 金融硕士
		- 税务硕士
		- 审计硕士
		- 应用统计硕士
		- 应用心理硕士
		- 国际商务硕士
		- 保险硕士
		- 资产评估硕士
		- 社会工作硕士 MSW
		- 汉语国际教育硕士
		- 体育硕士
		- 艺术硕士 MFA
		- 翻译硕士 MTI
		- 新闻与传播硕士
		- 出版硕士
		- 文物与博物馆硕士
		- 图书情报硕士
		- 工程管理硕士 MEM
		- 旅游管理硕士 MTA
		- 建筑学专业硕士 建筑学硕士
		- 城市规划硕士
		- 临床医学硕士
		- 口腔医学硕士
		- 公共卫生硕士 MPH
		- 护理硕士
		- 药学硕士
		- 中药学硕士
		- 军事硕士
		- 警务硕士
		- 教育博士 EdD
		- 工程博士
		- 兽医博士
		- 临床医学博士
		- 口腔医学博士
		- 建筑学专业学士 建筑学学士
	`)...)
}

// Relation is 称谓, after GB/T 4761; kept and exchanged by name.
var Relation = &List{Key: "relation", Name: "称谓", Standard: "GB/T 4761", Open: true, Items: items(`
	- 丈夫 | 夫 老公 爱人 配偶
	- 妻子 | 妻 老婆 爱人 配偶
	- 儿子 | 子 长子 次子 独子 独生子
	- 女儿 | 女 长女 次女 独女 独生女
	- 父亲 | 父 爸爸
	- 母亲 | 母 妈妈
	- 继父 | 后父
	- 继母 | 后母
	- 养父
	- 养母
	- 继子
	- 继女
	- 养子
	- 养女
	- 哥哥 | 兄 哥 大哥 二哥
	- 弟弟 | 弟
	- 姐姐 | 姐 姊 大姐 二姐
	- 妹妹 | 妹
	- 岳父 | 丈人
	- 岳母 | 丈母
	- 公公
	- 婆婆
	- 女婿
	- 儿媳 | 媳妇
	- 嫂子 | 嫂
	- 弟媳 | 弟妹
	- 姐夫
	- 妹夫
	- 祖父 爷爷
	- 祖母 奶奶
	- 外祖父 外公 姥爷
	- 外祖母 外婆 姥姥
	- 孙子
	- 孙女
	- 外孙
	- 外孙女
	- 伯父
	- 叔父 叔叔
	- 姑母 姑姑
	- 舅父 舅舅
	- 姨母 姨妈
`)}

// YearResult is 年度考核结果, A1517. Staff of institutions get 合格 grades,
// civil servants 称职 ones; they are different entries and are never merged.
var YearResult = &List{Key: "yearresult", Name: "年度考核结果", Standard: "A1517", Open: true, Items: items(`
	1 优秀 优秀等次 | 优
	2 称职
	3 基本称职
	4 不称职
	2B 合格
	3B 基本合格
	4B 不合格
	5 不定等次 未定等次
	5A 试用期不定等次 试用期 | 试用期未定等次
	5B 立案不定等次 立案 | 立案审查 立案未定等次
	5C 处分期不定等次 处分期 | 处分期未定等次
	6 不进行考核 不参加考核 | 未参加考核 未考核
	6A 病事假超过半年不进行考核 病事假超过半年 | 病假超过半年 事假超过半年
	7 其他
`)}

// Grade is the rank of a section-level post.
var Grade = &List{Key: "grade", Name: "科级职级", Items: items(`
	- 正科级 正科 科级正 科级正职 正科职 七级
	- 副科级 副科 科级副 科级副职 副科职 八级
`)}

// Rank is 管理岗位等级 in institutions, with the codes seen in practice.
var Rank = &List{Key: "rank", Name: "管理岗位等级", Items: items(`
	211 一级 管理一级 一级职员 部级正 部级正职 正部级
	212 二级 管理二级 二级职员 部级副 部级副职 副部级
	221 三级 管理三级 三级职员 厅级正 厅级正职 正厅级
	222 四级 管理四级 四级职员 厅级副 厅级副职 副厅级
	231 五级 管理五级 五级职员 处级正 处级正职 正处级 正处
	232 六级 管理六级 六级职员 处级副 处级副职 副处级 副处
	241 七级 管理七级 七级职员 科级正 科级正职 正科级 正科
	242 八级 管理八级 八级职员 科级副 科级副职 副科级 副科
	250 九级 管理九级 九级职员 科员
	260 十级 管理十级 十级职员 办事员
`)}

// ReviewKind is 考察类别 (DOMAIN 2.3).
var ReviewKind = &List{Key: "reviewkind", Name: "考察类别", Open: true, Items: items(`
	01 领导班子换届考察 换届考察
	02 届中考察
	03 人选考察
	04 后备干部建议人选考察 | 后备干部考察
	05 其他考察
	06 年度考核
	07 职代会民主评议
	08 单位考核
	09 试用期满考核 | 试用期考察 试用期考核 试用期满考察 转正考核
	10 其他
`)}
