#!/bin/bash
# test_snippets.sh LANGUAGE: compiles or runs every block of one language in README.md and the pages of docs/, as a reader
# would paste it. A comment before the block says what it needs around it:
#
#   cpp    without a comment, statements of a function; <!-- test: declarations -->, what a namespace may hold; both with
#          the names of prelude.h. <!-- test: file NAME -->: a whole source file of the project in chains/NAME.
#   cmake  without a comment, lines of a project that has `inventory` and its migrations; <!-- test: source -->, the same
#          beside the sources of Migrate in `migrate` and its programs in `migrate-tools.tar.gz`;
#          <!-- test: file -->: a whole CMakeLists.txt.
#   sql    a revision, a chain of its own; <!-- test: after NAME -->: of the chain in chains/NAME, in the place of the one with
#          its id; <!-- test: body of NAME ID -->: the body of that revision there; <!-- test: sqlite -->: statements for the
#          sqlite3 shell.
#   yaml   as sql; <!-- test: settings -->: a migrate.yaml.
#   sh     <!-- test: walk -->: blocks that follow each other, run in one new folder; <!-- test: installation -->: what
#          scripts/demo does, whose packages it must name.
#
# <!-- test: no WHY --> leaves a block out. Other languages are a mistake, so that no code goes untested; what a program prints
# is in blocks without a language, or called `text` or `console`.
#
# Environment: SOURCE, this project's folder; STAGE, where it is installed; WORK, a folder for this; CXX, a compiler.
set -euo pipefail

language=$1
here=$SOURCE/tests/docs
rm -rf "$WORK"
mkdir -p "$WORK/blocks" "$WORK/tmp"
export PATH=$STAGE/bin:$PATH MIGRATE_VERIFY_POSTGRES=off TMPDIR=$WORK/tmp
cd "$WORK"

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# Blocks are called docs@embedding-141.cpp, by page and line.
extract_blocks() {
  local page name
  for page in "$SOURCE/README.md" "$SOURCE"/docs/*.md "$SOURCE/example-project/README.md"; do
    name=${page#"$SOURCE/"}
    name=${name%.md}
    awk -v OUT="$WORK/blocks" -v PAGE="${name//\//@}" -f "$here/extract.awk" "$page"
  done
}

# The blocks of the language, in the order of their pages; those that are left out are not among them.
blocks() {
  local block
  for block in $(ls -v blocks/*."$language" 2>/dev/null); do
    case $(how "$block") in "no "*) ;; *) echo "$block" ;; esac
  done
}

how() {
  local file=${1%.*}.how
  if [ -f "$file" ]; then cat "$file"; fi
}

# shown BLOCK: "docs/embedding.md:141"
shown() {
  local block=${1##*/}
  block=${block%.*}
  block=${block//@//}
  echo "${block%-*}.md:${block##*-}"
}

# run BLOCK COMMAND...: shows what a command prints when it fails.
run() {
  local block=$1
  shift
  if ! "$@" >output.txt 2>&1 </dev/null; then
    fail "$(shown "$block"): $*"
    cat output.txt
  fi
}

test_known_languages() {
  local block
  for block in blocks/*; do
    case ${block##*.} in cpp | cmake | sql | yaml | sh | text | console | how) ;; *) fail "$(shown "$block"): no test knows this language" ;; esac
  done
}

# make_chain NAME FOLDER: copies a chain of this folder.
make_chain() {
  rm -rf "$2"
  mkdir -p "$2/versions"
  if [ "$1" != none ]; then cp -R "$here/chains/$1/." "$2/"; fi
}

# All blocks without a main() of their own are compiled in one go.
test_cpp() {
  local block name all=snippets.cpp
  for name in "$here"/chains/*/; do
    name=$(basename "$name")
    mkdir -p "generated/$name"
    migc compile --dir "$here/chains/$name" --name "$name" --output "generated/$name/revisions.cpp" \
      --chain-header "generated/$name/chain.h"
    printf '#include <migrate/generated.h>\nnamespace %s::inline MIGRATE_FORMAT { const migrate::Chain& revisions() noexcept; }\n' "$name" \
      >"generated/$name/revisions.h"
  done
  local flags=(-std=c++20 -fsyntax-only -Wall -Wextra -Wno-unused "-I$STAGE/include" -Igenerated)
  { blocks | xargs -d '\n' grep -h '^#include' | sort -u; echo "#include \"$here/prelude.h\""; } >"$all"
  for block in $(blocks); do
    name=$(how "$block")
    case $name in
      file*) run "$block" "$CXX" "${flags[@]}" -x c++ "$block" ;;
      declarations | "") wrap "$block" "$name" >>"$all" ;;
      *) fail "$(shown "$block"): what is \"$name\"?" ;;
    esac
  done
  run pages-0.cpp "$CXX" "${flags[@]}" "$all"
}

# wrap BLOCK declarations|"": as part of a file that holds many.
wrap() {
  local number=${1##*-}
  number=${number%.*}
  printf '\nnamespace %s {\n' "$(echo "${1##*/}" | tr -c 'A-Za-z0-9\n' '_')"
  [ "$2" = declarations ] || echo "int snippet() {"
  printf '#line %s "%s"\n' "$number" "$(shown "$1")"
  sed 's/^#include.*//' "$1"
  [ "$2" = declarations ] || echo "return 0; }"
  echo "}"
}

# CMake stops after it has generated; what is built is for other tests.
test_cmake() {
  local block project
  for block in $(blocks); do
    project=${block##*/}
    mkdir -p "$project"
    make_chain inventory "$project/migrations"
    cp "$here/chains/inventory.cpp" "$project/main.cpp"
    touch "$project/steps.cpp"
    case $(how "$block") in
      source)
        ln -s "$SOURCE" "$project/migrate"
        tar -C "${STAGE%/*}" -cf "$project/migrate-tools.tar.gz" "${STAGE##*/}/bin"
        ;;
    esac
    {
      [ "$(how "$block")" = file ] || printf 'cmake_minimum_required(VERSION 3.24)\nproject(snippet LANGUAGES CXX)\n'
      grep -q '^find_package\|^add_subdirectory' "$block" || echo 'find_package(Migrate 0.1 REQUIRED COMPONENTS sqlite cli migc)'
      grep -q '^add_executable' "$block" || [ "$(how "$block")" = file ] || echo 'add_executable(inventory main.cpp)'
      cat "$block"
    } >"$project/CMakeLists.txt"
    run "$block" cmake -S "$project" -B "$project/build" -G Ninja "-DCMAKE_CXX_COMPILER=$CXX" \
      "-DCMAKE_PREFIX_PATH=$STAGE" "-DMIGRATE_MIGC_EXECUTABLE=$STAGE/bin/migc"
  done
}

# put_revision BLOCK FOLDER: the block takes the place of the revision with its id.
put_revision() {
  local id
  id=$(sed -n 's/^\(-- \)\{0,1\}revision: //p' "$1")
  { grep -rlE "^(-- )?revision: $id\$" "$2" || true; } | xargs -r rm
  cp "$1" "$2/versions/snippet.$language"
}

# put_body BLOCK FOLDER ID: the block stands below the header of that revision.
put_body() {
  local file
  file=$(grep -rlE "^(-- )?revision: $3\$" "$2")
  sed '/^$/q' "$file" | cat - "$1" >body.txt
  mv body.txt "$file"
}

test_revision() {
  local block words name id
  for block in $(blocks); do
    words=$(how "$block")
    case $words in
      sqlite) run "$block" sqlite3 -bail :memory: ".read $block" ;;
      settings)
        make_chain inventory chain
        cp "$block" chain/migrate.yaml
        run "$block" migc --dir chain check
        ;;
      "after "* | "")
        words=${words#after }
        make_chain "${words:-none}" chain
        put_revision "$block" chain
        run "$block" migc --dir chain check
        ;;
      "body of "*)
        read -r _ _ name id <<<"$words"
        make_chain "$name" chain
        put_body "$block" chain "$id"
        run "$block" migc --dir chain check
        ;;
      *) fail "$(shown "$block"): what is \"$words\"?" ;;
    esac
  done
}
test_sql() { test_revision; }
test_yaml() { test_revision; }

# The packages that scripts/demo installs, sorted.
demo_packages() {
  sed -n '/^packages=(/,/^)/s/^ *\([a-z0-9+-]*\) *#.*/\1/p' "$SOURCE/scripts/demo" | sort | tr '\n' ' '
}

test_sh() {
  local block walk=walk.sh
  echo 'set -eux' >"$walk"
  for block in $(blocks); do
    case $(how "$block") in
      walk) cat "$block" >>"$walk" ;;
      installation)
        local named
        named=$(sed -n '/apt-get install/,/[^\\]$/{s/.*install -y //;s/\\$//;p}' "$block" | xargs -n1 | sort | tr '\n' ' ')
        [ "$named" = "$(demo_packages)" ] || fail "$(shown "$block") installs $named; scripts/demo $(demo_packages)"
        ;;
      *) fail "$(shown "$block"): nothing says how to run this" ;;
    esac
  done
  # README installs Migrate there.
  mkdir home new && ln -s "$STAGE" home/.local
  cd new
  PATH=/usr/bin:/bin HOME=$WORK/home run README-0.sh bash "../$walk"
}

extract_blocks
test_known_languages
[ -n "$(blocks)" ] || fail "no block of $language was found"
"test_$language"
[ "$failures" -eq 0 ] || exit 1
