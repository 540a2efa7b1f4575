// Package exchange is files in and out of the register: appointment-form files
// (.lrmx, .lrm with its .pic), rosters (.xlsx, .csv), the plan that compares
// them with the register, and rosters written for others.
//
// Reading never guesses: what cannot be taken for certain stays out of the
// field and is named in a Problem with its file, cell or element. Workbooks are
// read by this package itself and not by excelize, because a roster must know
// each cell's stored type (an ID number stored as a number has lost digits) and
// excelize gives types only after loading the whole sheet into memory.
package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"kaocha/data/cadre"
)

// Kinds of files, as Origin.Kind and FileReport.Kind name them.
const (
	KindLRMX   = "lrmx"
	KindLRM    = "lrm"
	KindRoster = "roster"
)

// Origin tells where a person was read.
type Origin struct {
	File  string // name as given, "" when only bytes were given
	Kind  string // KindLRMX, KindLRM or KindRoster
	Sheet string // roster: worksheet, "" for csv
	Row   int    // roster: row as the spreadsheet numbers it, from 1
}

// Person is one person as read from a file, before the register is asked.
type Person struct {
	Cadre    cadre.Cadre
	Photo    []byte // image bytes as they were in the file; nil for none
	Origin   Origin
	Raw      []byte // the .lrmx file as it was, for writing it back without loss; a scan leaves large ones in their place, see Original
	Problems []Problem

	file string            // where to read Raw again, "" when Raw is kept
	sum  [sha256.Size]byte // of the file as it was
}

// Original is the .lrmx file as it was when the person was read: kept, or read
// again from its place. nil when there is none; it fails when the file was
// changed or taken away since.
func (p *Person) Original() ([]byte, error) {
	if p.Raw != nil || p.file == "" {
		return p.Raw, nil
	}
	b, err := os.ReadFile(p.file)
	if err != nil {
		return nil, fmt.Errorf("“%s”%s；请放回原处，再导入一次", p.Origin.File, openFault(err))
	}
	if sha256.Sum256(b) != p.sum {
		return nil, fmt.Errorf("“%s”在列出计划之后被改动了；请再导入一次，重新核对", p.Origin.File)
	}
	return b, nil
}

// Problem is something a clerk must know about a file, all in Chinese.
type Problem struct {
	Where    string // file, cell address or element
	Field    string // key of the field, "" when it is not about one
	Found    string // what stood there
	Expected string // what was expected
	Message  string // what it means and what to do
	Refused  bool   // the value was not taken; false: taken, only told
}

// String puts the problem into one line; what the message says already is not
// said again.
func (p Problem) String() string {
	var b strings.Builder
	for _, s := range []string{p.Where, p.Field} {
		if s != "" {
			b.WriteString(s + "：")
		}
	}
	b.WriteString(p.Message)
	if p.Found != "" && !strings.Contains(p.Message, "“"+p.Found+"”") {
		b.WriteString("（原文“" + shorten(p.Found, 40) + "”）")
	}
	_, example, _ := strings.Cut(p.Expected, "如 ")
	if p.Expected != "" && !strings.Contains(p.Message, "应为") && (example == "" || !strings.Contains(p.Message, example)) {
		b.WriteString("，应为" + p.Expected)
	}
	return b.String()
}

// shorten cuts a text to n characters for messages.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}

func (p *Person) tell(pr Problem) { p.Problems = append(p.Problems, pr) }

// PhotoHash is the SHA-256 of a picture's bytes in hex, "" for none: its key
// unless PlanOptions say otherwise.
func PhotoHash(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
