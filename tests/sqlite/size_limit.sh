#!/bin/sh
# Upgrades with migc where no file may get larger than a limit: the run fails, is rolled back, and no signal
# ends it.
#
# usage: size_limit.sh MIGC
set -eu
migc=$1
. "$(dirname "$0")/small_chain.sh"

fail() {
  echo "limit $limit: $1" >&2
  cat "$folder/log" >&2
  exit 1
}

limited() {
  (ulimit -f "$limit" && exec "$@")
}

for limit in 1 8 32 64 128 256; do
  upgrade 8 limited
  grep -q "^error: .*$db: disk I/O error; check the disk, its free space, and the limit on the size of files (code 778)" \
    "$folder/log" || fail "the error does not say what to do"
done
limit=4096
upgrade 0 limited
