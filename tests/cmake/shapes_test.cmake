# Each kind of target gets its chain, and so does one that is called for from another folder.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(shapes)
write_revision("${WORK}/shapes/other" b1 none)
file(WRITE "${WORK}/shapes/stepping/versions/s1.sql" "-- revision: s1
-- down_revision: none

-- migrate: upgrade
-- migrate: call second_step
SELECT '
-- migrate: call for
';
-- migrate: call first_step
-- migrate: downgrade
-- nothing to undo
")
count_runs(counted)
file(WRITE "${WORK}/build/.cmake/api/v1/query/codemodel-v2" "")
configure(shapes ${counted})
build()
foreach(program dash-and.dot uses_static uses_shared uses_object called_elsewhere plain uses_plain)
  expect_program(${program} "a1\na2\n")
endforeach()
expect_program(two_chains "b1\n")
expect_program(with_steps "1\n")

# An editor asks CMake what belongs to a target.
file(GLOB replies "${WORK}/build/.cmake/api/v1/reply/target-dash-and.dot-*.json")
list(GET replies 0 reply)
file(READ "${reply}" reply)
expect_contains("the files of a target" "${reply}" "\"path\" : \"migrations/versions/a2.sql\"")

forget_runs()
build()
expect_runs("a build without a change" 0 0)

# Nine targets have this folder, each with a table of its own; no source includes chain.h.
write_revision("${WORK}/shapes/migrations" a3 a2)
build()
expect_runs("a file is added" 9 9)
expect_program(uses_static "a1\na2\na3\n")
finish()
