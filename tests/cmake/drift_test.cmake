# drift_check: fingerprints of the head's objects are compiled into the program, which compares its database with them.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(drift)
set(migrations "${WORK}/drift/migrations")
set(table "${WORK}/build/migrate/program/program/revisions.cpp")

# expect_check(<what> <exit code> <the last lines>)
function(expect_check what code lines)
  execute_process(COMMAND "${WORK}/build/program" migrate check WORKING_DIRECTORY "${WORK}"
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  expect_equal("${what}" "${result}" "${code}")
  expect_contains("${what}" "${text}" "${lines}")
endfunction()

function(in_program)
  execute_process(COMMAND "${WORK}/build/program" ${ARGN} WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result
    OUTPUT_QUIET ERROR_QUIET)
  expect_equal("program ${ARGN}" "${result}" 0)
endfunction()

configure(drift)
build()
in_program(migrate upgrade)
expect_check("without drift_check" 0 "its tables were not compared\n")

file(WRITE "${migrations}/migrate.yaml" "drift_check: true\n")
build()
expect_check("with drift_check" 0 "its tables match the chain\n")
foreach(statement IN ITEMS "DROP TABLE a2" "ALTER TABLE a1 ADD COLUMN z INT" "CREATE TABLE other (x)")
  in_program(sql "${statement}")
endforeach()
expect_check("a table that was dropped by hand" 5 "its tables differ from the chain
table a2 is missing
table a1 differs
List the differences: migc check --url URL
")

# Bytes do not depend on a server, but on the committed file.
file(WRITE "${migrations}/migrate.yaml" "drift_check: true\ndialects: sqlite, postgres\nverify_postgres: off\n")
run(text "${CMAKE_COMMAND}" --build "${WORK}/build")
string(REPLACE "${WORK}/drift/" "" text "${text}")
expect_contains("without the file of facts" "${text}"
  "postgres: drift_check has no effect: there is no migrations/head.postgres.json; write it: migc --dir migrations dump --facts\n")
file(READ "${table}" text)
string(REGEX MATCH "root digest: ([0-9a-f]+)" text "${text}")
set(root "${CMAKE_MATCH_1}")
file(WRITE "${migrations}/head.postgres.json" "{\"format\":1,\"root_digest\":\"${root}\",\"question\":\"other\"}")
run(text "${CMAKE_COMMAND}" --build "${WORK}/build")
string(REPLACE "${WORK}/drift/" "" text "${text}")
expect_contains("a file of facts is added" "${text}"
  "postgres: drift_check has no effect: migrations/head.postgres.json was written for another chain; ")
run(text "${CMAKE_COMMAND}" --build "${WORK}/build")
string(FIND "${text}" "drift_check" at)
expect_equal("a build without a change" "${at}" -1)
file(REMOVE "${migrations}/head.postgres.json")
run(text "${CMAKE_COMMAND}" --build "${WORK}/build")
expect_contains("a file of facts is deleted" "${text}" "drift_check has no effect: there is no ")
finish()
