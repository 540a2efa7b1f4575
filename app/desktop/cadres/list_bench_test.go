package cadres

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desktest"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/store"
)

// many is a large register, far beyond one university's.
const many = 100_000

// registerOf fills a database file with n invented persons whose records are as
// long as real ones.
func registerOf(b *testing.B, n int) *job.Session {
	b.Helper()
	s := desktest.Session(b)
	family, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("明华强伟芳娜静丽军勇艳杰涛超霞平刚桂文辉")
	items := make([]store.ImportItem, n)
	for i := range items {
		c := &cadre.Cadre{Name: string([]rune{family[i%20], given[i/20%20], given[i/400%20], given[i/8000%20]}), Sex: []string{"男", "女"}[i%2],
			Birth: cadre.Date{Year: 1965 + i%35, Month: 1 + i%12}, Political: []string{"中共党员", "群众", "民盟盟员"}[i%3],
			StaffNo: fmt.Sprintf("S%06d", i), IDNumber: fmt.Sprintf("999999%04d%02d%02d%04d", 1965+i%35, 1+i%12, 1+i%28, i%10000),
			Branch: fmt.Sprintf("第%d党总支", i%30), Unit: fmt.Sprintf("%d号学院", i%90), Position: fmt.Sprintf("第%d办公室主任", i%700), Rank: []string{"正科级", "副科级"}[i%2]}
		if i%4 == 0 {
			c.Probation = cadre.Probation{Position: c.Position, Start: cadre.Date{Year: 2024, Month: 1 + i%12, Day: 1 + i%28}}
		}
		for k := range 8 {
			c.Resume = append(c.Resume, cadre.ResumeEntry{From: cadre.Date{Year: 2000 + k, Month: 7}, To: cadre.Date{Year: 2001 + k, Month: 7}, Text: strings.Repeat("示例农林大学园艺学院教师", 2)})
		}
		for range 5 {
			c.Family = append(c.Family, cadre.FamilyMember{Relation: "父亲", Name: "某某某", Work: "示例省示例市示例县农业局退休干部", Political: "群众"})
		}
		items[i].Cadre = c
	}
	if err := s.Store.ApplyImport(context.Background(), "名册", items); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkList100000 is what the clerk waits for in the register: until the
// list is shown, until it answers to the first key, at each key, at each step
// of the wheel, and what the first screen and the search over everything take.
func BenchmarkList100000(b *testing.B) {
	s := registerOf(b, many)
	d := desktest.New(b, s)
	d.Shell = &desktest.Shell{}
	l := NewList(d)
	d.Win.SetContent(l.Content())
	d.Win.Resize(fyne.NewSize(1200, 700))
	l.Reload()
	b.Run("opens", func(b *testing.B) {
		for b.Loop() {
			list, err := s.Store.Briefs(context.Background())
			if err != nil || len(list) != many {
				b.Fatal(len(list), err)
			}
			l.all = rowsOf(list, s.Today())
			l.show(everybody(len(l.all)))
		}
	})
	b.Run("filter ready", func(b *testing.B) {
		for b.Loop() {
			l.bar.SetFilter(widgets.NewFilter(len(l.all), colCount, 0, func(r, c int) string { return l.all[r].text(c) }))
		}
	})
	b.Run("key", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			l.bar.Search.SetText([]string{"w", "wm", "wmf", "wm", "王", "王明", "3号", ""}[i%8])
		}
	})
	b.Run("key, sorted by unit", func(b *testing.B) {
		l.sortBy(colUnit)
		for i := 0; b.Loop(); i++ {
			l.bar.Search.SetText([]string{"w", "wm", "wmf", "wm", "王", "王明", "3号", ""}[i%8])
		}
	})
	l.bar.Search.SetText("")
	down := float32(0)
	b.Run("scroll", func(b *testing.B) {
		for b.Loop() {
			down += 90
			l.table.ScrollToOffset(fyne.NewPos(0, float32(int(down)%2_000_000)))
		}
	})
	b.Run("overview", func(b *testing.B) {
		for b.Loop() {
			if o, err := s.Overview(context.Background(), cadre.SoonDays); err != nil || o.Cadres != many {
				b.Fatal(err)
			}
		}
	})
	for _, text := range []string{"wmf", "王明华", "9990", "3号学院"} {
		b.Run("search "+text, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Search(context.Background(), text, 6); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
