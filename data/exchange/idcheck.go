package exchange

import "kaocha/data/cadre/idnum"

// tidyID puts an ID number given as text into its plain form (no blanks, half
// width, capital X; 15 digits lengthened), telling when that changed anything.
// Digits are never repaired: a number with a fault stays as it is and is told.
func (p *Person) tidyID(where, s string) string {
	t := idnum.Normalize(s)
	id, err := idnum.Parse(t)
	switch {
	case err != nil:
		p.tell(Problem{Where: where, Field: idKey, Found: idnum.Mask(t), Message: err.Error()})
	case id.Was15:
		p.tell(Problem{Where: where, Field: idKey, Found: idnum.Mask(s), Message: "15 位旧号已换成 18 位“" + idnum.Mask(id.Number) + "”，请对照身份证核对"})
		return id.Number
	case t != s:
		p.tell(Problem{Where: where, Field: idKey, Found: idnum.Mask(s), Message: "已整理为“" + idnum.Mask(t) + "”（去掉空格、全角、撇号，x 改为 X）"})
	}
	return t
}

// matchID is the form in which ID numbers are compared; "" for what is no ID
// number at all (无, 不详), so that such texts match nobody.
func matchID(s string) string {
	t := idnum.Normalize(s)
	if id, err := idnum.Parse(t); err == nil {
		return id.Number
	}
	if len(t) == 18 || len(t) == 15 {
		return t
	}
	return ""
}

func sameID(a, b string) bool {
	x, y := matchID(a), matchID(b)
	return x == y && x != ""
}
