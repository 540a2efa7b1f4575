#!/bin/bash
# Lays the separate 仿宋 font with its licence into FOLDER/fonts: .ci/fonts.sh FOLDER
set -euo pipefail
target=$1/fonts
mkdir -p "$target"
cp "$(dirname "$0")"/../resources/fonts/fang/* "$target/"
