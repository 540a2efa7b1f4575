// Package icons embeds the program's icon, drawn for it.
package icons

import _ "embed"

// Program is the icon of the window, a PNG of 256 × 256.
//
//go:embed kaocha.png
var Program []byte
