package review

import (
	"encoding/json"
	"time"

	"kaocha/data/cadre"
)

// Round (考察批次) is one run of a scheme.
type Round struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	SchemeKey  string     `json:"schemeKey"`
	SchemeText string     `json:"schemeText"` // the exact YAML it was opened with
	School     string     `json:"school"`
	Paper      string     `json:"paper"`             // paper key for the round's forms
	Notified   cadre.Date `json:"notified,omitzero"` // date of the notice to the branches
	Assessed   cadre.Date `json:"assessed,omitzero"` // date on the reports and for ages
	Deadline   cadre.Date `json:"deadline,omitzero"` // hand-in to the department
	Sample     bool       `json:"sample,omitempty"`
	Closed     bool       `json:"closed,omitempty"`
	Events     []Event    `json:"events,omitempty"`   // of the round as a whole: meetings, inspections
	KeepUntil  cadre.Date `json:"keepUntil,omitzero"` // when the received files' time is over
	Note       string     `json:"note,omitempty"`
}

// Branch (党总支) within a round: who compiles and hands in.
type Branch struct {
	ID      string `json:"id"`
	RoundID string `json:"roundId"`
	Name    string `json:"name"`
	Head    string `json:"head,omitempty"`    // 负责人
	Contact string `json:"contact,omitempty"` // 联系人
	Phone   string `json:"phone,omitempty"`
	Order   int    `json:"order"`
}

// Panel (考察组): leader and members, all of whom sign.
type Panel struct {
	ID      string   `json:"id"`
	RoundID string   `json:"roundId"`
	Name    string   `json:"name"`
	Leader  string   `json:"leader"`
	Members []string `json:"members"` // without the leader
}

// All is the leader followed by the members: the signature lines.
func (p Panel) All() []string {
	if p.Leader == "" {
		return p.Members
	}
	return append([]string{p.Leader}, p.Members...)
}

// Subject (考察对象) is a cadre, or whatever else the scheme assesses, within a
// round. Everything that is collected for it hangs on it.
type Subject struct {
	ID       string `json:"id"`
	RoundID  string `json:"roundId"`
	CadreID  string `json:"cadreId"` // "" for one that is not in the register
	BranchID string `json:"branchId"`
	PanelID  string `json:"panelId,omitempty"`
	Order    int    `json:"order"`
	Stage    string `json:"stage"` // key of a scheme stage

	Materials []Material `json:"materials,omitempty"`
	Tally     *Tally     `json:"tally,omitempty"`
	Talks     []Talk     `json:"talks,omitempty"`
	Report    Narrative  `json:"report,omitzero"`
	Opinions  []Opinion  `json:"opinions,omitempty"`
	Decision  *Decision  `json:"decision,omitempty"`
	Moves     []Move     `json:"moves,omitempty"` // how the stage got here
	Note      string     `json:"note,omitempty"`  // 备注 of the summary, as typed

	Kind       string      `json:"kind,omitempty"` // key of the scheme's kind of subject
	Name       string      `json:"name,omitempty"` // of one that is not in the register
	Unit       string      `json:"unit,omitempty"`
	Roles      []string    `json:"roles,omitempty"` // keys of the scheme's roles
	Group      string      `json:"group,omitempty"` // 党小组 it was put into
	Marks      []Mark      `json:"marks,omitempty"`
	Evidence   []Evidence  `json:"evidence,omitempty"` // received files of the sheets' items
	Polls      []Polled    `json:"polls,omitempty"`
	Extras     []Given     `json:"extras,omitempty"`
	Bars       []Barred    `json:"bars,omitempty"`
	Events     []Event     `json:"events,omitempty"`
	Conclusion *Conclusion `json:"conclusion,omitempty"`
}

// Material states, in order of progress.
const (
	Missing  = "missing"  // 未交
	Draft    = "draft"    // 草稿
	Received = "received" // 已收
	Checked  = "checked"  // 已核
	Signed   = "signed"   // 已签
)

// StateNames are the Chinese words of the material states.
var StateNames = map[string]string{Missing: "未交", Draft: "草稿", Received: "已收", Checked: "已核", Signed: "已签"}

// States lists the material states in order.
var States = []string{Missing, Draft, Received, Checked, Signed}

// Material is one required item of a subject.
type Material struct {
	Key        string     `json:"key"` // scheme item
	State      string     `json:"state"`
	Paper      bool       `json:"paper"`      // paper copy is here
	Electronic bool       `json:"electronic"` // electronic copy is here
	Pages      int        `json:"pages,omitempty"`
	FileHash   string     `json:"fileHash,omitempty"` // received file in the store
	FileName   string     `json:"fileName,omitempty"`
	Facts      *DocFacts  `json:"facts,omitempty"` // what was measured in the file
	Text       string     `json:"text,omitempty"`  // typed text (履职工作总结)
	Date       cadre.Date `json:"date,omitzero"`
	SignedBy   []string   `json:"signedBy,omitempty"`
	Note       string     `json:"note,omitempty"`
}

// DocFacts is what was measured in a received Word file; the checker compares
// it with the scheme's Format. Sizes in points, paper in mm, rounded to 0.5.
type DocFacts struct {
	Title      string    `json:"title"` // first paragraph with text
	PaperW     float64   `json:"paperW"`
	PaperH     float64   `json:"paperH"`
	Landscape  bool      `json:"landscape,omitempty"`
	Paragraphs int       `json:"paragraphs"`
	Chars      int       `json:"chars"` // body characters without white space, without the title
	Deviations []Stray   `json:"deviations,omitempty"`
	Text       string    `json:"text,omitempty"` // body text, for similarity
	Fonts      []string  `json:"fonts"`          // East Asian fonts of the body, most used first
	Sizes      []float64 `json:"sizes"`
	Lines      []string  `json:"lines"` // line spacings of the body, e.g. "固定值 25 磅"
	Images     int       `json:"images,omitempty"`
}

// Stray is a body paragraph that differs from what was asked.
type Stray struct {
	Paragraph int    `json:"paragraph"` // counted from 1, title included
	Excerpt   string `json:"excerpt"`
	What      string `json:"what"` // 字体, 字号, 行距
	Found     string `json:"found"`
}

// Tally (测评汇总): totals per voter group, never a voter.
type Tally struct {
	Date        cadre.Date   `json:"date,omitzero"`
	Place       string       `json:"place,omitempty"`
	Counters    []string     `json:"counters,omitempty"`    // 计票人
	Scrutineers []string     `json:"scrutineers,omitempty"` // 监票人
	Groups      []GroupCount `json:"groups"`
	Name        string       `json:"name,omitempty"` // name as printed on the ballot list

	Counts  []BallotCount `json:"counts,omitempty"`  // finished counts of the ballots themselves
	Choices []CountChoice `json:"choices,omitempty"` // what was decided over two counts
}

// GroupCount is the tally of one voter group. Grades has the counts per grade
// for the deciding item; a nil number was not entered. Invalid ballots carry
// no grades (DOMAIN 2.4).
type GroupCount struct {
	Group    string                    `json:"group"`              // scheme group key, "" for the only one
	Expected *int                      `json:"expected,omitempty"` // 应到
	Present  *int                      `json:"present,omitempty"`  // 实到
	Issued   *int                      `json:"issued,omitempty"`   // 发出
	Returned *int                      `json:"returned,omitempty"` // 收回
	Valid    *int                      `json:"valid,omitempty"`    // 有效
	Invalid  *int                      `json:"invalid,omitempty"`  // 无效
	Grades   map[string]int            `json:"grades"`             // grade key (and 弃权) → votes
	Items    map[string]map[string]int `json:"items,omitempty"`    // other ballot rows: 德 → grade → votes
}

// Talk (谈话记录) is one interview.
type Talk struct {
	ID           string            `json:"id"`
	Interviewee  string            `json:"interviewee"`
	Unit         string            `json:"unit,omitempty"`
	Post         string            `json:"post,omitempty"`
	Relation     string            `json:"relation,omitempty"`
	Interviewers []string          `json:"interviewers,omitempty"`
	Recorder     string            `json:"recorder,omitempty"`
	Date         cadre.Date        `json:"date,omitzero"`
	From         string            `json:"from,omitempty"` // 09:30
	To           string            `json:"to,omitempty"`
	Place        string            `json:"place,omitempty"`
	Mode         string            `json:"mode,omitempty"`
	Texts        map[string]string `json:"texts,omitempty"` // scheme talk section → text
	Verdict      string            `json:"verdict,omitempty"`
}

// Narrative is the report's content as typed; what is empty is derived.
type Narrative struct {
	Biography string            `json:"biography,omitempty"` // overrides the derived one
	Texts     map[string]string `json:"texts,omitempty"`     // scheme section → text
	Grade     string            `json:"grade,omitempty"`     // 评价等级, a human conclusion
	Date      cadre.Date        `json:"date,omitzero"`
	SignedBy  []string          `json:"signedBy,omitempty"`
}

// Opinion (意见) of an office.
type Opinion struct {
	Office string     `json:"office"` // scheme office key
	Text   string     `json:"text,omitempty"`
	Grade  string     `json:"grade,omitempty"`
	Advice string     `json:"advice,omitempty"`
	Signer string     `json:"signer,omitempty"`
	Date   cadre.Date `json:"date,omitzero"`
}

// Decision (决定) ends a subject's review.
type Decision struct {
	Outcome string     `json:"outcome"`
	Date    cadre.Date `json:"date,omitzero"`
	DocNo   string     `json:"docNo,omitempty"`
	Months  int        `json:"months,omitempty"` // extension
	Meeting string     `json:"meeting,omitempty"`
	Note    string     `json:"note,omitempty"`
}

// Move is one change of stage; going back needs a reason.
type Move struct {
	From   string    `json:"from"`
	To     string    `json:"to"`
	At     time.Time `json:"at"`
	By     string    `json:"by,omitempty"`
	Reason string    `json:"reason,omitempty"`
}

// Waiver keeps why a finding was set aside. Key is Finding.Key: it changes when
// the values do, so a waived finding comes back when the data changes.
type Waiver struct {
	RoundID string    `json:"roundId"`
	Key     string    `json:"key"`
	Reason  string    `json:"reason"`
	By      string    `json:"by,omitempty"`
	At      time.Time `json:"at"`

	Subject string `json:"subject,omitempty"` // whose finding it is, "" for the round's or an old one
	Finding string `json:"finding,omitempty"` // its message, for whoever reads of it elsewhere
}

// File (成套资料 of one subject) is a subject with the records it refers to:
// what the rules, the forms and the pack read.
type File struct {
	Subject *Subject
	Cadre   *cadre.Cadre
	Branch  *Branch
	Panel   *Panel
}

// Dossier is a whole round in memory: for checks that compare subjects.
type Dossier struct {
	Round    *Round
	Scheme   *Scheme
	Branches []Branch
	Panels   []Panel
	Files    []*File // in the round's order
	Waivers  []Waiver
	Today    cadre.Date
	Earlier  []Earlier // former rounds of the scheme, nil when nobody asked for them
	Former   []Former  // former rounds whose texts are compared, nil when nobody asked for them
}

// Copy is a subject that can be changed without changing the first.
func (s *Subject) Copy() *Subject {
	b, err := json.Marshal(s)
	if err != nil {
		panic("subject: " + err.Error()) // plain data, cannot fail
	}
	var out Subject
	if err := json.Unmarshal(b, &out); err != nil {
		panic("subject: " + err.Error())
	}
	return &out
}

// MaterialOf finds the record of a scheme item, never nil: a missing one reads
// as not handed in.
func (s *Subject) MaterialOf(key string) *Material {
	for i := range s.Materials {
		if s.Materials[i].Key == key {
			return &s.Materials[i]
		}
	}
	return &Material{Key: key, State: Missing}
}

// OpinionOf finds the opinion of an office; a zero Opinion when there is none.
func (s *Subject) OpinionOf(office string) Opinion {
	for _, o := range s.Opinions {
		if o.Office == office {
			return o
		}
	}
	return Opinion{Office: office}
}

// SetMaterial puts a record in place of the one with the same key.
func (s *Subject) SetMaterial(m Material) {
	for i := range s.Materials {
		if s.Materials[i].Key == m.Key {
			s.Materials[i] = m
			return
		}
	}
	s.Materials = append(s.Materials, m)
}

// SetOpinion puts an opinion in place of the office's former one.
func (s *Subject) SetOpinion(o Opinion) {
	for i := range s.Opinions {
		if s.Opinions[i].Office == o.Office {
			s.Opinions[i] = o
			return
		}
	}
	s.Opinions = append(s.Opinions, o)
}
