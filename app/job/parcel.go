package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// Submissions lists the latest submission taken from each branch, in the order
// of the branches' first ones.
func (w *Work) Submissions(ctx context.Context) ([]review.Handover, error) {
	list, err := w.Store.Handovers(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	var out []review.Handover
	for _, h := range list {
		if h.Kind != string(parcel.Submission) {
			continue
		}
		if i := slices.IndexFunc(out, func(o review.Handover) bool { return o.BranchID == h.BranchID }); i >= 0 {
			out[i] = h
		} else {
			out = append(out, h)
		}
	}
	return out, nil
}

// refusedFor are the reasons in a clerk's words, for the log.
var refusedFor = map[parcel.Reason]string{
	parcel.NotParcel: "不是本程序的文件", parcel.NoKey: "打不开：不是给本机的或口令不对", parcel.Damaged: "损坏或不完整", parcel.Forged: "签名不对",
	parcel.BadPath: "有不该有的内容", parcel.TooLarge: "超过上限", parcel.TooCostly: "解密计算量过大", parcel.TooNew: "版本太新",
	parcel.UnknownKey: "密钥没有登记", parcel.RevokedKey: "密钥已停用", parcel.Replayed: "重复或过时", parcel.OtherRound: "别的批次或年度",
	parcel.OtherSchool: "别的学校", parcel.OtherScheme: "考核方案不同", parcel.NotNow: "现在不能接收",
}

// ParcelLineText is a line of the log of parcels for a clerk.
func ParcelLineText(l store.ParcelLine) string {
	what := map[string]string{store.ParcelSent: "写出", store.ParcelTaken: "接收", store.ParcelRefused: "拒收"}[l.What]
	parts := []string{l.At.Local().Format("2006.01.02 15:04"), l.User, what + parcel.Kind(l.Kind).Name()}
	if l.Branch != "" {
		parts = append(parts, fmt.Sprintf("%s 第 %d 号", l.Branch, l.Seq))
	}
	parts = append(parts, l.File)
	if l.Note != "" {
		parts = append(parts, cmp.Or(refusedFor[parcel.Reason(l.Note)], l.Note))
	}
	return strings.Join(parts, "  ")
}

// ownKeys are our public keys, those that were replaced too.
func (s *Session) ownKeys(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	sign, open, ok, err := s.Store.ExchangeKeys(ctx)
	if err != nil {
		return nil, err
	}
	if ok {
		k, err := parcel.KeysFrom(sign, open)
		if err != nil {
			return nil, err
		}
		out[k.Public()] = true
	}
	old, err := s.Store.OldKeys(ctx)
	for _, k := range old {
		out[k.Public] = true
	}
	return out, err
}

// latestBy finds the last handover of a kind that a key's holder gave for a
// branch of a round, nil for none.
func latestBy(list []review.Handover, kind parcel.Kind, key, branchID string) *review.Handover {
	var out *review.Handover
	for i := range list {
		if h := &list[i]; h.Kind == string(kind) && h.Key == key && h.BranchID == branchID && (out == nil || h.Seq > out.Seq) {
			out = h
		}
	}
	return out
}

// contents lists what goes into a parcel; the bytes of photos and files are
// read one by one while it is written.
func (w *Work) contents(ctx context.Context, r *handin.Records) (list []parcel.Content, err error) {
	text, err := r.Marshal()
	if err != nil {
		return nil, err
	}
	list = append(list, parcel.Bytes(parcel.Records, text), parcel.Bytes(parcel.SchemeText, []byte(w.Round.SchemeText)))
	for _, name := range r.Blobs() {
		hash, photo, _ := parcel.BlobHash(name)
		n, ok, err := w.Store.BlobSize(ctx, hash, photo)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, errors.New("有一份照片或收到的文件不在数据库里，没有写出；请用 kaocha check 核对，或用最近的备份恢复")
		}
		open := func() ([]byte, error) {
			if photo {
				return w.Store.Photo(ctx, hash)
			}
			_, b, err := w.Store.File(ctx, hash)
			return b, err
		}
		list = append(list, parcel.Content{Entry: parcel.Entry{Name: name, Size: n, Hash: hash}, Open: open})
	}
	return list, nil
}

// ParcelLog lists what was written, taken and refused for a round, the latest
// first; files of which nobody could tell the round are listed too.
func (w *Work) ParcelLog(ctx context.Context) ([]store.ParcelLine, error) {
	list, err := w.Store.ParcelLog(ctx, 0)
	return slices.DeleteFunc(list, func(l store.ParcelLine) bool { return l.RoundID != "" && l.RoundID != w.Round.ID }), err
}
