# What the tests of this folder are written in. Each test is a script for cmake -P that is told:
#
#   MIGRATE_SOURCE   this project's folder
#   WORK             a folder of the test's own, empty at the start
#   STAGE            where this project is installed for the tests (for those that have the fixture)
#   CXX              the compiler
#   GENERATOR        the generator of the consumer's build (for those that are run with several)

cmake_minimum_required(VERSION 3.22...3.31)

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/tmp")
set(ENV{TMPDIR} "${WORK}/tmp")  # what migc keeps outside of a build tree
set_property(GLOBAL PROPERTY FAILURES 0)

# A failure is told at once and does not end the test; finish() does.
function(fail text)
  get_property(failures GLOBAL PROPERTY FAILURES)
  math(EXPR failures "${failures} + 1")
  set_property(GLOBAL PROPERTY FAILURES ${failures})
  message(NOTICE "FAILED: ${text}")
endfunction()

function(finish)
  get_property(failures GLOBAL PROPERTY FAILURES)
  if(failures GREATER 0)
    message(FATAL_ERROR "${failures} failed")
  endif()
endfunction()

function(expect_equal what actual expected)
  if(NOT "${actual}" STREQUAL "${expected}")
    fail("${what}\n--- expected\n${expected}\n--- actual\n${actual}\n---")
  endif()
endfunction()

function(expect_contains what text part)
  string(FIND "${text}" "${part}" at)
  if(at EQUAL -1)
    fail("${what}\n--- expected to find\n${part}\n--- in\n${text}\n---")
  endif()
endfunction()

# A whole text in a file of tests/golden, which MIGRATE_UPDATE_GOLDEN=1 writes.
function(expect_golden file text)
  set(golden "${MIGRATE_SOURCE}/tests/golden/${file}")
  if("$ENV{MIGRATE_UPDATE_GOLDEN}")
    file(WRITE "${golden}" "${text}")
  endif()
  set(expected "")
  if(EXISTS "${golden}")
    file(READ "${golden}" expected)
  endif()
  expect_equal("${file} (MIGRATE_UPDATE_GOLDEN=1 accepts a change)" "${text}" "${expected}")
endfunction()

# run(<out> COMMAND...): what a command prints on both streams. A command that fails ends the test.
function(run out)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${result}:\n${text}")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# A revision in the folder `versions` of the consumer.
function(write_revision folder id parent)
  file(WRITE "${folder}/versions/${id}.sql" "-- revision: ${id}
-- down_revision: ${parent}

-- migrate: upgrade
CREATE TABLE ${id} (x INTEGER);

-- migrate: downgrade
DROP TABLE ${id};
")
endfunction()

# Copies a project of this folder to ${WORK}/<name>, with a chain of a1 and a2.
function(copy_project name)
  file(COPY "${MIGRATE_SOURCE}/tests/cmake/${name}" DESTINATION "${WORK}")
  write_revision("${WORK}/${name}/migrations" a1 none)
  write_revision("${WORK}/${name}/migrations" a2 a1)
endfunction()

# Two programs that run migc and the compiler and write a line for each run; `counted` is what CMake has to be told
# about them. Where ccache is there, the consumers that bring Migrate's sources along share what they compile of them.
function(count_runs out)
  find_program(CCACHE ccache)
  set(ccache "")
  if(CCACHE)
    set(ccache "set -- '${CCACHE}' \"$@\"\n")
  endif()
  file(WRITE "${WORK}/migc" "#!/bin/sh
[ \"$1\" = compile ] && echo \"$*\" >> '${WORK}/migc.runs'
[ \"$1\" = prove ] && echo \"$*\" >> '${WORK}/proof.runs'
exec '${STAGE}/bin/migc' \"$@\"
")
  file(WRITE "${WORK}/launcher" "#!/bin/sh
echo \"$*\" >> '${WORK}/compiler.runs'
${ccache}exec \"$@\"
")
  file(CHMOD "${WORK}/migc" "${WORK}/launcher" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
  set(${out} "-DMIGRATE_MIGC_EXECUTABLE=${WORK}/migc" "-DCMAKE_CXX_COMPILER_LAUNCHER=${WORK}/launcher" PARENT_SCOPE)
endfunction()

# How often migc and the compiler ran since the last time this was asked.
function(expect_runs what migc compiler)
  foreach(tool migc compiler)
    set(lines "")
    if(EXISTS "${WORK}/${tool}.runs")
      file(STRINGS "${WORK}/${tool}.runs" lines)
      file(REMOVE "${WORK}/${tool}.runs")
    endif()
    list(LENGTH lines runs_of_${tool})
  endforeach()
  expect_equal("${what}" "migc ${runs_of_migc}, compiler ${runs_of_compiler}" "migc ${migc}, compiler ${compiler}")
endfunction()

# The same of the proof.
function(expect_proofs what proofs)
  set(lines "")
  if(EXISTS "${WORK}/proof.runs")
    file(STRINGS "${WORK}/proof.runs" lines)
    file(REMOVE "${WORK}/proof.runs")
  endif()
  list(LENGTH lines runs)
  expect_equal("proofs: ${what}" "${runs}" "${proofs}")
endfunction()

function(forget_runs)
  file(REMOVE "${WORK}/migc.runs" "${WORK}/compiler.runs" "${WORK}/proof.runs")
endfunction()

# Configures ${WORK}/<name> in ${WORK}/build, or stops the test.
function(configure name)
  if(NOT GENERATOR)
    set(GENERATOR Ninja)
  endif()
  run(output "${CMAKE_COMMAND}" -S "${WORK}/${name}" -B "${WORK}/build" -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_PREFIX_PATH=${STAGE}" "-DMIGRATE_SOURCE=${MIGRATE_SOURCE}"
    -DCMAKE_CONFIGURATION_TYPES=Debug -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 ${ARGN})
endfunction()

# Builds ${WORK}/build, or stops the test.
function(build)
  run(output "${CMAKE_COMMAND}" --build "${WORK}/build" --config Debug --parallel 2 ${ARGN})
endfunction()

# What a program of ${WORK}/build prints.
function(run_program out program)
  if(NOT EXISTS "${WORK}/build/${program}")
    set(program "Debug/${program}")
  endif()
  run(text "${WORK}/build/${program}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(expect_program program expected)
  run_program(text "${program}")
  expect_equal("what ${program} prints" "${text}" "${expected}")
endfunction()
