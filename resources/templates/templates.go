// Package templates embeds the shipped Word templates, <paper>/<form>.docx.
package templates

import "embed"

//go:embed */*.docx
var files embed.FS

// Read gives the shipped template of a form on a paper.
func Read(paper, form string) ([]byte, error) {
	return files.ReadFile(paper + "/" + form + ".docx")
}
