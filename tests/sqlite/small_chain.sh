# Sourced by the scripts that let migc fail: a folder with a chain, and a database at its first revision.
#
# Sets $folder, removed at the end, $chain and $start; usage() prints how the script is called.

folder=$(mktemp -d "${TMPDIR:-/tmp}/migrate-test-XXXXXX")
trap 'rm -rf "$folder"' EXIT
chain=$folder/migrations
start=$folder/start.db
db=$folder/test.db
mkdir -p "$chain/versions"

cat >"$chain/versions/r1.sql" <<'END'
-- revision: r1
-- down_revision: none

-- migrate: upgrade
CREATE TABLE first (id INTEGER PRIMARY KEY, x BLOB);
INSERT INTO first SELECT value, zeroblob(900) FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]');

-- migrate: downgrade
DROP TABLE first;
END
cat >"$chain/versions/r2.yaml" <<'END'
revision: r2
down_revision: r1

upgrade:
  - create_table:
      name: second
      columns:
        - {name: id, type: integer, primary_key: true}
        - {name: x, type: string}
  - add_column:
      table: second
      name: y
      type: integer
      unique: true
downgrade: auto
END
cat >"$chain/versions/r3.sql" <<'END'
-- revision: r3
-- down_revision: r2
-- lossy: the rows of "first" become longer

-- migrate: upgrade
CREATE TABLE third AS SELECT a.id, zeroblob(20000) AS x FROM first a;
UPDATE first SET x = zeroblob(9000);

-- migrate: downgrade
DROP TABLE third;
END

"$migc" --dir "$chain" upgrade r1 --url "sqlite:///$start" --quiet

done_or_unknown='; this run had finished \|^error: out of memory; an open transaction was rolled back'

# run_on DATABASE END STATUSES COMMAND [WRAPPER...]: runs the command of migc, through the wrapper, on a copy of the
# database. It ends with one of the statuses: with 0 at the revision END, otherwise with one line of error and the
# database as it was. After its last commit a command can still fail, and then the database is at END: the error says that
# the work was done, unless there is no memory for that either. $dir is the folder of the chain, where it is not $chain.
run_on() {
  from=$1 end=$2 allowed=$3 command=$4
  shift 4
  rm -f "$db" "$db"-*
  cp "$from" "$db"
  status=0
  # The command is words.
  "$@" "$migc" --dir "${dir:-$chain}" $command --url "sqlite:///$db" --quiet >"$folder/log" 2>&1 || status=$?
  case " $allowed " in *" $status "*) ;; *) fail "$command ended with $status" ;; esac
  if test "$status" -eq 0 || { ! cmp -s "$from" "$db" && grep -q "$done_or_unknown" "$folder/log"; }; then
    test "$("$migc" --dir "$chain" current --url "sqlite:///$db")" = "$end" || fail "$command did not lead to $end"
    return
  fi
  test "$(grep -c '^error: ' "$folder/log")" -eq 1 || fail "not one error of $command"
  test ! -e "$db-journal" || "$migc" --dir "$chain" current --url "sqlite:///$db" >/dev/null
  cmp "$from" "$db" || fail "the database was changed by $command"
}

# upgrade STATUSES [WRAPPER...]
upgrade() {
  allowed_now=$1
  shift
  run_on "$start" "r3 (head)" "$allowed_now" "upgrade head" "$@"
}
