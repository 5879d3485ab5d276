# Keeps what a job of scripts/jobs ran, and how it ended, for the table of docs/platforms.md. The jobs source this file;
# scripts/platforms writes the table.

records_file=$(dirname "${BASH_SOURCE[0]}")/../build/records/$(basename "$0").tsv
mkdir -p "${records_file%/*}"
records_file=$(realpath "$records_file")
: >"$records_file"

# record PLATFORM COMPILER LIBRARIES WHAT RESULT: one row. The values are what tools and libraries say of themselves, and
# what was counted.
record() {
  local IFS=$'\t'
  if (($# != 5)) || [[ $* == *$'\n'* ]]; then
    echo "record takes 5 values of one line each, not $#: $*" >&2
    exit 70
  fi
  printf '%s\n' "$*" >>"$records_file"
}

# counted_tests FILE: "79 of 80", of the output of ctest.
counted_tests() {
  local counts
  counts=$(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests failed out of ([0-9]+)$/\1 \2/p' "$1")
  if [[ -z $counts ]]; then
    echo "does not build"
    return
  fi
  echo "$((${counts#* } - ${counts% *})) of ${counts#* }"
}
