package rounds

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desktest"
	"kaocha/app/sample"
)

// writing is a subject's page with a text of 4,000 characters being written, in
// a window that works beside itself.
func writing(t testing.TB) (*Subject, fyne.Focusable) {
	d, _ := desktest.OnSample(t)
	p := NewPage(d, sample.RoundID)
	p.Reload()
	for _, r := range p.rows {
		if r.name != "谷雨" {
			continue
		}
		s := newSubject(d, p.id, r.subject, r.name)
		d.Win.SetContent(s.Content())
		s.Reload()
		s.tabs.SelectIndex(tabReport)
		key := fieldKey(tabReport, "德才表现与工作实绩")
		s.draft.Report.Texts["merits"] = strings.Repeat("负责教师招聘和岗位聘任，把材料核验由六项增加到九项。\n", 160)
		s.rebuild()
		e := s.fields[key]
		d.Win.Canvas().Focus(e)
		return s, e
	}
	t.Fatal("nobody to write about")
	return nil, nil
}

// BenchmarkKey is one key in a text of 4,000 characters: at most 16 ms.
func BenchmarkKey(b *testing.B) {
	s, e := writing(b)
	s.d.Async = true // what follows typing waits until it rests
	for b.Loop() {
		e.TypedRune('好')
	}
	b.StopTimer()
	s.later.Do(s.d, time.Hour, func() {})
	s.looks.Do(s.d, time.Hour, func() {})
	s.saves.Rest.Do(s.d, time.Hour, func() {})
}

// BenchmarkPreview is what follows when typing rests, page and drawing: at most
// 100 ms.
func BenchmarkPreview(b *testing.B) {
	s, _ := writing(b)
	_, f := s.withDraft()
	for b.Loop() {
		s.showPage(f, s.form)
	}
}

// BenchmarkLookOver is the checks and comparisons that follow it.
func BenchmarkLookOver(b *testing.B) {
	s, _ := writing(b)
	d, f := s.withDraft()
	for b.Loop() {
		s.lookOver(d, f)
	}
}
