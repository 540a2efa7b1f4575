package sheet

import (
	"fmt"
	"os"

	"github.com/xuri/excelize/v2"

	"kaocha/data/safefile"
)

// newBook is an empty workbook whose passing files, which hold personal data,
// lie in the program's own folder; done takes them away.
func newBook() (f *excelize.File, done func(), err error) {
	tmp, err := safefile.ScratchDir()
	if err != nil {
		return nil, nil, fmt.Errorf("无法建立临时文件夹：%w", err)
	}
	f = excelize.NewFile(excelize.Options{TmpDir: tmp})
	return f, func() { f.Close(); os.RemoveAll(tmp) }, nil
}
