package forms

import (
	"fmt"
	"strings"

	"kaocha/forms/chart"
	"kaocha/forms/layouts"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

// Tables is what a form of tables shows: the same goes on paper and into Excel.
type Tables struct {
	Title  string
	Info   []string
	Tables []Table
	Notes  []string
	Signs  []string
}

// Table is one of its tables. Widths of columns are relative.
type Table struct {
	Title   string
	Lead    []string // lines between title and table
	Foot    []string // lines under it
	Columns []TableColumn
	Rows    [][]string
	Bare    bool    // no head row
	NewPage bool    // begins a page
	RowH    float64 // least height of a row, mm; 0 for the usual
	Large   bool    // 小四 type, for what voters fill in
	Merge   bool    // the first column names a part once, its cell is as high as the part; the last is text

	Chart *chart.Figures // drawn under it, nil for none
}

// TableColumn is a column of a table.
type TableColumn struct {
	Label  string
	Width  float64
	Left   bool // text set from the left
	Number bool // figures: numbers in Excel
}

// tablesForm makes a form out of tables.
func tablesForm(f Form, across bool, of func(*Input) Tables) *Form {
	f.Tables = of
	f.Nameless = true
	f.Data = func(in *Input) template.Data {
		t := of(in)
		t.Title = titleLines(t.Title, titleWidth(in.PaperKey(&f), 18, 14, across), in.School())
		return tablesData(t)
	}
	f.Shape = func(in *Input) string { return shapeOf(of(in)) }
	f.Draw = func(in *Input) []byte {
		p, _ := build.PaperByKey(in.PaperKey(&f))
		var shapes []layouts.TableShape
		for _, t := range of(in).Tables {
			s := layouts.TableShape{Bare: t.Bare, NewPage: t.NewPage, RowH: t.RowH, Large: t.Large, Merge: t.Merge, Chart: t.Chart != nil}
			for _, c := range t.Columns {
				s.Columns = append(s.Columns, layouts.Column{Label: c.Label, Width: c.Width, Left: c.Left})
			}
			shapes = append(shapes, s)
		}
		return layouts.Tables(p, shapes, across)
	}
	return &f
}

func tablesData(t Tables) template.Data {
	d := template.Data{"标题": t.Title, "说明": t.Info, "注": t.Notes, "签字": t.Signs}
	for i, x := range t.Tables {
		d[fmt.Sprintf(layouts.TableTitle, i+1)] = x.Title
		d[fmt.Sprintf(layouts.TableLead, i+1)] = x.Lead
		if x.Chart != nil { // without a figure there is nothing to draw, and no other fault
			png, _ := chart.DrawFigures(*x.Chart, chart.In)
			d[fmt.Sprintf(layouts.TableChart, i+1)] = template.Image{Data: png}
		}
		d[fmt.Sprintf(layouts.TableFoot, i+1)] = x.Foot
		rows := []template.Data{}
		for _, r := range x.Rows {
			row := template.Data{}
			for k := range x.Columns {
				row[fmt.Sprintf(layouts.TableCell, k+1)] = ""
				if k < len(r) {
					row[fmt.Sprintf(layouts.TableCell, k+1)] = r[k]
				}
			}
			rows = append(rows, row)
		}
		d[fmt.Sprintf(layouts.TableRows, i+1)] = rows
		for k, c := range x.Columns {
			d[fmt.Sprintf(layouts.TableColumn, i+1, k+1)] = c.Label
		}
	}
	return d
}

// shapeOf tells templates apart: what is drawn, not what is filled in.
func shapeOf(t Tables) string {
	var b strings.Builder
	for _, x := range t.Tables {
		fmt.Fprintf(&b, "%v %v %v %v %g %v", x.Bare, x.NewPage, x.Large, x.Merge, x.RowH, x.Chart != nil)
		for _, c := range x.Columns {
			fmt.Fprintf(&b, " %g%v", c.Width, c.Left)
		}
		b.WriteByte('|')
	}
	return b.String()
}
