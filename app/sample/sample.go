// Package sample is the practice round a first start shows: 36 invented cadres
// of an invented university, one probation review in progress with complete,
// half-done and faulty files. Nobody in it exists: the school, the places and
// the names are made up, ID numbers begin with 999999, a region that does not
// exist, and telephone numbers with 000.
package sample

import (
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/resources/schemes"
)

// School is the invented university of the sample.
const School = "示例农林大学"

// RoundID is the identifier of the sample's round.
const RoundID = "sample-round"

// seed makes every build of the sample the same.
const seed = 20251212

// Today is the day the sample plays on; ages, deadlines and overdue marks of
// the sample are meant for this day.
var Today = cadre.MustDate("2025.12.12")

// Person is a cadre with the picture to store.
type Person struct {
	Cadre cadre.Cadre
	Photo []byte // JPEG
}

// ReceivedFile is a Word file that a subject handed in for a material.
type ReceivedFile struct {
	SubjectIndex int // in Sample.Subjects
	MaterialKey  string
	Name         string
	Docx         []byte
}

// Sample is the whole practice data, the same on every build. Identifiers are
// readable and stable ("sample-cadre-01"); hashes of photos and files are
// those the store gives them.
type Sample struct {
	Cadres   []Person
	Round    review.Round
	Branches []review.Branch
	Panels   []review.Panel
	Subjects []review.Subject
	Files    []ReceivedFile
	Waivers  []review.Waiver
}

// Build makes the sample.
func Build() *Sample {
	s := draft()
	s.receive()
	s.spoilRegister()
	s.spoilFiles()
	s.waive()
	return s
}

// draft is the sample before the deliberate faults.
func draft() *Sample {
	texts := loadTexts()
	rows := peopleRows()
	s := &Sample{Round: theRound(), Branches: theBranches(), Panels: thePanels()}
	for i, r := range rows {
		p := Person{Cadre: makeCadre(i, r, texts), Photo: portrait(i, r.sex)}
		p.Cadre.PhotoHash = hashOf(p.Photo)
		s.Cadres = append(s.Cadres, p)
	}
	w := newWriter(texts)
	for i, r := range rows {
		if i < len(plans) {
			s.Subjects = append(s.Subjects, s.makeSubject(i, r, plans[i], w))
		}
	}
	return s
}

// Dossier is the sample as the checker reads it, without a database.
func (s *Sample) Dossier() *review.Dossier {
	d := &review.Dossier{Round: &s.Round, Scheme: s.scheme(), Branches: s.Branches, Panels: s.Panels, Waivers: s.Waivers, Today: Today}
	of := func(branchID string) {
		for i := range s.Subjects {
			if sub := &s.Subjects[i]; sub.BranchID == branchID {
				d.Files = append(d.Files, &review.File{Subject: sub, Cadre: s.cadreOf(sub.CadreID), Branch: s.branchOf(branchID), Panel: s.panelOf(sub.PanelID)})
			}
		}
	}
	for _, b := range s.Branches {
		of(b.ID)
	}
	of("") // who has no branch yet comes last
	return d
}

func (s *Sample) cadreOf(id string) *cadre.Cadre {
	for i := range s.Cadres {
		if s.Cadres[i].Cadre.ID == id {
			return &s.Cadres[i].Cadre
		}
	}
	return nil
}

func (s *Sample) branchOf(id string) *review.Branch {
	for i := range s.Branches {
		if s.Branches[i].ID == id {
			return &s.Branches[i]
		}
	}
	return nil
}

func (s *Sample) panelOf(id string) *review.Panel {
	for i := range s.Panels {
		if s.Panels[i].ID == id {
			return &s.Panels[i]
		}
	}
	return nil
}

// schemeText is the shipped probation scheme as the sample's school would use
// it: its own copy, under its own name.
func schemeText() string {
	b, err := schemes.Files.ReadFile("fafu-probation.yaml")
	if err != nil {
		panic("sample: " + err.Error()) // embedded, cannot be missing
	}
	return strings.ReplaceAll(string(b), "福建农林大学", School)
}

func theRound() review.Round {
	return review.Round{
		ID: RoundID, Name: "2025年度科级干部试用期考察（示例）", SchemeKey: "fafu-probation", SchemeText: schemeText(),
		School: School, Paper: "16K", Sample: true,
		Notified: cadre.MustDate("2025.11.14"), Assessed: cadre.MustDate("2025.12.10"), Deadline: cadre.MustDate("2025.12.19"),
		Note: "示例数据：单位、人员和事情全部虚构，可一次移除。",
	}
}

func theBranches() []review.Branch {
	list := []struct{ name, head, contact string }{
		{"机关党总支", "辛万里", "卓小满"}, {"农学院党总支", "应有禾", "章一穗"}, {"林学院党总支", "林间月", "向北坡"},
		{"动物科学学院党总支", "牧云归", "羊小朵"}, {"计算机与信息学院党总支", "毕知行", "时一秒"}, {"直属单位党总支", "安四方", "鲁有章"},
	}
	out := make([]review.Branch, len(list))
	for i, b := range list {
		out[i] = review.Branch{ID: numbered("sample-branch-", i), RoundID: RoundID, Name: b.name, Head: b.head,
			Contact: b.contact, Phone: "000-8300" + pad(1100+i*17, 4), Order: i + 1}
	}
	return out
}

func thePanels() []review.Panel {
	list := []struct {
		name, leader string
		members      []string
	}{
		{"第一考察组", "郑重言", []string{"康可嘉", "常思远", "巫小雨", "费晓川"}},
		{"第二考察组", "孔明堂", []string{"鲍春耕", "水如镜"}},
		{"第三考察组", "孟启航", []string{"祝青冈", "骆秋池", "简一行"}},
		{"第四考察组", "严守正", []string{"车行简", "温如故"}},
		{"第五考察组", "左思齐", []string{"纪长风", "阮小溪", "凌晨曦"}},
		{"第六考察组", "方圆规", []string{"宁知远", "古月轩", "卜算程"}},
	}
	out := make([]review.Panel, len(list))
	for i, p := range list {
		out[i] = review.Panel{ID: numbered("sample-panel-", i), RoundID: RoundID, Name: p.name, Leader: p.leader, Members: p.members}
	}
	return out
}
