package rounds

import (
	"context"
	"os"
	"path/filepath"

	"kaocha/data/safefile"
	"kaocha/data/store"
)

// packKey is the preference that keeps where the last pack was put.
const packKey = "pack.folder"

// askPack asks where the complete folder is to go, beginning where the last one is.
func (p *Page) askPack() {
	if len(p.all) == 0 {
		p.d.Tell("制作成套材料", p.w.Scheme.Said("批次里还没有考察对象。")+"请先点“加入对象…”。")
		return
	}
	title, name := "制作成套材料：新文件夹放在", safefile.Name(p.name)+p.w.Scheme.Said(" 成套考察材料")
	usual := p.w.Scheme.Said("报送组织部")
	last := p.d.App.Preferences().String(packKey)
	if st, err := os.Stat(last); err == nil && st.IsDir() {
		p.d.AskExport(last, title, name, "", usual, p.pack)
		return
	}
	p.d.AskExport("", title, name, "", usual, p.pack)
}

// pack makes the folder and shows what became of it.
func (p *Page) pack(path string) {
	w, d := p.w, p.d
	d.App.Preferences().SetString(packKey, filepath.Dir(path))
	d.Long("制作成套材料", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		r, err := w.Pack(ctx, path, "", progress)
		if err != nil {
			return nil, err
		}
		return func() { d.Shell.Open(newPacked(p, r)) }, nil
	})
}

func saveReceived(ctx context.Context, st *store.Store, hash, path string) error {
	_, b, err := st.File(ctx, hash)
	if err != nil {
		return err
	}
	return safefile.WriteBytes(path, b)
}
