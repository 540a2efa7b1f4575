package job

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/exchange/parcel"
)

// A refusal names the file, and keeps its reason under the name.
func TestARefusalNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "会议纪要.kaocha")
	if err := os.WriteFile(path, []byte("不是报送文件"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Locked(path)
	if err == nil || !strings.Contains(err.Error(), "会议纪要.kaocha") {
		t.Errorf("told as %v", err)
	}
	if r := parcel.AsRefusal(err); r == nil || r.Reason != parcel.NotParcel {
		t.Errorf("reason %+v", r)
	}
}
