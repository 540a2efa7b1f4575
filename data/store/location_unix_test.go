//go:build !windows

package store

import "testing"

func TestFileSystemOfPath(t *testing.T) {
	table := []string{
		"22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
		"40 22 0:35 / /mnt/share rw - cifs //10.0.0.1/组织部 rw",
		`41 22 0:36 / /mnt/my\040disk rw - nfs4 10.0.0.1:/export rw`,
		"42 22 8:17 / /media/usb rw - fuseblk /dev/sdb1 rw",
		"43 22 0:37 / /home/a/远程 rw - fuse.sshfs a@b: rw",
		"44 40 254:2 / /mnt/share/local rw - ext4 /dev/vda2 rw",
		"garbage",
	}
	for path, want := range map[string]string{
		"/home/a/x.db": "ext4", "/mnt/share/x.db": "cifs", "/mnt/shared/x.db": "ext4", "/mnt/my disk/a/x.db": "nfs4",
		"/media/usb/x.db": "fuseblk", "/home/a/远程/x.db": "fuse.sshfs", "/mnt/share/local/x.db": "ext4",
	} {
		if got := fileSystem(table, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if remoteTypes["fuseblk"] || remoteTypes["ext4"] || !remoteTypes["cifs"] || !remoteTypes["nfs4"] || !remoteTypes["fuse.sshfs"] {
		t.Error("remote types")
	}
}
