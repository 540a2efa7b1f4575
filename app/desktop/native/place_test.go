package native

import "testing"

func TestPlacesAreReadAsTheyAreWritten(t *testing.T) {
	for _, p := range []Place{{-1900, 40, -700, 760, false}, {0, 0, 1200, 700, true}} {
		if got, ok := ReadPlace(p.String()); !ok || got != p {
			t.Errorf("%v became %v, %v", p, got, ok)
		}
	}
	for _, bad := range []string{"", "1,2,3", "a,b,c,d", "0,0,40,700", "700,0,0,700", "99999999999,0,1,1"} {
		if p, ok := ReadPlace(bad); ok {
			t.Errorf("%q taken for %v", bad, p)
		}
	}
}
