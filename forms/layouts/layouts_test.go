package layouts

import (
	"bytes"
	"testing"

	"kaocha/forms/template/build"
	"kaocha/resources/templates"
)

// The files under resources/templates are what go generate writes.
func TestShippedTemplatesAreCurrent(t *testing.T) {
	n := 0
	for _, p := range build.Papers {
		for _, key := range Keys() {
			want, ok := Draw(key, p)
			if !ok {
				continue
			}
			n++
			got, err := templates.Read(p.Key, key)
			if err != nil {
				t.Errorf("%s on %s: %v (run go generate ./forms/layouts)", key, p.Key, err)
			} else if !bytes.Equal(got, want) {
				t.Errorf("%s on %s differs from its layout (run go generate ./forms/layouts)", key, p.Key)
			}
		}
	}
	if n == 0 {
		t.Fatal("no templates")
	}
}
