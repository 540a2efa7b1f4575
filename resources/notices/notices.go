// Package notices holds the licence texts of everything the program carries:
// fonts, stroke data and libraries. Every copy of the program must bring them
// along; a person reads them from the window or the command line.
package notices

import _ "embed"

// Text is NOTICE followed by all licence texts, as UTF-8. It is written by
// .ci/notices.sh from the libraries in use.
//
//go:embed notices.txt
var Text string
