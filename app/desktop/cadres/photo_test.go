package cadres

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"kaocha/app/desktop/desktest"
)

func TestPhotoIsDroppedAndTakenAway(t *testing.T) {
	d, _ := desktest.OnSample(t)
	ctx := context.Background()
	p := person(t, d, "林知秋")
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 300)), nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "新 照片.JPG")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if p.Dropped(fyne.Position{}, []string{"名册.xlsx"}) || p.Dropped(fyne.Position{}, []string{path, path}) {
		t.Error("what is not one picture is taken for a photo")
	}
	old, _ := d.Session.FindCadre(ctx, "林知秋")
	if !p.Dropped(fyne.Position{}, []string{path}) || !d.Busy() {
		t.Fatal("a picture opens no dialog")
	}
	d.Escape()
	if c, _ := d.Session.FindCadre(ctx, "林知秋"); c.PhotoHash != old.PhotoHash {
		t.Error("a photo was kept before it was confirmed")
	}
	p.Dropped(fyne.Position{}, []string{path})
	d.Enter()
	c, _ := d.Session.FindCadre(ctx, "林知秋")
	if c.PhotoHash == "" || c.PhotoHash == old.PhotoHash || d.Busy() {
		t.Fatalf("photo %q after %q", c.PhotoHash, old.PhotoHash)
	}
	ph := p.photoDialog("")
	if ph.Picture() == nil {
		t.Error("the dialog does not show the photo")
	}
	ph.Remove()
	d.Enter()
	if c, _ = d.Session.FindCadre(ctx, "林知秋"); c.PhotoHash != "" || p.photo != nil {
		t.Errorf("not taken away: %q", c.PhotoHash)
	}
	if _, err := d.Session.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if c, _ = d.Session.FindCadre(ctx, "林知秋"); c.PhotoHash == "" {
		t.Error("taking away is not undone")
	}
}
