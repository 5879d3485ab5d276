# What the scripts of this folder share, which source this file: Debian packages and their versions, and the compiler
# cache.

say() { printf '\n== %s\n' "$*"; }

is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

# install_packages PACKAGE...: those that are missing, as root or through sudo where it asks for no password.
install_packages() {
  local missing=() package as_root=()
  if ! command -v dpkg-query >/dev/null; then
    echo "This script installs packages with apt. Elsewhere, install what Debian calls: $*" >&2
    exit 1
  fi
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  if ((${#missing[@]} == 0)); then return; fi
  say "Installing ${missing[*]}"
  if ((EUID != 0)); then
    if ! sudo -n true 2>/dev/null; then
      echo "These packages are missing, and neither root nor sudo without a password is at hand. Install them with:" >&2
      echo "    apt-get install ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo -n)
  fi
  alone apt "${as_root[@]}" apt-get update -q
  alone apt "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# alone WHAT COMMAND...: waits until no other job does the same, as jobs run side by side.
alone() {
  mkdir -p build
  flock "build/$1.lock" "${@:2}"
}

# upstream_version PACKAGE: the version that its authors gave to an installed package.
upstream_version() { dpkg-query -W -f '${Version}' "$1" | sed -E 's/^[0-9]+://; s/[-+~].*//'; }

# What Migrate is built and tested with, in one line.
library_versions() {
  printf '%s, ' "$(cmake --version | sed 's/cmake version/CMake/; q')" "SQLite $(upstream_version libsqlite3-dev)" \
    "SQLiteCpp $(upstream_version libsqlitecpp-dev)" "libpqxx $(upstream_version libpqxx-dev)" \
    "fmt $(upstream_version libfmt-dev)" "CLI11 $(upstream_version libcli11-dev)" \
    "yaml-cpp $(upstream_version libyaml-cpp-dev)"
  /usr/lib/postgresql/*/bin/postgres --version | sed -E 's/.*(PostgreSQL)\) ([0-9.]+).*/\1 \2/'
}

# "Debian 12.11, x86_64"
this_platform() { echo "Debian $(cat /etc/debian_version), $(uname -m)"; }

# compiler_version COMMAND: "g++ 12.2.0".
compiler_version() { "$1" --version | sed -nE '1s/^(Debian )?([^ ]+).* ([0-9]+\.[0-9.]+).*/\2 \3/p'; }

# Lets all builds share a compiler cache, those of the tests' consumer projects as well. It learns what a file includes from
# the compilation itself, so that a first build does not read everything twice.
use_ccache() {
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}" CCACHE_DEPEND=1
  export CCACHE_SLOPPINESS=pch_defines,time_macros
}
