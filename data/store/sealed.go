package store

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"filippo.io/age"

	"kaocha/data/safefile"
)

// SealedTail is how the name of an encrypted backup ends.
const SealedTail = ".age"

// The cost of a passphrase as powers of two: for new backups about a second,
// and the most that is computed for one that is opened, so that a forged file
// cannot keep the program busy for hours (CASES T28).
var sealWork = 18

const maxSealWork = 20

// minPassphrase is the shortest passphrase, in characters.
const minPassphrase = 10

// CheckPassphrase refuses what is too easily guessed.
func CheckPassphrase(p string) error {
	if utf8.RuneCountInString(p) < minPassphrase {
		return fail(ErrInvalid, "备份的口令至少 %d 个字符，写的是 %d 个；忘了口令，这份备份谁也打不开，请抄在纸上收好", minPassphrase, utf8.RuneCountInString(p))
	}
	return nil
}

// Seal encrypts a good backup with a passphrase into a new file (age), and makes
// sure that the file can be opened again to the same bytes.
func Seal(backup, to, passphrase string) error {
	if err := CheckPassphrase(passphrase); err != nil {
		return err
	}
	if ok, why := CheckFile(backup); !ok {
		return fail(ErrDamaged, "“%s”不是可用的备份，没有加密：%s", backup, why)
	}
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return err
	}
	r.SetWorkFactor(sealWork)
	src, err := os.Open(backup)
	if err != nil {
		return safefile.Explain(backup, err)
	}
	defer src.Close()
	sum := sha256.New()
	err = safefile.WriteNew(to, func(w io.Writer) error {
		out, err := age.Encrypt(w, r)
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, io.TeeReader(src, sum)); err != nil {
			return err
		}
		return out.Close()
	})
	if err != nil {
		return err
	}
	again := sha256.New()
	if err := unseal(to, again, passphrase); err != nil || string(again.Sum(nil)) != string(sum.Sum(nil)) {
		os.Remove(to)
		return &Error{Kind: ErrDamaged, Text: fmt.Sprintf("加密的备份“%s”写好后打不开，没有保留；请检查磁盘或 U 盘后再试", to), Err: err}
	}
	return nil
}

// Unseal decrypts a backup into a new file and verifies it.
func Unseal(sealed, to, passphrase string) error {
	err := safefile.WriteNew(to, func(w io.Writer) error { return unseal(sealed, w, passphrase) })
	if err != nil {
		return err
	}
	if ok, why := CheckFile(to); !ok {
		os.Remove(to)
		return fail(ErrDamaged, "“%s”解密后不是可用的备份：%s", sealed, why)
	}
	return nil
}

func unseal(sealed string, w io.Writer, passphrase string) error {
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return fail(ErrInvalid, "请写出这份备份的口令")
	}
	id.SetMaxWorkFactor(maxSealWork)
	f, err := os.Open(sealed)
	if err != nil {
		return safefile.ExplainRead(sealed, err)
	}
	defer f.Close()
	plain, err := age.Decrypt(f, id)
	if wrong := new(age.NoIdentityMatchError); errors.As(err, &wrong) {
		return &Error{Kind: ErrInvalid, Text: fmt.Sprintf("口令不对，打不开“%s”；请核对大小写和空格", sealed), Err: err}
	}
	if err != nil {
		return &Error{Kind: ErrDamaged, Text: fmt.Sprintf("“%s”不是本程序加密的备份，或者已经损坏", sealed), Err: err}
	}
	if _, err := io.Copy(w, plain); err != nil {
		return &Error{Kind: ErrDamaged, Text: fmt.Sprintf("加密的备份“%s”不完整或已损坏；请换一份", sealed), Err: err}
	}
	return nil
}
