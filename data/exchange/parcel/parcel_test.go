package parcel

import (
	"archive/tar"
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

func keys(t testing.TB) *Keys {
	t.Helper()
	k, err := NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func manifest() *Manifest {
	return &Manifest{Kind: Submission, School: "示范大学", RoundID: "r1", Round: "2025年度", BranchID: "b1", Branch: "机关党总支", Seq: 3,
		At: time.Date(2025, 12, 20, 9, 30, 0, 5, time.UTC), By: "周敏", Counts: map[string]int{"文件": 1, "考察对象": 2}}
}

func contents() []Content {
	photo := []byte("a picture")
	return []Content{Bytes(Records, []byte(`{"people":[]}`)), Bytes(PhotoEntry(HashOf(photo)), photo)}
}

func free(int, int) error { return nil }

func sealed(t testing.TB, m *Manifest, list []Content, k *Keys, lock Lock) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(&b, m, list, k, lock, free); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func lockFor(t testing.TB, k *Keys) Lock {
	t.Helper()
	l, err := For(k.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// readAll opens and reads everything.
func readAll(b []byte, u Unlock) (*Reader, map[string]string, error) {
	r, err := Open(bytes.NewReader(b), u)
	if err != nil {
		return nil, nil, err
	}
	got := map[string]string{}
	err = r.Each(func(e Entry, b []byte) error { got[e.Name] = string(b); return nil })
	return r, got, err
}

func reason(err error) Reason {
	if r := AsRefusal(err); r != nil {
		return r.Reason
	}
	return Reason(fmt.Sprint(err))
}

func TestThereAndBack(t *testing.T) {
	from, to := keys(t), keys(t)
	b := sealed(t, manifest(), contents(), from, lockFor(t, to))
	r, got, err := readAll(b, Unlock{Keys: to})
	if err != nil {
		t.Fatal(err)
	}
	m := r.Manifest
	if m.Key != from.Public() || m.Recipient != from.Recipient() || m.Seq != 3 || m.Branch != "机关党总支" || m.Counts["考察对象"] != 2 || len(m.Entries) != 2 {
		t.Errorf("manifest %+v", m)
	}
	if got[Records] != `{"people":[]}` || got[m.Entries[1].Name] != "a picture" {
		t.Errorf("entries %v", got)
	}
	for _, secret := range []string{"示范大学", "机关党总支", "周敏", "a picture"} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%q can be read in the sealed file", secret)
		}
	}
	if _, _, err := readAll(b, Unlock{Keys: keys(t)}); reason(err) != NoKey {
		t.Errorf("another key: %v", err)
	}
}

// The same content, key and time give the same bytes inside the lock.
func TestDeterministic(t *testing.T) {
	k := keys(t)
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		m := manifest()
		m.Format, m.Key, m.Recipient = Format, k.Public(), k.Recipient()
		for _, c := range contents() {
			m.Entries = append(m.Entries, c.Entry)
		}
		if _, err := writeTar(w, m, contents(), k, free); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two writings differ")
	}
}

func TestPassphrase(t *testing.T) {
	lock, err := byPassphrase("1234-5678-9012", 4)
	if err != nil {
		t.Fatal(err)
	}
	b := sealed(t, manifest(), contents(), keys(t), lock)
	for p, want := range map[string]Reason{"1234 5678 9012": "<nil>", "１２３４５６７８９０１２": "<nil>", "1234-5678-9013": NoKey, "": NoKey} {
		if _, _, err := readAll(b, Unlock{Keys: keys(t), Passphrase: p}); reason(err) != want {
			t.Errorf("passphrase %q: %v", p, err)
		}
	}
	if _, err := ByPassphrase("1-2-3"); err == nil {
		t.Error("a passphrase of three digits was taken")
	}
	a, _ := NewPassphrase()
	if c, _ := NewPassphrase(); a == c || len(a) != 29 {
		t.Errorf("passphrases %q %q", a, c)
	}
}

// T28: the work factor is refused before anything is computed. 2^40 would take
// hours and a terabyte.
func TestCostlyPassphraseIsRefusedAtOnce(t *testing.T) {
	lock, err := byPassphrase("1234567890", 2)
	if err != nil {
		t.Fatal(err)
	}
	b := sealed(t, manifest(), contents(), keys(t), lock)
	for _, n := range []string{"19", "40", "99999999999999999999", "x"} {
		line, _, _ := bytes.Cut(b[len(magic):], []byte("\n"))
		f := bytes.Fields(line)
		bad := bytes.Replace(b, line, []byte("-> scrypt "+string(f[2])+" "+n), 1)
		if _, _, err := readAll(bad, Unlock{Passphrase: "1234567890"}); reason(err) != TooCostly {
			t.Errorf("work factor %s: %v", n, err)
		}
	}
}

// T26: whichever byte is changed, the file is refused.
func TestEveryChangedByteIsRefused(t *testing.T) {
	from, to := keys(t), keys(t)
	b := sealed(t, manifest(), contents(), from, lockFor(t, to))
	for i := range b {
		bad := bytes.Clone(b)
		bad[i] ^= 1
		if _, _, err := readAll(bad, Unlock{Keys: to}); AsRefusal(err) == nil {
			t.Fatalf("byte %d of %d changed: %v", i, len(b), err)
		}
	}
}

// T26: a half copy is refused wherever it was cut.
func TestEveryCutIsRefused(t *testing.T) {
	to := keys(t)
	b := sealed(t, manifest(), contents(), keys(t), lockFor(t, to))
	for n := range b {
		if _, _, err := readAll(b[:n], Unlock{Keys: to}); reason(err) != Damaged {
			t.Fatalf("cut after %d of %d bytes: %v", n, len(b), err)
		}
	}
	for _, tail := range []string{"x", strings.Repeat("\x00", 100)} {
		if _, _, err := readAll(append(bytes.Clone(b), tail...), Unlock{Keys: to}); reason(err) != Damaged {
			t.Errorf("bytes after the end: %v", err)
		}
	}
	if _, _, err := readAll([]byte("PK\x03\x04 some zip"), Unlock{Keys: to}); reason(err) != NotParcel {
		t.Errorf("a zip: %v", err)
	}
}

// inside makes a sealed file of any tar, as somebody with a key of their own
// could.
func inside(t *testing.T, to *Keys, fill func(w *tar.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := age.Encrypt(&b, lockFor(t, to).to)
	if err != nil {
		t.Fatal(err)
	}
	tw := tar.NewWriter(w)
	fill(tw)
	if err := errors.Join(tw.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// signed writes a manifest with its signature; the manifest may be a lie.
func signed(t *testing.T, w *tar.Writer, m *Manifest, k *Keys) {
	t.Helper()
	m.Format, m.Key, m.Recipient = max(m.Format, Format), k.Public(), k.Recipient()
	text, _, err := m.bytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []Content{Bytes(manifestName, text), Bytes(signatureName, ed25519.Sign(k.sign, append([]byte(signedAs), text...)))} {
		if err := put(w, c); err != nil {
			t.Fatal(err)
		}
	}
}

// T25: one bad name, even one that was properly signed, and the whole file is
// refused, before any entry is handed on.
func TestBadNamesRefuseTheWholeFile(t *testing.T) {
	from, to := keys(t), keys(t)
	h := HashOf([]byte("x"))
	for _, name := range []string{"../x", `C:\x`, "C:/x", `\\srv\x`, "//srv/x", "/etc/passwd", "CON", "file/CON", "a.txt:ads", "file/" + h + ":ads",
		"File/" + h, "FILE/" + strings.ToUpper(h), "file/../" + h, "photo/" + h[:63], "records.JSON", "records.json ", "", ".", manifestName, signatureName, "file/" + h + "\x00"} {
		m := manifest()
		m.Entries = []Entry{{Records, 1, h}, {name, 1, h}}
		b := inside(t, to, func(w *tar.Writer) {
			signed(t, w, m, from)
			for _, e := range m.Entries {
				_ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: e.Name, Size: 1})
				_, _ = w.Write([]byte("x"))
			}
		})
		r, got, err := readAll(b, Unlock{Keys: to})
		if why := reason(err); why != BadPath || r != nil || len(got) != 0 {
			t.Errorf("%q: %v (%d entries were read)", name, err, len(got))
		}
	}
}

func TestWhatTheTarMayNotHold(t *testing.T) {
	from, to := keys(t), keys(t)
	x := []byte("x")
	h := HashOf(x)
	good := []Entry{{Records, 1, h}, {FileEntry(h), 1, h}}
	plain := func(name string, b []byte) func(*tar.Writer) {
		return func(w *tar.Writer) { _ = put(w, Bytes(name, b)) }
	}
	for what, c := range map[string]struct {
		entries []Entry
		fill    []func(*tar.Writer)
		want    Reason
	}{
		"symbolic link": {good, []func(*tar.Writer){plain(Records, x), func(w *tar.Writer) {
			_ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeSymlink, Name: FileEntry(h), Linkname: "/etc/passwd"})
		}}, BadPath},
		"hard link": {good, []func(*tar.Writer){plain(Records, x), func(w *tar.Writer) {
			_ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeLink, Name: FileEntry(h), Linkname: Records})
		}}, BadPath},
		"folder":         {good, []func(*tar.Writer){plain(Records, x), func(w *tar.Writer) { _ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: "file/"}) }}, BadPath},
		"one missing":    {good, []func(*tar.Writer){plain(Records, x)}, Damaged},
		"one too many":   {good[:1], []func(*tar.Writer){plain(Records, x), plain(FileEntry(h), x)}, BadPath},
		"other order":    {good, []func(*tar.Writer){plain(FileEntry(h), x), plain(Records, x)}, Damaged},
		"other bytes":    {good, []func(*tar.Writer){plain(Records, x), plain(FileEntry(h), []byte("y"))}, Damaged},
		"other size":     {good, []func(*tar.Writer){plain(Records, []byte("xx"))}, Damaged},
		"bad name":       {good, []func(*tar.Writer){plain("../x", x)}, BadPath},
		"twice":          {[]Entry{good[0], good[0]}, nil, BadPath},
		"huge":           {[]Entry{{Records, 1 << 40, h}}, nil, TooLarge},
		"negative":       {[]Entry{{Records, -1, h}}, nil, TooLarge},
		"huge in all":    {many(30, 100<<20), nil, TooLarge},
		"countless":      {many(maxEntries+1, 1), nil, TooLarge},
		"hash unlike it": {[]Entry{{FileEntry(h), 1, HashOf([]byte("y"))}}, nil, Damaged},
	} {
		m := manifest()
		m.Entries = c.entries
		b := inside(t, to, func(w *tar.Writer) {
			signed(t, w, m, from)
			for _, f := range c.fill {
				f(w)
			}
		})
		if _, _, err := readAll(b, Unlock{Keys: to}); reason(err) != c.want {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
}

func many(n int, size int64) (out []Entry) {
	for i := range n {
		h := HashOf([]byte(fmt.Sprint(i)))
		out = append(out, Entry{FileEntry(h), size, h})
	}
	return out
}

// T26: forgeries: signed by one and said to be another's; changed after signing.
func TestForgeriesAreRefused(t *testing.T) {
	from, other, to := keys(t), keys(t), keys(t)
	for what, fill := range map[string]func(w *tar.Writer){
		"other key named": func(w *tar.Writer) {
			m := manifest()
			m.Format, m.Key = Format, from.Public()
			text, _, _ := m.bytes()
			_ = put(w, Bytes(manifestName, text))
			_ = put(w, Bytes(signatureName, ed25519.Sign(other.sign, append([]byte(signedAs), text...))))
		},
		"changed after signing": func(w *tar.Writer) {
			m := manifest()
			m.Format, m.Key = Format, from.Public()
			text, _, _ := m.bytes()
			sig := ed25519.Sign(from.sign, append([]byte(signedAs), text...))
			_ = put(w, Bytes(manifestName, bytes.Replace(text, []byte(`"seq":3`), []byte(`"seq":4`), 1)))
			_ = put(w, Bytes(signatureName, sig))
		},
		"no key": func(w *tar.Writer) {
			m := manifest()
			m.Format = Format
			text, _, _ := m.bytes()
			_ = put(w, Bytes(manifestName, text))
			_ = put(w, Bytes(signatureName, make([]byte, 64)))
		},
	} {
		if _, _, err := readAll(inside(t, to, fill), Unlock{Keys: to}); reason(err) != Forged {
			t.Errorf("%s: %v", what, err)
		}
	}
	m := manifest()
	m.Format = Format + 1
	b := inside(t, to, func(w *tar.Writer) { signed(t, w, m, from) })
	if _, _, err := readAll(b, Unlock{Keys: to}); reason(err) != TooNew {
		t.Errorf("a later layout: %v", err)
	}
}

func TestKeysAndFingerprints(t *testing.T) {
	k := keys(t)
	again, err := KeysFrom(k.Secret())
	if err != nil || again.Public() != k.Public() || again.Recipient() != k.Recipient() {
		t.Fatal("the keys are not what they were: ", err)
	}
	f := k.Fingerprint()
	if len(f) != 39 || f == keys(t).Fingerprint() || Fingerprint("00") != "" {
		t.Errorf("fingerprint %q", f)
	}
	// Known answer: SHA-256("kaocha key 1\n" + 32 zero bytes), reckoned with sha256sum.
	if got := Fingerprint(strings.Repeat("00", 32)); got != zeroFingerprint {
		t.Errorf("fingerprint of the zero key %q", got)
	}
	if !SameFingerprint(f, strings.ToLower(strings.ReplaceAll(f, "-", " "))) || SameFingerprint(f, f[:34]) || SameFingerprint("", "") {
		t.Error("comparison of fingerprints")
	}
	if _, err := KeysFrom("00", "x"); err == nil {
		t.Error("bad secrets were taken")
	}
	if _, err := For("age1nothing"); err == nil {
		t.Error("a bad recipient was taken")
	}
}

// A cancelled writing says so; content that is not what was recorded is told.
func TestWritingFails(t *testing.T) {
	k := keys(t)
	stop := errors.New("stop")
	if _, err := Write(io.Discard, manifest(), contents(), k, lockFor(t, k), func(int, int) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	list := contents()
	list[1].Open = func() ([]byte, error) { return []byte("rotten"), nil }
	if _, err := Write(io.Discard, manifest(), list, k, lockFor(t, k), free); err == nil {
		t.Error("rotten content was written")
	}
}

const zeroFingerprint = "1BD0-AC15-252E-4099-0F29-5B75-DAF2-87F2"
