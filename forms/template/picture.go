package template

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif" // formats a photo may come in
	_ "image/jpeg"
	"image/png"
	"math"
	"strconv"

	_ "golang.org/x/image/bmp"

	"kaocha/forms/page/markup"
)

// emuPerMM are the drawing units of Office in a millimetre.
const emuPerMM = 36000

// media are the pictures of one filling.
type media struct {
	files []mediaFile
	rels  map[string][]byte // part -> relationships to add
}

type mediaFile struct {
	name string
	data []byte
}

// picture is {{@照片 28*38}}.
type picture struct {
	t    tag
	part string
}

// pictures lists the picture fields of a paragraph.
func pictures(p *markup.Node) (out [][]string) {
	for _, m := range tagRe.FindAllStringSubmatch(text(p), -1) {
		if t, err := parseTag(m[1]); err == nil && t.kind == '@' {
			out = append(out, t.path)
		}
	}
	return out
}

// samplePicture turns a picture with the alternative text {{@照片}} into a tag
// with the picture's size. Only pictures in line with the text: floating ones
// are named by Check.
func samplePicture(run *markup.Node) {
	for i, d := range run.Kids {
		in := d.First("wp:inline")
		if d.Name != "w:drawing" || in == nil {
			continue
		}
		ext, pr := in.First("wp:extent"), in.First("wp:docPr")
		if ext == nil || pr == nil {
			continue
		}
		for _, alt := range []string{pr.Get("descr"), pr.Get("title")} {
			m := tagRe.FindStringSubmatch(alt)
			if m == nil || m[1][0] != '@' {
				continue
			}
			body := m[1]
			if t, err := parseTag(body); err != nil || t.w == 0 {
				body += fmt.Sprintf(" %.2f*%.2f", number(ext.Get("cx"))/emuPerMM, number(ext.Get("cy"))/emuPerMM)
			}
			run.Kids[i] = textNode("{{" + body + "}}")
			return
		}
	}
}

// format writes w:pPr; with pictures in the paragraph an exact pitch is left out
// when one of them comes.
func (c *compiler) format(p *prog, pr *markup.Node, pics [][]string) {
	sp := pr.First("w:spacing")
	if len(pics) == 0 || sp == nil || sp.Get("w:lineRule") != "exact" {
		c.literal(p, pr)
		return
	}
	free := pr.Copy()
	fs := free.First("w:spacing")
	fs.Unset("w:line")
	fs.Unset("w:lineRule")
	with, without := &prog{}, &prog{}
	c.literal(with, free)
	c.literal(without, pr)
	p.add(&choose{pics, with.done(), without.done()})
}

func (c *compiler) picture(p *prog, n *markup.Node, t tag) {
	p.buf = n.AppendOpen(p.buf)
	if pr := n.First("w:rPr"); pr != nil {
		c.literal(p, pr)
	}
	p.add(&picture{t, c.part.name})
	p.buf = n.AppendClose(p.buf)
}

func (o *picture) run(x *exec, s *scope) {
	if x.blank {
		return
	}
	v, ok := s.get(o.t.path)
	if !ok {
		x.miss[o.t.key] = true
	}
	im, ok := v.(Image)
	if !ok || len(im.Data) == 0 {
		return
	}
	data, ext, w, h, err := prepare(im.Data)
	if err != nil {
		x.err = fmt.Errorf("字段“%s”的图片%w", o.t.key, err)
		return
	}
	wm, hm := float64(w)*25.4/150, float64(h)*25.4/150
	if o.t.w > 0 {
		k := min(o.t.w/wm, o.t.h/hm)
		wm, hm = wm*k, hm*k
	}
	id, rid := x.media.add(o.part, data, ext)
	x.out = appendDrawing(x.out, id, rid, int(math.Round(wm*emuPerMM)), int(math.Round(hm*emuPerMM)))
}

// add registers a picture; equal ones of a part are stored once.
func (m *media) add(part string, data []byte, ext string) (id, rid int) {
	id = 1000 + len(m.files) + 1
	name := "media/kaocha" + strconv.Itoa(id) + "." + ext
	m.files = append(m.files, mediaFile{"word/" + name, data})
	if m.rels == nil {
		m.rels = map[string][]byte{}
	}
	m.rels[part] = fmt.Appendf(m.rels[part], `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="%s"/>`, id, name)
	return id, id
}

func appendDrawing(b []byte, id, rid, cx, cy int) []byte {
	return fmt.Appendf(b, `<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="%[3]d" name="图片%[3]d"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="%[3]d" name="图片%[3]d"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId%[4]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`, cx, cy, id, rid)
}

// maxPixels is the largest picture that is unpacked.
const maxPixels = 60_000_000

// prepare makes a picture fit for a Word file: JPEG and PNG as they are (a JPEG
// gets the JFIF header some readers want), other formats as PNG.
func prepare(b []byte) (data []byte, ext string, w, h int, err error) {
	cfg, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || cfg.Width <= 0 || cfg.Height <= 0 {
		return nil, "", 0, 0, fmt.Errorf("读不出，应为 JPEG 或 PNG 文件")
	}
	if cfg.Width*cfg.Height > maxPixels {
		return nil, "", 0, 0, fmt.Errorf("过大（%d×%d 像素），请先缩小", cfg.Width, cfg.Height)
	}
	switch kind {
	case "jpeg":
		return withJFIF(b), "jpeg", cfg.Width, cfg.Height, nil
	case "png":
		return b, "png", cfg.Width, cfg.Height, nil
	}
	im, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, "", 0, 0, fmt.Errorf("已损坏")
	}
	var out bytes.Buffer
	if err := png.Encode(&out, im); err != nil {
		return nil, "", 0, 0, fmt.Errorf("不能转换为 PNG")
	}
	return out.Bytes(), "png", cfg.Width, cfg.Height, nil
}

// withJFIF inserts the APP0 segment when a JPEG has neither JFIF nor Exif:
// Go's encoder writes none, and python-docx, among others, then refuses the file.
func withJFIF(b []byte) []byte {
	if len(b) < 6 || b[0] != 0xFF || b[1] != 0xD8 || b[2] == 0xFF && (b[3] == 0xE0 || b[3] == 0xE1) {
		return b
	}
	out := make([]byte, 0, len(b)+18)
	out = append(out, 0xFF, 0xD8, 0xFF, 0xE0)
	out = binary.BigEndian.AppendUint16(out, 16)
	out = append(out, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"...)
	return append(out, b[2:]...)
}
