#!/bin/sh
# Runs an upgrade once for each write system call that it makes, and lets that call fail; afterwards the database
# must be at a state that its chain names, and the next run must finish.
#
# usage: fault_sweep.sh SWEEP_PROGRAM STRACE JOURNAL_MODE FAULT
#   JOURNAL_MODE  delete | wal
#   FAULT         what strace injects: signal=KILL, error=ENOSPC, error=EIO
set -eu
program=$1
strace=$2
mode=$3
fault=$4

# In memory where that can be had: what counts is the order of the calls, not how long the disk takes.
if test -w /dev/shm; then base=/dev/shm; else base=${TMPDIR:-/tmp}; fi
folder=$(mktemp -d "$base/migrate-test-XXXXXX")
trap 'rm -rf "$folder"' EXIT
db=$folder/test.db
points=0

fail() {
  echo "$mode, $fault at $call $n: $1" >&2
  cat "$folder/log" >&2
  exit 1
}

# An error is reported as a revision's failure, or as a database that cannot be opened or written; a signal is not
# survived. Status 0: the fault did not matter, as with the directory's synchronisation.
expected_status() {
  case $fault:$1 in
    signal=KILL:137 | error=*:[0789]) return 0 ;;
    *) return 1 ;;
  esac
}

for call in pwrite64 write fdatasync fsync ftruncate unlink; do
  n=1
  while :; do
    rm -f "$db" "$db"-*
    "$program" prepare "$db" "$mode"
    status=0
    "$strace" -f -qq -o "$folder/trace" -e trace="$call" -e inject="$call:$fault:when=$n" "$program" run "$db" \
      >"$folder/log" 2>&1 || status=$?
    grep -q -e INJECTED -e 'killed by SIGKILL' "$folder/trace" || break
    expected_status "$status" || fail "the run ended with $status"
    "$program" verify "$db" >"$folder/log" 2>&1 || fail "the database is not at a state that the chain names"
    "$program" run "$db" >"$folder/log" 2>&1 || fail "the next run did not finish"
    test "$("$program" verify "$db" 2>&1)" = r4 || fail "the next run is not at head"
    n=$((n + 1))
    points=$((points + 1))
  done
  test "$status" -eq 0 || fail "the run ended with $status although nothing was injected"
done

echo "$points points"
test "$points" -gt 30 || { echo "too few: is the program traced at all?" >&2; exit 1; }
