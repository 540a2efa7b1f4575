package forms

import (
	"fmt"
	"strings"

	"kaocha/data/cadre"
	"kaocha/forms/template"
)

// Slip is what the registration slip of a branch's key says: the key's
// fingerprint in groups joined by dashes, and when the slip was printed.
type Slip struct {
	Fingerprint string
	Printed     cadre.Date
}

// slipGroups is how many groups a fingerprint has.
const slipGroups = 8

// keySlipForm is 密钥登记卡: sealed by the branch and kept by the department,
// which compares the fingerprint before it takes the branch's first submission.
var keySlipForm = &Form{Key: "key-slip", Name: "报送密钥登记卡", Scope: OfRound, Paper: "A4", Pages: 1, Use: "党总支盖章交组织部，核对报送文件的指纹", Data: keySlipData}

func keySlipData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "单位": branchName(in), "批次": "", "联系人": "", "电话": "", "日期": in.Today.Chinese()}
	d["填报方"], d["接收方"] = in.Scheme.Said("党总支"), in.Scheme.Said("组织部")
	if in.Round != nil {
		d["批次"] = in.Round.Name
	}
	if in.Branch != nil {
		d["联系人"], d["电话"] = in.Branch.Contact, in.Branch.Phone
	}
	groups := make([]string, slipGroups)
	if in.Slip != nil {
		copy(groups, strings.Split(in.Slip.Fingerprint, "-"))
		d["日期"] = in.Slip.Printed.Chinese()
	}
	for i, g := range groups {
		d[fmt.Sprintf("指纹%d", i+1)] = g
	}
	return d
}
