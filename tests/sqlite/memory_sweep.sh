#!/bin/sh
# Runs commands of migc, and lets one allocation after another fail, from its start to its end; then that one and all
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

# sweep STEPS DATABASE END COMMAND
sweep() {
  variable=none n=0 total=0
  run_on "$2" "$3" 0 "$4" env LD_PRELOAD="$library"
  total=$(tail -n 1 "$folder/log")
  test "$total" -gt 1000 || fail "too few: is the program traced at all?"
  for variable in FAILING_MALLOC FAILING_MALLOC_FROM; do
    i=0
    while [ "$i" -lt "$1" ]; do
      n=$((1 + i * total / $1))
      run_on "$2" "$3" "0 7 8" "$4" env LD_PRELOAD="$library" "$variable=$n"
      i=$((i + 1))
    done
  done
}

steps=${MEMORY_SWEEP_STEPS:-40}
head=$folder/head.db
upgrade 0
cp "$db" "$head"
sweep "$steps" "$start" "r3 (head)" "upgrade head"
sweep "$((steps / 2))" "$head" "r1" "downgrade r1"

# A program that knows less.
dir=$folder/older
mkdir -p "$dir/versions"
cp "$chain/versions/r1.sql" "$chain/versions/r2.yaml" "$dir/versions"
sweep "$((steps / 2))" "$head" "r2" "rollback"

# Its proof allocates far more than a run.
dir=$chain
sweep "$((steps / 2))" "$head" "r3 (head)" "check"
