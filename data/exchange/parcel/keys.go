package parcel

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"
)

// Keys are what one database signs with and opens parcels with.
type Keys struct {
	sign ed25519.PrivateKey
	open *age.X25519Identity
}

// NewKeys makes a pair of keys.
func NewKeys() (*Keys, error) {
	_, sign, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	open, err := age.GenerateX25519Identity()
	return &Keys{sign, open}, err
}

// Secret is the two private keys as text, to be kept in the database.
func (k *Keys) Secret() (sign, open string) {
	return hex.EncodeToString(k.sign.Seed()), k.open.String()
}

// KeysFrom reads what Secret gave.
func KeysFrom(sign, open string) (*Keys, error) {
	seed, err := hex.DecodeString(sign)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, errors.New("数据库里的签名密钥已损坏，请用最近的备份恢复")
	}
	id, err := age.ParseX25519Identity(open)
	if err != nil {
		return nil, errors.New("数据库里的解密密钥已损坏，请用最近的备份恢复")
	}
	return &Keys{ed25519.NewKeyFromSeed(seed), id}, nil
}

// Public is the public signing key in hex, as manifests have it.
func (k *Keys) Public() string { return hex.EncodeToString(k.sign.Public().(ed25519.PublicKey)) }

// Recipient is the key others encrypt for.
func (k *Keys) Recipient() string { return k.open.Recipient().String() }

// Fingerprint is the keys' fingerprint.
func (k *Keys) Fingerprint() string { return Fingerprint(k.Public()) }

// Fingerprint is what people compare: the first 128 bits of a SHA-256 over the
// public signing key, in eight groups. "" for what is no key.
func Fingerprint(public string) string {
	b, err := hex.DecodeString(public)
	if err != nil || len(b) != ed25519.PublicKeySize {
		return ""
	}
	h := sha256.Sum256(append([]byte("kaocha key 1\n"), b...))
	s := strings.ToUpper(hex.EncodeToString(h[:16]))
	var groups []string
	for i := 0; i < len(s); i += 4 {
		groups = append(groups, s[i:i+4])
	}
	return strings.Join(groups, "-")
}

// SameFingerprint compares a fingerprint with what somebody typed from paper:
// case, blanks, dashes and full-width characters do not matter.
func SameFingerprint(a, typed string) bool {
	x, y := plainFingerprint(a), plainFingerprint(typed)
	return x != "" && x == y
}

func plainFingerprint(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'F' {
			return r
		}
		return -1
	}, strings.ToUpper(norm.NFKC.String(s)))
}

// maxScrypt bounds the cost of a passphrase; a file that asks for more is not
// even begun.
const maxScrypt = 18

// PassphraseCost is the cost of a passphrase as a power of two, about a second.
// Tests lower it.
var PassphraseCost = maxScrypt

// Lock is whom a parcel is encrypted for.
type Lock struct{ to age.Recipient }

// For locks a parcel for the holder of a key.
func For(recipient string) (Lock, error) {
	r, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return Lock{}, fmt.Errorf("对方的加密公钥“%s”不正确；请对方重新给出", shown(recipient))
	}
	return Lock{r}, nil
}

// ByPassphrase locks a parcel by a passphrase of at least eight characters.
func ByPassphrase(p string) (Lock, error) { return byPassphrase(p, PassphraseCost) }

func byPassphrase(p string, work int) (Lock, error) {
	p = plainPassphrase(p)
	if len([]rune(p)) < 8 {
		return Lock{}, errors.New("口令至少要 8 个字符；建议用程序给出的口令")
	}
	r, err := age.NewScryptRecipient(p)
	if err != nil {
		return Lock{}, err
	}
	r.SetWorkFactor(work)
	return Lock{r}, nil
}

// NewPassphrase makes a passphrase that is easily told over the phone: 24
// digits in groups of four, about 80 bits.
func NewPassphrase() (string, error) {
	var groups []string
	for range 6 {
		n, err := rand.Int(rand.Reader, big.NewInt(10000))
		if err != nil {
			return "", err
		}
		groups = append(groups, fmt.Sprintf("%04d", n))
	}
	return strings.Join(groups, "-"), nil
}

// plainPassphrase drops blanks and dashes and the full width an input method
// leaves, so that what was told over the phone fits as typed.
func plainPassphrase(p string) string {
	return strings.NewReplacer(" ", "", "\t", "", "-", "", "—", "", "–", "").Replace(norm.NFKC.String(p))
}

// Unlock is what a parcel may be opened with.
type Unlock struct {
	Keys       *Keys
	Passphrase string
	Former     []*Keys // that were replaced: what is on its way still opens
}

func (u Unlock) identities() (out []age.Identity, err error) {
	if u.Keys != nil {
		out = append(out, u.Keys.open)
	}
	for _, k := range u.Former {
		out = append(out, k.open)
	}
	if p := plainPassphrase(u.Passphrase); p != "" {
		id, err := age.NewScryptIdentity(p)
		if err != nil {
			return nil, err
		}
		id.SetMaxWorkFactor(maxScrypt)
		out = append(out, id)
	}
	return out, nil
}
