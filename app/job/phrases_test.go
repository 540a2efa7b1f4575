package job

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

func TestPhrasesAreKeptByPlace(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	s, err := Open(filepath.Join(t.TempDir(), "a.db"), "测试员")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ctx := context.Background()
	place := PhrasePlace("report", "merits")
	good := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	is := func(want string) {
		t.Helper()
		list, err := s.Phrases(ctx, place)
		if got := strings.Join(list, "|"); err != nil || got != want {
			t.Errorf("%q, want %q, %v", got, want, err)
		}
	}
	is("")
	good(s.AddPhrase(ctx, place, " 作风踏实 \n"))
	good(s.AddPhrase(ctx, place, "遵守纪律"))
	good(s.AddPhrase(ctx, place, "团结同志"))
	is("作风踏实|遵守纪律|团结同志")
	for text, want := range map[string]string{"": "请写出", "遵守纪律": "已经有", strings.Repeat("长", 501): "最多 500 字"} {
		if err := s.AddPhrase(ctx, place, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.9q: %v", text, err)
		}
	}
	good(s.ChangePhrase(ctx, place, "遵守纪律", "严守纪律"))
	good(s.ChangePhrase(ctx, place, "严守纪律", "严守纪律 "))
	good(s.MovePhrase(ctx, place, "团结同志", -5))
	is("团结同志|作风踏实|严守纪律")
	good(s.MovePhrase(ctx, place, "作风踏实", 1))
	good(s.DropPhrase(ctx, place, "团结同志"))
	is("严守纪律|作风踏实")
	if err := s.DropPhrase(ctx, place, "团结同志"); err == nil {
		t.Error("a phrase was dropped twice")
	}
	if _, err := s.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	is("团结同志|严守纪律|作风踏实")
	if list, _ := s.Phrases(ctx, PhrasePlace("talk", "merits")); len(list) > 0 {
		t.Errorf("another place has %v", list)
	}
}
