# The build proves the chain, once for all targets that have its folder, and fails with it.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(build_proof)
set(migrations "${WORK}/build_proof/migrations")
set(versions "${migrations}/versions")
set(generated "${WORK}/build/elsewhere/migrate/shared/shared")
count_runs(counted)
configure(build_proof ${counted})
build()
expect_proofs("two targets, one folder" 1)
build()
expect_proofs("a build without a change" 0)

# Builds one target, and says what is printed.
function(build_target out_result out_text name)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" --config Debug --target ${name}
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(${out_result} "${result}" PARENT_SCOPE)
  set(${out_text} "${text}" PARENT_SCOPE)
endfunction()

function(expect_failure what message)
  foreach(target IN ITEMS first library shared)
    build_target(result text ${target})
    if(result EQUAL 0)
      fail("${what}: ${target} is built")
    endif()
    expect_contains("${what}: ${target}" "${text}" "${message}")
  endforeach()
endfunction()

# What the verdict in the build tree is of the revision a3.
function(expect_verdict what verdict)
  file(READ "${generated}/proof.json" json)
  string(JSON revision GET "${json}" dialects 0 revisions 2)
  string(JSON id GET "${revision}" revision)
  string(JSON found GET "${revision}" verdict)
  expect_equal("${what}" "${id} ${found}" "a3 ${verdict}")
endfunction()

write_revision("${migrations}" a3 a2)
file(READ "${versions}/a3.sql" right)
string(REPLACE "DROP TABLE a3" "DROP TABLE a2" wrong "${right}")
file(WRITE "${versions}/a3.sql" "${wrong}")
expect_failure("a downgrade that drops another table"
  "migrations/versions/a3.sql:8: error: sqlite: the downgrade does not restore the schema that the upgrade found\n")
expect_verdict("a downgrade that drops another table" wrong)

file(WRITE "${versions}/a3.sql" "${right}")
build()
expect_verdict("a downgrade that is right" proven)
run(output "${STAGE}/bin/migc" prove --dir "${migrations}" --cache "${generated}/proof.cache" -v)
expect_contains("what a build keeps" "${output}" ": 3 of 3 revisions proven; 0 run, 3 from the cache\n")

forget_runs()
file(WRITE "${migrations}/fixtures/a3.sql" "INSERT INTO a3 VALUES (1);\n")
build()
expect_runs("a fixture is added" 0 0)
expect_proofs("a fixture is added" 1)
file(WRITE "${migrations}/fixtures/a3.sql" "INSERT INTO a4 VALUES (1);\n")
expect_failure("a fixture that fails" "migrations/fixtures/a3.sql:1: error: sqlite: ")
file(REMOVE "${migrations}/fixtures/a3.sql")
build()
forget_runs()
file(WRITE "${migrations}/queries/all/a3.sql" "SELECT x FROM a3;\n")
build()
expect_proofs("a query is added" 1)
build()
expect_proofs("a build without a change" 0)

# What is released cannot be edited any more.
file(WRITE "${versions}/a3.sql" "${wrong}")
run(output "${STAGE}/bin/migc" lock --dir "${migrations}")
build_target(result text first)
expect_equal("a locked revision that is wrong" "${result}" 0)
expect_contains("a locked revision that is wrong" "${text}"
  "migrations/versions/a3.sql:8: note: sqlite: the downgrade does not restore the schema that the upgrade found; ")
expect_verdict("a locked revision that is wrong" wrong)
file(WRITE "${migrations}/migrate.yaml" "verify_locked: error\n")
expect_failure("verify_locked: error" "migrations/versions/a3.sql:8: error: sqlite: ")
file(WRITE "${migrations}/migrate.yaml" "verify: off\n")
build()

run(output "${CMAKE_COMMAND}" --build "${WORK}/build" --config Debug --target clean)
if(EXISTS "${generated}/proof.cache")
  fail("clean leaves the cache")
endif()

# With CHECK_BYTES every build looks.
configure(build_proof ${counted} -DMIGRATE_CHECK_BYTES=ON)
file(WRITE "${migrations}/migrate.yaml" "verify_locked: error\n")
expect_failure("a build that checks bytes" "migrations/versions/a3.sql:8: error: sqlite: ")
finish()
