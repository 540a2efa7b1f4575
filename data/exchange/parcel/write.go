package parcel

import (
	"archive/tar"
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// Content is an entry to be written: its bytes come when they are needed.
type Content struct {
	Entry
	Open func() ([]byte, error)
}

// Bytes is content at hand.
func Bytes(name string, b []byte) Content {
	return Content{Entry{name, int64(len(b)), HashOf(b)}, func() ([]byte, error) { return b, nil }}
}

// Write signs, seals and writes a parcel. It fills in what the manifest says of
// the sender and the entries, and gives the manifest's hash. step is called
// before each entry and may end the writing by an error.
func Write(w io.Writer, m *Manifest, list []Content, k *Keys, lock Lock, step func(done, total int) error) (hash string, err error) {
	m.Format, m.Key, m.Recipient = Format, k.Public(), k.Recipient()
	m.At = m.At.UTC().Truncate(1e9)
	m.Entries = nil
	for _, c := range list {
		m.Entries = append(m.Entries, c.Entry)
	}
	if err := m.check(); err != nil {
		return "", err
	}
	sealed, err := age.Encrypt(w, lock.to)
	if err != nil {
		return "", err
	}
	if hash, err = writeTar(sealed, m, list, k, step); err != nil {
		return "", err
	}
	return hash, sealed.Close()
}

func writeTar(w io.Writer, m *Manifest, list []Content, k *Keys, step func(done, total int) error) (string, error) {
	text, hash, err := m.bytes()
	if err != nil {
		return "", err
	}
	if len(text) > maxManifest {
		return "", refuse(TooLarge, "内容太多，清单放不下；请分党总支报送")
	}
	t := tar.NewWriter(w)
	sig := ed25519.Sign(k.sign, append([]byte(signedAs), text...))
	for _, c := range []Content{Bytes(manifestName, text), Bytes(signatureName, sig)} {
		if err := put(t, c); err != nil {
			return "", err
		}
	}
	for i, c := range list {
		if err := step(i, len(list)); err != nil {
			return "", err
		}
		if err := put(t, c); err != nil {
			return "", fmt.Errorf("写入“%s”：%w", shown(c.Name), err)
		}
	}
	return hash, t.Close()
}

func put(t *tar.Writer, c Content) error {
	b, err := c.Open()
	if err != nil {
		return err
	}
	if int64(len(b)) != c.Size || HashOf(b) != c.Hash {
		return errors.New("数据库里的内容与记录的不一致，没有写出；请用最近的备份恢复")
	}
	if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: c.Name, Size: c.Size, Mode: 0o600, Format: tar.FormatUSTAR}); err != nil {
		return err
	}
	_, err = io.Copy(t, bytes.NewReader(b))
	return err
}
