# With CHECK_BYTES the same build ends with the right program, whatever the times of files and folders say.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(consumer)
set(migrations "${WORK}/consumer/migrations")
set(versions "${migrations}/versions")
count_runs(counted)
configure(consumer ${counted} -DMIGRATE_CHECK_BYTES=ON)
build()
expect_program(program "a1 a2 head a2\n")
forget_runs()
build()
expect_runs("a build without a change" 1 0)

# expect_build(<what was done> <runs of the compiler> <what the program prints>), where times show nothing of it
function(expect_build what compiler expected)
  run(output touch -d 2001-02-03 "${migrations}" "${versions}")
  forget_runs()
  build()
  expect_runs("${what}" 1 ${compiler})
  expect_program(program "${expected}\n")
endfunction()
run(output touch -d 2001-02-03 "${migrations}" "${versions}")
build()

write_revision("${WORK}/elsewhere" a3 a2)
run(output touch -d 2001-02-03 "${WORK}/elsewhere/versions/a3.sql" "${WORK}/elsewhere/versions")
run(output cp -a "${WORK}/elsewhere/versions" "${migrations}")
expect_build("a revision is added" 2 "a1 a2 a3 head a3")

file(READ "${versions}/a3.sql" a3)
string(REPLACE "x INTEGER" "y INTEGER" edited "${a3}")
file(WRITE "${versions}/a3.sql" "${edited}")
run(output touch -d 2001-02-03 "${versions}/a3.sql")
expect_build("a revision is edited" 2 "a1 a2 a3 head a3")

string(REPLACE "CREATE TABLE a3 (x INTEGER);" "-- migrate: call fill" calling "${a3}")
file(WRITE "${versions}/a3.sql" "${calling}")
run(output touch -d 2001-02-03 "${versions}/a3.sql")
file(APPEND "${WORK}/consumer/main.cpp" "
#include \"inventory/steps.h\"
void inventory::steps::fill(migrate::StepContext&) {}
")
expect_build("a revision calls a step" 2 "a1 a2 a3 head a3")

write_revision("${migrations}" b3 a2)
run(output touch -d 2001-02-03 "${versions}/b3.sql" "${versions}")
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" --config Debug
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  fail("a build with two heads passed")
endif()
expect_contains("two heads" "${output}" "migrations/versions/a3.sql:1: error: several heads: a3, b3\n")

file(REMOVE "${versions}/a3.sql")
file(COPY "${MIGRATE_SOURCE}/tests/cmake/consumer/main.cpp" DESTINATION "${WORK}/consumer")
expect_build("a revision is deleted" 2 "a1 a2 b3 head b3")

foreach(file revisions.cpp chain.h steps.h)
  file(REMOVE "${WORK}/build/migrate/program/inventory/${file}")
endforeach()
build()
expect_program(program "a1 a2 b3 head b3\n")
finish()
