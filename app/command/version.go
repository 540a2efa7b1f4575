package command

import "runtime"

// Version of the program. It stands here alone; a test holds FyneApp.toml and
// CHANGELOG.md to it, and the packages are named and marked after it.
const Version = "0.1.0"

type versionCmd struct{}

func (versionCmd) Run(e *env) error {
	e.say("考察通 %s（%s/%s，%s）", Version, runtime.GOOS, runtime.GOARCH, runtime.Version())
	return nil
}
