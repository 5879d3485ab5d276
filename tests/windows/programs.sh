#!/usr/bin/env bash
# programs.sh INVENTORY.EXE MIGC.EXE HOLD.EXE EXAMPLE FOLDER: what a user does with the example and with migc on Windows,
# under Wine, and with the same files on Linux. Prints a line for each check; the last line has the counts.
set -euo pipefail

inventory=$1 migc=$2 hold=$3 example=$4 folder=$5
passed=0 failed=0
rm -rf "$folder" && mkdir -p "$folder" && cd "$folder"

# expect NAME WANTED FOUND
expect() {
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
    echo "ok: $1"
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  wanted: %q\n  found:  %q\n' "$1" "$2" "$3"
  fi
}

# code COMMAND...: how it ended. What it wrote is in out and err, as bytes.
code() {
  local status=0
  "$@" >out 2>err </dev/null || status=$?
  echo "$status"
}
migrate() { code wine "$inventory" migrate "$@"; }
tool() { code wine "$migc" "$@"; }
integrity() { sqlite3 "$1" 'PRAGMA integrity_check'; }
rows() { sqlite3 "$1" 'SELECT group_concat(version_num) FROM migrate_version'; }
applied() { sqlite3 "$1" "SELECT count(*) FROM migrate_history"; }
# wait_until COMMAND...: until it succeeds, 60 seconds at most.
wait_until() {
  local try
  for ((try = 0; try < 600; ++try)); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  return 1
}

head=e4d1b8a60f37
below_head=7a3e5c92d8b6
first=5d0c41a7f2e9

up_and_down() {
  expect "upgrade" 0 "$(migrate upgrade --url sqlite:///shop.db)"
  expect "the file on Linux" "ok $head" "$(integrity shop.db) $(rows shop.db)"
  expect "at head" 0 "$(migrate current --check-heads --url sqlite:///shop.db)"
  expect "check" 0 "$(migrate check --url sqlite:///shop.db)"
  expect "downgrade to the first" 0 "$(migrate downgrade $first --url sqlite:///shop.db)"
  expect "the first on Linux" "ok $first" "$(integrity shop.db) $(rows shop.db)"
  expect "downgrade to base" 0 "$(migrate downgrade base --url sqlite:///shop.db)"
  expect "upgrade after it" 0 "$(migrate upgrade --url sqlite:///shop.db)"
  expect "no carriage return in redirected output" 0 "$(cat out err | grep -c $'\r' || true)"
}

# An older program lacks the last revision.
roll_back() {
  mkdir -p older && cp -r "$example/migrations" older/
  rm older/migrations/versions/${head}_*
  expect "roll back" 0 "$(tool --dir older/migrations rollback --url sqlite:///shop.db)"
  expect "rolled back on Linux" "ok $below_head" "$(integrity shop.db) $(rows shop.db)"
  expect "upgrade with a backup" 0 "$(migrate upgrade --backup 'a copy.db' --url sqlite:///shop.db)"
  expect "the copy on Linux" "ok $below_head" "$(integrity 'a copy.db') $(rows 'a copy.db')"
}

eight_starters() {
  local starter codes=""
  local starters=()
  for starter in 1 2 3 4 5 6 7 8; do
    wine "$inventory" migrate upgrade --url sqlite:///race.db >"race$starter" 2>&1 </dev/null &
    starters+=($!)
  done
  for starter in "${starters[@]}"; do
    wait "$starter" && codes+="0" || codes+="($?)"
  done
  expect "eight starters" 00000000 "$codes"
  expect "one of them migrates" 1 "$(grep -l '^Done' race? | wc -l)"
  expect "the file of eight starters on Linux" "ok $head 6" "$(integrity race.db) $(rows race.db) $(applied race.db)"
}

# While another process reads, the commit waits, with the journal on disk.
killed_in_the_middle() {
  migrate upgrade $first --url sqlite:///killed.db >/dev/null
  mkfifo reader
  sqlite3 killed.db <reader >reading &
  exec 3>reader
  echo 'BEGIN; SELECT count(*) FROM items;' >&3
  wait_until test -s reading
  "$wine" "$inventory" migrate upgrade --url sqlite:///killed.db >out 2>err </dev/null &
  local process=$!
  expect "the commit waits for a reader" 0 "$(code wait_until test -s killed.db-journal)"
  kill -KILL $process
  wait $process || expect "killed" 137 $?
  exec 3>&-
  wait
  expect "killed in the middle, on Linux" "ok $first" "$(integrity killed.db) $(rows killed.db)"
  expect "upgrade after the kill" 0 "$(migrate upgrade --url sqlite:///killed.db)"
  expect "complete on Linux" "ok $head" "$(integrity killed.db) $(rows killed.db)"
}

# At other moments.
killed_anywhere() {
  local try codes="" files="" process
  for ((try = 1; try <= 10; ++try)); do
    "$wine" "$inventory" migrate upgrade --url "sqlite:///kill$try.db" >/dev/null 2>&1 </dev/null &
    process=$!
    sleep "$(printf '0.%02d' $((try * 6)))"
    kill -KILL $process 2>/dev/null || true
    wait $process 2>/dev/null || true
    if [[ -e kill$try.db ]]; then files+="$(integrity "kill$try.db") "; else files+="ok "; fi
    codes+=$(migrate upgrade --url "sqlite:///kill$try.db")
  done
  expect "ten kills leave whole files" "ok ok ok ok ok ok ok ok ok ok " "$files"
  expect "upgrades after ten kills" 0000000000 "$codes"
}

other_names() {
  expect "an argument in other letters" 0 "$(migrate upgrade --url 'sqlite:///ünï ☃.db')"
  expect "the name on disk" "ok $head" "$(integrity 'ünï ☃.db') $(rows 'ünï ☃.db')"
  expect "current finds the file" 0 "$(migrate current --check-heads --url 'sqlite:///ünï ☃.db')"
  expect "percent signs name the same file" 0 "$(migrate current --check-heads --url sqlite:///%C3%BCn%C3%AF%20%E2%98%83.db)"
  expect "the environment in other letters" 0 "$(DATABASE_URL='sqlite:///漢字.db' migrate upgrade)"
  expect "its file" "ok $head" "$(integrity 漢字.db) $(rows 漢字.db)"
  expect "bytes that are no UTF-8" 2 "$(migrate upgrade --url sqlite:///%ff.db)"
  expect "no file of them" "" "$(ls | grep -v '^[ -~]*$' | grep -v -e ünï -e 漢字 || true)"
  mkdir -p 'mïgratiöns ☃' && cp -r "$example/migrations/." 'mïgratiöns ☃'
  expect "a folder in other letters" 0 "$(tool --dir 'mïgratiöns ☃' check)"
  expect "its new revision" 0 "$(SOURCE_DATE_EPOCH=0 tool --dir 'mïgratiöns ☃' revision -m 'more')"
  expect "the file of it" 1 "$(ls 'mïgratiöns ☃/versions' | grep -c _more)"
}

drives() {
  local drive
  drive="Z:$PWD/drive.db"
  expect "a drive letter" 0 "$(migrate upgrade --url "sqlite:///$drive")"
  expect "its file" "ok $head" "$(integrity drive.db) $(rows drive.db)"
  expect "backslashes" 0 "$(migrate current --check-heads --url "sqlite:///${drive//\//\\}")"
  mkdir -p 'with spaces'
  expect "spaces" 0 "$(migrate upgrade --url 'sqlite:///with spaces/a b.db')"
  expect "a missing folder" 7 "$(migrate upgrade --url sqlite:///nowhere/a.db)"
}

# A checkout with core.autocrlf.
carriage_returns() {
  cp -r "$example/migrations" lf && cp -r lf crlf && sed -i 's/$/\r/' crlf/versions/* crlf/migrate.yaml
  expect "lock" 0 "$(tool --dir lf lock)"
  cp lf/migrate.lock crlf/ && sed -i 's/$/\r/' crlf/migrate.lock
  expect "a checkout with CRLF" 0 "$(tool --dir crlf check)"
  expect "compile" 0 "$(tool --dir lf compile --name shop --output lf.cpp)"
  expect "compile with CRLF" 0 "$(tool --dir crlf compile --name shop --output crlf.cpp)"
  expect "the same chain" "$(grep -c . lf.cpp)" "$(grep -c . crlf.cpp)"
  expect "JSON without carriage returns" 0 "$(tool --dir lf history --format json >/dev/null; grep -c $'\r' out || true)"
}

devices() {
  cp -r "$example/migrations" devices && printf -- '-- revision: 0badc0de0bad\n' >devices/versions/nul.sql
  expect "a revision called nul.sql" 3 "$(tool --dir devices check)"
}

# Of another program, by Windows' own means, and by SQLite's.
locked_files() {
  migrate upgrade --url sqlite:///locked.db >/dev/null
  mkfifo keep
  wine "$hold" locked.db <keep >holding 2>/dev/null &
  exec 3>keep
  expect "a file that is held" 0 "$(code wait_until grep -q held holding)"
  expect "is refused" 7 "$(migrate current --url sqlite:///locked.db)"
  expect "by its name" 1 "$(grep -c 'cannot open locked.db: unable to open database file (code 14)' err)"
  exec 3>&-
  wait
  expect "and opened afterwards" 0 "$(migrate current --check-heads --url sqlite:///locked.db)"
  sqlite3 locked.db 'BEGIN IMMEDIATE' '.shell touch begun' '.shell while test ! -e end; do sleep 0.1; done' &
  wait_until test -e begun
  expect "a lock of SQLite on Linux" 6 "$(migrate downgrade base --lock-timeout 0 --url sqlite:///locked.db)"
  touch end
  wait
  rm -f begun end
}

interrupted() {
  migrate upgrade $first --url sqlite:///interrupted.db >/dev/null
  sqlite3 interrupted.db 'BEGIN IMMEDIATE' '.shell touch begun' '.shell while test ! -e end; do sleep 0.1; done' &
  wait_until test -e begun
  local try codes="" process status
  for ((try = 1; try <= 11; ++try)); do
    : >err  # what it waits for is the program's own
    "$wine" "$inventory" migrate upgrade --url sqlite:///interrupted.db >out 2>err </dev/null &
    process=$!
    wait_until grep -qi wait err
    kill -INT $process
    status=0
    wait $process || status=$?
    codes+="$status "
  done
  touch end
  wait
  expect "eleven times Ctrl-C" "8 8 8 8 8 8 8 8 8 8 8 " "$codes"
  expect "its message" 1 "$(grep -c '^error: interrupted' err)"
  expect "an interrupted run leaves" "ok $first" "$(integrity interrupted.db) $(rows interrupted.db)"
}

replay_cache() {
  expect "compile with a cache" 0 "$(tool --dir lf compile --name shop --output cached.cpp --replay-cache replay.cache)"
  expect "is kept" 0 "$(code test -s replay.cache)"
  local before
  before=$(stat -c %Y%s replay.cache)
  expect "compile from the cache" 0 "$(tool --dir lf compile --name shop --output cached.cpp --replay-cache replay.cache)"
  expect "is still right" "$before" "$(stat -c %Y%s replay.cache)"
}

# A console with a code page that lacks the letters.
console() {
  cp -r lf letters
  expect "a message in other letters" 0 "$(tool --dir letters revision -m 'Grüße ☃')"
  printf 'chcp 437 >NUL\r\n"%s" --dir letters history\r\n' "Z:$migc" >console.bat
  script -qec "stty cols 200; wine cmd /c console.bat" console.typescript >/dev/null </dev/null || true
  expect "a console with code page 437" 1 "$(grep -c 'Grüße ☃' console.typescript || true)"
}

wine=/usr/lib/wine/wine64
up_and_down
roll_back
eight_starters
killed_in_the_middle
killed_anywhere
other_names
drives
carriage_returns
devices
locked_files
interrupted
replay_cache
console
echo "$passed of $((passed + failed))"
((failed == 0))
