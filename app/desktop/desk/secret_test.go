package desk_test

import (
	"testing"

	"kaocha/app/desktop/desktest"
)

// A copied number is taken away when the program is locked or ends, not only
// after the minute; what was copied since stays.
func TestCopiedSecretIsWipedAtOnceWhenAsked(t *testing.T) {
	d, _ := desktest.OnSample(t)
	clip := d.App.Clipboard()
	d.CopySecret("110101199003071234", "已复制")
	d.WipeSecret()
	if got := clip.Content(); got != "" {
		t.Errorf("%q is still there", got)
	}
	d.CopySecret("110101199003071234", "已复制")
	clip.SetContent("别的")
	d.WipeSecret()
	d.CopySecret("110101199003071235", "已复制")
	for _, f := range d.Planned[:2] { // the minutes of the first two are over
		f()
	}
	if got := clip.Content(); got != "110101199003071235" {
		t.Errorf("the later copy is %q", got)
	}
	d.Planned[2]()
	if got := clip.Content(); got != "" {
		t.Errorf("%q is still there after its minute", got)
	}
}
