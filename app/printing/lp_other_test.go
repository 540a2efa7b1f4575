//go:build !windows

package printing

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"kaocha/data/safefile"
	"kaocha/forms/page"
)

// standIn puts programs in the place of lp and its kin: they keep what they were
// given and answer as those do.
func standIn(t *testing.T, printers, papers string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write := func(name, script string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("lpstat", `case "$1" in -e) printf '`+printers+`';; -d) echo "system default destination: HP_2";; esac`)
	write("lpoptions", `printf '`+papers+`'`)
	write("lp", `n=$(ls `+dir+`/*.got 2>/dev/null | wc -l)
for a; do printf '%s\n' "$a"; done > `+dir+`/$n.args
for f; do :; done
cp "$f" `+dir+`/$n.got
[ -e `+dir+`/refuse ] && { echo "lp: The printer or class does not exist." >&2; exit 1; }
echo "request id is HP_2-1 (1 file(s))"`)
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	return dir
}

func blank(sizes ...[2]float64) Source {
	return func(each func(*page.Page) error) error {
		for _, s := range sizes {
			if err := each(&page.Page{W: s[0] / 25.4 * 72, H: s[1] / 25.4 * 72}); err != nil {
				return err
			}
		}
		return nil
	}
}

func given(t *testing.T, dir string, n int) (args string, pages int) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.args", n)))
	if err != nil {
		t.Fatal(err)
	}
	pages, err = api.PageCountFile(filepath.Join(dir, fmt.Sprintf("%d.got", n)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\n", " "), pages
}

var a4, k16 = [2]float64{210, 297}, [2]float64{184, 260}

func TestPrintingThroughLP(t *testing.T) {
	dir := standIn(t, "HP_1\\nHP_2\\n", "PageSize/Media Size: *A4 Letter A3\\n")
	list, err := Printers(context.Background())
	if err != nil || len(list) != 2 || list[0].Default || !list[1].Default || list[1].Name != "HP_2" {
		t.Fatalf("%v, %v", list, err)
	}
	spool := t.TempDir()
	safefile.SetScratch(spool)
	defer safefile.SetScratch("")
	r, err := Print(context.Background(), Order{Title: "登记表 林建国", Copies: 3, Pages: []Span{{2, 4}}}, blank(a4, a4, k16, k16, k16), nil)
	if err != nil || r.Pages != 3 || r.Printer != "HP_2" {
		t.Fatalf("%+v, %v", r, err)
	}
	args, pages := given(t, dir, 0)
	if want := "-d HP_2 -n 3 -t 登记表 林建国 -o media=A4 -o print-scaling=none -- "; !strings.HasPrefix(args, want) || pages != 1 {
		t.Errorf("A4: %q, %d pages", args, pages)
	}
	args, pages = given(t, dir, 1)
	if !strings.Contains(args, "media=A4 -o print-scaling=none") || pages != 2 {
		t.Errorf("16K on A4: %q, %d pages", args, pages)
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "184×260") || !strings.Contains(r.Notes[0], "实际大小") {
		t.Errorf("notes %v", r.Notes)
	}
	if left, _ := os.ReadDir(spool); len(left) != 0 {
		t.Errorf("left on the disk: %v", left)
	}
	if _, err := Print(context.Background(), Order{Pages: []Span{{9, 9}}}, blank(a4), nil); err == nil || !strings.Contains(err.Error(), "一共 1 页") {
		t.Errorf("a range without pages: %v", err)
	}
}

func TestPaperOfTheForm(t *testing.T) {
	for _, c := range []struct {
		papers string
		fit    bool
		want   string
	}{
		{"PageSize/Media Size: *A4 om_16k_184x260mm\\n", false, "media=om_16k_184x260mm -o print-scaling=none"},
		{"PageSize/Media Size: *A4 Custom.WIDTHxHEIGHT\\n", true, "media=Custom.184x260mm -o print-scaling=none"},
		{"PageSize/Media Size: *A4\\n", true, "media=A4 -o print-scaling=fit"},
	} {
		dir := standIn(t, "HP_2\\n", c.papers)
		if _, err := Print(context.Background(), Order{Fit: c.fit}, blank(k16), nil); err != nil {
			t.Fatal(err)
		}
		if args, _ := given(t, dir, 0); !strings.Contains(args, c.want) {
			t.Errorf("%s: %q", c.papers, args)
		}
	}
}

func TestNoPrinterAndRefusals(t *testing.T) {
	standIn(t, "", "")
	if _, err := Print(context.Background(), Order{}, blank(a4), nil); !errors.Is(err, ErrNoPrinter) {
		t.Errorf("no printer: %v", err)
	}
	dir := standIn(t, "HP_2\\n", "")
	if err := os.WriteFile(filepath.Join(dir, "refuse"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Print(context.Background(), Order{}, blank(a4), nil); err == nil || !strings.Contains(err.Error(), "HP_2") || !strings.Contains(err.Error(), "没有接收") {
		t.Errorf("refused: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	n := 0
	_, err := Print(ctx, Order{}, blank(a4, a4, a4), func(int) {
		if n++; n == 2 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Printers(context.Background()); err == nil || !strings.Contains(err.Error(), "CUPS") {
		t.Errorf("no lp: %v", err)
	}
}
