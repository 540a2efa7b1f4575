package command

import (
	"io"
	"path/filepath"
	"testing"

	"kaocha/app/sample"
)

// BenchmarkEverySample opens, computes and packs the sample rounds of all schemes,
// the probation review's among them.
func BenchmarkEverySample(b *testing.B) {
	for b.Loop() {
		for _, key := range append([]string{""}, sample.Assessments()...) {
			args := []string{"demo", "--out", filepath.Join(b.TempDir(), "示例")}
			if key != "" {
				args = append(args, "--scheme", key)
			}
			if code := Run(args, io.Discard, io.Discard, nil); code != 0 {
				b.Fatalf("%s: exit %d", key, code)
			}
		}
	}
}
