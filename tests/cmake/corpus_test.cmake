# Reads every case of tests/corpus that CMake judges, and those that make_special.sh makes, and compares what is
# reported with expected.txt.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")
include("${MIGRATE_SOURCE}/cmake/MigrateMistakes.cmake")

# The mistakes in what CMake printed: four blanks before each, more before what belongs to it.
function(mistakes_in out text)
  _migrate_encode(text "${text}")
  string(REPLACE "\n" ";" lines "${text}")
  set(mistakes "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^    ([^ ].*)$")
      _migrate_decode(line "${CMAKE_MATCH_1}")
      string(APPEND mistakes "${line}\n")
    endif()
  endforeach()
  set(${out} "${mistakes}" PARENT_SCOPE)
endfunction()

function(judge_folder folder)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" "-DMIGRATE_SOURCE=${MIGRATE_SOURCE}" "-DFOLDER=${folder}" -DSHOWN=D
            -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_folder.cmake"
    RESULT_VARIABLE result ERROR_VARIABLE errors)
  set(expected "")
  if(EXISTS "${folder}/expected.txt")
    file(READ "${folder}/expected.txt" expected)
  endif()
  mistakes_in(mistakes "${errors}")
  expect_equal("${folder}" "${mistakes}" "${expected}")
  if((result EQUAL 0) EQUAL (NOT expected STREQUAL ""))
    fail("${folder}: CMake ended with ${result}")
  endif()
endfunction()

set(corpus "${MIGRATE_SOURCE}/tests/corpus")
set(plain "${WORK}/plain")
file(GLOB cases "${corpus}/good/*.txt" "${corpus}/bad/*.txt")
execute_process(COMMAND sh "${corpus}/unpack.sh" "${plain}" ${cases} COMMAND_ERROR_IS_FATAL ANY)
set(special "${WORK}/odd path")
execute_process(COMMAND sh "${corpus}/make_special.sh" "${special}" COMMAND_ERROR_IS_FATAL ANY)
set(count 0)
foreach(root "${plain}" "${special}")
  file(GLOB folders "${root}/good/*" "${root}/bad/*")
  foreach(folder IN LISTS folders)
    judge_folder("${folder}")
    math(EXPR count "${count} + 1")
  endforeach()
endforeach()
if(count LESS 100)
  fail("only ${count} folders were found")
endif()
finish()
