package pack

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"kaocha/data/review"
	"kaocha/forms"
)

// plan says what goes where. It is made in a first pass over the records and
// keeps of each subject only what lists need.
type plan struct {
	src      Source
	opt      Options
	scheme   *review.Scheme
	room     room
	branches []*branchPlan
	known    map[string]*branchPlan // by the branch's ID
	findings []review.Finding
	total    int // documents to make
	subjects int
}

// branchPlan is one branch's folder.
type branchPlan struct {
	branch   review.Branch
	orphans  bool // stands for the subjects without a branch
	panel    *review.Panel
	dir      string
	lists    []doc          // forms about the whole branch
	files    []*review.File // without their long texts
	subjects []*subjectPlan
}

// subjectPlan is one person's folder.
type subjectPlan struct {
	id, name string // name tells namesakes apart
	dir      string
	docs     []doc
	lacks    []Lack
	proofs   []proof // evidence, which goes behind the documents
}

// doc is one document of a pack: a form to make, or a received original.
type doc struct {
	form     *forms.Form // nil for an original
	dir      string      // folder within the pack
	stem     string      // file name without extension
	title    string      // bookmark
	talk     int         // index of the talk, for OfTalk
	number   int         // running number of the copy, from 1
	blank    bool        // a working form: not part of the print file
	original *review.ReceivedFile
	proof    bool // evidence: copied while the records are read, for there may be much of it
	alone    bool // an original that stands for the form: it goes into the print file if it can
}

// entry is one line of the scheme's list of what a subject's pack holds.
type entry struct {
	name string
	form *forms.Form  // nil when the program makes none
	item *review.Item // nil for forms that are no prescribed material
}

// subjectEntries resolves the scheme's list. Prescribed materials that the list
// forgets follow at its end, for the originals handed in.
func subjectEntries(s *review.Scheme) ([]entry, error) {
	var out []entry
	covered := map[string]bool{}
	for _, key := range s.Pack.Subject {
		e := entry{item: itemOf(s, key)}
		if e.item != nil {
			covered[e.item.Key] = true
			e.name = e.item.Name
			key = e.item.Form
		}
		if f, err := forms.ByKeyIn(s, key); err == nil {
			e.form = f
			if e.name == "" {
				e.name = f.Name
			}
		} else if e.item == nil {
			return nil, fmt.Errorf("考核方案“%s”的成套材料列了“%s”，既不是表也不是材料；请在方案的 pack.subject 中改正", s.Name, key)
		}
		out = append(out, e)
	}
	for i := range s.Material {
		if it := &s.Material[i]; !covered[it.Key] {
			out = append(out, entry{name: it.Name, item: it})
		}
	}
	return out, nil
}

// itemOf finds the prescribed material of a key or of a form.
func itemOf(s *review.Scheme, key string) *review.Item {
	for i := range s.Material {
		if s.Material[i].Key == key {
			return &s.Material[i]
		}
	}
	for i := range s.Material {
		if s.Material[i].Form == key {
			return &s.Material[i]
		}
	}
	return nil
}

func listForms(s *review.Scheme, keys []string, where string) ([]*forms.Form, error) {
	var out []*forms.Form
	for _, key := range keys {
		if it := itemOf(s, key); it != nil && it.Form != "" {
			key = it.Form
		}
		f, err := forms.ByKeyIn(s, key)
		if err != nil {
			return nil, fmt.Errorf("考核方案“%s”的成套材料列了“%s”，没有这张表；请在方案的 %s 中改正", s.Name, key, where)
		}
		out = append(out, f)
	}
	return out, nil
}

// newPlan reads the records once.
func newPlan(ctx context.Context, target string, src Source, opt Options) (*plan, error) {
	p := &plan{src: src, opt: opt, scheme: src.Scheme()}
	var err error
	if p.room, err = roomIn(target); err != nil {
		return nil, err
	}
	entries, err := subjectEntries(p.scheme)
	if err != nil {
		return nil, err
	}
	lists, err := listForms(p.scheme, p.scheme.Pack.Branch, "pack.branch")
	if err != nil {
		return nil, err
	}
	blanks, err := listForms(p.scheme, p.scheme.Pack.Blank, "pack.blank")
	if err != nil {
		return nil, err
	}
	branches, err := src.Branches(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.read(ctx, branches, entries); err != nil {
		return nil, err
	}
	if len(p.branches) == 0 {
		return nil, fmt.Errorf("批次“%s”还没有考察对象，没有材料可以成套；请先加入考察对象", src.Round().Name)
	}
	if p.findings, err = src.Findings(ctx); err != nil {
		return nil, err
	}
	p.place(lists, blanks)
	return p, nil
}

// noBranch is the folder of subjects that belong to no branch: they are left in
// the pack, where they are seen.
const noBranch = "未指定党总支"

// read notes the subjects by branch and what each one's folder holds.
func (p *plan) read(ctx context.Context, branches []review.Branch, entries []entry) error {
	all := make([]*branchPlan, 0, len(branches)+1)
	by := map[string]*branchPlan{}
	for _, b := range branches {
		all = append(all, &branchPlan{branch: b})
		by[b.ID] = all[len(all)-1]
	}
	rest := &branchPlan{branch: review.Branch{Name: noBranch}, orphans: true}
	err := p.src.EachFile(ctx, "", func(f *review.File) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if f.Subject == nil || f.Cadre == nil {
			return errors.New("有一名考察对象在干部库中找不到；请先在批次中核对")
		}
		b := by[f.Subject.BranchID]
		if b == nil {
			b = rest
		}
		b.add(p.scheme, f, entries, func(form *forms.Form) bool { return p.nothing(form, f) })
		return nil
	})
	for _, b := range append(all, rest) {
		if len(b.files) > 0 {
			p.branches = append(p.branches, b)
		}
	}
	p.known = by
	return err
}

func (b *branchPlan) add(scheme *review.Scheme, f *review.File, entries []entry, nothing func(*forms.Form) bool) {
	s := &subjectPlan{id: f.Subject.ID, name: f.Cadre.Name}
	s.docs, s.lacks = subjectDocs(entries, f, nothing)
	s.proofs = proofsOf(scheme, f.Subject)
	if b.orphans {
		s.lacks = append(s.lacks, Lack{Item: "党总支", Why: "没有指定所属党总支"})
	}
	b.subjects = append(b.subjects, s)
	b.files = append(b.files, slim(f))
	if b.panel == nil {
		b.panel = f.Panel
	}
}

// each streams the subjects of a planned branch.
func (p *plan) each(ctx context.Context, b *branchPlan, fn func(*review.File) error) error {
	if !b.orphans {
		return p.src.EachFile(ctx, b.branch.ID, fn)
	}
	return p.src.EachFile(ctx, "", func(f *review.File) error {
		if f.Subject != nil && p.known[f.Subject.BranchID] != nil {
			return nil
		}
		return fn(f)
	})
}

// subjectDocs lists a subject's documents in the prescribed order, numbered by
// their place in the list; what cannot be made is told, and a form that would have
// nothing but its title is left out.
func subjectDocs(entries []entry, f *review.File, nothing func(*forms.Form) bool) (docs []doc, lacks []Lack) {
	for i, e := range entries {
		if e.item != nil && !e.item.AskedOf(f.Subject) {
			continue // other kinds of subjects hand it in
		}
		stem := fmt.Sprintf("%d-%s", i+1, e.name)
		var original *review.ReceivedFile
		if e.item != nil {
			if m := f.Subject.MaterialOf(e.item.Key); m.FileHash != "" {
				original = &review.ReceivedFile{Hash: m.FileHash, Name: m.FileName}
			}
		}
		why := ""
		if e.form != nil {
			why = e.absent(f)
		}
		switch {
		case e.form == nil || why != "" || nothing(e.form):
		case e.form.Scope == forms.OfTalk:
			for k := range f.Subject.Talks {
				docs = append(docs, doc{form: e.form, stem: fmt.Sprintf("%s-%02d", stem, k+1), title: fmt.Sprintf("%s %d", e.name, k+1), talk: k, number: k + 1})
			}
		default:
			docs = append(docs, doc{form: e.form, stem: stem, title: e.name, number: 1})
		}
		if original != nil {
			docs = append(docs, doc{stem: stem, title: e.name, original: original, alone: why != "" || e.form == nil})
		} else if why != "" {
			lacks = append(lacks, Lack{Item: e.name, Why: why, subject: f.Subject.ID, form: e.form.Key})
		}
	}
	return docs, lacks
}

// absent tells why the form cannot be made of a subject's records, "" when it can.
func (e entry) absent(f *review.File) string {
	s := f.Subject
	switch e.form.Key {
	case "summary":
		if e.item != nil && blank(s.MaterialOf(e.item.Key).Text) {
			return "没有录入文字，也没有收到文件"
		}
	case "report":
		if !blank(s.Report.Biography) || s.Report.Grade != "" {
			return ""
		}
		for _, t := range s.Report.Texts {
			if !blank(t) {
				return ""
			}
		}
		return "考察报告还没有写"
	case "talk":
		if len(s.Talks) == 0 {
			return "没有录入谈话记录"
		}
	case "tally":
		if s.Tally == nil || len(s.Tally.Groups) == 0 {
			return "民主测评结果没有录入"
		}
	}
	return ""
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// place gives every folder and file its name.
func (p *plan) place(lists, blanks []*forms.Form) {
	var names []string
	for _, b := range p.branches {
		names = append(names, CleanName(b.branch.Name, p.room.branch))
	}
	for i, name := range numbered(names) {
		b := p.branches[i]
		b.dir = fmt.Sprintf("%0*d-%s", digits(len(p.branches)), i+1, name)
		p.placeSubjects(b)
		p.placeLists(b, lists, blanks)
		for _, s := range b.subjects {
			p.total += len(s.docs)
		}
		p.total += len(b.lists)
		p.subjects += len(b.subjects)
	}
	p.total += 1 // the list of what is missing
	if len(p.branches) > 1 {
		p.total++ // the summary of the whole round
	}
}

func (p *plan) placeSubjects(b *branchPlan) {
	names := make([]string, len(b.subjects))
	for i, s := range b.subjects {
		names[i] = CleanName(s.name, p.room.person)
	}
	for i, name := range numbered(names) {
		s := b.subjects[i]
		s.name = name
		s.dir = filepath.Join(b.dir, fmt.Sprintf("%0*d-%s", digits(len(b.subjects)), i+1, name))
		used := namer{}
		for k := range s.docs {
			d := &s.docs[k]
			stem := d.stem + "-" + name
			if d.form != nil && d.form.Scope == forms.OfTalk {
				cut := strings.LastIndex(d.stem, "-")
				stem = d.stem[:cut] + "-" + name + d.stem[cut:]
			}
			if d.original != nil {
				stem += "（交来原件）"
			}
			d.dir = s.dir
			d.stem = used.unique(CleanName(stem, p.room.label), "")
		}
		s.docs = append(s.docs, p.placeProofs(s)...)
		for k := range s.lacks {
			s.lacks[k].Branch, s.lacks[k].Person = b.branch.Name, name
		}
	}
}

// blankDir holds the working forms for the meetings of a branch.
const blankDir = "00-会议用表"

// paperKey is the form of the texts that a scheme drafts.
const paperKey = "paper"

// placeLists plans the branch's lists and its working forms: one for the branch,
// or one for each subject where the form is about a person.
func (p *plan) placeLists(b *branchPlan, lists, blanks []*forms.Form) {
	used := namer{}
	for _, f := range lists {
		if f.Key == paperKey { // one for each text the scheme drafts
			for i, x := range p.scheme.Papers {
				b.lists = append(b.lists, doc{form: f, dir: b.dir, stem: used.unique(CleanName("00-"+x.Name, p.room.label), ""), title: x.Name, number: i + 1})
			}
			continue
		}
		b.lists = append(b.lists, doc{form: f, dir: b.dir, stem: used.unique(CleanName("00-"+f.Name, p.room.label), ""), title: f.Name, number: 1})
	}
	used = namer{}
	for _, f := range blanks {
		d := doc{form: f, dir: filepath.Join(b.dir, blankDir), title: f.Name, number: 1, blank: true}
		if f.Scope == forms.OfBranch || f.Scope == forms.OfRound {
			d.stem = used.unique(CleanName(f.Name, p.room.label), "")
			b.lists = append(b.lists, d)
			continue
		}
		for _, s := range b.subjects {
			d.stem = used.unique(CleanName(f.Name+"-"+s.name, p.room.label), "")
			s.docs = append(s.docs, d)
		}
	}
}
