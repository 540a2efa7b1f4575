package command

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"

	"kaocha/app/job"
)

// asked is where somebody at a terminal answers; nil when nobody is there, as in
// a script.
var asked = func() io.Reader {
	if isatty.IsTerminal(os.Stdin.Fd()) && isatty.IsTerminal(os.Stderr.Fd()) {
		return os.Stdin
	}
	return nil
}

// askReason asks what an export is for; "" when nobody is there, or nothing was
// said.
func (e *env) askReason() (string, error) {
	from := asked()
	if from == nil {
		return "", nil
	}
	lines := bufio.NewReader(from)
	for {
		fmt.Fprint(e.errw, "导出做什么用（记入导出记录；直接回车记为“未写明”）：")
		type answer struct {
			text string
			err  error
		}
		got := make(chan answer, 1)
		go func() { // Ctrl+C must end the waiting
			text, err := lines.ReadString('\n')
			got <- answer{text, err}
		}()
		select {
		case <-e.ctx.Done():
			return "", e.ctx.Err()
		case a := <-got:
			text := strings.TrimSpace(a.text)
			if text == "" || job.CheckReason(text) == nil {
				return text, nil
			}
			if a.err != nil {
				return "", job.CheckReason(text)
			}
			fmt.Fprintln(e.errw, strings.TrimPrefix(job.CheckReason(text).Error(), job.ErrUse.Error()+"："))
		}
	}
}
