#!/bin/sh
# Eight processes upgrade one database that does not exist yet, twenty times over: all succeed, and each revision
# is applied once. Half of the files are databases in WAL mode already.
#
# usage: race.sh SWEEP_PROGRAM
set -eu
program=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/migrate-test-XXXXXX")
trap 'rm -rf "$folder"' EXIT

round=1
while [ $round -le 20 ]; do
  db=$folder/$round.db
  if test $((round % 2)) -eq 0; then "$program" prepare "$db" wal; fi
  pids=
  for i in 1 2 3 4 5 6 7 8; do
    "$program" run "$db" 2>"$folder/$i.log" &
    pids="$pids $!"
  done
  for pid in $pids; do
    wait "$pid" || { echo "round $round: a process failed" >&2; cat "$folder"/*.log >&2; exit 1; }
  done
  test "$("$program" verify "$db")" = r4
  round=$((round + 1))
done
