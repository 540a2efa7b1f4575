package store

import (
	"bytes"
	"image"
	"image/jpeg"
	"math/rand"
	"testing"

	"kaocha/data/review"
)

// Keys and log stand outside the history: undoing everything leaves them.
func TestKeysAndLogOutliveUndo(t *testing.T) {
	s := openNew(t)
	do := func(label string, fn func(*Tx) error) {
		t.Helper()
		if err := s.Do(ctx, label, fn); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, ok, err := s.ExchangeKeys(ctx); ok || err != nil {
		t.Fatalf("keys in a new database: %v", err)
	}
	do("密钥", func(tx *Tx) error { return tx.PutExchangeKeys("a", "b") })
	do("密钥", func(tx *Tx) error { return tx.PutExchangeKeys("c", "d") })
	if a, b, ok, _ := s.ExchangeKeys(ctx); a != "a" || b != "b" || !ok {
		t.Errorf("keys %s %s", a, b)
	}
	round := &review.Round{Name: "批次"}
	do("批次", func(tx *Tx) error { return tx.SaveRound(round) })
	do("登记", func(tx *Tx) error {
		if err := tx.LogParcel(ParcelLine{What: ParcelSent, Kind: "submission", RoundID: round.ID, Seq: 4, File: "x.kaocha"}); err != nil {
			return err
		}
		if err := tx.SavePeer(&review.Peer{Key: "k", Branch: "机关"}); err != nil {
			return err
		}
		return tx.SaveHandover(&review.Handover{RoundID: round.ID, Kind: "submission", Seq: 4, Key: "k"})
	})
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if p, err := s.Peer(ctx, "k"); p != nil || err != nil {
		t.Errorf("the peer outlived undo: %v %v", p, err)
	}
	if hs, err := s.Handovers(ctx, round.ID); len(hs) > 0 || err != nil {
		t.Errorf("the handover outlived undo: %v %v", hs, err)
	}
	if n, err := s.SentSeq(ctx, round.ID, "submission", ""); n != 4 || err != nil {
		t.Errorf("the number after undo is %d, %v", n, err)
	}
	if _, err := s.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	log, err := s.ParcelLog(ctx, 0)
	if err != nil || len(log) != 1 || log[0].File != "x.kaocha" || log[0].At.IsZero() {
		t.Errorf("log %+v, %v", log, err)
	}
	do("删除", func(tx *Tx) error { return tx.DeleteRound(round.ID) })
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if hs, _ := s.Handovers(ctx, round.ID); len(hs) != 1 || hs[0].Seq != 4 {
		t.Errorf("handovers after the round came back: %+v", hs)
	}
}

// What one database keeps of a photo another one keeps byte for byte, also the
// largest that comes out of reducing; what none keeps is refused.
func TestKeptPhotosKeepTheirKey(t *testing.T) {
	im := image.NewRGBA(image.Rect(0, 0, 1500, 2000))
	rand.New(rand.NewSource(1)).Read(im.Pix)
	var raw bytes.Buffer
	if err := jpeg.Encode(&raw, im, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	kept, err := KeptPhoto(raw.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	s := openNew(t)
	put := func(b []byte) (hash string, err error) {
		err = s.Do(ctx, "照片", func(tx *Tx) error { hash, err = tx.PutKeptPhoto(b); return err })
		return hash, err
	}
	if hash, err := put(kept); err != nil || hash != hashOf(kept) {
		t.Errorf("%d KB: %v", len(kept)>>10, err)
	}
	for what, b := range map[string][]byte{"no picture": []byte("x"), "never reduced": raw.Bytes(), "empty": nil} {
		if _, err := put(b); err == nil {
			t.Errorf("%s was stored", what)
		}
	}
}

func TestBlobSizes(t *testing.T) {
	s := openNew(t)
	var hash string
	if err := s.Do(ctx, "文件", func(tx *Tx) (err error) {
		hash, err = tx.PutFile("a", []byte("12345"))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if n, ok, err := s.BlobSize(ctx, hash, false); n != 5 || !ok || err != nil {
		t.Errorf("%d %v %v", n, ok, err)
	}
	if _, ok, err := s.BlobSize(ctx, hash, true); ok || err != nil {
		t.Errorf("a picture that is not there: %v %v", ok, err)
	}
}
