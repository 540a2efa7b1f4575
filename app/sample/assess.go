package sample

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/resources/samples"
)

// assessment is a sample round as its file has it.
type assessment struct {
	Name     string         `yaml:"name"`
	Notified string         `yaml:"notified"`
	Assessed string         `yaml:"assessed"`
	Deadline string         `yaml:"deadline"`
	Stage    string         `yaml:"stage"`
	Events   []sampleEvent  `yaml:"events"`
	Subjects []assessedUnit `yaml:"subjects"`
	Earlier  []assessment   `yaml:"earlier"` // former rounds
}

// assessedUnit is a subject with what was entered about it.
type assessedUnit struct {
	Name       string                  `yaml:"name"`
	Kind       string                  `yaml:"kind"`
	Unit       string                  `yaml:"unit"`
	Group      string                  `yaml:"group"`
	Roles      []string                `yaml:"roles"`
	Scores     map[string][]float64    `yaml:"scores"`  // by sheet: the items' points in order
	Scorers    map[string][]expert     `yaml:"scorers"` // the same of several
	Reasons    map[string]string       `yaml:"reasons"` // by item
	Proofs     map[string]string       `yaml:"proofs"`  // by item
	Evidence   []evidenceSample        `yaml:"evidence"`
	Polls      map[string][]pollSample `yaml:"polls"`
	Extras     []extraSample           `yaml:"extras"`
	Bars       map[string]string       `yaml:"bars"`
	Events     []sampleEvent           `yaml:"events"`
	Materials  []string                `yaml:"materials"`
	Grade      string                  `yaml:"grade"`
	Awards     []string                `yaml:"awards"`
	Conclusion string                  `yaml:"conclusion"`
}

type expert struct {
	Name   string    `yaml:"name"`
	Points []float64 `yaml:"points"`
}

// evidenceSample is a Word file that was received as evidence.
type evidenceSample struct {
	Sheet string   `yaml:"sheet"`
	Item  string   `yaml:"item"`
	Name  string   `yaml:"name"` // without extension; its title too
	Lines []string `yaml:"lines"`
}

// pollSample is a voter group's votes: for each row of the ballot the answers in
// order, 弃权 last; one row alone is the row that counts.
type pollSample struct {
	Group    string  `yaml:"group"`
	Expected int     `yaml:"expected"`
	Issued   int     `yaml:"issued"`
	Invalid  int     `yaml:"invalid"`
	Rows     [][]int `yaml:"rows"`
}

type extraSample struct {
	Key    string `yaml:"key"`
	Times  int    `yaml:"times"`
	Reason string `yaml:"reason"`
	Doc    string `yaml:"doc"`
}

type sampleEvent struct {
	Log    string            `yaml:"log"`
	Date   string            `yaml:"date"`
	Title  string            `yaml:"title"`
	Place  string            `yaml:"place"`
	People []string          `yaml:"people"`
	Fields map[string]string `yaml:"fields"`
	Back   bool              `yaml:"back"`
	State  string            `yaml:"state"`
}

// Assessments lists the schemes that have a sample round, by key.
func Assessments() []string {
	files, err := fs.Glob(samples.Files, "*.yaml")
	if err != nil {
		return nil
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(f, ".yaml")
	}
	return files
}

// InstallAssessment puts the sample round of a scheme into the database, with the
// former rounds that belong to it, as one step. It gives the round.
func InstallAssessment(ctx context.Context, st *store.Store, key string) (*review.Round, error) {
	text, err := samples.Files.ReadFile(key + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("方案“%s”没有示例；有示例的是：%s", key, strings.Join(Assessments(), "、"))
	}
	var a assessment
	if err := yaml.UnmarshalWithOptions(text, &a, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("示例 %s 有误：%w", key, err)
	}
	s, scheme, err := review.ShippedByKey(key)
	if err != nil {
		return nil, err
	}
	var round *review.Round
	err = st.Do(ctx, InstallLabel, func(tx *store.Tx) error {
		for _, x := range append(append([]assessment{}, a.Earlier...), a) {
			in := installer{tx: tx, s: s, text: string(scheme)}
			if err := in.install(x); err != nil {
				return fmt.Errorf("示例 %s：%w", key, err)
			}
			round = in.round
		}
		return nil
	})
	return round, err
}

// installer writes one sample round.
type installer struct {
	tx    *store.Tx
	s     *review.Scheme
	text  string
	round *review.Round
}

func (in *installer) install(a assessment) error {
	in.round = &review.Round{Name: a.Name, SchemeKey: in.s.Key, SchemeText: in.text, School: in.s.School, Paper: in.s.Paper, Sample: true,
		Notified: date(a.Notified), Assessed: date(a.Assessed), Deadline: date(a.Deadline)}
	for _, e := range a.Events {
		ev, err := in.event(e, "")
		if err != nil {
			return err
		}
		in.round.Events = append(in.round.Events, ev)
	}
	if err := in.tx.SaveRound(in.round); err != nil {
		return err
	}
	b := review.Branch{RoundID: in.round.ID, Name: in.s.Holder}
	if err := in.tx.SaveBranch(&b); err != nil {
		return err
	}
	var files []*review.File
	for _, u := range a.Subjects {
		sub, err := in.subject(u)
		if err != nil {
			return fmt.Errorf("%s：%w", u.Name, err)
		}
		sub.RoundID, sub.BranchID, sub.Stage = in.round.ID, b.ID, a.Stage
		if sub.Stage == "" {
			sub.Stage = in.s.Stages[0].Key
		}
		if err := in.tx.SaveSubject(sub); err != nil {
			return err
		}
		files = append(files, &review.File{Subject: sub})
	}
	if in.s.Division.From == 0 {
		return nil
	}
	if err := review.DivideRound(in.s, files); err != nil {
		return err
	}
	for _, f := range files {
		if err := in.tx.SaveSubject(f.Subject); err != nil {
			return err
		}
	}
	return nil
}

// date reads a date of a sample file; "" is unknown.
func date(text string) cadre.Date {
	if text == "" {
		return cadre.Date{}
	}
	return cadre.MustDate(text)
}

func (in *installer) event(e sampleEvent, kind string) (review.Event, error) {
	ev := review.Event{Log: e.Log, Date: date(e.Date), Title: e.Title, Place: e.Place, People: e.People, Fields: e.Fields, Back: e.Back, State: e.State}
	_, err := in.s.Note(&ev, kind)
	return ev, err
}
