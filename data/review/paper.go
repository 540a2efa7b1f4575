package review

import "strings"

// Paper is a sheet a scheme may ask for; W and H in mm, portrait.
type Paper struct {
	Key, Name string
	W, H      float64
}

// Papers lists the known sheets: "16K" means four sizes in practice (DOMAIN 2.0).
var Papers = []Paper{
	{"16K", "16 开（184×260 毫米）", 184, 260},
	{"16K-195x270", "16 开（195×270 毫米）", 195, 270},
	{"16K-185x260", "16 开（185×260 毫米）", 185, 260},
	{"A4", "A4（210×297 毫米）", 210, 297},
}

// PaperByKey finds a sheet, nil when there is none of that key.
func PaperByKey(key string) *Paper {
	for i := range Papers {
		if Papers[i].Key == key {
			return &Papers[i]
		}
	}
	return nil
}

func paperKeys() string {
	return strings.Join(keysOf(Papers, func(p Paper) string { return p.Key }), "、")
}
