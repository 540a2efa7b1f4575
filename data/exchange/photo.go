package exchange

import (
	"bytes"
	"encoding/base64"
	"image"
	_ "image/jpeg" // .lrmx photos
	_ "image/png"  // some tools write them
	"strings"

	_ "golang.org/x/image/bmp" // .pic files
)

const (
	maxPhotoBytes  = 20 << 20 // beyond this a photo is a mistake (a scan of a page)
	maxPhotoPixels = 64 << 20
)

// photoProblem tells why bytes are no usable photo, "" when they are.
func photoProblem(b []byte) string {
	if len(b) > maxPhotoBytes {
		return "照片超过 20 MB，未导入，请换成证件照大小的图片"
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(b))
	switch {
	case err != nil:
		return "照片不是 JPEG、PNG 或 BMP 图片，未导入，请重新选照片"
	case cfg.Width < 1 || cfg.Height < 1 || float64(cfg.Width)*float64(cfg.Height) > maxPhotoPixels:
		return "照片的像素数过大或为零，未导入，请换成证件照大小的图片"
	case format == "jpeg" && bytes.LastIndex(b, []byte{0xFF, 0xD9}) < len(b)/2:
		return "照片不完整（文件可能没有复制完），未导入，请重新选照片"
	}
	return ""
}

// decodePhoto reads the text of ZhaoPian: base64, perhaps with a data: prefix,
// line breaks and blanks. An empty text is no photo and no problem.
func decodePhoto(src []byte) (photo []byte, problem string) {
	b := bytes.TrimSpace(src)
	if bytes.HasPrefix(b, []byte("data:")) {
		i := bytes.IndexByte(b[:min(len(b), 100)], ',')
		if i < 0 {
			return nil, "照片数据不完整，未导入，请重新选照片"
		}
		b = bytes.TrimSpace(b[i+1:])
	}
	if len(b) == 0 {
		return nil, ""
	}
	if len(b)/4*3 > maxPhotoBytes+64 {
		return nil, "照片超过 20 MB，未导入，请换成证件照大小的图片"
	}
	if bytes.ContainsAny(b, " \t&") {
		b = []byte(strings.NewReplacer(" ", "", "\t", "", "&#13;", "", "&#xD;", "", "&#10;", "").Replace(string(b)))
	}
	enc := base64.StdEncoding
	if b[len(b)-1] != '=' && len(bytes.Trim(b, "\r\n"))%4 != 0 {
		enc = base64.RawStdEncoding
	}
	out := make([]byte, enc.DecodedLen(len(b)))
	n, err := enc.Decode(out, b)
	if err != nil {
		return nil, "照片数据已损坏（不是有效的 base64），未导入，请重新选照片"
	}
	out = out[:n]
	if p := photoProblem(out); p != "" {
		return nil, p
	}
	return out, ""
}
