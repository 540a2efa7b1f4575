package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSyncFolder(t *testing.T) {
	for path, want := range map[string]string{
		"/home/a/OneDrive/x.db":             "OneDrive",
		`/c/Users/a/OneDrive - 某大学/考察/x.db`: "OneDrive - 某大学",
		"/home/a/onedrive/x.db":             "onedrive",
		"/d/我的坚果云/x.db":                     "我的坚果云",
		"/d/百度网盘同步空间/x.db":                  "百度网盘同步空间",
		"/d/BaiduSyncdisk/a/b/x.db":         "BaiduSyncdisk",
		"/d/微云(组织部)/x.db":                   "微云(组织部)",
		"/home/a/iCloudDrive/x.db":          "iCloudDrive",
		"/home/a/Nutstore Files/x.db":       "Nutstore Files",
		"/home/a/文档/OneDrive.db":            "",
		"/d/百度网盘下载/x.db":                    "",
		"/d/Dropbox备忘/x.db":                 "",
		"/d/考察通/x.db":                       "",
		`C:\Users\a\Dropbox\x.db`:           "Dropbox",
	} {
		if strings.Contains(path, `\`) && filepath.Separator == '/' {
			path = strings.ReplaceAll(path, `\`, "/")
		}
		if got := syncFolder(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	t.Setenv("OneDriveCommercial", "/home/a/cloud")
	if got := syncFolder("/home/a/cloud/b/x.db"); got == "" {
		t.Error("the folder OneDrive names was not seen")
	}
	if got := syncFolder("/home/a/cloudy/x.db"); got != "" {
		t.Errorf("neighbour taken for it: %q", got)
	}
}

func TestUNC(t *testing.T) {
	for path, want := range map[string]bool{`\\server\share\x.db`: true, `\\?\UNC\server\share\x.db`: true, `\\?\C:\x.db`: false, "/home/x.db": false, `C:\x.db`: false} {
		if got := isUNC(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	if err := CheckLocation(`\\server\组织部\考察通.db`); !errors.Is(err, ErrLocation) || !strings.Contains(err.Error(), "网络共享") {
		t.Errorf("got %v", err)
	}
}

func TestRefusedPlaceOpensForReadingOnly(t *testing.T) {
	good := filled(t, t.TempDir(), 3)
	cloud := filepath.Join(t.TempDir(), "坚果云")
	path := filepath.Join(cloud, "考察通.db")
	if _, err := Open(path, Options{}); !errors.Is(err, ErrLocation) || exists(cloud) {
		t.Fatalf("made a new one there: %v", err)
	}
	os.MkdirAll(cloud, 0o755)
	os.WriteFile(path, bytesOf(t, good), 0o600)
	s := openAt(t, path)
	ro, reason := s.ReadOnly()
	if !ro || !strings.Contains(reason, "坚果云") || !strings.Contains(reason, "本机硬盘") {
		t.Errorf("%v, %q", ro, reason)
	}
	if n := count(t, s); n != 3 {
		t.Errorf("%d persons", n)
	}
	s.Close()
	if !bytes.Equal(bytesOf(t, path), bytesOf(t, good)) || listing(t, cloud) != "考察通.db" {
		t.Errorf("touched: %s", listing(t, cloud))
	}
	link := filepath.Join(t.TempDir(), "链接")
	if os.Symlink(cloud, link) == nil {
		if err := CheckLocation(filepath.Join(link, "新.db")); !errors.Is(err, ErrLocation) {
			t.Errorf("through a link: %v", err)
		}
	}
	if _, err := Restore(good, filepath.Join(cloud, "b.db")); !errors.Is(err, ErrLocation) {
		t.Errorf("restored there: %v", err)
	}
}
