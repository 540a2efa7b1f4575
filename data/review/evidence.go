package review

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Evidence (佐证材料) is a received file that proves an item of a sheet, or belongs
// to an entry of a log: the minutes of a talk, the papers of a step. It stands by
// itself, so that files can come in before anybody scores.
type Evidence struct {
	Sheet    string `json:"sheet,omitempty"`
	Log      string `json:"log,omitempty"` // in the place of a sheet
	Item     string `json:"item"`          // key of the sheet's item, or ID of the entry
	FileHash string `json:"fileHash"`
	FileName string `json:"fileName"`
}

// ReceivedFile is a file in the store that a subject's records name.
type ReceivedFile struct{ Hash, Name string }

// ReceivedFiles are all files of a subject: those of the materials, then the
// evidence. What reaches for received files asks here.
func (s *Subject) ReceivedFiles() []ReceivedFile {
	var out []ReceivedFile
	for _, m := range s.Materials {
		if m.FileHash != "" {
			out = append(out, ReceivedFile{m.FileHash, m.FileName})
		}
	}
	for _, e := range s.Evidence {
		out = append(out, ReceivedFile{e.FileHash, e.FileName})
	}
	return out
}

// EvidenceOf are the files of an item, in the order they came.
func (s *Subject) EvidenceOf(sheet, item string) []Evidence {
	var out []Evidence
	for _, e := range s.Evidence {
		if e.Log == "" && e.Sheet == sheet && e.Item == item {
			out = append(out, e)
		}
	}
	return out
}

// EntryFiles are the files of an entry of a log, in the order they came.
func (s *Subject) EntryFiles(e Event) []Evidence {
	var out []Evidence
	for _, x := range s.Evidence {
		if x.Log == e.Log && x.Log != "" && x.Item == e.ID {
			out = append(out, x)
		}
	}
	return out
}

// DropEntryFiles takes the files of an entry away: all, or the one with a hash.
func (s *Subject) DropEntryFiles(e Event, hash string) {
	s.Evidence = slices.DeleteFunc(slices.Clone(s.Evidence), func(x Evidence) bool {
		return x.Log == e.Log && x.Log != "" && x.Item == e.ID && (hash == "" || x.FileHash == hash)
	})
}

// addEntryFile puts a received file to an entry of the subject's logs.
func (s *Scheme) addEntryFile(sub *Subject, e Evidence) error {
	l := s.LogOf(e.Log)
	if l == nil || !slices.ContainsFunc(sub.Events, func(o Event) bool { return o.Log == l.Key && o.ID == e.Item }) {
		return fmt.Errorf("没有这条事项，文件没有收下；请刷新后再看")
	}
	e.Log, e.Sheet = l.Key, ""
	for _, old := range sub.EntryFiles(Event{ID: e.Item, Log: l.Key}) {
		if old.FileHash == e.FileHash {
			return fmt.Errorf("这条“%s”已经有这个文件（%s），没有重复收下", l.Name, old.FileName)
		}
	}
	sub.Evidence = append(sub.Evidence, e)
	return nil
}

// sheetItem finds an item of a sheet about the subject, or tells what there is.
func (s *Scheme) sheetItem(sub *Subject, sheet, item string) (*Sheet, *SheetItem, error) {
	x := s.SheetOf(sheet)
	if x == nil || !concerns(x.For, sub.Kind) {
		return nil, nil, fmt.Errorf("没有计分表“%s”；有：%s", sheet, names(s.SheetsFor(sub), func(x *Sheet) string { return x.Name }))
	}
	it := x.ItemOf(item)
	if it == nil {
		return nil, nil, fmt.Errorf("《%s》里没有项目“%s”；有：%s", x.Name, item, names(x.Items(), func(i SheetItem) string { return i.Name }))
	}
	return x, it, nil
}

// AddEvidence puts a received file to an item. The same file twice to one item is
// refused; it may prove several items.
func (s *Scheme) AddEvidence(sub *Subject, e Evidence) error {
	if e.Log != "" {
		return s.addEntryFile(sub, e)
	}
	x, it, err := s.sheetItem(sub, e.Sheet, e.Item)
	if err != nil {
		return err
	}
	e.Sheet, e.Item = x.Key, it.Key
	for _, old := range sub.EvidenceOf(e.Sheet, e.Item) {
		if old.FileHash == e.FileHash {
			return fmt.Errorf("“%s”已经有这个文件（%s），没有重复收下", it.Name, old.FileName)
		}
	}
	sub.Evidence = append(sub.Evidence, e)
	return nil
}

// DropEvidence takes a file from an item, by its name or its number among the
// item's files, from 1. The file itself stays in the store, for undo.
func (s *Scheme) DropEvidence(sub *Subject, sheet, item, file string) error {
	x, it, err := s.sheetItem(sub, sheet, item)
	if err != nil {
		return err
	}
	list := sub.EvidenceOf(x.Key, it.Key)
	i := slices.IndexFunc(list, func(e Evidence) bool { return e.FileName == file })
	for k := range list {
		if i < 0 && num(k+1) == strings.TrimSpace(file) {
			i = k
		}
	}
	if i < 0 {
		return fmt.Errorf("“%s”没有文件“%s”；有：%s", it.Name, file, names(list, func(e Evidence) string { return e.FileName }))
	}
	at := slices.Index(sub.Evidence, list[i])
	sub.Evidence = slices.Delete(slices.Clone(sub.Evidence), at, at+1)
	return nil
}

// proof is what was noted as evidence of an item, "" when nothing was.
func (s *Subject) proof(sheet, item string) string {
	for _, m := range s.Marks {
		if m.Sheet == sheet && m.Item == item && strings.TrimSpace(m.Proof) != "" {
			return m.Proof
		}
	}
	return ""
}

// Proved tells that an item has evidence: a file, or a note of where it is.
func (s *Subject) Proved(sheet, item string) bool {
	return len(s.EvidenceOf(sheet, item)) > 0 || s.proof(sheet, item) != ""
}

// Gap (缺项、失分) is an item of a sheet that is not yet what it could be.
type Gap struct {
	Number   int // place of the item in its sheet, from 1
	Item     SheetItem
	NoProof  bool     // evidence is asked for and there is none
	Unscored bool     // by somebody who scores the sheet
	Lost     *big.Rat // points below the maximum, of several scorers on the average; nil for none
	Reason   string   // why, as it was noted
}

// GapsOf lists the items of a sheet without evidence or below their maximum.
func GapsOf(x *Sheet, sub *Subject) []Gap {
	scorers := []string{""}
	if x.Scorers == ManyScorers {
		scorers = sub.Scorers(x.Key)
	}
	var out []Gap
	for i, it := range x.Items() {
		g := Gap{Number: i + 1, Item: it, NoProof: it.Proof != "" && !sub.Proved(x.Key, it.Key), Unscored: len(scorers) == 0}
		lost, reasons := new(big.Rat), []string(nil)
		for _, who := range scorers {
			m := sub.MarkOf(x.Key, it.Key, who)
			if m == nil {
				g.Unscored = true
				continue
			}
			lost.Add(lost, new(big.Rat).Sub(ratOf(it.Max), ratOf(m.Points)))
			if n := strings.TrimSpace(m.Note); n != "" && !slices.Contains(reasons, n) {
				reasons = append(reasons, n)
			}
		}
		if !g.Unscored && lost.Sign() > 0 {
			g.Lost = lost.Quo(lost, big.NewRat(int64(len(scorers)), 1))
		}
		g.Reason = strings.Join(reasons, "；")
		if g.NoProof || g.Unscored || g.Lost != nil {
			out = append(out, g)
		}
	}
	return out
}

// Text says what an item lacks: 缺佐证材料（会议记录）；失 2 分.
func (g Gap) Text() string {
	var parts []string
	if g.NoProof {
		parts = append(parts, "缺佐证材料（"+g.Item.Proof+"）")
	}
	if g.Unscored {
		parts = append(parts, "未评分")
	}
	if g.Lost != nil {
		parts = append(parts, "失 "+decimal(g.Lost)+" 分")
	}
	return strings.Join(parts, "；")
}
