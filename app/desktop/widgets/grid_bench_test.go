package widgets

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaocha/app/desktop/theme"
)

// people are rows like the register's, invented by counting.
func people(n int) [][]string {
	family, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("明华强伟芳娜静丽军勇艳杰涛超霞平刚桂文辉")
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{string([]rune{family[i%20], given[i/20%20], given[i/400%20], given[i/8000%20]}), []string{"男", "女"}[i%2], fmt.Sprintf("19%02d.%02d", 60+i%40, 1+i%12), fmt.Sprint(25 + i%36),
			fmt.Sprintf("第%d党总支", i%30), fmt.Sprintf("%d号学院", i%90), fmt.Sprintf("第%d办公室主任", i%700), []string{"正科级", "副科级"}[i%2], "2024.05.01"}
	}
	return rows
}

func bigGrid(b *testing.B, rows [][]string) (*Grid, fyne.Window) {
	var cols []Column
	for _, t := range []string{"姓名", "性别", "出生年月", "年龄", "党总支", "单位", "现任职务", "职级", "届满"} {
		cols = append(cols, Column{Title: t, Width: 110, Sort: true})
	}
	g := NewGrid(cols, func() int { return len(rows) }, func(r, c int) Cell { return Cell{Text: rows[r][c]} })
	w := test.NewTempWindow(b, g)
	w.Resize(fyne.NewSize(1200, 700))
	return g, w
}

func BenchmarkGridOpens100000(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(false))
	rows := people(100_000)
	for b.Loop() {
		bigGrid(b, rows)
	}
}

func BenchmarkGridScrollStep(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(false))
	_, w := bigGrid(b, people(100_000))
	for b.Loop() {
		test.Scroll(w.Canvas(), fyne.NewPos(300, 300), 0, -90)
	}
}

func BenchmarkGridKeyDown(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(false))
	g, _ := bigGrid(b, people(100_000))
	g.moveTo(90_000, false, false)
	for b.Loop() {
		press(g, fyne.KeyDown)
	}
}

func BenchmarkGridMarkAllAndCount(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(false))
	g, _ := bigGrid(b, people(100_000))
	for b.Loop() {
		g.TypedShortcut(&fyne.ShortcutSelectAll{})
		if g.MarkedCount() != 100_000 {
			b.Fatal(g.MarkedCount())
		}
	}
}

func BenchmarkGridTypeAhead(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(false))
	g, _ := bigGrid(b, people(100_000))
	for b.Loop() {
		g.ahead = typeAhead{}
		g.TypedRune('q') // nobody: all rows are looked at
	}
}
