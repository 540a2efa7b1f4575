package forms

import (
	"strings"

	"kaocha/forms/template"
)

// talkForm is 谈话记录, one sheet per interview (DOMAIN 2.6).
var talkForm = &Form{Key: "talk", Name: "谈话记录", Scope: OfTalk, Use: "个别谈话记录，每次谈话一份", Data: talkData}

func talkData(in *Input) template.Data {
	t, c := in.Talk, in.File.Cadre
	when := t.Date.Chinese()
	if t.From != "" {
		when += " " + t.From
		if t.To != "" {
			when += "—" + t.To
		}
	}
	var parts []template.Data
	for _, s := range in.Scheme.Talks.Sections {
		parts = append(parts, template.Data{"标题": s.Title, "段落": paragraphs(t.Texts[s.Key])})
	}
	return template.Data{
		"考察对象": c.Name, "考察对象职务": trialPost(in),
		"谈话对象": t.Interviewee, "谈话对象职务": strings.TrimSpace(t.Unit + t.Post), "关系": t.Relation, "方式": t.Mode,
		"时间": when, "地点": t.Place, "谈话人": strings.Join(t.Interviewers, "、"), "记录人": t.Recorder,
		"部分": parts, "意见": t.Verdict,
	}
}

// trialPost is the post under review: 试任职务, else the present post.
func trialPost(in *Input) string {
	c := in.person()
	if p := c.Probation.Position; p != "" {
		return p
	}
	return c.Position
}
