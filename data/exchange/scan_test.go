package exchange

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre/idnum"
)

func put(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	p := filepath.Join(dir, name)
	must(t, os.MkdirAll(filepath.Dir(p), 0o755))
	must(t, os.WriteFile(p, data, 0o644))
}

// A folder as a branch hands it in: files are known by content, whatever their
// names; what cannot be read is told and the rest is read.
func TestScanFolder(t *testing.T) {
	dir := t.TempDir()
	photo := picture(t, 60, 80)
	put(t, dir, "机关/齐明远.lrmx", sample(t, "qimingyuan.lrmx"))
	put(t, dir, "机关/改名.doc", []byte("<Person><XingMing>苏晓岚</XingMing></Person>"))
	put(t, dir, "old/a.lrm", record(nil))
	put(t, dir, "old/a.pic", photo)
	put(t, dir, "old/b.lrm", record(map[int]string{0: "范例"}))
	put(t, dir, "名单.txt", []byte("姓名,单位\n甲一,某处\n甲二,某处\n"))
	put(t, dir, "说明.txt", []byte("请各总支按时报送"))
	put(t, dir, "扫描.jpg", photo)
	put(t, dir, "坏.lrmx", []byte("<Person><XingMing>"))
	put(t, dir, "~$名单.xlsx", []byte("x"))
	put(t, dir, ".hidden/x.lrmx", sample(t, "qimingyuan.lrmx"))
	put(t, dir, "\u202egpj.空", nil)
	must(t, os.Symlink("/etc/passwd", filepath.Join(dir, "link.lrmx")))
	var seen []string
	b, err := Scan(context.Background(), []string{dir, filepath.Join(dir, "名单.txt"), filepath.Join(dir, "没有")}, func(done, total int, name string) {
		seen = append(seen, fmt.Sprintf("%d/%d", done, total))
	})
	must(t, err)
	var names []string
	for _, p := range b.Persons {
		names = append(names, p.Cadre.Name)
		if p.Cadre.Name == "齐明远" && p.Origin.Kind == KindLRM && !bytes.Equal(p.Photo, photo) {
			t.Error("the .pic beside the .lrm is not its photo")
		}
	}
	slices.Sort(names)
	if want := []string{"甲一", "甲二", "苏晓岚", "范例", "齐明远", "齐明远"}; !slices.Equal(names, want) {
		t.Errorf("persons %v", names)
	}
	for part, want := range map[string]string{"说明.txt": "不是能识别", "扫描.jpg": "图片", "坏.lrmx": "不完整", "link.lrmx": "链接", "没有": "找不到", "gpj.空": "空的"} {
		if !slices.ContainsFunc(b.Files, func(f FileReport) bool {
			return strings.Contains(f.File, part) && strings.Contains(f.Reason, want) && !strings.Contains(f.File, "\u202e")
		}) {
			t.Errorf("%s: not told %s: %v", part, want, b.Files)
		}
	}
	if b.Skipped() != 6 {
		t.Errorf("skipped %d: %v", b.Skipped(), b.Files)
	}
	if seen[0] != "0/10" || seen[len(seen)-1] != "10/10" {
		t.Errorf("progress %v", seen)
	}
}

// T36: cancelling stops at the next file and keeps what was read.
func TestScanCancel(t *testing.T) {
	dir := many(t, 40)
	ctx, stop := context.WithCancel(context.Background())
	b, err := Scan(ctx, []string{dir}, func(done, total int, name string) {
		if done == total/2 {
			stop()
		}
	})
	if err != context.Canceled || len(b.Persons) < 20 || len(b.Persons) > 21 {
		t.Errorf("%v after %d persons", err, len(b.Persons))
	}
}

// T22: a photo of 50 MB does not stay in memory.
func TestScanKeepsNoHugeOriginal(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.lrmx", []byte("<Person><XingMing>齐明远</XingMing><X>留</X><ZhaoPian>"+strings.Repeat("QUJD", 50<<20/3)+"</ZhaoPian></Person>"))
	b, err := Scan(context.Background(), []string{dir}, nil)
	must(t, err)
	p := b.Persons[0]
	if len(p.Raw) > 1000 || !bytes.Contains(p.Raw, []byte("<X>留</X>")) || p.Cadre.Name != "齐明远" || !hasMessage(p.Problems, "20 MB") {
		t.Errorf("%d bytes kept, %v", len(p.Raw), p.Problems)
	}
}

// many writes n .lrmx files with photos of 376×460 as the editor crops them.
func many(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	photo := base64.StdEncoding.EncodeToString(picture(t, 376, 460))
	raw := strings.Replace(string(sample(t, "qimingyuan.lrmx")), "<ZhaoPian>", "<ZhaoPian>"+photo, 1)
	for i := range n {
		put(t, dir, fmt.Sprintf("%d/%03d.lrmx", i%6, i), []byte(strings.NewReplacer("齐明远", fmt.Sprintf("甲%d", i), idA, testID(i)).Replace(raw)))
	}
	return dir
}

// testID is the i-th valid ID number of region 999999.
func testID(i int) string {
	body := fmt.Sprintf("99999919820315%03d", i)
	check, _ := idnum.CheckDigit(body)
	return body + string(check)
}

// The figure to reach: 500 files with photos in at most 5 s and 200 MB.
func BenchmarkScan500(b *testing.B) {
	dir := many(b, 500)
	b.ReportAllocs()
	for b.Loop() {
		batch, err := Scan(context.Background(), []string{dir}, nil)
		if err != nil || len(batch.Persons) != 500 {
			b.Fatal(err, len(batch.Persons))
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/(1<<20), "MB-from-system")
		b.ReportMetric(float64(len(batch.Persons[0].Raw))/1024, "KB/file")
		plan := MakePlan(batch, nil)
		if len(plan.Items) != 500 {
			b.Fatal("plan")
		}
	}
}
