# snapshot: on compiles the committed file snapshot.postgres.sql in, where it was written for the chain. No server is
# asked, so the table depends on the files only.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(drift)
set(migrations "${WORK}/drift/migrations")
set(table "${WORK}/build/migrate/program/program/revisions.cpp")
set(file "${migrations}/snapshot.postgres.sql")
set(advice "; write it: migc --dir migrations dump --snapshot\n")

# write_snapshot(<root digest>)
function(write_snapshot root)
  set(body "\nCREATE TABLE of_snapshot (id integer);\n")
  string(SHA256 digest "${body}")
  file(WRITE "${file}" "-- A snapshot of the chain for PostgreSQL. Written by \"migc dump --snapshot\", not to be edited.
-- root_digest: ${root}\n-- made_with: PostgreSQL 15.20\n-- digest: ${digest}\n${body}")
endfunction()

# expect_build(<what> <in the output> <1: the table has the snapshot, or 0>)
function(expect_build what lines has_snapshot)
  run(text "${CMAKE_COMMAND}" --build "${WORK}/build")
  string(REPLACE "${WORK}/drift/" "" text "${text}")
  expect_contains("${what}" "${text}" "${lines}")
  file(READ "${table}" text)
  string(REGEX MATCH "snapshot made with PostgreSQL 15.20" found "${text}")
  string(REGEX MATCH "CREATE TABLE of_snapshot" statement "${text}")
  string(COMPARE NOTEQUAL "${found}" "" is_named)
  string(COMPARE NOTEQUAL "${statement}" "" is_compiled)
  expect_equal("${what}: the table" "${is_named}${is_compiled}" "${has_snapshot}${has_snapshot}")
endfunction()

file(WRITE "${migrations}/migrate.yaml" "snapshot: on\ndialects: sqlite, postgres\nverify_postgres: off\n")
configure(drift)
expect_build("no file" "postgres: no snapshot: there is no migrations/snapshot.postgres.sql${advice}" 0)
file(READ "${table}" text)
string(REGEX MATCH "root digest: ([0-9a-f]+)" text "${text}")
set(root "${CMAKE_MATCH_1}")

write_snapshot("${root}")
expect_build("the file is added" "" 1)
file(READ "${table}" with_snapshot)
write_snapshot("0123")
expect_build("a file for another chain"
  "postgres: no snapshot: migrations/snapshot.postgres.sql was written for another chain${advice}" 0)
write_snapshot("${root}")
file(APPEND "${file}" "DROP TABLE of_snapshot;\n")
expect_build("a file that was changed"
  "postgres: no snapshot: migrations/snapshot.postgres.sql was changed after it was written${advice}" 0)
file(WRITE "${file}" "CREATE TABLE of_snapshot (id integer);\n")
expect_build("another file"
  "postgres: no snapshot: migrations/snapshot.postgres.sql is not a snapshot${advice}" 0)
write_snapshot("${root}")
expect_build("the file is there again" "" 1)
file(READ "${table}" text)
expect_equal("the same bytes" "${text}" "${with_snapshot}")
file(REMOVE "${file}")
expect_build("the file is deleted" "postgres: no snapshot: there is no " 0)
write_snapshot("${root}")
file(WRITE "${migrations}/migrate.yaml" "dialects: sqlite, postgres\nverify_postgres: off\n")
expect_build("without snapshot: on" "" 0)
finish()
