package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
)

// register fills a database with n persons of many names.
func register(b *testing.B, n int) *Store {
	b.Helper()
	s, err := Open(filepath.Join(b.TempDir(), "x.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	surnames := []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨")
	given := []rune("一丁七万三上下不与专且世丘业东丝两严中丰")
	list := make([]ImportItem, n)
	for i := range list {
		c := person(string([]rune{surnames[i%16], given[i/16%20], given[i/320%20]}))
		c.Unit, c.IDNumber = fmt.Sprintf("第%d学院", i%60), fmt.Sprintf("99999919850703%04d", i%10000)
		list[i].Cadre = c
	}
	if err := s.ApplyImport(ctx, "名册", list); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	return s
}

func BenchmarkPageOf10000(b *testing.B) {
	for _, f := range []CadreFilter{{}, {Sort: "strokes"}, {Sort: "unit"}, {Text: "严中"}, {Text: "zyz"}, {Text: "第7学院 wang", Sort: "strokes"}} {
		b.Run(f.Sort+"/"+f.Text, func(b *testing.B) {
			s := register(b, 10000)
			f.Limit = 50
			for b.Loop() {
				if _, total, err := s.Cadres(ctx, f); err != nil || total == 0 {
					b.Fatal(total, err)
				}
			}
		})
	}
}

func BenchmarkImport500WithPhotos(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, err := Open(filepath.Join(b.TempDir(), "x.db"), Options{})
		list := items(500)
		b.StartTimer()
		if err := errors.Join(err, s.ApplyImport(ctx, "导入", list)); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}

func BenchmarkSaveOne(b *testing.B) {
	s := register(b, 1)
	c, _, err := s.Cadres(ctx, CadreFilter{})
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		c[0].Mobile = fmt.Sprint(i)
		if err := s.Do(ctx, "改", func(tx *Tx) error { return tx.SaveCadre(&c[0]) }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen10000(b *testing.B) {
	s := register(b, 10000)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Open(s.Path(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
