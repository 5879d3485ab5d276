#!/bin/sh
# Upgrades with migc, and lets one allocation after another fail, from its start to its end; then that one and all
# after it. Each run succeeds, or ends with an error and leaves the database as it was.
#
# usage: memory_sweep.sh MIGC FAILING_MALLOC_LIBRARY
set -eu
migc=$1
library=$2
. "$(dirname "$0")/small_chain.sh"

fail() {
  echo "$variable=$n of $total: $1" >&2
  cat "$folder/log" >&2
  exit 1
}

variable=none n=0 total=0
upgrade 0 env LD_PRELOAD="$library"
total=$(tail -n 1 "$folder/log")
test "$total" -gt 1000 || fail "too few: is the program traced at all?"

steps=${MEMORY_SWEEP_STEPS:-60}
for variable in FAILING_MALLOC FAILING_MALLOC_FROM; do
  i=0
  while [ "$i" -lt "$steps" ]; do
    n=$((1 + i * total / steps))
    upgrade "0 7 8" env LD_PRELOAD="$library" "$variable=$n"
    i=$((i + 1))
  done
done
