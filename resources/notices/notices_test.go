package notices

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A font or a table added without its licence in the text would be carried
// without the notice that its licence asks for.
func TestTextHoldsEveryLicence(t *testing.T) {
	licences := []string{filepath.Join("..", "..", "NOTICE")}
	for _, pattern := range []string{"OFL-*.txt", "LICENSE*", "COPYING", "NOTICE.md"} {
		for _, depth := range []string{"*", "*/*"} {
			found, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(depth), pattern))
			if err != nil {
				t.Fatal(err)
			}
			licences = append(licences, found...)
		}
	}
	if len(licences) < 8 {
		t.Fatalf("only %d licence files found: %q", len(licences), licences)
	}
	for _, path := range licences {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(Text, strings.ReplaceAll(string(text), "\r", "")) {
			t.Errorf("the text of %s is not in notices.txt: run .ci/notices.sh", path)
		}
	}
}

func TestTextNamesTheLibraries(t *testing.T) {
	for _, library := range []string{
		"fyne.io/fyne/v2 v", "modernc.org/sqlite v", "github.com/uptrace/bun v",
		"github.com/xuri/excelize/v2 v", "github.com/expr-lang/expr v", "github.com/alecthomas/kong v",
		"github.com/goccy/go-yaml v", "golang.org/x/text v",
	} {
		if !strings.Contains(Text, "\n"+library) {
			t.Errorf("no licence of %s: run .ci/notices.sh", library)
		}
	}
}
