package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
)

// A letter made by subst for a folder of a cloud is that folder.
func TestSubstitutedLetterIsResolved(t *testing.T) {
	dir, err := os.MkdirTemp("", "kaocha-test-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	cloud := filepath.Join(dir, "OneDrive - 某大学")
	if err := os.Mkdir(cloud, 0o755); err != nil {
		t.Fatal(err)
	}
	const letter = "Q:"
	device, _ := windows.UTF16PtrFromString(letter)
	target, _ := windows.UTF16PtrFromString(cloud)
	if err := windows.DefineDosDevice(0, device, target); err != nil {
		t.Skip("no letter can be made: ", err)
	}
	defer windows.DefineDosDevice(windows.DDD_REMOVE_DEFINITION, device, target)
	if _, err := os.Stat(letter + `\`); err != nil {
		t.Skip("the letter leads nowhere here: ", err) // Wine makes none of this kind
	}
	if err := CheckLocation(letter + `\考察通.db`); !errors.Is(err, ErrLocation) || !strings.Contains(err.Error(), "OneDrive") {
		t.Errorf("through %s: %v", letter, err)
	}
	if err := CheckLocation(filepath.Join(dir, "考察通.db")); err != nil {
		t.Errorf("a plain folder: %v", err)
	}
}

func TestPlainPath(t *testing.T) {
	for in, want := range map[string]string{`\\?\C:\数据\x.db`: `C:\数据\x.db`, `\\?\UNC\server\组织部\x.db`: `\\server\组织部\x.db`, `C:\x`: `C:\x`} {
		if got := plainPath(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	if !isUNC(plainPath(`\\?\UNC\server\组织部\x.db`)) {
		t.Error("a share is not seen")
	}
}
