//go:build !windows

package store

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// remoteTypes are file systems of another machine, as /proc names them.
var remoteTypes = map[string]bool{"nfs": true, "nfs4": true, "cifs": true, "smb3": true, "smbfs": true, "smb2": true,
	"ncpfs": true, "afs": true, "coda": true, "ceph": true, "glusterfs": true, "lustre": true, "davfs": true,
	"fuse.sshfs": true, "fuse.rclone": true, "fuse.gvfsd-fuse": true, "fuse.davfs2": true, "fuse.davfs": true,
	"fuse.s3fs": true, "fuse.curlftpfs": true, "fuse.smbnetfs": true, "fuse.glusterfs": true, "fuse.ceph": true,
	"fuse.juicefs": true, "fuse.onedriver": true, "fuse.google-drive-ocamlfuse": true}

// networkDrive names the file system when it is on another machine. The mount
// table tells a share through FUSE from a USB stick through FUSE, which the
// number statfs gives does not.
func networkDrive(path string) string {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	defer f.Close()
	var lines []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		lines = append(lines, sc.Text())
	}
	if kind := fileSystem(lines, path); remoteTypes[kind] {
		return kind
	}
	return ""
}

// fileSystem finds the type of the file system a path is on; of several mounts
// on one place the last one holds.
func fileSystem(mountinfo []string, path string) string {
	best, kind := -1, ""
	for _, line := range mountinfo {
		left, right, ok := strings.Cut(line, " - ")
		a, b := strings.Fields(left), strings.Fields(right)
		if !ok || len(a) < 5 || len(b) < 1 {
			continue
		}
		at := unescape(a[4])
		within := path == at || at == "/" || strings.HasPrefix(path, at+"/")
		if within && len(at) >= best {
			best, kind = len(at), b[0]
		}
	}
	return kind
}

// unescape reads the octal escapes of the mount table (\040 is a blank).
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// finalPath resolves links.
func finalPath(path string) (string, error) { return filepath.EvalSymlinks(path) }

// removable tells whether the disk under a path can be pulled out, as the system
// marks it (/sys/dev/block).
func removable(path string) bool {
	var st unix.Stat_t
	for unix.Stat(path, &st) != nil { // what is not there yet lies where its folder does
		parent := filepath.Dir(path)
		if parent == path {
			return false
		}
		path = parent
	}
	dev := filepath.Join("/sys/dev/block", fmt.Sprintf("%d:%d", unix.Major(uint64(st.Dev)), unix.Minor(uint64(st.Dev))))
	dir, err := filepath.EvalSymlinks(dev)
	if err != nil {
		return false
	}
	for _, d := range []string{dir, filepath.Dir(dir)} { // a partition, or the disk itself
		if b, err := os.ReadFile(filepath.Join(d, "removable")); err == nil {
			return strings.TrimSpace(string(b)) == "1" || strings.Contains(dir, "/usb")
		}
	}
	return false
}
