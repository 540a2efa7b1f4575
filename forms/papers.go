package forms

import (
	"strings"

	"kaocha/data/cadre"
	"kaocha/forms/template"
)

// Erasure is what the certificate of destroyed files says.
type Erasure struct {
	Files    string // how many
	Size     string
	Keep     cadre.Date // until when they were to be kept
	When     cadre.Date // the day they were destroyed
	By       string     // who was at the keyboard
	Reason   string
	Entry    string   // number of the entry in the log
	Seal     string   // and its seal
	Backups  []string // names of backups that still have them
	Names    []string // of the files, as many as fit
	HowNamed string   // what is left out of the list, "" for nothing
}

// erasureForm is 电子文件销毁证明.
var erasureForm = &Form{Key: "erasure", Name: "电子文件销毁证明", Scope: OfRound, Paper: "A4", Pages: 1, Use: "批次保管期满、销毁收到的电子文件后，签字盖章归档", Data: erasureData}

func erasureData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "批次": ""}
	for _, k := range []string{"份数", "大小", "保管期限", "销毁日期", "操作人", "理由", "记录号", "校验码", "备份", "文件清单"} {
		d[k] = ""
	}
	if in.Round != nil {
		d["批次"] = in.Round.Name
	}
	e := in.Erasure
	if e == nil {
		return d
	}
	d["份数"], d["大小"], d["操作人"], d["理由"], d["记录号"], d["校验码"] = e.Files, e.Size, e.By, e.Reason, e.Entry, e.Seal
	d["保管期限"], d["销毁日期"] = e.Keep.Chinese(), e.When.Chinese()
	d["备份"] = "没有。"
	if len(e.Backups) > 0 {
		d["备份"] = strings.Join(e.Backups, "；") + "。这些备份请另行销毁。"
	}
	d["文件清单"] = strings.Join(e.Names, "；") + e.HowNamed
	return d
}

// Recovery is what the slip of a user's recovery code says.
type Recovery struct {
	User, Role, Code string
	Printed          cadre.Date
}

// recoveryForm is 恢复码登记卡: kept in the safe, for a forgotten password.
var recoveryForm = &Form{Key: "recovery", Name: "恢复码登记卡", Scope: OfRound, Paper: "A4", Pages: 1, Use: "忘记密码时用；打印一次，封存保管", Data: recoveryData}

func recoveryData(in *Input) template.Data {
	d := template.Data{"学校": in.School(), "用户": "", "身份": "", "恢复码": "", "日期": in.Today.Chinese()}
	if r := in.Recovery; r != nil {
		d["用户"], d["身份"], d["恢复码"], d["日期"] = r.User, r.Role, r.Code, r.Printed.Chinese()
	}
	return d
}
