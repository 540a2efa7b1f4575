# Shared by the scripts of this folder (sourced, not run): where Go is, and the
# one set of build flags per kind of build. Another set would rebuild the C part
# of the window from cold, which takes minutes.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# A build machine's job may come without a home, and Go needs one for its cache.
if [ -z "${HOME:-}" ]; then
  HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
  export HOME="${HOME:-/tmp}"
fi
export LANG="${LANG:-C.UTF-8}"

if ! command -v go >/dev/null 2>&1; then
  PATH="$PATH:/usr/local/go/bin:/usr/lib/go/bin"
  export PATH
fi
if ! command -v go >/dev/null 2>&1; then
  echo "Go is missing: install Go $(sed -n 's/^go //p' go.mod) or newer, so that 'go' is on PATH or in /usr/local/go/bin." >&2
  exit 1
fi

# Another user's working copy makes git refuse to answer, and go build with it.
if ! git status --porcelain >/dev/null 2>&1; then
  export GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false"
fi

APP_TAGS=x11,migrated_fynedo,no_emoji # the window on Linux: X11 only, no Wayland headers needed
TEST_TAGS=ci,migrated_fynedo          # the same window on the software driver: no C, no X, no OpenGL
WINDOWS_TAGS=migrated_fynedo,no_emoji
readonly APP_TAGS TEST_TAGS WINDOWS_TAGS
