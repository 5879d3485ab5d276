#!/bin/sh
# Kills an upgrade before each statement that SQLite runs for it, the library's own included; afterwards the
# database must be at a state that its chain names, and the next run must finish.
#
# usage: statement_sweep.sh SWEEP_PROGRAM
set -eu
program=$1

folder=$(mktemp -d "${TMPDIR:-/tmp}/migrate-test-XXXXXX")
trap 'rm -rf "$folder"' EXIT
db=$folder/test.db

fail() {
  echo "$mode, killed at $n: $1" >&2
  exit 1
}

for mode in delete wal; do
  n=1
  while :; do
    rm -f "$db" "$db"-*
    "$program" prepare "$db" "$mode"
    status=0
    "$program" run "$db" "$n" 2>"$folder/log" || status=$?
    test "$status" -eq 0 && break
    test "$status" -eq 137 || fail "the run ended with $status"
    "$program" verify "$db" >"$folder/log" || fail "the database is not at a state that the chain names"
    "$program" run "$db" || fail "the next run did not finish"
    test "$("$program" verify "$db")" = r4 || fail "the next run is not at head"
    n=$((n + 1))
  done
  echo "$mode: $((n - 1)) points"
  test "$n" -gt 60 || fail "too few: does the program kill itself at all?"
done
