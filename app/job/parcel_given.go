package job

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

// Given is what a branch knows of the department that gave it a round.
type Given struct {
	Invitation *review.Handover // the latest
	Department *review.Peer
	Receipt    *review.Handover // the latest answer, nil for none
	Sent       int              // the number of the last submission, 0 for none
}

// Givens tells how a round came here: for each branch whose invitation was taken
// into this database, in the order they first were; none for a round of our own,
// which we give to others. A clerk may work for several branches.
func (w *Work) Givens(ctx context.Context) ([]*Given, error) {
	list, err := w.Store.Handovers(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	own, err := w.ownKeys(ctx)
	if err != nil {
		return nil, err
	}
	var out []*Given
	for i := range list {
		h := &list[i]
		if h.Kind != string(parcel.Invitation) || own[h.Key] {
			continue
		}
		if g := givenTo(out, h.BranchID); g != nil {
			g.Invitation = h
		} else {
			out = append(out, &Given{Invitation: h})
		}
	}
	for _, g := range out {
		if err := w.complete(ctx, g, list); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func givenTo(list []*Given, branchID string) *Given {
	if i := slices.IndexFunc(list, func(g *Given) bool { return g.Invitation.BranchID == branchID }); i >= 0 {
		return list[i]
	}
	return nil
}

// complete adds the latest receipt, how far was handed in and whose round it is.
func (w *Work) complete(ctx context.Context, g *Given, list []review.Handover) error {
	for i := range list {
		if h := &list[i]; h.Kind == string(parcel.Receipt) && h.BranchID == g.Invitation.BranchID {
			g.Receipt = h
			g.Sent = max(g.Sent, h.Receipt.Seq) // after a restored backup the receipt knows more
		}
	}
	n, err := w.Store.SentSeq(ctx, w.Round.ID, string(parcel.Submission), g.Invitation.Branch)
	if err != nil {
		return err
	}
	g.Sent = max(g.Sent, n)
	g.Department, err = w.Store.Peer(ctx, g.Invitation.Key)
	if err == nil && g.Department == nil {
		err = errors.New("本库没有组织部的密钥；请再打开一次组织部的邀请文件")
	}
	return err
}

// Given is what was given to a branch, named by its name, a part of it or its
// ID; "" for the only one. Nil without an error for a round of our own.
func (w *Work) Given(ctx context.Context, branch string) (*Given, error) {
	list, err := w.Givens(ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	if branch == "" && len(list) == 1 {
		return list[0], nil
	}
	var names []string
	for _, g := range list {
		names = append(names, g.Invitation.Branch)
	}
	if branch == "" {
		return nil, use("本库为 %d 个党总支填报批次“%s”，请指明是哪一个（命令里用 --branch）：%s", len(list), w.Round.Name, strings.Join(names, "、"))
	}
	g, _ := oneNamed(list, branch, func(g **Given) (string, string) { return (*g).Invitation.BranchID, (*g).Invitation.Branch })
	if g == nil {
		return nil, use("批次“%s”里没有下发给“%s”的邀请；有：%s", w.Round.Name, branch, strings.Join(names, "、"))
	}
	return *g, nil
}
