// Package help embeds the manual: one Markdown page for each screen and topic,
// manual/<key>.md, with its pictures.
package help

import "embed"

//go:embed manual/*.md pictures/*.png
var files embed.FS

// Page reads a page of the manual by its key.
func Page(key string) (string, error) {
	b, err := files.ReadFile("manual/" + key + ".md")
	return string(b), err
}

// Picture reads a picture that a page shows.
func Picture(name string) ([]byte, error) { return files.ReadFile("pictures/" + name) }
