#!/bin/bash
# Writes dist/SHA256SUMS over all packages that lie in dist.
set -euo pipefail
cd "$(dirname "$0")/../dist"
find . -maxdepth 1 -type f -name 'kaocha*' -printf '%f\n' | LC_ALL=C sort | xargs -r sha256sum >SHA256SUMS
