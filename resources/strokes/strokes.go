// Package strokes holds the stroke-sequence table of Chinese characters.
//
// The table is data of the Rime project under the LGPL-3, with our corrections;
// NOTICE.md names its authors and says how it is rebuilt or replaced.
package strokes

import _ "embed" // the table is an embedded file

//go:generate go run rebuild.go -dict /usr/share/rime-data/stroke.dict.yaml

// TableGzip is the gzipped UTF-8 table: lines beginning with # are notes, every
// other line is one character, one blank and its strokes in writing order as
// digits (1 横/提, 2 竖/竖钩, 3 撇, 4 点/捺, 5 折). The lines are sorted by code
// point and every character occurs once.
//
//go:embed table.txt.gz
var TableGzip []byte
