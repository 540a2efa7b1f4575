package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// module is the import path prefix of our own packages.
const module = "kaocha"

// maxLines is the longest a hand-written Go file may be.
const maxLines = 400

// allowedArrows says which floors a floor may import besides itself. A package
// inside a floor is named by its path below the module.
var allowedArrows = map[string][]string{
	"main":      {"app"},
	"app":       {"forms", "data", "resources"},
	"forms":     {"data", "resources"},
	"data":      {"resources"},
	"resources": {},
}

// ban forbids imports in a part of the house. An entry of imports bans the
// package of that path and everything below it.
type ban struct {
	where   string   // path prefix below the module, "" for everywhere
	except  []string // path prefixes below where the imports are at home
	imports []string
	code    bool // product code only; tests may
	why     string
}

var sqlPackages = []string{"database/sql", "github.com/uptrace/bun", "modernc.org/sqlite"}

var bans = []ban{
	{where: "", except: []string{"app/desktop"}, imports: []string{"fyne.io"},
		why: "Fyne lives in app/desktop alone"},
	{where: "", except: []string{"data/store"}, imports: sqlPackages,
		why: "data/store is the only door to the records"},
	{where: "forms", imports: []string{module + "/data/store"},
		why: "forms knows no SQL"},
	{where: "data/cadre", imports: impure, why: "data/cadre is pure"},
	{where: "data/review", imports: impure, why: "data/review is pure"},
	{where: "data/cadre", imports: []string{"os"}, code: true, why: "data/cadre knows no files"},
	{where: "data/review", imports: []string{"os"}, code: true, why: "data/review knows no files"},
}

// impure lists what the pure packages may not touch: records and file formats.
var impure = []string{
	module + "/data/store", module + "/data/exchange",
	"github.com/xuri/excelize", "github.com/beevik/etree",
	"archive/zip", "encoding/csv", "encoding/xml",
}

// The top level holds exactly these; what a build leaves behind is ignored.
var (
	topLevel = []string{
		"main.go", "app", "forms", "data", "resources", "FyneApp.toml", "go.mod", "go.sum",
		"README.md", "CHANGELOG.md", "LICENSE", "NOTICE", "Makefile", ".ci", ".gitignore",
		"staticcheck.conf", "architecture_test.go",
	}
	ignoredTop = []string{".git", "bin", "out", "dist", ".cache"}
)

// below reports whether path is prefix or lies below it; "" holds everything.
func below(path, prefix string) bool {
	return prefix == "" || path == prefix || strings.HasPrefix(path, prefix+"/")
}

// floorOf returns the first element of a path below the module, "main" for the
// top level itself.
func floorOf(dir string) string {
	if dir == "." || dir == "" {
		return "main"
	}
	floor, _, _ := strings.Cut(dir, "/")
	return floor
}

// complaint says why a file in dir (slash path below the module, "." for the
// top) may not import the package, or "" when it may.
func complaint(dir, imported string, isTest bool) string {
	if below(imported, module) {
		from, to := floorOf(dir), floorOf(strings.TrimPrefix(strings.TrimPrefix(imported, module), "/"))
		if from != to && !contains(allowedArrows[from], to) {
			return fmt.Sprintf("the arrow %s → %s points the wrong way", from, to)
		}
	}
	for _, b := range bans {
		if !below(dir, b.where) || b.code && isTest || atHome(dir, b.except) {
			continue
		}
		for _, banned := range b.imports {
			if below(imported, banned) {
				return b.why
			}
		}
	}
	return ""
}

func atHome(dir string, homes []string) bool {
	for _, home := range homes {
		if below(dir, home) {
			return true
		}
	}
	return false
}

func contains(list []string, want string) bool {
	for _, s := range list {
		if s == want {
			return true
		}
	}
	return false
}

// goFiles calls visit with the slash path of every Go file of the house.
func goFiles(t *testing.T, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if path != "." && (contains(ignoredTop, path) || entry.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(path, ".go") {
			visit(filepath.ToSlash(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// slashDir is the directory of a slash path, "." for the top level.
func slashDir(path string) string {
	return filepath.ToSlash(filepath.Dir(path))
}

func TestImportsRunDownOnly(t *testing.T) {
	seen := 0
	goFiles(t, func(path string) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Error(err)
			return
		}
		for _, spec := range file.Imports {
			seen++
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Error(err)
				continue
			}
			if why := complaint(slashDir(path), imported, strings.HasSuffix(path, "_test.go")); why != "" {
				t.Errorf("%s imports %s: %s", path, imported, why)
			}
		}
	})
	if seen < 10 {
		t.Errorf("only %d imports read; the walk does not see the house", seen)
	}
}

func TestFilesAreShort(t *testing.T) {
	goFiles(t, func(path string) {
		source, err := os.ReadFile(filepath.FromSlash(path))
		if err != nil {
			t.Error(err)
			return
		}
		lines := strings.Count(string(source), "\n")
		if lines <= maxLines {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			t.Error(err)
			return
		}
		if !ast.IsGenerated(file) {
			t.Errorf("%s has %d lines, at most %d", path, lines, maxLines)
		}
	})
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	present := map[string]bool{}
	for _, entry := range entries {
		present[entry.Name()] = true
		if !contains(topLevel, entry.Name()) && !contains(ignoredTop, entry.Name()) {
			t.Errorf("%s has no place on the top level", entry.Name())
		}
	}
	for _, name := range topLevel {
		if !present[name] {
			t.Errorf("%s is missing on the top level", name)
		}
	}
}

// The rules themselves are tested on invented imports, or a typing slip in
// them would let everything through.
func TestRulesCatchWrongArrows(t *testing.T) {
	wrong := []struct{ dir, imported string }{
		{".", "kaocha/forms"}, {".", "kaocha/data/store"}, {".", "fyne.io/fyne/v2"}, {".", "kaocha/resources/fonts"},
		{"app/command", "fyne.io/fyne/v2/widget"}, {"app/command", "database/sql"},
		{"app/desktop/home", "github.com/uptrace/bun/dialect"}, {"app/desktopx", "fyne.io/fyne/v2"},
		{"forms", "kaocha/app"}, {"forms/page", "kaocha/data/store"}, {"forms/pdf", "fyne.io/fyne/v2"},
		{"forms/pack", "database/sql"},
		{"data/store", "kaocha/forms"}, {"data/store", "kaocha/app/desktop"}, {"data/exchange", "modernc.org/sqlite"},
		{"data/cadre", "kaocha/data/store"}, {"data/cadre", "github.com/xuri/excelize/v2"}, {"data/cadre", "os"},
		{"data/review", "kaocha/data/exchange"}, {"data/review", "github.com/beevik/etree"},
		{"data/review/tally", "database/sql/driver"},
		{"resources/fonts", "kaocha/data/cadre"}, {"resources/fonts", "kaocha"}, {"resources", "kaocha/app"},
	}
	for _, c := range wrong {
		if complaint(c.dir, c.imported, false) == "" {
			t.Errorf("%s may import %s, but must not", c.dir, c.imported)
		}
	}
}

func TestRulesLetRightArrowsPass(t *testing.T) {
	right := []struct{ dir, imported string }{
		{".", "kaocha/app/desktop"}, {".", "os"}, {"app/command", "kaocha/data/store"}, {"app", "kaocha/app/command"},
		{"app/desktop/widgets", "fyne.io/fyne/v2"}, {"app/desktop", "kaocha/resources/fonts"},
		{"forms/page", "kaocha/resources/fonts"}, {"forms", "kaocha/data/review"}, {"forms", "kaocha/forms/pdf"},
		{"data/store", "database/sql"}, {"data/store", "kaocha/data/cadre"}, {"data/exchange", "encoding/xml"},
		{"data/review", "kaocha/data/cadre"}, {"data/cadre", "kaocha/resources/strokes"},
		{"resources/fonts", "embed"}, {"resources/fonts", "golang.org/x/image/font/sfnt"},
	}
	for _, c := range right {
		if why := complaint(c.dir, c.imported, false); why != "" {
			t.Errorf("%s may not import %s: %s", c.dir, c.imported, why)
		}
	}
	if why := complaint("data/review", "os", true); why != "" {
		t.Errorf("a test may read its files: %s", why)
	}
}

// decides tells that code decides by one of the keys: it is compared with, stands
// in a case, or looks something up.
func decides(file *ast.File, keys []string) (found []string) {
	literal := func(e ast.Expr) {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return
		}
		if text, err := strconv.Unquote(lit.Value); err == nil && contains(keys, text) {
			found = append(found, text)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			literal(n.X)
			literal(n.Y)
		case *ast.CaseClause:
			for _, e := range n.List {
				literal(e)
			}
		case *ast.IndexExpr:
			literal(n.Index)
		case *ast.KeyValueExpr:
			literal(n.Key)
		}
		return true
	})
	return found
}

// A scheme is data: no code asks which scheme it works for.
func TestNoCodeDecidesByTheScheme(t *testing.T) {
	var keys []string
	files, err := filepath.Glob("resources/schemes/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d schemes, %v", len(files), err)
	}
	for _, f := range files {
		keys = append(keys, strings.TrimSuffix(filepath.Base(f), ".yaml"))
	}
	goFiles(t, func(path string) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Error(err)
			return
		}
		for _, key := range decides(file, keys) {
			t.Errorf("%s decides by the scheme %q: make it a property of schemes", path, key)
		}
	})
	for _, code := range []string{`if k == "x" {}`, `switch k { case "x": }`, `_ = m["x"]`, `_ = map[string]int{"x": 1}`} {
		file, err := parser.ParseFile(token.NewFileSet(), "a.go", "package a\nfunc f() {"+code+"}", 0)
		if err != nil || len(decides(file, []string{"x"})) != 1 {
			t.Errorf("%s is not seen: %v", code, err)
		}
	}
}
