#!/bin/bash
# Prints the program's version, which stands in app/command/version.go alone.
set -euo pipefail
sed -n 's/^const Version = "\(.*\)"$/\1/p' "$(dirname "$0")/../app/command/version.go"
