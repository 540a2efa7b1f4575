package forms

import (
	"strings"

	"kaocha/data/cadre"
	"kaocha/forms/template"
)

const registrationName = "干部情况登记表"

// registrationForm is 干部情况登记表 (DOMAIN 2.2): two pages, the register's
// fields with the résumé in one cell that never grows.
var registrationForm = &Form{Key: "registration", Name: registrationName, Scope: OfCadre, Pages: 2,
	Use: "本人基本情况，两页，本人签名、党总支审核盖章", Data: registrationData, Rest: familyRest}

func registrationData(in *Input) template.Data {
	c := in.person()
	d := personData(in)
	d["标题"] = registrationName
	for _, key := range []string{"奖惩情况", "培训情况", "社会或学术兼职"} {
		d[key] = orNone(in, d[key].(string))
	}
	if c.FullTime != (cadre.Education{}) && c.PartTime == (cadre.Education{}) { // no second education, not one left out
		d["在职学历"], d["在职毕业院校系及专业"] = none, none
	}
	d["专业技术职务及评定时间"] = titleDated(c.Title, c.TitleDate.Dotted())
	return d
}

// titleDated is a professional title with the month it was awarded.
func titleDated(title, when string) string {
	title = strings.TrimSpace(title)
	if title == "" || when == "" {
		return title
	}
	return title + "（" + when + "）"
}
