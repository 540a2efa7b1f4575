package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// found is the first group of a pattern in a file of the top level.
func found(t *testing.T, file, pattern string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", file))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(pattern).FindSubmatch(b)
	if m == nil {
		t.Fatalf("%s names no version (%s)", file, pattern)
	}
	return string(m[1])
}

// A release whose papers name another version than the program is refused here.
func TestVersionIsTheSameEverywhere(t *testing.T) {
	if !regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+$`).MatchString(Version) {
		t.Errorf("%q is not major.minor.patch, which installers compare", Version)
	}
	if got := found(t, "FyneApp.toml", `(?m)^Version = "(.*)"$`); got != Version {
		t.Errorf("FyneApp.toml says %s, the program %s", got, Version)
	}
	if got := found(t, "CHANGELOG.md", `(?m)^## (\S+)`); got != Version {
		t.Errorf("the newest entry of CHANGELOG.md is %s, the program %s", got, Version)
	}
	if _, out := newClerk(t).run("version"); !strings.HasPrefix(out, "考察通 "+Version+"（") {
		t.Errorf("kaocha version says %q", out)
	}
}

// The packaging scripts read the same line.
func TestScriptsReadTheVersion(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the scripts run on Linux")
	}
	out, err := exec.Command("../../.ci/version.sh").Output()
	if err != nil || strings.TrimSpace(string(out)) != Version {
		t.Errorf(".ci/version.sh says %q, %v; the program is %s", out, err, Version)
	}
}
