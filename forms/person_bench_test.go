package forms

import (
	"testing"

	"kaocha/forms/page/pagetest"
)

// BenchmarkPersonForms fills, fits and lays out each person form of two pages;
// "crowded" is the worst case, whose cells are tried in many sizes.
func BenchmarkPersonForms(b *testing.B) {
	l := NewLibrary(pagetest.Fonts())
	for _, key := range personKeys {
		f, err := ByKey(key)
		if err != nil {
			b.Fatal(err)
		}
		for name, in := range map[string]*Input{"usual": reviewInput(b, "fafu-probation"), "crowded": crowded(b)} {
			b.Run(key+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := l.Make(f, in); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
