// Package review holds schemes, rounds and everything a round collects, with
// the rules over them: stages, reconciliation, rates, checks. Pure: no SQL, no
// files, no window.
package review

// Scheme (考核方案) says how an assessment works. It is data: read from YAML,
// validated on load, kept word for word by every round opened with it.
type Scheme struct {
	Key      string   `yaml:"key"`
	Name     string   `yaml:"name"`
	Basis    string   `yaml:"basis"`  // 依据: the notice it follows
	School   string   `yaml:"school"` // default name on the forms
	Title    string   `yaml:"title"`  // prefix of the review form's title
	Paper    string   `yaml:"paper"`  // key of the default paper: 16K
	Probing  Probing  `yaml:"probation"`
	Grades   []Grade  `yaml:"grades"`
	Abstain  string   `yaml:"abstain"` // label of 弃权, "" when ballots have none
	Vote     Vote     `yaml:"vote"`
	Items    []string `yaml:"items"` // rows of the ballot: 德 能 勤 绩 廉 总体评价; the last is the one that counts
	Stages   []Stage  `yaml:"stages"`
	Material []Item   `yaml:"materials"`
	Report   Report   `yaml:"report"`
	Talks    Talks    `yaml:"talks"`
	Opinions []Office `yaml:"opinions"`
	Outcomes []string `yaml:"outcomes"` // decisions: 正式任职 延长试用 免去试任
	Appoint  string   `yaml:"appoint"`  // the outcome that needs a passing grade
	Extend   string   `yaml:"extend"`   // the outcome that needs a number of months
	Warnings []Rule   `yaml:"warnings"`
	Checks   Limits   `yaml:"checks"`
	Pack     Pack     `yaml:"pack"`

	Kinds        []SubjectKind `yaml:"subjects"` // who is assessed; empty: cadres on probation
	Holder       string        `yaml:"holder"`   // who runs it and compiles the papers: 厅办公室
	Roles        []Role        `yaml:"roles"`
	Division     Division      `yaml:"groups"`
	Sheets       []Sheet       `yaml:"sheets"`
	Polls        []Poll        `yaml:"polls"`
	Extras       []Extra       `yaml:"extras"`
	Bars         []Bar         `yaml:"bars"`
	Scoring      Scoring       `yaml:"score"`
	Awards       []Award       `yaml:"awards"`
	Verdicts     []Verdict     `yaml:"verdicts"`
	Low          Low           `yaml:"low"`
	Notices      []Rule        `yaml:"notices"` // over a subject's result, the former rounds included
	Consequences []Consequence `yaml:"consequences"`
	Logs         []Log         `yaml:"logs"`
	Papers       []Letter      `yaml:"papers"`
	Cards        []Card        `yaml:"cards"`
	Every        int           `yaml:"every_months"` // a round is followed by the next after so many months, 0 for once

	Exchange *Exchange `yaml:"exchange"` // what goes to and fro, nil: nothing of an assessment does

	programs map[string]*program // compiled on load, read-only afterwards
}

// Probing is the probation the scheme assesses.
type Probing struct {
	Months     int `yaml:"months"`      // from the notice of trial appointment
	RemindDays int `yaml:"remind_days"` // due list: ends within so many days
}

// Grade (等次) is one of the scheme's grade set.
type Grade struct {
	Key  string `yaml:"key"`
	Pass bool   `yaml:"pass"` // counts into "称职及以上"
	Best bool   `yaml:"best"` // counts into "优秀率"

	Points float64 `yaml:"points"` // worth of the answer, where a poll gives points
}

// Vote is how ballots are counted.
type Vote struct {
	Denominator string  `yaml:"denominator"` // expected present issued returned valid decided
	Decimals    int     `yaml:"decimals"`    // of a percentage
	Groups      []Group `yaml:"groups"`      // voter groups; empty: one group
	Empty       string  `yaml:"empty"`       // a group without votes: renormalise or withhold
	MinGroup    int     `yaml:"min_group"`   // smaller groups are shown merged only
	PassName    string  `yaml:"pass_name"`   // 称职及以上率
	BestName    string  `yaml:"best_name"`   // 优秀率
}

// Group is a kind of voter; weights matter only when one is not zero.
type Group struct {
	Key    string  `yaml:"key"`
	Name   string  `yaml:"name"`
	Weight float64 `yaml:"weight"`
}

// Stage is a step of the review with what must hold before it is entered.
type Stage struct {
	Key     string      `yaml:"key"`
	Name    string      `yaml:"name"`
	Days    *int        `yaml:"due_days"` // deadline: days after From (may be negative)
	From    string      `yaml:"from"`     // end (of the probation, default), notified, assessed, deadline
	Date    string      `yaml:"date"`     // deadline as month and day, 01-11, of the year of assessment
	Next    bool        `yaml:"next_year"`
	For     []string    `yaml:"for"`   // kinds of subjects that go through it, empty for all
	Final   bool        `yaml:"final"` // ends the review without a decision of its own
	Needs   []Condition `yaml:"needs"`
	Outcome string      `yaml:"outcome"` // this final stage belongs to the decision
}

// Condition is an expression (expr-lang) over a subject's facts.
type Condition struct {
	When  string `yaml:"when"`  // must be true
	Text  string `yaml:"text"`  // what is missing when it is not
	Level string `yaml:"level"` // block (default) or warn
}

// Item is a required material (材料).
type Item struct {
	Key        string  `yaml:"key"`
	Name       string  `yaml:"name"`
	Form       string  `yaml:"form"` // key of the form the program makes for it
	Paper      bool    `yaml:"paper"`
	Electronic bool    `yaml:"electronic"`
	PerBranch  bool    `yaml:"per_branch"` // one for the branch, not for each subject
	Signers    string  `yaml:"signers"`    // self, panel, branch or ""
	Format     *Format `yaml:"format"`
	Note       string  `yaml:"note"`

	For   []string `yaml:"for"`          // kinds of subjects that hand it in, empty for all
	Valid int      `yaml:"valid_months"` // it may be used for so many months after its date, 0 for ever
}

// Format is the prescribed look of a received or produced document.
// Lengths: mm for paper, points for type; characters without white space.
type Format struct {
	File      string   `yaml:"file"` // docx or xlsx
	Title     string   `yaml:"title"`
	Papers    []string `yaml:"papers"` // paper keys that satisfy it
	Landscape bool     `yaml:"landscape"`
	Fonts     []string `yaml:"fonts"`
	SizePt    float64  `yaml:"size_pt"`
	LinePt    float64  `yaml:"line_pt"` // exact line pitch
	About     int      `yaml:"about_chars"`
	AboutPct  int      `yaml:"about_percent"` // tolerance around About
	Max       int      `yaml:"max_chars"`
}

// Report (考察报告) is the narrative: title, sections in order, limit.
type Report struct {
	Title    string    `yaml:"title"` // template: {{姓名}}同志试用期考察材料
	MaxChars int       `yaml:"max_chars"`
	Sections []Section `yaml:"sections"`
	VoteLine string    `yaml:"vote_line"`  // expression giving the line of counts
	GradeLne string    `yaml:"grade_line"` // expression giving the grade line
	Signed   bool      `yaml:"all_sign"`   // every member of the panel signs
}

// Section of the report. Kind: text (typed), biography, votes (derived).
type Section struct {
	Key      string   `yaml:"key"`
	Title    string   `yaml:"title"`
	Kind     string   `yaml:"kind"`
	Required bool     `yaml:"required"`
	Prompts  []string `yaml:"prompts"`
}

// Talks is how interviews are recorded.
type Talks struct {
	Min      int       `yaml:"min"` // fewer talks are a warning
	Sections []Section `yaml:"sections"`
	Verdicts []string  `yaml:"verdicts"`
	Positive []string  `yaml:"positive"` // verdicts that support the appointment
}

// Office is one that gives an opinion: 考察组, 党总支, 组织部, 党委.
type Office struct {
	Key    string `yaml:"key"`
	Name   string `yaml:"name"`
	Grade  bool   `yaml:"grade"`  // states a grade
	Advice bool   `yaml:"advice"` // states one of the outcomes
	Seal   string `yaml:"seal"`   // 落款 printed before （盖章）, "" for the school's setting
}

// Rule is a named warning over the counts: thresholds never decide (DOMAIN 4.5).
type Rule struct {
	Name string `yaml:"name" json:"name"`
	When string `yaml:"when" json:"when"`
	Text string `yaml:"text" json:"text"`
}

// Limits of the checker.
type Limits struct {
	ResumeGapMonths int     `yaml:"resume_gap_months"` // a longer gap is a finding
	CopySimilarity  float64 `yaml:"copy_similarity"`   // 5-gram Jaccard from which two texts count as copied
	MinAge          int     `yaml:"min_age"`
	MaxAge          int     `yaml:"max_age"`
}

// Pack lists what the filed folder holds, in the prescribed order.
type Pack struct {
	Subject []string `yaml:"subject"` // form or material keys per subject
	Branch  []string `yaml:"branch"`
	Blank   []string `yaml:"blank"` // blank or working forms for the branch: ballots, sign-in
}

// Advising is the first office that proposes an outcome (the panel), whose
// opinion stands in the summary; nil when the scheme has none.
func (s *Scheme) Advising() *Office {
	for i := range s.Opinions {
		if s.Opinions[i].Advice {
			return &s.Opinions[i]
		}
	}
	return nil
}
