// Command kaocha (考察通) does the probation review of section-level cadres from
// the first notice to the filed pack: in a window, or by commands.
package main

import (
	"os"

	"kaocha/app/command"
	"kaocha/app/desktop"
)

func main() {
	os.Exit(command.Run(os.Args[1:], os.Stdout, os.Stderr, desktop.Run))
}
