// Package schemes embeds the shipped assessment schemes (考核方案).
package schemes

import "embed"

// Files holds the shipped schemes, <key>.yaml.
//
//go:embed *.yaml
var Files embed.FS
