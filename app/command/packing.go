package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kaocha/app/job"
	"kaocha/app/sample"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
	"kaocha/forms/pack"
)

// pack writes a round's folder and tells what it holds and lacks.
func (e *env) pack(w *job.Work, out, paper string) error {
	r, err := w.Pack(e.ctx, out, paper, e.progress("写出"))
	if err != nil {
		return err
	}
	printPack(e, w.Scheme, r)
	if len(r.Missing) > 0 || len(r.Overflow) > 0 || r.Open["错误"]+r.Open["警告"] > 0 {
		return errFindings
	}
	return nil
}

func printPack(e *env, s *review.Scheme, r *pack.Result) {
	e.say(s.Said("成套考察材料：%s"), absolute(r.Path))
	if r.Kept != "" {
		e.say("原来的文件夹里有别人放入或改过的文件，整个留在：%s", absolute(r.Kept))
	}
	e.say(s.Said("党总支 %d 个，考察对象 %d %s，表 %d 份，收到的原件 %d 份，文件 %d 个，打印文件 %d 页。"), r.Branches, r.Subjects, s.Each(), r.Documents, r.Originals, r.Files, r.Pages)
	if len(r.Missing) > 0 {
		e.say("缺项或未签 %d 处，见“缺项与未签清单”。", len(r.Missing))
	}
	for _, o := range r.Overflow {
		e.say("放不下  %s · %s · %s", o.Person, o.Form, o.Field)
	}
	e.noGlyphs(r.NoGlyph)
	for _, k := range []string{"错误", "警告"} {
		if n := r.Open[k]; n > 0 {
			e.say("核对出%s %d 个，用 kaocha check 查看。", k, n)
		}
	}
}

// replaceable refuses to replace a sample database that somebody worked in.
func (e *env) replaceable(db string) error {
	if _, err := os.Stat(db); err != nil {
		return nil // there is none yet
	}
	s, err := job.Open(db, e.cli.User)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := s.Store.Actions(e.ctx, 0)
	if err != nil {
		return err
	}
	steps := slices.DeleteFunc(all, func(a store.Action) bool { return a.Kind == store.LogExport })
	if len(steps) > 1 || len(steps) == 1 && steps[0].Label != sample.InstallLabel {
		return fmt.Errorf("%s 里有示例以外的操作，为免丢失没有覆盖；请用 --out 另选一个文件夹", absolute(db))
	}
	return nil
}

// demo installs the sample in a fresh database inside out and makes its pack.
// Findings are part of the sample, so they do not fail the demo. scheme chooses
// another scheme's sample round, "" the probation review's.
func (e *env) demo(out, scheme string) error {
	if err := safefile.MakeDir(out, 0o755); err != nil {
		return err
	}
	db := filepath.Join(out, "示例.db")
	if err := e.replaceable(db); err != nil {
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm", "-steps"} {
		if err := os.Remove(db + suffix); err != nil && !os.IsNotExist(err) {
			return safefile.Explain(db+suffix, err)
		}
	}
	s, err := job.Open(db, e.cli.User)
	if err != nil {
		return err
	}
	defer s.Close()
	round, err := e.install(s, scheme)
	if err != nil {
		return err
	}
	w, err := s.WorkOn(round)
	if err != nil {
		return err
	}
	r, err := w.Pack(e.ctx, filepath.Join(out, w.Scheme.Said("成套考察材料")), "", e.progress("写出"))
	if err != nil {
		return err
	}
	e.say("示例批次“%s”的数据文件：%s", w.Round.Name, absolute(db))
	printPack(e, w.Scheme, r)
	return nil
}

// install puts the sample of a scheme into the database.
func (e *env) install(s *job.Session, scheme string) (*review.Round, error) {
	if scheme != "" && slices.Contains(sample.Assessments(), scheme) {
		return sample.InstallAssessment(e.ctx, s.Store, scheme)
	}
	if err := sample.Install(e.ctx, s.Store); err != nil {
		return nil, err
	}
	rounds, err := s.Store.Rounds(e.ctx)
	if err != nil {
		return nil, err
	}
	if scheme != "" && rounds[0].SchemeKey != scheme {
		return nil, useError("方案“%s”没有示例；有示例的是：%s", scheme, strings.Join(append([]string{rounds[0].SchemeKey}, sample.Assessments()...), "、"))
	}
	return &rounds[0], nil
}
