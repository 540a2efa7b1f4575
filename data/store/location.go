package store

import (
	"os"
	"path/filepath"
	"strings"
)

// syncFolders are names of folders whose content a program copies to a cloud;
// while it copies, a database is torn apart.
var syncFolders = []string{"OneDrive", "微云", "微云同步助手", "腾讯微云", "坚果云", "我的坚果云", "Nutstore", "Nutstore Files",
	"百度网盘", "百度网盘同步空间", "BaiduNetdisk", "BaiduSyncdisk", "BaiduNetdiskWorkspace", "Dropbox", "iCloudDrive", "iCloud Drive",
	"iCloud 云盘", "Google Drive", "GoogleDrive", "WPS云盘", "WPSDrive", "WPS Cloud Files", "阿里云盘", "Nextcloud", "Syncthing", "Resilio Sync"}

const wayOut = "请把数据文件放到本机硬盘的普通文件夹里，需要在别处留一份时用“备份”"

// CheckLocation tells why a database must not be written at path: a network
// share (its locks cannot be relied on) or a synchronised folder. The error
// (ErrLocation) says why and what to do; nil means the place is fine. The path
// need not exist yet.
func CheckLocation(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return fail(ErrLocation, "路径“%s”无法识别", path)
	}
	if isUNC(path) || isUNC(abs) {
		return fail(ErrLocation, "“%s”在网络共享上，多台电脑同时读写会损坏数据；%s", path, wayOut)
	}
	full := realPath(abs)
	if isUNC(full) { // a drive letter or a junction that stands for a share
		return fail(ErrLocation, "“%s”在网络共享上（%s），多台电脑同时读写会损坏数据；%s", path, full, wayOut)
	}
	for _, p := range []string{abs, full} {
		if name := syncFolder(p); name != "" {
			return fail(ErrLocation, "“%s”在同步文件夹“%s”里，同步程序会在写入途中上传或替换文件而损坏数据；%s", path, name, wayOut)
		}
	}
	if kind := networkDrive(full); kind != "" {
		return fail(ErrLocation, "“%s”在网络盘上（%s），多台电脑同时读写会损坏数据；%s", path, kind, wayOut)
	}
	return nil
}

func isUNC(path string) bool {
	p := strings.ReplaceAll(path, "/", `\`)
	if strings.HasPrefix(strings.ToUpper(p), `\\?\UNC\`) {
		return true
	}
	return filepath.Separator == '\\' && strings.HasPrefix(p, `\\`) && !strings.HasPrefix(p, `\\?\`) && !strings.HasPrefix(p, `\\.\`) ||
		strings.HasPrefix(path, `\\`) && !strings.HasPrefix(path, `\\?\`)
}

// realPath resolves links of the part of the path that exists.
func realPath(path string) string {
	rest := ""
	for p := path; ; {
		if r, err := finalPath(p); err == nil {
			return filepath.Join(r, rest)
		}
		parent := filepath.Dir(p)
		if parent == p {
			return path
		}
		rest = filepath.Join(filepath.Base(p), rest)
		p = parent
	}
}

// syncFolder finds the folder of a synchronising program in a path.
func syncFolder(path string) string {
	for _, part := range strings.FieldsFunc(filepath.Dir(path), func(r rune) bool { return r == '/' || r == '\\' }) {
		for _, name := range syncFolders {
			if sameFolder(part, name) {
				return part
			}
		}
	}
	for _, env := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		root := os.Getenv(env)
		if rel, err := filepath.Rel(root, path); root != "" && err == nil && filepath.IsLocal(rel) {
			return root
		}
	}
	return ""
}

// sameFolder: the name itself or with a tail as in "OneDrive - 某单位".
func sameFolder(part, name string) bool {
	if len(part) < len(name) || !strings.EqualFold(part[:len(name)], name) {
		return false
	}
	tail := strings.TrimLeft(part[len(name):], " ")
	return tail == "" || strings.ContainsAny(tail[:1], "-(~_") || strings.HasPrefix(tail, "（")
}

// Warning tells what is to be minded about a place that may be written: a stick
// can be pulled out or lost. "" when there is nothing.
func Warning(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil || !removable(realPath(abs)) {
		return ""
	}
	return "数据文件在 U 盘或移动硬盘上：请先关闭考察通再拔盘，并常常备份到电脑硬盘；盘丢了，数据也就丢了"
}
