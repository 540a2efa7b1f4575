package template_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"slices"
	"strings"
	"testing"

	"kaocha/forms/page/markup"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

func TestFill(t *testing.T) {
	two := []template.Data{{"n": "a", "a": 1}, {"n": "b", "a": 2}}
	for _, c := range []struct {
		name string
		body build.XML
		d    template.Data
		want string
		miss []string
	}{
		{"tag over runs", par("甲{", "{姓", "名}", "}乙{{姓", "名}}"), template.Data{"姓名": "王五"}, "甲王五乙王五", nil},
		{"spaces in tag", par("{{ 姓名 }}。"), template.Data{"姓名": "王五"}, "王五。", nil},
		{"value is not a tag", par("x{{a}}"), template.Data{"a": "<&>\"'\x01 {{b}}", "b": "no"}, "x<&>\"' {{b}}", nil},
		{"lines alone become paragraphs", par("{{a}}"), template.Data{"a": "1\n2"}, "1|2", nil},
		{"lines in text become breaks", par("x{{a}}"), template.Data{"a": "1\r\n2"}, "x12", nil},
		{"kinds of values", par("{{i}} {{f}} {{t}} {{s}}"), template.Data{"i": 7, "f": 82.5, "t": true, "s": []string{"a", "b"}}, "7 82.5 是 a、b", nil},
		{"dots", par("{{a.b}}"), template.Data{"a": template.Data{"b": "x"}}, "x", nil},
		{"loop in line", par("组员：{{#x}}{{n}}、{{/x}}完"), template.Data{"x": two}, "组员：a、b、完", nil},
		{"strings, number", par("共{{#x}}{{序}}{{.}};{{/x}}."), template.Data{"x": []string{"a", "b"}}, "共1a;2b;.", nil},
		{"inverse", par("有{{^x}}无{{/x}}。"), template.Data{"x": []template.Data{}}, "有无。", nil},
		{"inverse of a value", par("有{{^x}}无{{/x}}。"), template.Data{"x": "y"}, "有。", nil},
		{"false", par("有{{#x}}y{{/x}}。"), template.Data{"x": false}, "有。", nil},
		{"blank text is empty", par("有{{#x}}y{{/x}}。"), template.Data{"x": " "}, "有。", nil},
		{"whole paragraph repeats", par("{{#x}}{{n}}同志{{/x}}"), template.Data{"x": two}, "a同志|b同志", nil},
		{"over paragraphs", par("{{#x}}") + par("名：{{n}}") + par("{{/x}}") + par("z"), template.Data{"x": two}, "名：a|名：b|z", nil},
		{"nested", par("{{#x}}") + par("{{n}}:{{#y}}{{m}},{{/y}}") + par("{{/x}}"), template.Data{"x": []template.Data{{"n": "a", "y": []template.Data{{"m": "1"}, {"m": "2"}}}, {"n": "b", "y": []template.Data{}}}}, "a:1,2,|b:", nil},
		{"same name nested", par("{{#x}}") + par("{{#x}}") + par("{{n}}") + par("{{/x}}") + par("{{/x}}"), template.Data{"x": []template.Data{{"n": "o", "x": []template.Data{{"n": "i"}}}}}, "i", nil},
		{"outer value inside", par("a{{#x}}{{n}}{{k}} {{/x}}"), template.Data{"x": two, "k": "K"}, "aaK bK ", nil},
		{"rows by field, padded", table(row("姓名", "年龄"), row("{{x.n}}", "{{x.a|至少3行}}")), template.Data{"x": two}, "姓名|年龄|a|1|b|2||", nil},
		{"rows by field, more than padded", table(row("{{x.n}}", "{{x.a|至少1行}}")), template.Data{"x": two}, "a|1|b|2", nil},
		{"rows by field, none", table(row("{{x.n}}", "{{x.a|至少2行}}")), template.Data{"x": []template.Data{}}, "|||", nil},
		{"rows by field, list missing", table(row("{{x.n}}", "{{x.a|至少1行}}")), template.Data{}, "|", []string{"x"}},
		{"rows numbered", table(row("{{x.序}}", "{{x.n}}")), template.Data{"x": two}, "1|a|2|b", nil},
		{"rows by block", table(row("{{#x}}{{n}}", "{{a}}{{/x}}")), template.Data{"x": two}, "a|1|b|2", nil},
		{"group of rows", table(row("{{#x}}{{n}}", "上"), row("下", "{{a}}{{/x}}")), template.Data{"x": two}, "a|上|下|1|b|上|下|2", nil},
		{"rows with only the marks go", table(row("{{#x}}", ""), row("{{n}}", "{{a}}"), row("{{/x}}", "")), template.Data{"x": two}, "a|1|b|2", nil},
		{"row condition", table(row("{{#x}}有", "y{{/x}}"), row("z", "z")), template.Data{"x": []template.Data{}}, "z|z", nil},
		{"row inverse", table(row("{{^x}}无", "n{{/x}}"), row("z", "z")), template.Data{"x": []template.Data{}}, "无|n|z|z", nil},
		{"rows in rows", table(row("{{#g}}{{name}}", ""), row("{{m.n}}", "{{m.a}}"), row("{{/g}}", "")), template.Data{"g": []template.Data{{"name": "G", "m": two}, {"name": "H", "m": []template.Data{}}}}, "G||a|1|b|2|H|", nil},
		{"block in a cell", table(row("共{{#x}}{{n}};{{/x}}", "k")), template.Data{"x": two}, "共a;b;|k", nil},
		{"missing", par("{{不存在}}x"), template.Data{}, "x", []string{"不存在"}},
		{"left to right marks go", par("{{a}}"), template.Data{"a": "ab\u202Ecd\u2066\x00\uFEFFe𬭎䶮"}, "abcde𬭎䶮", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			tp, err := template.Parse(document(c.body))
			if err != nil {
				t.Fatal(err)
			}
			f, err := tp.Fill(c.d)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(texts(t, f.Docx), "|"); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if !slices.Equal(f.Missing, c.miss) {
				t.Errorf("missing %q, want %q", f.Missing, c.miss)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		body build.XML
		want string
	}{
		"unclosed block":        {par("{{#x}}") + par("a"), "{{#x}} 缺少结束标记 {{/x}}"},
		"unclosed in line":      {par("甲{{#x}}乙"), "缺少结束标记"},
		"unclosed in rows":      {table(row("{{#x}}a", "b")), "表格中 {{#x}} 缺少结束标记"},
		"stray end":             {par("{{/x}}"), "{{/x}} 没有对应的开始标记"},
		"crossed":               {par("甲{{#a}}{{#b}}{{/a}}{{/b}}"), "缺少结束标记"},
		"brace missing":         {par("甲{{姓名}乙"), "“{{姓名}乙”附近的标记括号没有成对"},
		"full width":            {par("｛｛姓名｝｝"), "全角括号"},
		"unknown option":        {par("{{姓名|加粗}}"), "“加粗”不认识"},
		"picture without sense": {par("{{@照片 0*38}}"), "图片尺寸"},
	} {
		tp, err := template.Parse(document(c.body))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err = tp.Fill(template.Data{"x": true, "a": true, "b": true}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
		if r := tp.Check([]string{"姓名", "x", "a", "b", "照片"}); len(r.Faults) == 0 || !strings.Contains(strings.Join(r.Faults, "\n"), c.want) {
			t.Errorf("%s: report %q", name, r.Faults)
		}
	}
}

// TestBreaks looks at the XML: a line end inside a text is a break, a tab a tab,
// and a merged label beside repeated rows goes on.
func TestBreaks(t *testing.T) {
	label := build.Row{Cells: []build.Cell{{Merge: build.MergeStart, Body: par("家庭")}, {Body: par("{{x.n}}")}}}
	tp, err := template.Parse(document(par("x{{a}}"), table(label), par("{{#b}}有{{/b}}")))
	if err != nil {
		t.Fatal(err)
	}
	f, err := tp.Fill(template.Data{"a": "1\n2\t3", "x": []template.Data{{"n": "p"}, {"n": "q"}, {"n": "r"}}, "b": ""})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	var merges []string
	partOf(t, f.Docx, template.MainPart).Each(func(n *markup.Node) bool {
		count[n.Name]++
		if n.Name == "w:vMerge" {
			merges = append(merges, n.Get("w:val"))
		}
		return true
	})
	if count["w:br"] != 1 || count["w:tab"] != 1 {
		t.Errorf("%d breaks and %d tabs, want 1 and 1", count["w:br"], count["w:tab"])
	}
	if !slices.Equal(merges, []string{"restart", "", ""}) {
		t.Errorf("merges %q", merges)
	}
	if got := strings.Join(texts(t, f.Docx), "|"); strings.Count(got, "家庭") != 1 {
		t.Errorf("the label is repeated: %q", got)
	}
}

func testPhoto(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 280, 380)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicture(t *testing.T) {
	body := build.Para{Exact: 14.5}.With(plain.Run("{{@照片 28*38}}"))
	tp, err := template.Parse(document(body))
	if err != nil {
		t.Fatal(err)
	}
	photo := testPhoto(t)
	if bytes.Contains(photo[:30], []byte("JFIF")) {
		t.Fatal("the test wants a JPEG without JFIF header")
	}
	f, err := tp.Fill(template.Data{"照片": template.Image{photo}})
	if err != nil {
		t.Fatal(err)
	}
	root := partOf(t, f.Docx, template.MainPart)
	if e := root.Deep("wp:extent"); e == nil || e.Get("cx") != "1008000" || e.Get("cy") != "1368000" {
		t.Errorf("picture is not 28 × 38 mm: %+v", e) // 36,000 EMU a mm
	}
	if root.Deep("w:spacing").Has("w:line") {
		t.Error("an exact line pitch is left, which would crop the picture")
	}
	pkg, err := markup.Open(f.Docx)
	if err != nil {
		t.Fatal(err)
	}
	rid := root.Deep("a:blip").Get("r:embed")
	target := ""
	for _, r := range partOf(t, f.Docx, "word/_rels/document.xml.rels").Kids {
		if r.Get("Id") == rid {
			target = r.Get("Target")
		}
	}
	data, err := pkg.Part("word/" + target)
	if err != nil || !bytes.HasPrefix(data, []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00")) {
		t.Fatalf("stored picture %q has no JFIF header (%v)", target, err)
	}
	if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
		t.Error(err)
	}
	for _, c := range partOf(t, f.Docx, "[Content_Types].xml").Kids {
		if c.Get("Extension") == "jpeg" && c.Get("ContentType") == "image/jpeg" {
			target = ""
		}
	}
	if target != "" {
		t.Error("no content type for JPEG")
	}

	none, err := tp.Fill(template.Data{"照片": template.Image{}})
	if err != nil {
		t.Fatal(err)
	}
	if sp := partOf(t, none.Docx, template.MainPart).Deep("w:spacing"); sp.Get("w:line") != "290" {
		t.Errorf("without a picture the pitch is %q, want 290", sp.Get("w:line"))
	}
	if _, err := tp.Fill(template.Data{"照片": template.Image{[]byte("no picture")}}); err == nil || !strings.Contains(err.Error(), "照片") {
		t.Errorf("error %v", err)
	}
}

// TestSamplePicture: a picture with the alternative text {{@照片}} is replaced by
// one of its size, or by nothing.
func TestSamplePicture(t *testing.T) {
	sample := `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="720000" cy="1080000"/><wp:docPr id="1" name="图片 1" descr="{{@照片}}"/><a:graphic/></wp:inline></w:drawing></w:r></w:p><w:sectPr>`
	docx := rewrite(t, document(par("x")), template.MainPart, func(b []byte) []byte { return bytes.Replace(b, []byte("<w:sectPr>"), []byte(sample), 1) })
	tp, err := template.Parse(docx)
	if err != nil {
		t.Fatal(err)
	}
	if got := tp.Tags(); !slices.Equal(got, []string{"照片"}) {
		t.Fatalf("tags %q", got)
	}
	f, err := tp.Fill(template.Data{"照片": template.Image{Data: testPhoto(t)}})
	if err != nil {
		t.Fatal(err)
	}
	// 280 × 380 pixels fitted into 20 × 30 mm: 20 mm wide, 27.14 mm high
	e := partOf(t, f.Docx, template.MainPart).Deep("wp:extent")
	if e == nil || e.Get("cx") != "720000" || e.Get("cy") != "977143" {
		t.Errorf("the picture is %+v", e)
	}
	if f, err = tp.Fill(template.Data{"照片": template.Image{}}); err != nil {
		t.Fatal(err)
	}
	if partOf(t, f.Docx, template.MainPart).Deep("w:drawing") != nil {
		t.Error("the sample picture is left")
	}
}

// TestShrinkSizes checks what |缩小到 does to the XML: 10.5 pt at a pitch of 16 pt
// set to 9 pt gives a pitch of 16×9/10.5 = 13.7 pt = 274 twips; the label cell is
// left alone.
func TestShrinkSizes(t *testing.T) {
	p := build.Para{Exact: 16, Left: 21, Hang: 21}
	tb := build.Table{Grid: []float64{20, 40}, Rows: []build.Row{{H: 10, Exact: true, Cells: []build.Cell{{Body: par("简历")}, {Body: p.Say(plain, "{{简历|缩小到9}}")}}}}}
	tp, err := template.Parse(document(tb.XML()))
	if err != nil {
		t.Fatal(err)
	}
	c, err := tp.Compose(template.Data{"简历": "x"}, map[int]float64{1: 9})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Uses) != 1 || c.Uses[0] != (template.Use{Cell: 1, Tag: "简历", Size: 10.5, Shrink: 9}) {
		t.Fatalf("uses %+v", c.Uses)
	}
	docx, err := c.Docx()
	if err != nil {
		t.Fatal(err)
	}
	var cells []*markup.Node
	partOf(t, docx, template.MainPart).Each(func(n *markup.Node) bool {
		if n.Name == "w:tc" {
			cells = append(cells, n)
		}
		return true
	})
	if got := cells[0].Deep("w:sz").Get("w:val"); got != "21" {
		t.Errorf("label is %s half points, want 21", got)
	}
	if got := cells[1].Deep("w:sz").Get("w:val"); got != "18" {
		t.Errorf("value is %s half points, want 18", got)
	}
	if got := cells[1].Deep("w:spacing").Get("w:line"); got != "274" {
		t.Errorf("pitch %s twips, want 274", got)
	}
	if got := cells[1].Deep("w:ind").Get("w:hanging"); got != "360" {
		t.Errorf("hanging indent %s twips, want 420×9/10.5 = 360", got)
	}
}

func TestSameBytes(t *testing.T) {
	d := document(par("{{a}}{{b}}"), table(row("{{x.n}}", "{{@p 10*10}}")))
	if !bytes.Equal(d, document(par("{{a}}{{b}}"), table(row("{{x.n}}", "{{@p 10*10}}")))) {
		t.Error("the builder gives different bytes for the same input")
	}
	photo := testPhoto(t)
	var first []byte
	for range 5 {
		tp, err := template.Parse(d)
		if err != nil {
			t.Fatal(err)
		}
		f, err := tp.Fill(template.Data{"x": []template.Data{{"n": 1}, {"n": 2}}, "p": template.Image{photo}})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = f.Docx
		}
		if !bytes.Equal(first, f.Docx) {
			t.Fatal("the same data give different bytes")
		}
	}
}
