# schema_header: a program that names a column of the head compiles, and no longer does when a revision drops it.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

# write_change(<id> <parent> <upgrade>)
function(write_change id parent upgrade)
  file(WRITE "${WORK}/schema_header/migrations/versions/${id}.sql" "-- revision: ${id}
-- down_revision: ${parent}
-- irreversible: a test

-- migrate: upgrade
${upgrade}
")
endfunction()

function(expect_no_column what)
  execute_process(COMMAND ${CMAKE_COMMAND} --build "${WORK}/build" RESULT_VARIABLE result OUTPUT_VARIABLE text
    ERROR_VARIABLE text)
  if(result EQUAL 0)
    fail("${what}: the program compiles, and names a column that is gone")
  endif()
  expect_contains("${what}" "${text}" "error_count")
endfunction()

file(COPY "${MIGRATE_SOURCE}/tests/cmake/schema_header" DESTINATION "${WORK}")
foreach(check IN ITEMS OFF ON)
  file(REMOVE_RECURSE "${WORK}/build" "${WORK}/schema_header/migrations")
  file(WRITE "${WORK}/schema_header/migrations/migrate.yaml" "schema_header: true\n")
  write_change(a1 none "CREATE TABLE runs (id INTEGER PRIMARY KEY, error_count INTEGER);")
  configure(schema_header -DCHECK=${check})
  build()
  expect_program(program "runs.error_count\n")
  write_change(a2 a1 "ALTER TABLE runs DROP COLUMN error_count;")
  expect_no_column("CHECK_BYTES ${check}")
endforeach()
finish()
