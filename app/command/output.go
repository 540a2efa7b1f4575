package command

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"

	"kaocha/app/job"
)

// session opens the database for a command and closes it after.
func (e *env) session(do func(*job.Session) error) error {
	way := job.ForCommand
	if e.cli.Look {
		way = job.ForReading
	}
	s, err := job.OpenFor(e.cli.DB, e.cli.User, way)
	if err != nil {
		return err
	}
	if said := s.Store.Notice(); said != "" {
		fmt.Fprintln(e.errw, "注意："+said)
	}
	err = do(s)
	if e := s.Close(); err == nil {
		err = e
	}
	return err
}

// work opens the database and a round.
func (e *env) work(round string, do func(*job.Work) error) error {
	return e.session(func(s *job.Session) error {
		w, err := s.Work(e.ctx, round)
		if err != nil {
			return err
		}
		return do(w)
	})
}

func (e *env) say(format string, a ...any) { fmt.Fprintf(e.out, format+"\n", a...) }

// json prints a value for other programs to read.
func (e *env) json(v any) error {
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// progress prints a line every so often, to the error output.
func (e *env) progress(what string) func(done, total int, name string) {
	return func(done, total int, name string) {
		if total >= 20 && done > 0 && done%(max(total/10, 1)) == 0 {
			fmt.Fprintf(e.errw, "%s %d/%d %s\n", what, done, total, name)
		}
	}
}

func useError(format string, a ...any) error {
	return fmt.Errorf("%w：%s", job.ErrUse, fmt.Sprintf(format, a...))
}

// table prints columns aligned by display width: a Chinese character is two wide.
type table struct {
	head []string
	rows [][]string
}

func newTable(head ...string) *table { return &table{head: head} }

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) print(w io.Writer) {
	wide := make([]int, len(t.head))
	for _, r := range append([][]string{t.head}, t.rows...) {
		for i, c := range r {
			wide[i] = max(wide[i], displayWidth(c))
		}
	}
	for _, r := range append([][]string{t.head}, t.rows...) {
		var b strings.Builder
		for i, c := range r {
			b.WriteString(c)
			if i < len(r)-1 {
				b.WriteString(strings.Repeat(" ", wide[i]-displayWidth(c)+2))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
