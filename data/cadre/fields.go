package cadre

import (
	"fmt"
	"strconv"
	"strings"
)

// Fields is the register, field by field, in the order of the forms.
var Fields = buildFields()

var byKey = func() map[string]*Field {
	m := map[string]*Field{}
	for i := range Fields {
		m[Fields[i].Key] = &Fields[i]
	}
	return m
}()

// FieldByKey finds a field by its label; nil when there is none.
func FieldByKey(key string) *Field { return byKey[key] }

// Groups of the register in the order of a person's page.
const (
	GroupBasic     = "基本情况"
	GroupEducation = "学历学位"
	GroupPost      = "职务与试用期"
	GroupResume    = "简历"
	GroupResult    = "奖惩与考核"
	GroupFamily    = "家庭成员"
	GroupContact   = "证件与联系方式"
	GroupAppoint   = "任免事项"
)

func buildFields() []Field {
	var fs []Field
	fs = append(fs, basicFields()...)
	fs = append(fs, educationFields()...)
	fs = append(fs, postFields()...)
	fs = append(fs, otherFields()...)
	return fs
}

func basicFields() []Field {
	g := GroupBasic
	return []Field{
		field(g, "姓名", Text, "XingMing", func(c *Cadre) *string { return &c.Name }),
		choice(g, "性别", "sex", "XingBie", func(c *Cadre) *string { return &c.Sex }),
		day(g, "出生年月", "ChuShengNianYue", func(c *Cadre) *Date { return &c.Birth }, "出生日期", "出生时间", "生日", "出生"),
		choice(g, "民族", "nation", "MinZu", func(c *Cadre) *string { return &c.Nation }),
		field(g, "籍贯", Text, "JiGuan", func(c *Cadre) *string { return &c.NativePlace }),
		field(g, "出生地", Text, "ChuShengDi", func(c *Cadre) *string { return &c.BirthPlace }),
		field(g, "户籍地", Text, "", func(c *Cadre) *string { return &c.Household }, "户口所在地"),
		choice(g, "政治面貌", "politics", "ZhengZhiMianMao", func(c *Cadre) *string { return &c.Political }, "党派"),
		field(g, "入党时间", Text, "RuDangShiJian", func(c *Cadre) *string { return &c.PartyJoined }, "党派参加时间", "入党年月", "加入党派时间"),
		day(g, "参加工作时间", "CanJiaGongZuoShiJian", func(c *Cadre) *Date { return &c.WorkStart }, "参加工作年月", "工作时间", "参工时间"),
		choice(g, "健康状况", "health", "JianKangZhuangKuang", func(c *Cadre) *string { return &c.Health }),
		field(g, "专业技术职务", Text, "ZhuanYeJiShuZhiWu", func(c *Cadre) *string { return &c.Title }, "职称", "专业技术职称", "现职称"),
		day(g, "职称评定时间", "", func(c *Cadre) *Date { return &c.TitleDate }, "职称时间", "评定时间"),
		field(g, "熟悉专业有何专长", Text, "ShuXiZhuanYeYouHeZhuanChang", func(c *Cadre) *string { return &c.Specialty }, "专长", "熟悉业务有何专长"),
	}
}

func educationFields() []Field {
	g := GroupEducation
	return []Field{
		choice(g, "全日制学历", "education", "QuanRiZhiJiaoYu_XueLi", func(c *Cadre) *string { return &c.FullTime.Level }, "学历", "最高学历"),
		choice(g, "全日制学位", "degree", "QuanRiZhiJiaoYu_XueWei", func(c *Cadre) *string { return &c.FullTime.Degree }, "学位", "最高学位"),
		field(g, "全日制毕业院校系及专业", Text, "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", func(c *Cadre) *string { return &c.FullTime.School }, "毕业院校系及专业", "毕业院校及专业", "毕业院校", "全日制毕业院校"),
		field(g, "全日制学位院校系及专业", Text, "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", func(c *Cadre) *string { return &c.FullTime.DegreeSchool }),
		choice(g, "在职学历", "education", "ZaiZhiJiaoYu_XueLi", func(c *Cadre) *string { return &c.PartTime.Level }),
		choice(g, "在职学位", "degree", "ZaiZhiJiaoYu_XueWei", func(c *Cadre) *string { return &c.PartTime.Degree }),
		field(g, "在职毕业院校系及专业", Text, "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", func(c *Cadre) *string { return &c.PartTime.School }, "在职毕业院校"),
		field(g, "在职学位院校系及专业", Text, "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", func(c *Cadre) *string { return &c.PartTime.DegreeSchool }),
	}
}

func postFields() []Field {
	g := GroupPost
	months := Field{Key: "试用期月数", Kind: Number, Group: g, Aliases: []string{"试用月数"},
		Get: func(c *Cadre) string {
			if c.Probation.Months == 0 {
				return ""
			}
			return strconv.Itoa(c.Probation.Months)
		},
		Set: func(c *Cadre, s string) error {
			n := 0
			if t := strings.TrimSuffix(strings.TrimSpace(halfWidth(s)), "个月"); t != "" {
				var err error
				if n, err = strconv.Atoi(t); err != nil || n < 1 || n > 60 {
					return fmt.Errorf("“%s”不是月数，请填 1 到 60 的整数", s)
				}
			}
			c.Probation.Months = n
			return nil
		}}
	return []Field{
		field(g, "党总支", Text, "", func(c *Cadre) *string { return &c.Branch }, "所在党总支", "所属党总支", "总支"),
		field(g, "单位", Text, "", func(c *Cadre) *string { return &c.Unit }, "所在单位", "工作单位", "部门"),
		field(g, "现任职务", Text, "XianRenZhiWu", func(c *Cadre) *string { return &c.Position }, "职务", "所在单位及职务", "现职务", "工作单位及职务"),
		day(g, "任现职时间", "", func(c *Cadre) *Date { return &c.PositionSince }, "任职时间", "现职务始任时间"),
		choice(g, "职级", "grade", "", func(c *Cadre) *string { return &c.Rank }, "职务级别", "现职级", "级别"),
		field(g, "岗位职责", Long, "", func(c *Cadre) *string { return &c.Duties }, "分管工作"),
		field(g, "试任职务", Text, "", func(c *Cadre) *string { return &c.Probation.Position }, "试用职务"),
		day(g, "试任通知时间", "", func(c *Cadre) *Date { return &c.Probation.Start }, "试用期开始", "试用期起", "试用期开始时间", "试用期起始时间", "试用开始时间", "试用开始日期", "试用起始时间", "试用起始日期", "试任时间", "试用任职时间", "试任职通知时间"),
		field(g, "任职文号", Text, "", func(c *Cadre) *string { return &c.Probation.NoticeNo }, "任命文号", "文号"),
		months,
		day(g, "试用期止（延长后）", "", func(c *Cadre) *Date { return &c.Probation.End }, "试用终止日期"),
		day(g, "转正日期", "", func(c *Cadre) *Date { return &c.Probation.FormalDate }, "正式任职时间"),
		field(g, "转正文号", Text, "", func(c *Cadre) *string { return &c.Probation.FormalNo }),
		field(g, "试用期考核结论", Text, "", func(c *Cadre) *string { return &c.Probation.Result }),
	}
}

func otherFields() []Field {
	a := GroupAppoint
	return []Field{
		{Key: "简历", Kind: List, Group: GroupResume, LRMX: "JianLi",
			Get: func(c *Cadre) string { return FormatResume(c.Resume) },
			Set: func(c *Cadre, s string) error { c.Resume = ParseResume(s); return nil }},
		field(GroupResult, "奖惩情况", Long, "JiangChengQingKuang", func(c *Cadre) *string { return &c.Rewards }),
		field(GroupResult, "年度考核结果", Long, "NianDuKaoHeJieGuo", func(c *Cadre) *string { return &c.YearResults }, "年度考核", "近三年年度考核"),
		field(GroupResult, "培训情况", Long, "", func(c *Cadre) *string { return &c.Training }),
		field(GroupResult, "社会或学术兼职", Long, "", func(c *Cadre) *string { return &c.SocialPosts }, "社会兼职", "学术兼职"),
		{Key: "家庭成员", Kind: List, Group: GroupFamily, LRMX: "JiaTingChengYuan",
			Get: func(c *Cadre) string { return FormatFamily(c.Family) },
			Set: func(c *Cadre, s string) (err error) { c.Family, err = ParseFamily(s); return err }},
		secret(field(GroupContact, "身份证号", Text, "ShenFenZheng", func(c *Cadre) *string { return &c.IDNumber }, "身份证号码", "公民身份号码", "身份证")),
		field(GroupContact, "工作证号", Text, "", func(c *Cadre) *string { return &c.StaffNo }, "工号", "职工号"),
		field(GroupContact, "手机", Text, "", func(c *Cadre) *string { return &c.Mobile }, "手机号", "手机号码", "联系电话", "电话"),
		field(GroupContact, "办公电话", Text, "", func(c *Cadre) *string { return &c.OfficePhone }),
		field(GroupContact, "电子信箱", Text, "", func(c *Cadre) *string { return &c.Email }, "邮箱", "电子邮箱", "E-mail"),
		field(GroupContact, "备注", Long, "", func(c *Cadre) *string { return &c.Remarks }),
		field(a, "拟任职务", Text, "NiRenZhiWu", func(c *Cadre) *string { return &c.Appointment.Proposed }),
		field(a, "拟免职务", Text, "NiMianZhiWu", func(c *Cadre) *string { return &c.Appointment.Removed }),
		field(a, "任免理由", Long, "RenMianLiYou", func(c *Cadre) *string { return &c.Appointment.Reason }),
		field(a, "呈报单位", Text, "ChengBaoDanWei", func(c *Cadre) *string { return &c.Appointment.Submitter }),
		day(a, "计算年龄时间", "JiSuanNianLingShiJian", func(c *Cadre) *Date { return &c.Appointment.AgeDate }),
		day(a, "填表时间", "TianBiaoShiJian", func(c *Cadre) *Date { return &c.Appointment.FilledDate }),
		field(a, "填表人", Text, "TianBiaoRen", func(c *Cadre) *string { return &c.Appointment.FilledBy }),
	}
}

func secret(f Field) Field { f.Secret = true; return f }

// Change is one field that differs between two versions of a person.
type Change struct{ Key, Old, New string }

// Diff lists the fields that differ, in the order of the forms.
func Diff(old, new *Cadre) []Change {
	var out []Change
	for i := range Fields {
		if a, b := Fields[i].Get(old), Fields[i].Get(new); a != b {
			out = append(out, Change{Fields[i].Key, a, b})
		}
	}
	if old.PhotoHash != new.PhotoHash {
		out = append(out, Change{"照片", photoWord(old), photoWord(new)})
	}
	return out
}

func photoWord(c *Cadre) string {
	if c.PhotoHash == "" {
		return ""
	}
	return "照片（" + c.PhotoHash[:min(8, len(c.PhotoHash))] + "）"
}
