package job

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// cost of Argon2id: about a third of a second on an office computer; the bounds
// keep a forged hash from asking for more.
type cost struct {
	time, memory uint32 // passes, KiB
	threads      uint8
}

var usualCost = cost{time: 3, memory: 64 << 10, threads: 2}

const (
	maxTime, maxMemory = 10, 256 << 10
	saltBytes, keyLen  = 16, 32
	minPassword        = 8
)

// CheckPassword refuses what is too easily guessed.
func CheckPassword(user, p string) error {
	switch n := utf8.RuneCountInString(p); {
	case n < minPassword:
		return use("密码至少 %d 个字符，写的是 %d 个", minPassword, n)
	case strings.Contains(p, user) || strings.Count(p, string([]rune(p)[0])) == n:
		return use("密码里不要有自己的姓名，也不要只重复一个字符")
	}
	return nil
}

// hashSecret makes a hash of a password or a recovery code, in the usual form.
func hashSecret(secret string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	c := usualCost
	key := argon2.IDKey([]byte(secret), salt, c.time, c.memory, c.threads, keyLen)
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads, b64(salt), b64(key)), nil
}

// isSecret compares a secret with a hash; a hash that cannot be read matches
// nothing.
func isSecret(secret, hash string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var c cost
	var version int
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &c.memory, &c.time, &c.threads); err != nil ||
		version != argon2.Version || c.time < 1 || c.time > maxTime || c.memory < 8 || c.memory > maxMemory || c.threads < 1 {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(want) != keyLen {
		return false
	}
	got := argon2.IDKey([]byte(secret), salt, c.time, c.memory, c.threads, keyLen)
	return subtle.ConstantTimeCompare(got, want) == 1
}

// codeLetters leave out what looks alike on paper; 32, so that every byte gives
// one without a bias.
const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// newRecovery makes a recovery code: five groups of five, 125 bits.
func newRecovery() (string, error) {
	b := make([]byte, 25)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	var out strings.Builder
	for i, x := range b {
		if i > 0 && i%5 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(codeLetters[int(x)%len(codeLetters)])
	}
	return out.String(), nil
}

// plainCode is a code as it is compared: capitals, without dashes and spaces.
func plainCode(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(codeLetters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(s))
}
