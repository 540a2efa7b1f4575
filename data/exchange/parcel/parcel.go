// Package parcel is the sealed file in which a branch and the department hand
// each other records without a network: 邀请, 报送 and 回执.
//
// A parcel is one age file (age-encryption.org/v1), encrypted for a recipient's
// key or by a passphrase. Inside is a plain tar, not compressed, in this order:
//
//	manifest.json   who, to which round, which number, and every entry's size and SHA-256
//	manifest.sig    the sender's Ed25519 signature (64 bytes) over "kaocha parcel 1\n" and the manifest's bytes
//	…               the entries, exactly as the manifest lists them
//
// Entries are called records.json, receipt.json, scheme.yaml, photo/<sha256> and
// file/<sha256>; no other name is read or written, and nothing is ever unpacked
// to a path. The same content and time give the same tar, byte by byte. A reader
// has the manifest and its signature before it sees any entry, and needs no more
// memory than one entry.
package parcel

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Kind is what a parcel is for.
type Kind string

// Kinds of parcels.
const (
	Invitation Kind = "invitation" // 邀请: the department gives a round to a branch
	Submission Kind = "submission" // 报送: the branch hands in
	Receipt    Kind = "receipt"    // 回执: the department answers
)

// Name is the Chinese word for a kind.
func (k Kind) Name() string {
	return map[Kind]string{Invitation: "邀请", Submission: "报送", Receipt: "回执"}[k]
}

// Ext is the ending of a kind's files.
func (k Kind) Ext() string {
	return map[Kind]string{Invitation: ".kaochayq", Submission: ".kaocha", Receipt: ".kaochahz"}[k]
}

// IsName tells by its ending that a file is a parcel.
func IsName(file string) bool {
	f := strings.ToLower(file)
	for _, k := range []Kind{Invitation, Submission, Receipt} {
		if strings.HasSuffix(f, k.Ext()) {
			return true
		}
	}
	return false
}

// Format is the number of the layout described above.
const Format = 1

// Manifest says what a parcel holds. Its exact bytes are what is signed.
type Manifest struct {
	Format    int            `json:"format"`
	Kind      Kind           `json:"kind"`
	School    string         `json:"school"`
	RoundID   string         `json:"roundId"`
	Round     string         `json:"round"` // name, for messages
	BranchID  string         `json:"branchId"`
	Branch    string         `json:"branch"`
	Seq       int            `json:"seq"` // from 1, per sender and round
	At        time.Time      `json:"at"`
	By        string         `json:"by"`
	Key       string         `json:"key"`               // the sender's Ed25519 public key, hex
	Recipient string         `json:"recipient"`         // the sender's age recipient, for the answer
	Answers   string         `json:"answers,omitempty"` // Hash of the parcel this one answers
	Counts    map[string]int `json:"counts"`            // what a person would count: 考察对象, 照片, 文件
	Entries   []Entry        `json:"entries"`
}

// Entry is one file inside.
type Entry struct {
	Name string `json:"name"`
	Size int64  `json:"size"` // bytes
	Hash string `json:"sha256"`
}

// Names of entries.
const (
	Records    = "records.json"
	Answer     = "receipt.json"
	SchemeText = "scheme.yaml"

	manifestName  = "manifest.json"
	signatureName = "manifest.sig"
	signedAs      = "kaocha parcel 1\n"
)

// PhotoEntry and FileEntry name the entry of a stored picture or file.
func PhotoEntry(hash string) string { return "photo/" + hash }

// FileEntry: see PhotoEntry.
func FileEntry(hash string) string { return "file/" + hash }

// BlobHash is the hash in the name of a picture's or a file's entry.
func BlobHash(name string) (hash string, photo, ok bool) {
	if m := blobName.FindStringSubmatch(name); m != nil {
		return m[2], m[1] == "photo", true
	}
	return "", false, false
}

var blobName = regexp.MustCompile(`^(photo|file)/([0-9a-f]{64})$`)

// Limits: a hundred megabytes is what the store takes of one file; a round of
// 200 subjects has some 2,000 entries and 100 MB.
const (
	maxEntry    = 100 << 20
	maxJSON     = 64 << 20
	maxManifest = 8 << 20
	maxEntries  = 20000
	maxTotal    = 2 << 30
)

// Reason sorts refusals.
type Reason string

// Reasons for refusing a parcel.
const (
	NotParcel Reason = "not-parcel" // some other file
	NoKey     Reason = "no-key"     // not for this database, or the wrong passphrase
	Damaged   Reason = "damaged"    // changed or half copied
	Forged    Reason = "forged"     // the signature does not fit
	BadPath   Reason = "bad-path"   // an entry that may not be
	TooLarge  Reason = "too-large"  // over a limit
	TooCostly Reason = "too-costly" // asks for too much computing
	TooNew    Reason = "too-new"    // a later layout

	UnknownKey  Reason = "unknown-key"  // the sender's key was never registered
	RevokedKey  Reason = "revoked-key"  // it was, and is no longer good
	Replayed    Reason = "replayed"     // taken already, or older than what was taken
	OtherRound  Reason = "other-round"  // another year's or somebody else's round
	OtherSchool Reason = "other-school" // another school's
	OtherScheme Reason = "other-scheme" // the round's scheme is not ours
	NotNow      Reason = "not-now"      // the round is closed, or the file is for the other side
)

// Refusal is why a parcel was not taken, in a clerk's words.
type Refusal struct {
	Reason Reason
	Text   string
	Err    error
}

func (r *Refusal) Error() string { return r.Text }

// Unwrap gives the cause.
func (r *Refusal) Unwrap() error { return r.Err }

// Refuse makes a refusal.
func Refuse(why Reason, format string, a ...any) error {
	return &Refusal{Reason: why, Text: fmt.Sprintf(format, a...)}
}

var refuse = Refuse

// bytes gives the manifest as it is signed, and its hash.
func (m *Manifest) bytes() ([]byte, string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(m); err != nil {
		return nil, "", err
	}
	return b.Bytes(), HashOf(b.Bytes()), nil
}

// HashOf is the SHA-256 of bytes, hex.
func HashOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// check sees that a manifest is one this program could have written: known
// entries, each once, within the limits.
func (m *Manifest) check() error {
	switch {
	case m.Format > Format:
		return refuse(TooNew, "这个文件是更新版本的程序写的（格式 %d），请先升级本机的程序", m.Format)
	case m.Format < 1 || m.Kind.Name() == "" || m.Seq < 1 || m.RoundID == "":
		return refuse(Damaged, "文件的清单不完整，不能使用；请对方重新导出")
	case len(m.Entries) > maxEntries:
		return refuse(TooLarge, "文件里有 %d 项内容，超过 %d 项的上限，没有接收", len(m.Entries), maxEntries)
	}
	seen := map[string]bool{}
	total := int64(0)
	for _, e := range m.Entries {
		if err := checkName(e.Name); err != nil {
			return err
		}
		if seen[strings.ToLower(e.Name)] {
			return refuse(BadPath, "文件里“%s”出现了两次，整个文件没有接收", shown(e.Name))
		}
		seen[strings.ToLower(e.Name)] = true
		limit := int64(maxEntry)
		if strings.HasSuffix(e.Name, ".json") || e.Name == SchemeText {
			limit = maxJSON
		}
		if e.Size < 0 || e.Size > limit {
			return refuse(TooLarge, "文件里“%s”有 %d MB，超过 %d MB 的上限，没有接收", shown(e.Name), e.Size>>20, limit>>20)
		}
		if h, _, ok := BlobHash(e.Name); ok && h != e.Hash {
			return refuse(Damaged, "文件的清单前后不一致，不能使用；请对方重新导出")
		}
		if total += e.Size; total > maxTotal {
			return refuse(TooLarge, "文件内容合计超过 %d MB 的上限，没有接收", maxTotal>>20)
		}
	}
	return nil
}

// checkName lets only the known names pass. Why a name is refused is told, so
// that somebody can find out where such a file came from.
func checkName(name string) error {
	switch name {
	case Records, Answer, SchemeText:
		return nil
	}
	if blobName.MatchString(name) {
		return nil
	}
	return refuse(BadPath, "文件里有不该有的内容“%s”，整个文件没有接收；请向对方核实文件的来历", shown(name))
}

// shown is a name as it may stand in a message.
func shown(name string) string {
	r := []rune(strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '?'
		}
		return r
	}, name))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}

// AsRefusal finds the refusal in an error, nil when it is something else.
func AsRefusal(err error) *Refusal {
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}
