package review

import (
	"slices"
	"strings"
	"time"
)

// Peer is a key of another database: a branch's, registered at the department
// after its fingerprint was compared with the slip, or the department's as a
// branch knows it from the invitation.
type Peer struct {
	Key        string    `json:"key"`       // Ed25519 public key, hex
	Recipient  string    `json:"recipient"` // whom an answer is encrypted for
	School     string    `json:"school"`
	Branch     string    `json:"branch"` // "" for a department
	Department bool      `json:"department,omitempty"`
	At         time.Time `json:"at"`
	By         string    `json:"by,omitempty"`
	Revoked    string    `json:"revoked,omitempty"` // why it is no longer taken, "" while it is

	Also []string `json:"also,omitempty"` // further branches whose clerk works with the same database
}

// Serves tells that a key was registered for a branch.
func (p *Peer) Serves(branch string) bool {
	return !p.Department && branch != "" && (p.Branch == branch || slices.Contains(p.Also, branch))
}

// Branches names whom a key was registered for: 机关党总支、文学院党总支.
func (p *Peer) Branches() string { return strings.Join(append([]string{p.Branch}, p.Also...), "、") }

// Handover is a parcel that was taken into a round: an invitation or a receipt
// at the branch, a submission at the department.
type Handover struct {
	ID       string         `json:"id"`
	RoundID  string         `json:"roundId"`
	BranchID string         `json:"branchId"`
	Branch   string         `json:"branch"`
	Kind     string         `json:"kind"` // as parcel.Kind
	Seq      int            `json:"seq"`
	Key      string         `json:"key"`               // whose it is: Peer.Key
	Hash     string         `json:"hash"`              // of its manifest
	Answers  string         `json:"answers,omitempty"` // Hash of the parcel it answers
	Records  string         `json:"records,omitempty"` // the records as they came, a stored file's hash: the base of the next merge
	SentAt   time.Time      `json:"sentAt"`
	SentBy   string         `json:"sentBy,omitempty"`
	TakenAt  time.Time      `json:"takenAt"`
	File     string         `json:"file"` // name as it came
	Counts   map[string]int `json:"counts,omitempty"`
	Receipt  *Receipt       `json:"receipt,omitempty"` // the answer: made at the department, or as it came
}

// Receipt (回执) tells a branch what became of a submission.
type Receipt struct {
	Seq     int             `json:"seq"`  // of the submission
	Hash    string          `json:"hash"` // of its manifest
	At      time.Time       `json:"at"`
	By      string          `json:"by,omitempty"`
	Note    string          `json:"note,omitempty"` // the department's word to the branch
	Persons []ReceiptPerson `json:"persons"`
}

// ReceiptPerson is what a receipt says about one subject.
type ReceiptPerson struct {
	SubjectID string      `json:"subjectId"`
	Here      string      `json:"here,omitempty"` // the department's own ID, when it is another
	Name      string      `json:"name"`
	New       bool        `json:"new,omitempty"`     // came into the department's round by this submission
	Refused   string      `json:"refused,omitempty"` // why nothing of this person was taken
	Taken     []string    `json:"taken,omitempty"`   // names of the fields that were taken
	Kept      []KeptField `json:"kept,omitempty"`    // where the department kept its own value
	Missing   []string    `json:"missing,omitempty"` // materials that are not there
	Fix       []string    `json:"fix,omitempty"`     // what to correct, and how
}

// KeptField is a field in which the department did not follow the branch.
type KeptField struct {
	Field      string `json:"field"`
	Branch     string `json:"branch"`     // the value that was handed in
	Department string `json:"department"` // the value that stands
}

// Sums counts a receipt's lines: persons, those with something missing or to be
// corrected, and how many such lines there are.
func (r *Receipt) Sums() (persons, taken, kept, missing, fix int) {
	for _, p := range r.Persons {
		persons++
		taken += len(p.Taken)
		kept += len(p.Kept)
		missing += len(p.Missing)
		fix += len(p.Fix)
	}
	return persons, taken, kept, missing, fix
}

// Of finds what a receipt says about a subject, nil when nothing.
func (r *Receipt) Of(subjectID string) *ReceiptPerson {
	if r == nil {
		return nil
	}
	for i := range r.Persons {
		if r.Persons[i].SubjectID == subjectID {
			return &r.Persons[i]
		}
	}
	return nil
}

// Mark is the one word for a matrix: 待补, 待改, 已收 or 未收.
func (p *ReceiptPerson) Mark() string {
	switch {
	case p == nil:
		return ""
	case p.Refused != "":
		return "未收"
	case len(p.Missing) > 0:
		return "待补"
	case len(p.Fix)+len(p.Kept) > 0:
		return "待改"
	}
	return "已收"
}

// Lines are what a receipt says about a person, a line each, for a clerk.
func (p *ReceiptPerson) Lines() (out []string) {
	if p == nil {
		return nil
	}
	if p.Refused != "" {
		out = append(out, "没有收下："+p.Refused)
	}
	if p.New {
		out = append(out, "作为新的考察对象收下")
	}
	if len(p.Taken) > 0 {
		out = append(out, "收下："+strings.Join(p.Taken, "、"))
	}
	for _, k := range p.Kept {
		out = append(out, "没有采用："+k.Field+"，报送的是"+quotedOrBlank(k.Branch)+"，组织部保留"+quotedOrBlank(k.Department))
	}
	if len(p.Missing) > 0 {
		out = append(out, "缺："+strings.Join(p.Missing, "、"))
	}
	for _, f := range p.Fix {
		out = append(out, "要改："+f)
	}
	return out
}

func quotedOrBlank(s string) string {
	if s == "" {
		return "（空）"
	}
	return "“" + s + "”"
}
