package rounds

import (
	"context"
	"fmt"
	"strings"

	"kaocha/data/safefile"
	"kaocha/data/store"
	"kaocha/forms/pack"
)

// askPack asks where the complete folder is to go.
func (p *Page) askPack() {
	if len(p.all) == 0 {
		p.d.Tell("制作成套材料", "批次里还没有考察对象。请先点“加入对象…”。")
		return
	}
	p.d.AskSave("制作成套材料：新文件夹放在", safefile.Name(p.name)+" 成套考察材料", "", p.pack)
}

func (p *Page) pack(path string) {
	w := p.w
	p.d.Long("制作成套材料", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		r, err := w.Pack(ctx, path, "", progress)
		if err != nil {
			return nil, err
		}
		return func() { p.d.Written("成套材料做好了", packText(r), r.Path) }, nil
	})
}

// packText tells what a pack holds and what it lacks.
func packText(r *pack.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "党总支 %d 个，考察对象 %d 人，表 %d 份，收到的原件 %d 份。\n共 %d 个文件；打印文件 %d 页。\n", r.Branches, r.Subjects, r.Documents, r.Originals, r.Files, r.Pages)
	if len(r.Missing) > 0 {
		fmt.Fprintf(&b, "缺项或未签 %d 处，见文件夹里的“缺项与未签清单”。\n", len(r.Missing))
	}
	for _, k := range []string{"错误", "警告"} {
		if n := r.Open[k]; n > 0 {
			fmt.Fprintf(&b, "核对出%s %d 个，见“核对”页。\n", k, n)
		}
	}
	for _, o := range r.Overflow {
		fmt.Fprintf(&b, "放不下：%s · %s · %s\n", o.Person, o.Form, o.Field)
	}
	for _, l := range r.Apart {
		fmt.Fprintf(&b, "要另外打印：%s · %s（%s）\n", l.Person, l.Item, l.Why)
	}
	return strings.TrimSpace(b.String())
}

func saveReceived(ctx context.Context, st *store.Store, hash, path string) error {
	_, b, err := st.File(ctx, hash)
	if err != nil {
		return err
	}
	return safefile.WriteBytes(path, b)
}
