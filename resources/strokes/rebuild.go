//go:build ignore

// Rebuild writes table.txt.gz from rime-stroke's dictionary and corrections.txt.
//
//	go run rebuild.go -dict /usr/share/rime-data/stroke.dict.yaml
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

const header = `# Stroke sequences, 1 横 2 竖 3 撇 4 点捺 5 折; mainland order.
# Derived from rime-stroke, LGPL-3; authors and changes: NOTICE.md.
`

var digits = strings.NewReplacer("h", "1", "s", "2", "p", "3", "n", "4", "z", "5")

func main() {
	log.SetFlags(0)
	dict := flag.String("dict", "/usr/share/rime-data/stroke.dict.yaml", "rime-stroke dictionary")
	fixes := flag.String("corrections", "corrections.txt", "corrections")
	out := flag.String("out", "table.txt.gz", "table to write")
	flag.Parse()
	table, err := readDict(*dict)
	if err == nil {
		err = correct(table, *fixes)
	}
	if err == nil {
		err = write(table, *out)
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(table), "characters")
}

// readDict keeps the last code of every character: the mainland one.
func readDict(path string) (map[rune]string, error) {
	table := map[rune]string{}
	err := eachLine(path, func(line string) error {
		text, code, found := strings.Cut(line, "\t")
		r, size := utf8.DecodeRuneInString(text)
		if !found || size != len(text) || code == "" || strings.Trim(code, "hspnz") != "" {
			return nil // header, phrase or another kind of line
		}
		table[r] = digits.Replace(code)
		return nil
	})
	return table, err
}

// correct applies the corrections; one that changes nothing is an error, so that
// the list never outlives the fault it mends.
func correct(table map[rune]string, path string) error {
	return eachLine(path, func(line string) error {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || strings.HasPrefix(line, "#"):
			return nil
		case len(f) == 3 && f[0] == "部件":
			changed := 0
			for r, s := range table {
				if n := strings.ReplaceAll(s, f[1], f[2]); n != s {
					table[r] = n
					changed++
				}
			}
			if changed == 0 {
				return fmt.Errorf("%s: %q matches nothing", path, line)
			}
			return nil
		case len(f) == 2 && utf8.RuneCountInString(f[0]) == 1:
			r, _ := utf8.DecodeRuneInString(f[0])
			strokes, err := written(table, f[1])
			if err == nil && table[r] == strokes {
				err = errors.New("no longer needed")
			}
			if err != nil {
				return fmt.Errorf("%s: %q: %w", path, line, err)
			}
			table[r] = strokes
			return nil
		}
		return fmt.Errorf("%s: cannot read %q", path, line)
	})
}

// written gives the strokes of parts, one after the other.
func written(table map[rune]string, parts string) (string, error) {
	var strokes strings.Builder
	for _, r := range parts {
		switch part := table[r]; {
		case r >= '1' && r <= '5':
			strokes.WriteRune(r)
		case part != "":
			strokes.WriteString(part)
		default:
			return "", fmt.Errorf("nothing known of %c", r)
		}
	}
	return strokes.String(), nil
}

func eachLine(path string, do func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if err := do(strings.TrimRight(lines.Text(), "\r")); err != nil {
			return err
		}
	}
	return lines.Err()
}

func write(table map[rune]string, path string) error {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return err
	}
	fmt.Fprint(z, header)
	for _, r := range slices.Sorted(maps.Keys(table)) {
		fmt.Fprintf(z, "%c %s\n", r, table[r])
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, buf.Bytes(), 0o644)
}
