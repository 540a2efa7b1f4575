// Package samples embeds the sample rounds of the shipped schemes, <key>.yaml:
// invented subjects with everything that was entered about them.
package samples

import "embed"

// Files holds the sample rounds.
//
//go:embed *.yaml
var Files embed.FS
