package job

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// Sealed is a parcel that was written.
type Sealed struct {
	Path       string         `json:"path"`
	Kind       parcel.Kind    `json:"kind"`
	Branch     string         `json:"branch"`
	Seq        int            `json:"seq"`
	Counts     map[string]int `json:"counts,omitempty"`
	Left       []string       `json:"left,omitempty"`       // subjects of the round that are no branch's for which this database hands in
	Held       []string       `json:"held,omitempty"`       // what was recorded and stays here: see review.Scheme.Trim
	Passphrase string         `json:"passphrase,omitempty"` // to be told to the branch, "" when locked by its key
	Hash       string         `json:"hash"`

	Fingerprint string `json:"fingerprint"` // of the key it is signed with
}

// ParcelName is the usual name of a parcel's file.
func ParcelName(k parcel.Kind, round, branch string, seq int) string {
	return safefile.Name(fmt.Sprintf("%s-%s-%s-第%d号", k.Name(), branch, round, seq)) + k.Ext()
}

// place is where a parcel goes: a file of its kind, or a folder for one with
// the usual name. A name without an ending is a folder's; it is made, as for
// everything that is written into a folder.
func (w *Work) place(path string, k parcel.Kind, branch string, seq int) (string, error) {
	if strings.TrimSpace(path) == "" {
		return "", use("请写明%s文件写到哪里", k.Name())
	}
	st, err := os.Stat(path)
	folder := err == nil && st.IsDir()
	if bare := filepath.Ext(filepath.Clean(path)) == ""; !folder && (bare || os.IsPathSeparator(path[len(path)-1])) {
		if err := safefile.MakeDir(path, 0o755); err != nil {
			return "", err
		}
		folder = true
	}
	if folder {
		return filepath.Join(path, ParcelName(k, w.Round.Name, branch, seq)), nil
	}
	if !strings.EqualFold(filepath.Ext(path), k.Ext()) {
		path += k.Ext()
	}
	return path, nil
}

// seal numbers, writes and logs a parcel. The number is taken before the file
// is begun, so that none is used twice.
func (w *Work) seal(ctx context.Context, m *parcel.Manifest, path string, list []parcel.Content, lock parcel.Lock, progress func(done, total int, name string)) (*Sealed, error) {
	if err := w.mayWrite(m); err != nil {
		return nil, err
	}
	keys, err := w.ExchangeKeys(ctx)
	if err != nil {
		return nil, err
	}
	m.RoundID, m.Round = w.Round.ID, w.Round.Name
	if m.School == "" {
		m.School = w.Round.School
	}
	m.At, m.By = w.Now(), w.Store.User()
	if path, err = w.place(path, m.Kind, m.Branch, m.Seq); err != nil {
		return nil, err
	}
	out := &Sealed{Path: path, Kind: m.Kind, Branch: m.Branch, Seq: m.Seq, Counts: m.Counts, Fingerprint: keys.Fingerprint()}
	err = safefile.Write(path, func(f io.Writer) (err error) {
		out.Hash, err = parcel.Write(f, m, list, keys, lock, func(done, total int) error {
			if progress != nil {
				progress(done, total, list[done].Name)
			}
			return ctx.Err()
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	err = w.Store.Do(ctx, "写出"+m.Kind.Name(), func(tx *store.Tx) error {
		return tx.LogParcel(store.ParcelLine{What: store.ParcelSent, Kind: string(m.Kind), RoundID: m.RoundID, Branch: m.Branch, Seq: m.Seq, Peer: keys.Fingerprint(), Hash: out.Hash, File: filepath.Base(path)})
	})
	return out, err
}

// nextSeq is the next number for a kind in this round.
func (w *Work) nextSeq(ctx context.Context, k parcel.Kind) (int, error) {
	n, err := w.Store.SentSeq(ctx, w.Round.ID, string(k), "")
	return n + 1, err
}

// Invite writes a branch's part of the round for that branch: locked by its
// registered key, or by the passphrase ("" makes one) when it has none yet.
func (w *Work) Invite(ctx context.Context, branch, path, passphrase string, progress func(done, total int, name string)) (*Sealed, error) {
	if err := w.mayWrite(&parcel.Manifest{Kind: parcel.Invitation}); err != nil {
		return nil, err
	}
	if w.Scheme.Assesses() && w.Scheme.Exchange == nil {
		return nil, use("批次“%s”的方案没有写明哪些内容下发给填报单位，没有写出。请在“设置 → 考核方案”里复制方案，加上“exchange:”一段（写法见随程序提供的方案），用它新建批次后再下发", w.Round.Name)
	}
	g, err := w.Givens(ctx)
	if err != nil {
		return nil, err
	}
	if len(g) > 0 {
		return nil, use("批次“%s”是组织部下发的，不能再下发；请用“报送”", w.Round.Name)
	}
	b, err := w.branchNamed(ctx, branch)
	if err != nil {
		return nil, err
	}
	r, held, err := w.records(ctx, *b, false)
	if err != nil {
		return nil, err
	}
	if len(r.People) == 0 {
		return nil, fmt.Errorf("“%s”在这个批次里还没有考察对象；请先加入考察对象再下发", b.Name)
	}
	lock, passphrase, err := w.lockFor(ctx, b.Name, passphrase)
	if err != nil {
		return nil, err
	}
	list, err := w.contents(ctx, r)
	if err != nil {
		return nil, err
	}
	m := &parcel.Manifest{Kind: parcel.Invitation, BranchID: b.ID, Branch: b.Name, Counts: r.Counts()}
	if m.Seq, err = w.nextSeq(ctx, m.Kind); err != nil {
		return nil, err
	}
	taken, err := w.Submissions(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range taken {
		if h.BranchID == b.ID {
			m.Answers = h.Hash // what the branch handed in is before our eyes
		}
	}
	out, err := w.seal(ctx, m, path, list, lock, progress)
	if err != nil {
		return nil, err
	}
	out.Passphrase, out.Held = passphrase, held
	if err := w.keepBase(ctx, m, out, list); err != nil {
		return nil, err
	}
	return out, w.sent(ctx, "下发给党总支填报", out, r)
}

// keepBase remembers what was written: the base of the merge of what answers it.
// It is no step that could be undone: the file is handed out.
func (w *Work) keepBase(ctx context.Context, m *parcel.Manifest, out *Sealed, list []parcel.Content) error {
	text, err := list[0].Open()
	if err != nil {
		return err
	}
	return w.Store.Do(ctx, "写出"+m.Kind.Name(), func(tx *store.Tx) error {
		hash, err := tx.PutFile(parcel.Records, text)
		if err != nil {
			return err
		}
		return tx.KeepBase(out.Hash, m.RoundID, m.BranchID, hash)
	})
}

// lockFor is the branch's key when it is registered and no passphrase was asked
// for, else a passphrase.
func (w *Work) lockFor(ctx context.Context, branch, passphrase string) (parcel.Lock, string, error) {
	if passphrase == "" {
		peers, err := w.Store.Peers(ctx)
		if err != nil {
			return parcel.Lock{}, "", err
		}
		known := slices.DeleteFunc(peers, func(p review.Peer) bool {
			return !p.Serves(branch) || p.Revoked != "" || p.School != w.Round.School
		})
		if len(known) == 1 {
			lock, err := parcel.For(known[0].Recipient)
			return lock, "", err
		}
		if passphrase, err = parcel.NewPassphrase(); err != nil {
			return parcel.Lock{}, "", err
		}
	}
	lock, err := parcel.ByPassphrase(passphrase)
	return lock, passphrase, err
}

// branchNamed finds a branch of the round by its ID, name or a part of it.
func (w *Work) branchNamed(ctx context.Context, name string) (*review.Branch, error) {
	list, err := w.Store.Branches(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	b, _ := oneNamed(list, name, func(b *review.Branch) (string, string) { return b.ID, b.Name })
	if b != nil {
		return b, nil
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("批次“%s”里还没有党总支", w.Round.Name)
	}
	var names []string
	for _, x := range list {
		names = append(names, x.Name)
	}
	return nil, use("没有党总支“%s”，或者不只一个；批次里有：%s", name, strings.Join(names, "、"))
}

// Submit writes a branch's part of the round for the department that gave it;
// branch may be "" where it was given to one only.
func (w *Work) Submit(ctx context.Context, branch, path string, progress func(done, total int, name string)) (*Sealed, error) {
	if err := w.mayWrite(&parcel.Manifest{Kind: parcel.Submission}); err != nil {
		return nil, err
	}
	g, err := w.Given(ctx, branch)
	if err != nil {
		return nil, err
	}
	if g == nil {
		return nil, fmt.Errorf("批次“%s”不是从组织部的邀请文件来的，不知道报送给谁；请向组织部要邀请文件（%s），打开后再报送", w.Round.Name, parcel.Invitation.Ext())
	}
	b, err := w.Store.Branch(ctx, g.Invitation.BranchID)
	if err != nil {
		return nil, err
	}
	b.Name = g.Invitation.Branch // the department knows it by this name
	r, held, err := w.records(ctx, *b, true)
	if err != nil {
		return nil, err
	}
	if len(r.People) == 0 {
		return nil, errors.New("这个批次里没有本党总支的考察对象，没有可报送的")
	}
	r.Round.School = g.Department.School
	list, err := w.contents(ctx, r)
	if err != nil {
		return nil, err
	}
	lock, err := parcel.For(g.Department.Recipient)
	if err != nil {
		return nil, err
	}
	left, err := w.left(ctx)
	if err != nil {
		return nil, err
	}
	m := &parcel.Manifest{Kind: parcel.Submission, School: g.Department.School, BranchID: b.ID, Branch: b.Name, Seq: g.Sent + 1, Answers: g.Invitation.Hash, Counts: r.Counts()}
	out, err := w.seal(ctx, m, path, list, lock, progress)
	if err != nil {
		return nil, err
	}
	out.Left, out.Held = left, held
	if err := w.keepBase(ctx, m, out, list); err != nil {
		return nil, err
	}
	return out, w.sent(ctx, "报送组织部", out, r)
}

// sent writes into the export log whose data left in a parcel.
func (w *Work) sent(ctx context.Context, why string, out *Sealed, r *handin.Records) error {
	if reasonOf(ctx) == noReason {
		ctx = WithReason(ctx, why)
	}
	var people []*cadre.Cadre
	for i := range r.People {
		people = append(people, &r.People[i].Cadre)
	}
	return w.Exported(ctx, out.Kind.Name()+"文件", out.Path, people)
}

// left names the subjects that no branch would hand in for which this database
// has an invitation.
func (w *Work) left(ctx context.Context) (names []string, err error) {
	list, err := w.Givens(ctx)
	if err != nil {
		return nil, err
	}
	err = w.Store.EachFile(ctx, w.Round.ID, func(f *review.File) error {
		if givenTo(list, f.Subject.BranchID) == nil {
			names = append(names, f.Cadre.Name)
		}
		return nil
	})
	return names, err
}
