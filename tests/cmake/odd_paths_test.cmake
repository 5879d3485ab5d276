# A folder below an odd path is checked, compiled and watched like any other.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/odd/folder.cmake")

copy_project(odd)
file(COPY "${MIGRATE_SOURCE}/tests/cmake/consumer/main.cpp" DESTINATION "${WORK}/odd")
set(migrations "${WORK}/${odd_folder}/migrations")
write_revision("${migrations}" a1 none)
count_runs(counted)
configure(odd ${counted})
build()
expect_program(program "a1 head a1\n")
forget_runs()
build()
expect_runs("a build without a change" 0 0)

write_revision("${migrations}" a2 a1)
build()
expect_runs("a file is added" 1 2)
expect_program(program "a1 a2 head a2\n")

file(APPEND "${migrations}/versions/a2.sql" "-- A comment.\n")
build()
expect_runs("a comment is added" 1 0)

file(REMOVE "${migrations}/versions/a2.sql")
build()
expect_runs("a file is deleted" 1 2)

# A mistake names the folder as the call does.
write_revision("${migrations}" b1 a2)
execute_process(COMMAND "${CMAKE_COMMAND}" "${WORK}/build" RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE text)
expect_contains("a missing parent" "${text}"
  "    ../${odd_folder}/migrations/versions/b1.sql:2: error: down_revision \"a2\" does not exist\n")
finish()
