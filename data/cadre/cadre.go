// Package cadre holds the register's person (干部) and the rules about one person:
// dates and ages, résumé, family, checks, and the list of fields that every
// screen, form, import and comparison works from. Pure: no SQL, no file formats.
package cadre

// Cadre is one person (干部) in the register: the superset of the fields of the
// registration and appointment forms (DOMAIN 2.1, 2.2, 3.2). Texts are kept as
// the clerk wrote them; what can be derived (age, probation end) is not stored.
type Cadre struct {
	ID      string `json:"id"` // stable, assigned by the store
	StaffNo string `json:"staffNo,omitempty"`

	Name        string `json:"name"`
	Sex         string `json:"sex,omitempty"` // 男 or 女
	Birth       Date   `json:"birth,omitzero"`
	Nation      string `json:"nation,omitempty"` // 汉族
	NativePlace string `json:"nativePlace,omitempty"`
	BirthPlace  string `json:"birthPlace,omitempty"`
	Household   string `json:"household,omitempty"`
	Political   string `json:"political,omitempty"`   // GB/T 4762 name
	PartyJoined string `json:"partyJoined,omitempty"` // 入党时间, syntax of DOMAIN 3.4
	WorkStart   Date   `json:"workStart,omitzero"`
	Health      string `json:"health,omitempty"`
	Title       string `json:"title,omitempty"` // 专业技术职务
	TitleDate   Date   `json:"titleDate,omitzero"`
	Specialty   string `json:"specialty,omitempty"`

	FullTime Education `json:"fullTime,omitzero"` // 全日制教育
	PartTime Education `json:"partTime,omitzero"` // 在职教育

	Branch        string    `json:"branch,omitempty"`   // 党总支
	Unit          string    `json:"unit,omitempty"`     // 所在单位
	Position      string    `json:"position,omitempty"` // 现任职务, in full
	PositionSince Date      `json:"positionSince,omitzero"`
	Rank          string    `json:"rank,omitempty"` // 职级: 正科, 副科 …
	Duties        string    `json:"duties,omitempty"`
	Probation     Probation `json:"probation,omitzero"`

	Resume      []ResumeEntry  `json:"resume,omitempty"`
	Rewards     string         `json:"rewards,omitempty"`     // 奖惩情况
	YearResults string         `json:"yearResults,omitempty"` // 年度考核结果, see ParseYearResults
	Training    string         `json:"training,omitempty"`
	SocialPosts string         `json:"socialPosts,omitempty"`
	Family      []FamilyMember `json:"family,omitempty"`

	IDNumber    string `json:"idNumber,omitempty"`
	Mobile      string `json:"mobile,omitempty"`
	OfficePhone string `json:"officePhone,omitempty"`
	Email       string `json:"email,omitempty"`
	Remarks     string `json:"remarks,omitempty"`

	Appointment Appointment `json:"appointment,omitzero"`
	PhotoHash   string      `json:"photoHash,omitempty"` // key of the stored picture, "" for none
}

// Education is one of the two education blocks of the form.
type Education struct {
	Level        string `json:"level,omitempty"`        // 学历, ZB64 name: 大学
	Degree       string `json:"degree,omitempty"`       // 学位, GB/T 6864 name
	School       string `json:"school,omitempty"`       // 学历: 毕业院校系及专业
	DegreeSchool string `json:"degreeSchool,omitempty"` // 学位: blank when equal to School
}

// Probation is a trial appointment (试任职): it runs from the date of the notice
// (2001 provisional rule: one year from the notice of the trial appointment).
type Probation struct {
	Position   string `json:"position,omitempty"`  // 试任职务
	Start      Date   `json:"start,omitzero"`      // date of the notice (任职通知)
	NoticeNo   string `json:"noticeNo,omitempty"`  // 任职文号
	Months     int    `json:"months,omitempty"`    // 0: as the scheme says
	End        Date   `json:"end,omitzero"`        // set only when it was extended
	FormalDate Date   `json:"formalDate,omitzero"` // 转正日期
	FormalNo   string `json:"formalNo,omitempty"`  // 转正文号
	Result     string `json:"result,omitempty"`    // 试用期满考核结论
}

// UsualProbation is the length in months where no scheme says another (2001
// provisional rule: one year).
const UsualProbation = 12

// EndDate is the last day of the probation: End when set, else Start plus the
// person's own months, else plus def months. Unknown when Start is unknown.
func (p Probation) EndDate(def int) Date {
	switch {
	case !p.End.IsZero():
		return p.End
	case p.Start.IsZero():
		return Date{}
	case p.Months > 0:
		return p.Start.AddMonths(p.Months)
	}
	return p.Start.AddMonths(def)
}

// ResumeEntry is one line of the résumé (简历). A zero To means "up to now".
// A zero From keeps text that stood before any dated line.
type ResumeEntry struct {
	From Date   `json:"from,omitzero"`
	To   Date   `json:"to,omitzero"`
	Text string `json:"text"`
}

// FamilyMember is one row of 家庭主要成员及重要社会关系.
type FamilyMember struct {
	Relation  string `json:"relation,omitempty"` // 称谓
	Name      string `json:"name,omitempty"`
	Birth     Date   `json:"birth,omitzero"`
	Political string `json:"political,omitempty"`
	Work      string `json:"work,omitempty"` // 工作单位及职务; 去世/已故 for the dead
}

// Appointment holds what only the appointment form (任免审批表) carries.
type Appointment struct {
	Proposed   string `json:"proposed,omitempty"` // 拟任职务
	Removed    string `json:"removed,omitempty"`  // 拟免职务
	Reason     string `json:"reason,omitempty"`   // 任免理由
	Submitter  string `json:"submitter,omitempty"`
	AgeDate    Date   `json:"ageDate,omitzero"` // 计算年龄时间
	FilledDate Date   `json:"filledDate,omitzero"`
	FilledBy   string `json:"filledBy,omitempty"`
}

// AgeDateOr is the date ages refer to (DOMAIN 3.8): 计算年龄时间, else 填表时间,
// else the given day.
func (c *Cadre) AgeDateOr(today Date) Date {
	if d := c.Appointment.AgeDate; !d.IsZero() {
		return d
	}
	if d := c.Appointment.FilledDate; !d.IsZero() {
		return d
	}
	return today
}
