package pack

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
)

// BenchmarkPack writes rounds of 10, 100 and 1000 subjects. The time per subject
// must stay the same, and so must the memory that is really held on the way.
func BenchmarkPack(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			held := uint64(0)
			for b.Loop() {
				_, err := Make(context.Background(), filepath.Join(b.TempDir(), "p"), newSource(b, 5, n/5), Options{Forms: library, Progress: func(done, total int, _ string) {
					if done%(total/4) == 0 {
						held = max(held, liveHeap())
					}
				}})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(held)/(1<<20), "MB-held")
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(n)/float64(b.N), "ms/subject")
		})
	}
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
