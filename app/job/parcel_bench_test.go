package job

import (
	"bytes"
	"image"
	"image/jpeg"
	"math/rand"
	"os"
	"testing"
	"time"

	"kaocha/data/review"
	"kaocha/data/store"
)

// BenchmarkExchange: 200 subjects with a photo and three files each, handed in
// by the branch, then opened, planned and taken by the department. The yardstick
// is 10 s for both (issue 6).
func BenchmarkExchange(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, w := department(b, 200)
		br, bw := invited(b, w, "机关党总支")
		fill(br, bw)
		b.StartTimer()
		start := time.Now()
		path := submitted(b, bw)
		b.ReportMetric(time.Since(start).Seconds(), "s/write")
		st, _ := os.Stat(path)
		b.ReportMetric(float64(st.Size())/1e6, "MB")
		start = time.Now()
		h := s.take(s.opened(path))
		b.ReportMetric(time.Since(start).Seconds(), "s/take")
		if len(h.Receipt.Persons) != 200 {
			b.Fatal(len(h.Receipt.Persons))
		}
	}
}

// fill gives every subject of a branch photo and files of a usual size: 40 KB
// and 3 × 60 KB that do not compress.
func fill(s *side, w *Work) {
	s.t.Helper()
	rnd := rand.New(rand.NewSource(7))
	d, err := w.Dossier(ctx)
	s.must(err)
	s.must(s.Store.Do(ctx, "材料", func(tx *store.Tx) error {
		for _, f := range d.Files {
			for _, key := range []string{"summary", "registration", "report"} {
				b := make([]byte, 60<<10)
				rnd.Read(b)
				hash, err := tx.PutFile(key+".docx", b)
				if err != nil {
					return err
				}
				f.Subject.SetMaterial(review.Material{Key: key, State: review.Received, FileHash: hash, FileName: key + ".docx", Electronic: true})
			}
			im := image.NewGray(image.Rect(0, 0, 240, 320))
			rnd.Read(im.Pix)
			var b bytes.Buffer
			if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 75}); err != nil {
				return err
			}
			hash, err := tx.PutPhoto(b.Bytes())
			if err != nil {
				return err
			}
			f.Cadre.PhotoHash = hash
			if err := tx.SaveCadre(f.Cadre); err != nil {
				return err
			}
			if err := tx.SaveSubject(f.Subject); err != nil {
				return err
			}
		}
		return nil
	}))
}
