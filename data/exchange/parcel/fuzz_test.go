package parcel

import (
	"bytes"
	"testing"
)

// FuzzOpen gives any bytes as a sealed file.
func FuzzOpen(f *testing.F) {
	to, err := KeysFrom(testSign, testOpen)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed(f, manifest(), contents(), keys(f), lockFor(f, to)))
	f.Add([]byte(magic + "-> scrypt AAAAAAAAAAAAAAAAAAAAAA 40\n"))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _, err := readAll(b, Unlock{Keys: to})
		if err != nil && AsRefusal(err) == nil {
			t.Errorf("no clerk understands: %v", err)
		}
	})
}

// FuzzInside gives any bytes as what was inside the lock: what somebody with
// the recipient's public key could send.
func FuzzInside(f *testing.F) {
	k := keys(f)
	var b bytes.Buffer
	m := manifest()
	m.Format, m.Key, m.Recipient = Format, k.Public(), k.Recipient()
	for _, c := range contents() {
		m.Entries = append(m.Entries, c.Entry)
	}
	if _, err := writeTar(&b, m, contents(), k, free); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:600])
	f.Add(bytes.Repeat([]byte{0}, 1024))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := openTar(bytes.NewReader(b))
		if err == nil {
			err = r.Each(func(Entry, []byte) error { return nil })
		}
		if err != nil && AsRefusal(err) == nil {
			t.Errorf("no clerk understands: %v", err)
		}
	})
}

// Keys of the fuzzer, so that a kept crasher can be opened again.
const (
	testSign = "51dfd47a1a4b3a58d6830f60c1c94898c5ae1c2924a7a5c198553fbcf35e95e0"
	testOpen = "AGE-SECRET-KEY-1EPNFF508HWGWXHRFZ9VXCH6AP58YHW7203C5XRQN2ETXSHHJK5RQLPNHNR"
)
