# migrate_add_test(): the steps of a program and of a library are run for the proof, and what is wrong with them is told.
# ctest ends with 8 where a test fails.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

file(COPY "${MIGRATE_SOURCE}/tests/cmake/proof" DESTINATION "${WORK}")

# write_body(<id> <parent> <upgrade> <downgrade>)
function(write_body id parent upgrade downgrade)
  file(WRITE "${WORK}/proof/migrations/versions/${id}.sql" "-- revision: ${id}
-- down_revision: ${parent}

-- migrate: upgrade
${upgrade}
-- migrate: downgrade
${downgrade}
")
endfunction()

# expect_proof(<what> <test> <exit code> <what is printed>)
function(expect_proof what test code printed)
  execute_process(COMMAND ${CMAKE_CTEST_COMMAND} -R "^${test}$" -V WORKING_DIRECTORY "${WORK}/build"
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  string(REPLACE ";" "<semicolon>" text "${text}")
  string(REGEX MATCHALL "\n[0-9]+: [^\n]*" lines "${text}")
  list(FILTER lines EXCLUDE REGEX "^\n[0-9]+: (Test |Working |Environment |$)")
  list(TRANSFORM lines REPLACE "^\n[0-9]+: " "")
  list(JOIN lines "\n" text)
  string(REPLACE "<semicolon>" ";" text "${text}")
  string(REPLACE "${WORK}/" "" text "${text}")
  string(REPLACE "proof/migrations" "migrations" text "${text}")
  expect_equal("${what}" "${result}: ${text}" "${code}: ${printed}")
endfunction()

function(expect_proof_of_both what code printed)
  expect_proof("${what}, in a program" migrate.program ${code} "${printed}")
  expect_proof("${what}, in a library" library_is_proven ${code} "${printed}")
endfunction()

write_body(a1 none "CREATE TABLE runs (id INTEGER PRIMARY KEY, length INTEGER);
INSERT INTO runs (id) VALUES (1);" "DROP TABLE runs;")
write_body(a2 a1 "-- migrate: call fill" "UPDATE runs SET length = NULL;")
configure(proof)
build()
expect_proof_of_both("a step" 0 "migrations: 2 revisions, head a2; the chain is valid
sqlite: 2 of 2 revisions proven")

write_body(a3 a2 "-- migrate: call fill_more" "-- nothing to undo")
build()
expect_proof_of_both("a step whose rows stay" 8 "migrations/versions/a3.sql:1: error: sqlite: the downgrade does not \
restore the rows that the upgrade found
  1 | -- revision: a3
  runs: row id=1: length was 2, is 7
  if these rows cannot be restored, say why in the header: \"lossy: WHY\"
error: 1 mistake; the chain is not proven")

write_body(a3 a2 "-- migrate: call refuse" "-- nothing to undo")
expect_proof_of_both("a program that is older than the folder" 8 "error: the program was built with other revisions than the folder has; build it again")
build()
expect_proof_of_both("a step that throws" 8 "migrations/versions/a3.sql:5: error: sqlite: run 1 has no length
  5 | -- migrate: call refuse
error: 1 mistake; the chain is not proven")

write_body(a3 a2 "-- migrate: call crash" "-- nothing to undo")
build()
expect_proof("a step that ends the program" migrate.program 8 "Aborted
Aborted
migrations/versions/a3.sql:1: error: sqlite: build/migrate_test_program_program ended with exit code 134 in the upgrade of a3
  1 | -- revision: a3
error: 1 mistake; the chain is not proven")

write_body(a3 a2 "CREATE TABLE notes (x);" "-- migrate: call drop_runs")
build()
expect_proof_of_both("a step of a downgrade that drops another table" 8 "migrations/versions/a3.sql:7: error: sqlite: the downgrade fails: with foreign keys on, DROP TABLE deletes the rows that refer to the table; write it as a statement of a revision that runs in a transaction, where they are off (code 23)
  7 | -- migrate: call drop_runs
error: 1 mistake; the chain is not proven")

write_body(a3 a2 "CREATE INDEX ix ON runs (doubled(id));" "DROP INDEX ix;")
build()
expect_proof("a function of the program's, without PREPARE" migrate.program 8 "migrations/versions/a3.sql:5:26: error: sqlite: no such function: doubled
  5 | CREATE INDEX ix ON runs (doubled(id));
    |                          ^
  if only the program has it: write \"unproven: WHY\" in the header, and prove it with migrate_add_test(... PREPARE ...)
error: 1 mistake; the chain is not proven")
expect_proof("a function of the program's, with PREPARE" library_is_proven 0 "migrations: 3 revisions, head a3; the chain is valid
sqlite: 3 of 3 revisions proven")

finish()
