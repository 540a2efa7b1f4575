// Command gen writes the shipped templates: <dir>/<paper>/<form>.docx.
package main

import (
	"log"
	"os"
	"path/filepath"

	"kaocha/forms/layouts"
	"kaocha/forms/template/build"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: gen DIR")
	}
	for _, p := range build.Papers {
		dir := filepath.Join(os.Args[1], p.Key)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			log.Fatal(err)
		}
		for _, key := range layouts.Keys() {
			b, ok := layouts.Draw(key, p)
			if !ok {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, key+".docx"), b, 0o644); err != nil {
				log.Fatal(err)
			}
		}
	}
}
