package job

import (
	"context"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/pack"
)

// source reads a round for the pack, a branch at a time.
type source struct {
	w *Work
}

func (s source) Round() *review.Round   { return s.w.Round }
func (s source) Scheme() *review.Scheme { return s.w.Scheme }
func (s source) Today() cadre.Date      { return s.w.Today() }

func (s source) Branches(ctx context.Context) ([]review.Branch, error) {
	return s.w.Store.Branches(ctx, s.w.Round.ID)
}

func (s source) Panels(ctx context.Context) ([]review.Panel, error) {
	return s.w.Store.Panels(ctx, s.w.Round.ID)
}

func (s source) EachFile(ctx context.Context, branchID string, fn func(*review.File) error) error {
	return s.w.Store.EachFileOf(ctx, s.w.Round.ID, branchID, fn)
}

func (s source) Photo(ctx context.Context, hash string) ([]byte, error) {
	return s.w.Store.Photo(ctx, hash)
}

func (s source) ReceivedFile(ctx context.Context, hash string) ([]byte, error) {
	_, b, err := s.w.Store.File(ctx, hash)
	return b, err
}

func (s source) Findings(ctx context.Context) ([]review.Finding, error) { return s.w.Check(ctx) }

// Pack writes the round's complete folder into out, whole or not at all.
func (w *Work) Pack(ctx context.Context, out, paper string, progress func(done, total int, what string)) (*pack.Result, error) {
	if err := KnownPaper(paper); err != nil {
		return nil, err
	}
	texts, err := w.Texts(ctx)
	if err != nil {
		return nil, err
	}
	earlier, err := w.earlier(ctx)
	if err != nil {
		return nil, err
	}
	r, err := pack.Make(ctx, out, source{w}, pack.Options{Texts: texts, Earlier: earlier, Forms: w.Forms, Paper: paper, Progress: progress})
	if err != nil {
		return r, err
	}
	var files []*review.File
	if err := w.Store.EachFile(ctx, w.Round.ID, func(f *review.File) error { files = append(files, f); return nil }); err != nil {
		return r, err
	}
	return r, w.exportedSubjects(ctx, "成套材料“"+w.Round.Name+"”", r.Path, files)
}
