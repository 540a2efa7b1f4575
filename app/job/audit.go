package job

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/store"
)

// AuditKinds are what the log can be limited to, in the order they are offered.
var AuditKinds = []string{"do", "undo", "redo", store.LogExport, store.LogReveal, store.LogErase, store.LogRestore, store.LogSalvage, store.LogAccess}

// AuditKind finds a kind of entries by its key or Chinese name; "" stays "".
func AuditKind(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	var names []string
	for _, k := range AuditKinds {
		if k == name || store.LogKinds[k] == name {
			return k, nil
		}
		names = append(names, store.LogKinds[k])
	}
	return "", use("没有种类“%s”；可用：%s", name, strings.Join(names, "、"))
}

// AuditLine says an entry of the log in one line of words.
func AuditLine(e *store.LogEntry) string {
	parts := []string{e.Label}
	for _, p := range []struct{ name, text string }{
		{"用途", e.Reason}, {"文件", e.File}, {"来自", e.Source}, {"涉及", names(e.People)}, {"销毁", erasedText(e.Erased)}, {"救出", salvagedText(e.Salvage)}, {"", e.Note},
	} {
		switch {
		case p.text == "":
		case p.name == "":
			parts = append(parts, p.text)
		default:
			parts = append(parts, p.name+"："+p.text)
		}
	}
	if e.Undone {
		parts = append(parts, "已撤销")
	}
	return strings.Join(parts, "；")
}

func erasedText(list []store.ErasedFile) string {
	if len(list) == 0 {
		return ""
	}
	return fmt.Sprintf("%d 份文件", len(list))
}

func salvagedText(r *store.Salvaged) string {
	if r == nil {
		return ""
	}
	return SalvageText(*r)
}

// SalvageEntry says of a salvage when it was, of which file and with what loss.
func SalvageEntry(e *store.LogEntry) string {
	text := fmt.Sprintf("第 %d 号，%s，%s从损坏的“%s”抢救", e.ID, e.At.Local().Format("2006.01.02 15:04"), e.User, e.File)
	if e.Salvage == nil {
		return text
	}
	text += "：" + SalvageText(*e.Salvage)
	if h := e.Salvage.Log.Head; h != "" && e.Salvage.Log.Sealed {
		text += fmt.Sprintf("；校验码从丢失的地方起重新计算，损坏的文件里最后的校验码是 %s", ShortSeal(h))
	}
	return text
}

func names(list []string) string {
	const few = 6
	if len(list) <= few {
		return strings.Join(list, "、")
	}
	return fmt.Sprintf("%s 等 %d 人", strings.Join(list[:few], "、"), len(list))
}

// CheckAudit goes through the whole log and tells what does not fit. known is a
// seal noted down before, "" for none.
func (s *Session) CheckAudit(ctx context.Context, known string) (*store.ChainReport, error) {
	if r := s.Store.Allowed().Role; r == store.RoleBranch {
		return nil, s.ForDepartment("核对操作记录")
	}
	known = strings.ToLower(strings.TrimSpace(known))
	if known != "" && (len(known) < 8 || len(known) > 64 || strings.Trim(known, "0123456789abcdef") != "") {
		return nil, use("校验码是 8 到 64 位的数字和字母 a–f，写的是“%s”", known)
	}
	return s.Store.CheckChain(ctx, known)
}

// ShortSeal is as much of a seal as is noted down on paper.
func ShortSeal(head string) string {
	if len(head) < 16 {
		return head
	}
	return head[:16]
}

// BreakText says where and what is wrong.
func BreakText(b store.Break) string {
	if b.ActionID == 0 {
		return b.What
	}
	return fmt.Sprintf("第 %d 号（%s %s “%s”）：%s", b.ActionID, b.At.Local().Format("2006.01.02 15:04"), b.User, b.Label, b.What)
}

// AuditEntries reads the log, the latest first; find narrows it to entries with
// a text in them.
func (s *Session) AuditEntries(ctx context.Context, kind, find string, limit int) ([]store.LogEntry, error) {
	n := limit
	if find != "" {
		n = 0
	}
	list, err := s.Store.Entries(ctx, kind, n)
	if err != nil || find == "" {
		return list, err
	}
	list = slices.DeleteFunc(list, func(e store.LogEntry) bool {
		return !strings.Contains(AuditLine(&e)+e.User+strings.Join(e.People, "、"), find)
	})
	if limit > 0 && len(list) > limit {
		list = list[:limit]
	}
	return list, nil
}
