package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // the formats a page's pictures have
	_ "image/png"
)

const imageDict = "/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8"

// maxPixels is the largest picture that is unpacked.
const maxPixels = 60_000_000

var errPicture = errors.New("读不出，应为 JPEG 或 PNG")

// putImage writes a JPEG as it is, other pictures as pixels on white.
func (p *Writer) putImage(b []byte) (int, error) {
	cfg, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || cfg.Width*cfg.Height > maxPixels {
		return 0, errPicture
	}
	if kind == "jpeg" && (cfg.ColorModel == color.YCbCrModel || cfg.ColorModel == color.GrayModel) {
		space := "DeviceRGB"
		if cfg.ColorModel == color.GrayModel {
			space = "DeviceGray"
		}
		n := p.alloc()
		p.raw(n, fmt.Sprintf(imageDict, cfg.Width, cfg.Height, space)+"/Filter/DCTDecode", b)
		return n, nil
	}
	im, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return 0, errPicture
	}
	n := p.alloc()
	bo := im.Bounds()
	p.stream(n, fmt.Sprintf(imageDict, bo.Dx(), bo.Dy(), "DeviceRGB"), pixels(im))
	return n, nil
}

func pixels(im image.Image) []byte {
	bo := im.Bounds()
	raw := make([]byte, 0, bo.Dx()*bo.Dy()*3)
	for y := bo.Min.Y; y < bo.Max.Y; y++ {
		for x := bo.Min.X; x < bo.Max.X; x++ {
			r, g, bl, a := im.At(x, y).RGBA()
			white := 0xffff - a
			raw = append(raw, byte((r+white)>>8), byte((g+white)>>8), byte((bl+white)>>8))
		}
	}
	return raw
}
