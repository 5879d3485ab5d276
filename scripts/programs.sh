# Builds programs of the tests and runs them, for the jobs, which source this file after packages.sh and records.sh.

# What the programs are built from, on Debian.
program_packages=(ccache cmake g++ libcli11-dev libfmt-dev libgmock-dev libgtest-dev libpqxx-dev libsqlite3-dev
  libsqlitecpp-dev libyaml-cpp-dev ninja-build nlohmann-json3-dev pkg-config)

use_ccache

# build_programs TARGET...: in build/ci, which scripts/test has built already when it runs the jobs.
build_programs() {
  if [[ ! -f build/ci/build.ninja ]]; then alone ci cmake --preset ci; fi
  alone ci cmake --build --preset ci --target "$@"
}

# gtest_result FILE: what a test program said at its end, as "909 of 914 passed, 5 skipped".
gtest_result() {
  local ran passed skipped
  ran=$(sed -n 's/^\[==========\] \([0-9]*\) tests\? from .* ran\..*/\1/p' "$1")
  passed=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) tests\?\./\1/p' "$1")
  skipped=$(sed -n 's/^\[  SKIPPED \] \([0-9]*\) tests\?[,.].*/\1/p' "$1")
  echo "${passed:-0} of ${ran:-?} passed${skipped:+, $skipped skipped}"
}
