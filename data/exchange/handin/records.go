// Package handin is what branch and department exchange about a round, and the
// three-way merge of what came with what is here. The sealed file it travels in
// is package parcel.
//
// The merge compares three states of every field: what both sides last
// exchanged (the base), ours and theirs. What only the other side changed is
// taken, what only we changed stays, and what both changed is a conflict, shown
// with both values; ours stands until somebody decides. Nothing is written here.
package handin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/safefile"
)

// Touch says who changed a record last.
type Touch struct {
	By string    `json:"by,omitempty"`
	At time.Time `json:"at,omitzero"`
}

// Person is one subject with the person's register entry; a subject that is not
// in the register has only name and unit there, and no ID.
type Person struct {
	Cadre   cadre.Cadre    `json:"cadre"`
	Subject review.Subject `json:"subject"`
	Touched Touch          `json:"touched,omitzero"` // the later of the two records

	Waivers []review.Waiver `json:"waivers,omitempty"` // findings explained by whoever hands in
}

// Records is the content of a submission or an invitation: one branch of a round.
type Records struct {
	Round  review.Round   `json:"round"`
	Branch review.Branch  `json:"branch"`
	Panels []review.Panel `json:"panels,omitempty"`
	People []Person       `json:"people"`
}

// Limits of a branch's records.
const (
	maxPeople = 5000
	maxTalks  = 200
	maxList   = 2000 // marks, events, explanations of one subject
)

// Marshal is the records as they travel: the same records give the same bytes.
// Names of files that another system might not take are made plain.
func (r *Records) Marshal() ([]byte, error) {
	out := *r
	out.People = make([]Person, len(r.People))
	for i, p := range r.People {
		p.Subject.Materials = slices.Clone(p.Subject.Materials)
		for j := range p.Subject.Materials {
			if m := &p.Subject.Materials[j]; m.FileName != "" && !safefile.IsName(m.FileName) {
				m.FileName = safefile.Name(m.FileName)
			}
		}
		p.Subject.Evidence = slices.Clone(p.Subject.Evidence)
		for j := range p.Subject.Evidence {
			if e := &p.Subject.Evidence[j]; !safefile.IsName(e.FileName) {
				e.FileName = safefile.Name(e.FileName)
			}
		}
		out.People[i] = p
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(&out)
	return b.Bytes(), err
}

func damaged(format string, a ...any) error {
	return &parcel.Refusal{Reason: parcel.Damaged, Text: "文件里的记录有误，没有接收：" + fmt.Sprintf(format, a...)}
}

// ReadRecords reads records that came, and refuses what no program of ours
// writes.
func ReadRecords(b []byte) (*Records, error) {
	var r Records
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, &parcel.Refusal{Reason: parcel.Damaged, Text: "文件里的记录读不出来，没有接收；请对方重新导出", Err: err}
	}
	return &r, r.check()
}

func (r *Records) check() error {
	if r.Round.ID == "" || r.Branch.ID == "" || r.Branch.RoundID != r.Round.ID {
		return damaged("没有写明批次和党总支")
	}
	if len(r.People) > maxPeople {
		return damaged("有 %d 人，超过 %d 人的上限", len(r.People), maxPeople)
	}
	subjects, cadres := map[string]bool{}, map[string]bool{}
	for i := range r.People {
		p := &r.People[i]
		s := &p.Subject
		switch {
		case strings.TrimSpace(p.Cadre.Name) == "":
			return damaged("第 %d 人没有姓名", i+1)
		case s.ID == "" || s.CadreID != p.Cadre.ID || s.RoundID != r.Round.ID || s.BranchID != r.Branch.ID:
			return damaged("“%s”不属于这个批次和党总支", p.Cadre.Name)
		case subjects[s.ID] || s.CadreID != "" && cadres[s.CadreID]:
			return damaged("“%s”出现了两次", p.Cadre.Name)
		case len(s.Talks) > maxTalks:
			return damaged("“%s”有 %d 次谈话记录，超过 %d 次的上限", p.Cadre.Name, len(s.Talks), maxTalks)
		case max(len(s.Marks), len(s.Events), len(s.Extras), len(s.Bars), len(s.Polls), len(p.Waivers)) > maxList:
			return damaged("“%s”的打分、事项或说明超过 %d 条的上限", p.Cadre.Name, maxList)
		}
		subjects[s.ID], cadres[s.CadreID] = true, true
		for _, e := range s.Evidence {
			if e.FileHash == "" || e.FileName == "" {
				return damaged("“%s”的一份佐证材料没有文件", p.Cadre.Name)
			}
		}
		for _, name := range fileNamesOf(s) {
			if name != "" && !safefile.IsName(name) {
				return &parcel.Refusal{Reason: parcel.BadPath, Text: fmt.Sprintf("“%s”的材料文件名“%q”不是正常的文件名，整个文件没有接收；请向对方核实文件的来历", p.Cadre.Name, name)}
			}
		}
		for _, t := range s.Talks {
			if t.ID == "" {
				return damaged("“%s”的一次谈话记录没有编号", p.Cadre.Name)
			}
		}
		if err := checkKeys(p); err != nil {
			return err
		}
	}
	return checkEvents("整个批次", r.Round.Events)
}

// checkKeys sees that what is merged one by one can be told apart.
func checkKeys(p *Person) error {
	for _, w := range p.Waivers {
		if w.Key == "" || strings.TrimSpace(w.Reason) == "" {
			return damaged("“%s”的一条问题说明没有编号或没有理由", p.Cadre.Name)
		}
	}
	return checkEvents("“"+p.Cadre.Name+"”", p.Subject.Events)
}

func checkEvents(whose string, list []review.Event) error {
	seen := map[string]bool{}
	for _, e := range list {
		if e.ID == "" || seen[e.ID] {
			return damaged("%s的一条事项没有编号，或编号重复", whose)
		}
		seen[e.ID] = true
	}
	return nil
}

// fileNamesOf are all names of files in a subject's records, also of materials
// whose file did not come.
func fileNamesOf(s *review.Subject) []string {
	var out []string
	for _, m := range s.Materials {
		out = append(out, m.FileName)
	}
	for _, e := range s.Evidence {
		out = append(out, e.FileName)
	}
	return out
}

// Blobs lists the entries, photos and files, that the records refer to, each
// once, in order.
func (r *Records) Blobs() (names []string) {
	seen := map[string]bool{}
	add := func(name, hash string) {
		if hash != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for i := range r.People {
		p := &r.People[i]
		add(parcel.PhotoEntry(p.Cadre.PhotoHash), p.Cadre.PhotoHash)
		for _, f := range p.Subject.ReceivedFiles() {
			add(parcel.FileEntry(f.Hash), f.Hash)
		}
	}
	return names
}

// FileNames gives the names under which files came, by hash.
func (r *Records) FileNames() map[string]string {
	out := map[string]string{}
	for i := range r.People {
		for _, f := range r.People[i].Subject.ReceivedFiles() {
			if out[f.Hash] == "" {
				out[f.Hash] = f.Name
			}
		}
	}
	return out
}

// Match sees that a parcel's manifest speaks of the records that it holds, and
// that every photo and file they refer to is there.
func (r *Records) Match(m *parcel.Manifest) error {
	if r.Round.ID != m.RoundID || r.Branch.ID != m.BranchID || r.Branch.Name != m.Branch || r.Round.School != m.School {
		return damaged("清单写的批次或党总支与记录不同")
	}
	if n := m.Counts[CountPeople]; n != len(r.People) {
		return damaged("清单写的是 %d 人，实际有 %d 人", n, len(r.People))
	}
	there := map[string]bool{}
	for _, e := range m.Entries {
		there[e.Name] = true
	}
	want := r.Blobs()
	for _, name := range want {
		if !there[name] {
			return damaged("有照片或文件没有随文件送来")
		}
		delete(there, name)
	}
	for name := range there {
		if _, _, ok := parcel.BlobHash(name); ok {
			return damaged("有不属于任何人的照片或文件")
		}
	}
	return nil
}

// Names of a manifest's counts.
const (
	CountPeople = "考察对象"
	CountPhotos = "照片"
	CountFiles  = "文件"
	CountTally  = "测评结果"
	CountTalks  = "谈话记录"
	CountReport = "考察报告"
	CountMarks  = "打分"
	CountEvents = "事项"
	CountGrades = "等次"
	CountWaived = "问题说明"
)

// CountNames lists the counts in the order they are told.
var CountNames = []string{CountPeople, CountPhotos, CountFiles, CountTally, CountTalks, CountReport, CountMarks, CountEvents, CountGrades, CountWaived}

// Counts is what a person would count of the records.
func (r *Records) Counts() map[string]int {
	n := map[string]int{CountPeople: len(r.People), CountEvents: len(r.Round.Events)}
	for _, b := range r.Blobs() {
		if _, photo, _ := parcel.BlobHash(b); photo {
			n[CountPhotos]++
		} else {
			n[CountFiles]++
		}
	}
	for i := range r.People {
		s := &r.People[i].Subject
		n[CountTalks] += len(s.Talks)
		n[CountTally] += len(s.Polls)
		n[CountMarks] += len(s.Marks)
		n[CountEvents] += len(s.Events)
		n[CountWaived] += len(r.People[i].Waivers)
		if s.Conclusion != nil {
			n[CountGrades]++
		}
		if s.Tally != nil {
			n[CountTally]++
		}
		if len(s.Report.Texts) > 0 {
			n[CountReport]++
		}
	}
	maps.DeleteFunc(n, func(_ string, x int) bool { return x == 0 })
	return n
}

// ReadReceipt reads a receipt that came.
func ReadReceipt(b []byte) (*review.Receipt, error) {
	var r review.Receipt
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, &parcel.Refusal{Reason: parcel.Damaged, Text: "回执读不出来，没有接收；请组织部重新导出", Err: err}
	}
	if r.Seq < 1 || r.Hash == "" || len(r.Persons) > maxPeople {
		return nil, damaged("回执没有写明是哪一次报送")
	}
	return &r, nil
}
