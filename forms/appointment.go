package forms

import "kaocha/forms/template"

const appointmentName = "干部任免审批表"

// appointmentForm is 干部任免审批表, the national form (DOMAIN 2.1).
var appointmentForm = &Form{Key: "appointment", Name: appointmentName, Scope: OfCadre, Pages: 2,
	Use: "任免呈报审批，两页，呈报单位和审批机关盖章", Data: appointmentData, Rest: familyRest}

// trialAppointmentForm is the variant with boxes for the trial and, a year
// later, the formal appointment (DOMAIN 2.1, Beijing variant).
var trialAppointmentForm = &Form{Key: "appointment-trial", Name: "干部任免审批表（试任职）", Scope: OfCadre, Pages: 2,
	Use: "任免审批表的试任职、正式任职两次审批式样", Data: appointmentData, Rest: familyRest}

func appointmentData(in *Input) template.Data {
	d := personData(in)
	d["标题"] = appointmentName
	if d["呈报单位"] == "" {
		d["呈报单位"] = in.Texts.Submitter
	}
	d["审批机关"], d["任免机关"] = in.Texts.Approver, in.Texts.Appointer
	for _, key := range []string{"奖惩情况", "培训情况"} {
		d[key] = orNone(in, d[key].(string))
	}
	return d
}
