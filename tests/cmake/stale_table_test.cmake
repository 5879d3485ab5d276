# The table follows the folder, whatever happens to a file and whatever its time says, with one run of migc for each
# change of what is in the folder and none for a change of times only.
#
# A change of the chain compiles two files: the table, and main.cpp, which includes chain.h.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(consumer)
set(migrations "${WORK}/consumer/migrations")
count_runs(counted)
# Without the policy, CMake has no target codegen.
configure(consumer ${counted} -DCMAKE_POLICY_DEFAULT_CMP0171=NEW)
if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.31)
  build(--target codegen)
  expect_runs("codegen" 1 0)
endif()
build()
expect_program(program "a1 a2 head a2\n")
forget_runs()

# expect_build(<what was done> <runs of migc> <runs of the compiler> <what the program prints>)
function(expect_build what migc compiler expected)
  build()
  expect_runs("${what}" ${migc} ${compiler})
  expect_program(program "${expected}\n")
  build()
  expect_runs("a second build after: ${what}" 0 0)
endfunction()

write_revision("${migrations}" a3 a2)
expect_build("a file is added" 1 2 "a1 a2 a3 head a3")

file(READ "${migrations}/versions/a3.sql" a3)
file(WRITE "${migrations}/versions/a3.sql" "${a3}\n-- A comment.\n")
expect_build("a comment is added" 1 0 "a1 a2 a3 head a3")

string(REPLACE INTEGER TEXT a3_with_text "${a3}")
file(WRITE "${migrations}/versions/a3.sql" "${a3_with_text}")
expect_build("a statement is edited" 1 2 "a1 a2 a3 head a3")

file(WRITE "${migrations}/versions/a3.sql" "${a3}")
expect_build("the edit is taken back" 1 2 "a1 a2 a3 head a3")

file(TOUCH "${migrations}/versions/a3.sql")
expect_build("a file is touched" 0 0 "a1 a2 a3 head a3")

file(REMOVE "${migrations}/versions/a3.sql")
expect_build("a file is deleted" 1 2 "a1 a2 head a2")

write_revision("${WORK}/elsewhere" b3 a2)
run(output touch -d 2001-02-03 "${WORK}/elsewhere/versions/b3.sql")
run(output cp -p "${WORK}/elsewhere/versions/b3.sql" "${migrations}/versions/b3.sql")
expect_build("a file with an old time is copied in" 1 2 "a1 a2 b3 head b3")

file(RENAME "${migrations}/versions/b3.sql" "${migrations}/versions/0_b3.sql")
expect_build("a file is renamed" 1 1 "a1 a2 b3 head b3")

file(WRITE "${migrations}/migrate.yaml" "version_table: other\n")
expect_build("migrate.yaml is added" 1 1 "a1 a2 b3 head b3")

file(REMOVE "${migrations}/migrate.yaml")
expect_build("migrate.yaml is deleted" 1 1 "a1 a2 b3 head b3")

file(TOUCH "${WORK}/migc")
expect_build("migc is another one" 1 0 "a1 a2 b3 head b3")

# What was made is made again when it is deleted or edited.
set(made "${WORK}/build/migrate/program/inventory")

# expect_remade(<deleted|edited> FILE...)
function(expect_remade how)
  foreach(file IN LISTS ARGN)
    file(READ "${made}/${file}" before_${file})
    if(how STREQUAL "deleted")
      file(REMOVE "${made}/${file}")
    else()
      file(APPEND "${made}/${file}" "#error\n")
    endif()
  endforeach()
  build()
  foreach(file IN LISTS ARGN)
    file(READ "${made}/${file}" after)
    expect_equal("${file} was ${how}" "${after}" "${before_${file}}")
  endforeach()
  expect_program(program "a1 a2 b3 head b3\n")
  forget_runs()
  build()
  expect_runs("a build after ${ARGN} was ${how}" 0 0)
endfunction()

foreach(how deleted edited)
  expect_remade(${how} revisions.cpp chain.h)
  # What CMake writes; the manifest alone would have all else made again.
  expect_remade(${how} revisions.h steps.h)
  expect_remade(${how} manifest.txt)
endforeach()
expect_remade(deleted original/revisions.cpp original/chain.h)

# A mistake stops each build until it is fixed; nothing else has to be done then.
write_revision("${migrations}" c3 a2)
foreach(attempt first second)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" --config Debug
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(result EQUAL 0)
    fail("the ${attempt} build with two heads passed")
  endif()
  expect_contains("the ${attempt} build with two heads" "${output}"
    "    migrations/versions/0_b3.sql:1: error: several heads: b3, c3\n")
endforeach()
file(REMOVE "${migrations}/versions/c3.sql")
forget_runs()
expect_build("the mistake is fixed" 0 0 "a1 a2 b3 head b3")
finish()
