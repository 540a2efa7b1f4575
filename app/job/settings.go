package job

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/forms"
)

// Keys of what a school sets once for its database.
const (
	SetSchool     = "school"
	SetPaper      = "paper"
	SetScheme     = "scheme"
	SetSubmitter  = "seal.submitter"
	SetApprover   = "seal.approver"
	SetAppointer  = "seal.appointer"
	sealOfOffice  = "seal.office."
	SetLock       = "lock.minutes"
	SetDepartment = sealOfOffice + "department"
	SetCommittee  = sealOfOffice + "committee"
)

// Setting is one thing to be set; "" goes back to what the program or the
// scheme says.
type Setting struct {
	Key, Name string
	Use       string // where it takes effect, a clause
}

// Settings lists what can be set, in the order of the settings page.
func Settings() []Setting {
	return []Setting{
		{SetSchool, "学校名称", "新建批次时没有另写学校，就用它；批次以外打印的表也用它"},
		{SetSubmitter, "呈报单位", "干部任免审批表的“呈报单位”；这名干部自己填了的，以填的为准"},
		{SetApprover, "审批机关", "干部任免审批表“审批机关意见”的落款，印在（盖章）上面"},
		{SetAppointer, "行政任免机关", "干部任免审批表“行政机关任免意见”的落款，印在（盖章）上面"},
		{SetDepartment, "组织部落款", "考察表“党委组织部意见”（盖章）前面的名称；方案写了落款的，以方案为准"},
		{SetCommittee, "党委落款", "考察表“学校党委意见”（盖章）前面的名称；方案写了落款的，以方案为准"},
		{SetLock, "锁定（分钟）", "设了用户时，离开多少分钟后锁定；不设是 10 分钟，写 0 就不锁"},
		{SetPaper, "默认纸张", "新建批次时没有另选纸张就用它；不设时按考核方案"},
		{SetScheme, "默认考核方案", "新建批次时没有另选方案就用它"},
	}
}

// SettingByName finds a setting by its key or Chinese name.
func SettingByName(name string) (Setting, error) {
	var names []string
	for _, x := range Settings() {
		if x.Key == name || x.Name == name {
			return x, nil
		}
		names = append(names, x.Name)
	}
	return Setting{}, use("没有设置“%s”；可以设：%s", name, strings.Join(names, "、"))
}

// maxSetting is the longest text a seal or a school's name may have: longer
// ones do not fit the forms.
const maxSetting = 40

// SettingValues reads all settings of the page by key; what is not set is "".
func (s *Session) SettingValues(ctx context.Context) (map[string]string, error) {
	all, err := s.Store.Settings(ctx, "")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, x := range Settings() {
		out[x.Key] = ""
		for _, v := range all {
			if v.Key == x.Key {
				out[x.Key] = v.Value
			}
		}
	}
	return out, nil
}

// Set changes one setting, named by key or Chinese name, as one step. It gives
// the value as it was kept.
func (s *Session) Set(ctx context.Context, name, value string) (string, error) {
	x, err := SettingByName(name)
	if err != nil {
		return "", err
	}
	if value, err = s.checkSetting(ctx, x, strings.TrimSpace(value)); err != nil {
		return "", err
	}
	return value, s.Store.Do(ctx, "设置"+x.Name, func(tx *store.Tx) error { return tx.SetSetting(x.Key, value) })
}

func (s *Session) checkSetting(ctx context.Context, x Setting, v string) (string, error) {
	switch {
	case v == "":
		return "", nil
	case x.Key == SetPaper:
		if p := paperByName(v); p != nil {
			return p.Key, nil
		}
		return "", KnownPaper(v)
	case x.Key == SetScheme:
		all, err := s.Schemes(ctx)
		if err != nil {
			return "", err
		}
		for _, c := range all {
			if c.Key == v || c.Name == v {
				return c.Key, nil
			}
		}
		return "", use("没有考核方案“%s”；自己的方案文件请先用“加入方案”（kaocha scheme use）", v)
	case x.Key == SetLock:
		if n, err := strconv.Atoi(v); err != nil || n < 0 || n > 240 {
			return "", use("锁定的分钟数应当是 0 到 240，写的是“%s”", v)
		}
		return v, nil
	case strings.ContainsAny(v, "\r\n\t"):
		return "", use("“%s”要写在一行里", x.Name)
	case utf8.RuneCountInString(v) > maxSetting:
		return "", use("“%s”最多 %d 个字，再长表上放不下；写了 %d 个字", x.Name, maxSetting, utf8.RuneCountInString(v))
	}
	return v, nil
}

func paperByName(v string) *review.Paper {
	i := slices.IndexFunc(review.Papers, func(p review.Paper) bool { return p.Key == v || p.Name == v })
	if i < 0 {
		return nil
	}
	return &review.Papers[i]
}

// Texts are the school's words for the forms.
func (s *Session) Texts(ctx context.Context) (forms.Texts, error) {
	v, err := s.SettingValues(ctx)
	if err != nil {
		return forms.Texts{}, fmt.Errorf("读取设置：%w", err)
	}
	t := forms.Texts{School: v[SetSchool], Submitter: v[SetSubmitter], Approver: v[SetApprover], Appointer: v[SetAppointer], Seals: map[string]string{}}
	for key, value := range v {
		if office, ok := strings.CutPrefix(key, sealOfOffice); ok {
			t.Seals[office] = value
		}
	}
	return t, nil
}

// defaults fills in what a new round leaves open from the settings.
func (s *Session) defaults(ctx context.Context, n *NewRound) error {
	v, err := s.SettingValues(ctx)
	if err != nil {
		return err
	}
	for _, x := range []struct {
		to  *string
		key string
	}{{&n.Scheme, SetScheme}, {&n.School, SetSchool}, {&n.Paper, SetPaper}} {
		if strings.TrimSpace(*x.to) == "" {
			*x.to = v[x.key]
		}
	}
	return nil
}
