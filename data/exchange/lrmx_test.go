package exchange

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"reflect"
	"strings"
	"testing"

	"kaocha/data/cadre"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSamplesGiveTheSameCadre(t *testing.T) {
	x, err := ParseLRMX(sample(t, "qimingyuan.lrmx"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := ParseLRM(sample(t, "qimingyuan.lrm"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Problems)+len(l.Problems) > 0 {
		t.Errorf("problems: %v %v", x.Problems, l.Problems)
	}
	l.Cadre.IDNumber = x.Cadre.IDNumber // the old format has none
	if !reflect.DeepEqual(x.Cadre, l.Cadre) {
		t.Errorf("\nlrmx %+v\nlrm  %+v", x.Cadre, l.Cadre)
	}
	if n := len(x.Cadre.Resume); n != 5 {
		t.Errorf("resume entries: %d %+v", n, x.Cadre.Resume)
	}
}

// T23: what is read and written untouched is the same file, byte for byte.
func TestWriteUntouchedIsIdentical(t *testing.T) {
	raw := sample(t, "qimingyuan.lrmx")
	p, err := ParseLRMX(raw)
	if err != nil {
		t.Fatal(err)
	}
	out, err := WriteLRMX(raw, &p.Cadre, nil)
	if err != nil || !bytes.Equal(raw, out) {
		t.Errorf("not identical: %v", err)
	}
}

// picture is a real JPEG of w×h.
func picture(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7919 >> 3)
	}
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, img, nil))
	return b.Bytes()
}

func parse(t testing.TB, s string) *Person {
	t.Helper()
	p, err := ParseLRMX([]byte(s))
	if err != nil {
		t.Fatalf("%s: %v", shorten(s, 60), err)
	}
	return p
}

func write(t testing.TB, raw string, c *cadre.Cadre, photo []byte) string {
	t.Helper()
	out, err := WriteLRMX([]byte(raw), c, photo)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// odd is a file with everything a foreign tool may put in: a mark, a comment,
// unknown elements, attributes, wrong order, CDATA, entities, mixed line ends.
const odd = "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!-- made by another tool -->\r\n<Person version='9' note=\"a>b\">\r\n" +
	"\t<Version>3.2.1.16</Version>\r\n\t<DaoLingNianYue>204503</DaoLingNianYue>\n" +
	"  <XingMing>  张　三\r\n </XingMing><XingBie />\r\n  <ChuShengNianYue>198203</ChuShengNianYue>\r\n" +
	"  <!-- inner --><JiGuan><![CDATA[某省<某县>]]></JiGuan><MinZu a='1'>汉</MinZu>\r\n" +
	"  <XianRenZhiWu>甲&amp;乙&#x4E2D;心&nbsp;主任</XianRenZhiWu>\r\n" +
	"  <JiaTingChengYuan>\r\n    <!-- f --><Item><ChengWei>妻子</ChengWei><XingMing>苏晓岚</XingMing><Extra>x</Extra></Item>\r\n" +
	"    <Item>\r\n      <ChengWei></ChengWei>\r\n    </Item>\r\n  </JiaTingChengYuan>\r\n" +
	"  <Weird><Deep a=\"1\">y</Deep></Weird></Person>\r\n<!-- end -->"

func TestOddFileReadAndWritten(t *testing.T) {
	p := parse(t, odd)
	c := p.Cadre
	if c.Name != "张三" || c.NativePlace != "某省<某县>" || c.Nation != "汉族" || c.Position != "甲&乙中心&nbsp;主任" || len(c.Family) != 1 {
		t.Errorf("read: %+v", c)
	}
	if got := write(t, odd, &c, nil); got != odd {
		t.Errorf("untouched differs:\n%q", got)
	}
	c.Sex, c.Position, c.Title = "男", "丙<丁>", "讲师"
	c.Family[0].Work = "某馆"
	c.Family = append(c.Family, cadre.FamilyMember{Relation: "儿子", Name: "张小"})
	want := strings.NewReplacer("<XingBie />", "<XingBie>男</XingBie>",
		"甲&amp;乙&#x4E2D;心&nbsp;主任", "丙&lt;丁&gt;",
		"</JiGuan><MinZu", "</JiGuan><ZhuanYeJiShuZhiWu>讲师</ZhuanYeJiShuZhiWu><MinZu",
		"<Extra>x</Extra></Item>", "<Extra>x</Extra><GongZuoDanWeiJiZhiWu>某馆</GongZuoDanWeiJiZhiWu></Item>").Replace(odd)
	got := write(t, odd, &c, nil)
	q := parse(t, got)
	if !reflect.DeepEqual(q.Cadre, c) {
		t.Errorf("read back:\n%+v\n%+v", q.Cadre, c)
	}
	for _, keep := range strings.Split(want, "\r\n") {
		if keep = strings.TrimSpace(keep); !strings.Contains(got, keep) {
			t.Errorf("lost %q in\n%s", keep, got)
		}
	}
}

// T23: each register field of the format, changed alone, changes only its element.
func TestOneFieldChangesOneElement(t *testing.T) {
	raw := string(sample(t, "qimingyuan.lrmx"))
	values := map[cadre.Kind]string{cadre.Text: "改 & 动", cadre.Long: "第一行\n第二行", cadre.Choice: "其他", cadre.Day: "1999.09"}
	for name, f := range byElement() {
		if name == elFamily || f.Kind == cadre.List || name == "ZhengZhiMianMao" {
			continue
		}
		c := parse(t, raw).Cadre
		v := values[f.Kind]
		if f.Key == idKey {
			v = "99999919850703002X"
		}
		must(t, f.Set(&c, v))
		out := write(t, raw, &c, nil)
		a, b := strings.Split(raw, "<"+name+">"), strings.Split(out, "<"+name+">")
		_, tailA, _ := strings.Cut(a[1], "</"+name+">")
		_, tailB, _ := strings.Cut(b[1], "</"+name+">")
		if a[0] != b[0] || tailA != tailB {
			t.Errorf("%s: more than its element changed", name)
		}
		if got := parse(t, out).Cadre; f.Get(&got) != f.Get(&c) || len(cadre.Diff(&got, &c)) > 0 {
			t.Errorf("%s: %q read back, want %q", name, f.Get(&got), f.Get(&c))
		}
	}
}

func TestFamilyEdits(t *testing.T) {
	raw := string(sample(t, "qimingyuan.lrmx"))
	base := parse(t, raw).Cadre.Family
	son := strings.Index(raw, "<ChengWei>儿子")
	sonItem := raw[strings.LastIndex(raw[:son], "<Item>") : strings.Index(raw[son:], "</Item>")+son+7]
	for name, now := range map[string][]cadre.FamilyMember{
		"removed":   {base[1], base[2]},
		"reordered": {base[2], base[0], base[1]},
		"added":     {base[0], base[1], base[2], {Relation: "母亲", Name: "范例", Birth: cadre.MustDate("1957.12.31"), Work: "某厂"}},
		"changed":   {{Relation: "妻子", Name: "苏晓岚", Birth: base[0].Birth, Political: "群众", Work: base[0].Work}, base[1], base[2]},
		"only one":  {base[1]},
	} {
		c := parse(t, raw).Cadre
		c.Family = now
		out := write(t, raw, &c, nil)
		if got := parse(t, out).Cadre.Family; !reflect.DeepEqual(got, now) {
			t.Errorf("%s: %+v", name, got)
		}
		if !strings.Contains(out, sonItem) {
			t.Errorf("%s: an untouched member's bytes changed", name)
		}
	}
	c := parse(t, raw).Cadre
	c.Family = nil
	if got := parse(t, write(t, raw, &c, nil)).Cadre.Family; len(got) != 0 {
		t.Errorf("emptied: %+v", got)
	}
}

// A new file has the editor's order and reads back as the same person.
func TestNewFile(t *testing.T) {
	c := parse(t, string(sample(t, "qimingyuan.lrmx"))).Cadre
	photo := picture(t, 60, 80)
	out := write(t, "", &c, photo)
	p := parse(t, out)
	if !reflect.DeepEqual(p.Cadre, c) || !bytes.Equal(p.Photo, photo) || len(p.Problems) > 0 {
		t.Errorf("read back: %+v %v", p.Cadre, p.Problems)
	}
	at := 0
	for _, name := range lrmxOrder {
		i := strings.Index(out[at:], "<"+name+">")
		if i < 0 {
			t.Fatalf("%s missing or out of order", name)
		}
		at += i
	}
	if strings.Contains(strings.ReplaceAll(out, "\r\n", ""), "\n") || !strings.Contains(out, "<Version>3.2.1.6</Version>\r\n</Person>") {
		t.Errorf("line ends or version:\n%s", shorten(out, 200))
	}
	if dec := xml.NewDecoder(strings.NewReader(out)); dec.Decode(&struct{}{}) != nil {
		t.Error("not well-formed")
	}
}

// T22: encodings declared wrongly, marks, no header.
func TestLRMXEncodings(t *testing.T) {
	body := "<Person><XingMing>齐明远㛃</XingMing><JiGuan>某省镕县</JiGuan><X>留</X></Person>"
	gb := string(gbSet.encode(body))
	le := string(utf16LE.encode("\uFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?>" + body))
	for name, c := range map[string]struct {
		raw  string
		note bool
	}{
		"no header":       {body, false},
		"mark":            {"\uFEFF" + body, false},
		"said gb, is utf": {`<?xml version="1.0" encoding="GB2312"?>` + body, true},
		"said gb, is gb":  {`<?xml version="1.0" encoding="gb2312"?>` + gb, false},
		"said utf, is gb": {`<?xml version="1.0" encoding="utf-8"?>` + gb, true},
		"utf-16":          {le, false},
	} {
		p := parse(t, c.raw)
		if p.Cadre.Name != "齐明远㛃" || p.Cadre.NativePlace != "某省镕县" {
			t.Errorf("%s: %+v", name, p.Cadre)
		}
		if hasMessage(p.Problems, "编码") != c.note {
			t.Errorf("%s: %v", name, p.Problems)
		}
		if write(t, c.raw, &p.Cadre, nil) != c.raw {
			t.Errorf("%s: untouched differs", name)
		}
		ch := p.Cadre
		ch.NativePlace = "改县㛃"
		out := write(t, c.raw, &ch, nil)
		if q := parse(t, out); q.Cadre.NativePlace != "改县㛃" || q.Cadre.Name != "齐明远㛃" {
			t.Errorf("%s: rewritten reads %+v", name, q.Cadre)
		}
		if cs, ok := sniff([]byte(out)); !ok || cs.name != mustSniff(c.raw).name {
			t.Errorf("%s: rewritten in %s", name, cs.name)
		}
	}
}

func mustSniff(s string) charset { cs, _ := sniff([]byte(s)); return cs }

// T22: what is refused whole.
func TestLRMXRefused(t *testing.T) {
	deep := strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40)
	for name, c := range map[string]struct{ raw, want string }{
		"doctype":    {`<!DOCTYPE Person [<!ENTITY x "y">]><Person><XingMing>&x;</XingMing></Person>`, "DTD"},
		"laughs":     {`<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Person/>`, "DTD"},
		"deep":       {"<Person>" + deep + "</Person>", "嵌套"},
		"many":       {"<Person>" + strings.Repeat("<a/>", maxLRMXTokens) + "</Person>", "过多"},
		"cut short":  {"<Person><XingMing>甲", "不完整"},
		"torn tag":   {"<Person><XingMing", "第 1 行"},
		"mismatched": {"<Person>\n<XingMing>甲</XingBie></Person>", "第 2 行"},
		"other xml":  {"<html><body/></html>", "Person"},
		"empty":      {"", "Person"},
		"too large":  {strings.Repeat(" ", maxLRMXBytes+1), "MB"},
	} {
		if _, err := ParseLRMX([]byte(c.raw)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// T22: a bad photo is told, the rest is read, and writing leaves it as it is.
func TestLRMXPhotos(t *testing.T) {
	jpg := picture(t, 100, 120)
	b64 := base64.StdEncoding.EncodeToString(jpg)
	var pngs bytes.Buffer
	must(t, png.Encode(&pngs, image.NewGray(image.Rect(0, 0, 9, 9))))
	wrapped := ""
	for i := 0; i < len(b64); i += 76 {
		wrapped += "\r\n  " + b64[i:min(i+76, len(b64))]
	}
	for name, c := range map[string]struct {
		text string
		want []byte
		told string
	}{
		"plain":      {b64, jpg, ""},
		"wrapped":    {wrapped + "\r\n", jpg, ""},
		"data url":   {"data:image/jpeg;base64," + b64, jpg, ""},
		"no padding": {strings.TrimRight(b64, "="), jpg, ""},
		"png":        {base64.StdEncoding.EncodeToString(pngs.Bytes()), pngs.Bytes(), ""},
		"empty":      {" \r\n ", nil, ""},
		"garbage":    {"!!!not base64!!!", nil, "base64"},
		"half":       {b64[:len(b64)/8*4], nil, "不完整"},
		"odd end":    {b64[:len(b64)/8*4+1], nil, "base64"},
		"not a jpeg": {base64.StdEncoding.EncodeToString([]byte("hello, this is text")), nil, "JPEG"},
		"50 MB":      {strings.Repeat("QUJD", 50<<20/3), nil, "20 MB"},
		"cdata":      {"<![CDATA[" + b64 + "]]>", jpg, ""},
	} {
		raw := "<Person><XingMing>齐明远</XingMing><ZhaoPian>" + c.text + "</ZhaoPian><MinZu>汉族</MinZu></Person>"
		p := parse(t, raw)
		if !bytes.Equal(p.Photo, c.want) || p.Cadre.Name != "齐明远" || p.Cadre.Nation != "汉族" {
			t.Errorf("%s: %d bytes of photo, %+v %v", name, len(p.Photo), p.Cadre.Name, p.Problems)
		}
		if (c.told == "") != (len(p.Problems) == 0) || c.told != "" && !hasMessage(p.Problems, c.told) {
			t.Errorf("%s: told %v", name, p.Problems)
		}
		if write(t, raw, &p.Cadre, p.Photo) != raw {
			t.Errorf("%s: untouched differs", name)
		}
	}
	raw := "<Person><XingMing>齐明远</XingMing><ZhaoPian>" + b64 + "</ZhaoPian></Person>"
	c := parse(t, raw).Cadre
	if p := parse(t, write(t, raw, &c, pngs.Bytes())); !bytes.Equal(p.Photo, pngs.Bytes()) {
		t.Error("photo not replaced")
	}
	if p := parse(t, write(t, raw, &c, []byte{})); p.Photo != nil {
		t.Error("photo not removed")
	}
}

// T21, T22: twelve members, bad values, characters that deceive.
func TestLRMXValues(t *testing.T) {
	items := ""
	for i := range 12 {
		items += fmt.Sprintf("<Item><ChengWei>亲属</ChengWei><XingMing>甲%d</XingMing><ChuShengRiQi>198%d07</ChuShengRiQi></Item>", i, i%10)
	}
	p := parse(t, "<Person><XingMing>𠮷㛃\u200b·é\x00\u202e明</XingMing><XingMing>乙</XingMing><ChuShengNianYue>85.07</ChuShengNianYue>"+
		"<ShenFenZheng>99999919850703002x</ShenFenZheng><JiaTingChengYuan>"+items+"<Item><XingMing>乙</XingMing><ChuShengRiQi>7月</ChuShengRiQi></Item></JiaTingChengYuan></Person>")
	c := p.Cadre
	if c.Name != "𠮷㛃\u200b·é明" || !c.Birth.IsZero() || c.IDNumber != "99999919850703002X" || len(c.Family) != 13 {
		t.Errorf("%+v", c)
	}
	for _, part := range []string{"85.07", "控制字符", "零宽", "多次", "10 名", "第 13 人"} {
		if !hasMessage(p.Problems, part) {
			t.Errorf("not told: %s in %v", part, p.Problems)
		}
	}
	raw := "<Person><ChuShengNianYue>85.07</ChuShengNianYue></Person>"
	if q := parse(t, raw); !hasMessage(q.Problems, "没有姓名") || write(t, raw, &q.Cadre, nil) != raw {
		t.Errorf("a bad value was not left as it is: %v", q.Problems)
	}
}
