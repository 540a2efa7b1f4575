package parcel

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"filippo.io/age"
)

// Reader reads an opened parcel: its manifest, whose signature fits the key it
// names, then the entries one by one. Whether that key is to be trusted is for
// the caller to decide before it uses anything.
type Reader struct {
	Manifest Manifest
	Hash     string // of the manifest: what a receipt answers

	tar  *tar.Reader
	rest io.Reader // what follows the tar
	at   int
}

// maxHead bounds the readable head of an age file.
const maxHead = 16 << 10

// Head is what can be seen of a parcel without opening it.
type Head struct {
	Passphrase bool // it is locked by a passphrase
}

const magic = "age-encryption.org/v1\n"

// Peek looks at the head of a parcel without consuming it.
func Peek(r *bufio.Reader) (Head, error) {
	b, _ := r.Peek(maxHead)
	if !bytes.HasPrefix(b, []byte(magic)) {
		switch {
		case len(b) == 0:
			return Head{}, refuse(Damaged, "文件是空的，可能没有复制完；请重新复制一次")
		case bytes.HasPrefix([]byte(magic), b):
			return Head{}, refuse(Damaged, "文件不完整，可能没有复制完；请重新复制一次")
		}
		return Head{}, refuse(NotParcel, "这不是本程序写出的报送、回执或邀请文件；请选对文件，或请对方重新发送")
	}
	var h Head
	stanzas := 0
	for _, line := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(line, "---") {
			return h, nil
		}
		args, ok := strings.CutPrefix(line, "-> ")
		if !ok {
			continue
		}
		if stanzas++; stanzas > 8 {
			return h, refuse(TooLarge, "文件的加密头不正常，没有接收；请对方重新导出")
		}
		if f := strings.Fields(args); len(f) == 3 && f[0] == "scrypt" {
			h.Passphrase = true
			if n, err := strconv.Atoi(f[2]); err != nil || n > maxScrypt {
				return h, refuse(TooCostly, "文件要求的解密计算量过大（2 的 %s 次方），不是本程序写出的，没有接收", shown(f[2]))
			}
		}
	}
	if len(b) < maxHead {
		return h, refuse(Damaged, "文件不完整，可能没有复制完；请重新复制一次")
	}
	return h, refuse(TooLarge, "文件的加密头不正常，没有接收；请对方重新导出")
}

// Open unlocks a parcel and checks manifest and signature.
func Open(r io.Reader, u Unlock) (*Reader, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := Peek(br)
	if err != nil {
		return nil, err
	}
	ids, err := u.identities()
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, refuse(NoKey, "打开这个文件需要口令")
	}
	plain, err := age.Decrypt(br, ids...)
	if err != nil {
		return nil, explainOpen(err, head, u)
	}
	return openTar(plain)
}

// openTar begins to read what was inside the lock.
func openTar(plain io.Reader) (*Reader, error) {
	r := bufio.NewReaderSize(plain, 64<<10)
	p := &Reader{tar: tar.NewReader(r), rest: r}
	if err := p.begin(); err != nil {
		return nil, err
	}
	return p, nil
}

func explainOpen(err error, head Head, u Unlock) error {
	var none *age.NoIdentityMatchError
	text := "文件已损坏或不完整，没有接收；请重新复制或请对方重新导出"
	why := Damaged
	switch {
	case errors.As(err, &none) && head.Passphrase && u.Passphrase == "":
		why, text = NoKey, "打开这个文件需要口令；请向组织部询问"
	case errors.As(err, &none) && head.Passphrase:
		why, text = NoKey, "口令不对，打不开这个文件；请核对口令后再试"
	case errors.As(err, &none):
		why, text = NoKey, "这个文件不是加密给本机数据的，或者已经损坏，打不开；请核对是不是发给本单位的文件"
	}
	return &Refusal{Reason: why, Text: text, Err: err}
}

// begin reads the manifest and its signature.
func (p *Reader) begin() error {
	text, err := p.whole(manifestName, maxManifest)
	if err != nil {
		return err
	}
	sig, err := p.whole(signatureName, ed25519.SignatureSize)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &p.Manifest); err != nil {
		return &Refusal{Reason: Damaged, Text: "文件的清单读不出来，没有接收；请对方重新导出", Err: err}
	}
	key, err := hex.DecodeString(p.Manifest.Key)
	if err != nil || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, append([]byte(signedAs), text...), sig) {
		return refuse(Forged, "文件的签名不对：内容在签名之后被改动过，或者是伪造的，没有接收；请向对方当面核实")
	}
	p.Hash = HashOf(text)
	return p.Manifest.check()
}

// whole reads an entry that must come next.
func (p *Reader) whole(name string, limit int64) ([]byte, error) {
	h, err := p.header()
	if err != nil {
		return nil, err
	}
	if h == nil || h.Name != name || h.Size > limit {
		return nil, refuse(Damaged, "文件里没有清单或签名，不是本程序写出的，没有接收")
	}
	b, err := io.ReadAll(io.LimitReader(p.tar, limit))
	return b, explainRead(err)
}

// header is the next entry's, nil at the end.
func (p *Reader) header() (*tar.Header, error) {
	h, err := p.tar.Next()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, explainRead(err)
	}
	if h.Typeflag != tar.TypeReg || h.Linkname != "" || len(h.PAXRecords) > 0 {
		return nil, refuse(BadPath, "文件里的“%s”是链接或特殊文件，整个文件没有接收；请向对方核实文件的来历", shown(h.Name))
	}
	return h, nil
}

func explainRead(err error) error {
	switch {
	case err == nil || AsRefusal(err) != nil:
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Refusal{Reason: Damaged, Text: "文件不完整，可能没有复制完；请重新复制一次", Err: err}
	}
	return &Refusal{Reason: Damaged, Text: "文件已损坏或没有复制完整，内容与加密时不同，没有接收；请重新复制，还不行就请对方重新导出", Err: err}
}

// Next reads the next entry, whole and checked; ok is false after the last, when
// it is also certain that the file is complete.
func (p *Reader) Next() (e Entry, b []byte, ok bool, err error) {
	h, err := p.header()
	if err != nil {
		return e, nil, false, err
	}
	if p.at == len(p.Manifest.Entries) {
		if h != nil {
			return e, nil, false, refuse(BadPath, "文件里有清单以外的内容“%s”，整个文件没有接收", shown(h.Name))
		}
		return e, nil, false, p.end()
	}
	e = p.Manifest.Entries[p.at]
	switch {
	case h == nil:
		return e, nil, false, refuse(Damaged, "文件里缺少清单上的“%s”，整个文件没有接收；请对方重新导出", shown(e.Name))
	case h.Name != e.Name:
		if err := checkName(h.Name); err != nil {
			return e, nil, false, err
		}
		return e, nil, false, refuse(Damaged, "文件里的内容与清单的次序不同，整个文件没有接收；请对方重新导出")
	case h.Size != e.Size:
		return e, nil, false, refuse(Damaged, "文件里“%s”的大小与清单不同，整个文件没有接收；请对方重新导出", shown(e.Name))
	}
	b = make([]byte, e.Size)
	if _, err := io.ReadFull(p.tar, b); err != nil {
		return e, nil, false, explainRead(err)
	}
	if HashOf(b) != e.Hash {
		return e, nil, false, refuse(Damaged, "文件里“%s”的内容与清单不同，整个文件没有接收；请对方重新导出", shown(e.Name))
	}
	p.at++
	return e, b, true, nil
}

// end sees that nothing but the tar's padding follows.
func (p *Reader) end() error {
	b, err := io.ReadAll(io.LimitReader(p.rest, 32<<10))
	if err != nil {
		return explainRead(err)
	}
	if len(b) == 32<<10 || len(bytes.Trim(b, "\x00")) > 0 {
		return refuse(BadPath, "文件末尾有多余的内容，整个文件没有接收；请对方重新导出")
	}
	return nil
}

// Each reads all entries in order and makes sure that the file ends there.
func (p *Reader) Each(fn func(e Entry, b []byte) error) error {
	for {
		e, b, ok, err := p.Next()
		if err != nil || !ok {
			return err
		}
		if err := fn(e, b); err != nil {
			return fmt.Errorf("%s：%w", shown(e.Name), err)
		}
	}
}
