# Every command that CMake's messages suggest for a migrations folder is run as it is printed, and after it the folder is
# right, or the next advice leads there.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

set(ENV{PATH} "${STAGE}/bin:$ENV{PATH}")
set(shown "it's here/migrations")

# The lines of advice, or "" when the folder is right.
function(advice_for out work)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DMIGRATE_SOURCE=${MIGRATE_SOURCE}" "-DFOLDER=${work}/${shown}"
    "-DSHOWN=${shown}" -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_folder.cmake"
    RESULT_VARIABLE result ERROR_VARIABLE text)
  set(advice "")
  if(NOT result EQUAL 0)
    string(REGEX MATCHALL "to fix it: [^\n]+" advice "${text}")
    list(JOIN advice "\n" advice)
    if(advice STREQUAL "")
      fail("no advice for\n${text}")
    endif()
  endif()
  set(${out} "${advice}" PARENT_SCOPE)
endfunction()

# expect_advice(<name of the case> <number of alternatives>): follows each command on a copy of ${WORK}/<name>.
function(expect_advice name count)
  advice_for(advice "${WORK}/${name}")
  string(REGEX MATCHALL "migc --dir '[^\n]*" commands "${advice}")
  string(REPLACE ", or migc" ";migc" commands "${commands}")
  list(LENGTH commands found)
  expect_equal("${name}: commands in\n${advice}" "${found}" "${count}")
  set(number 0)
  foreach(command IN LISTS commands)
    math(EXPR number "${number} + 1")
    set(copy "${WORK}/${name}-${number}")
    file(COPY "${WORK}/${name}/" DESTINATION "${copy}")
    follow("${command}" "${copy}")
  endforeach()
endfunction()

function(follow command copy)
  foreach(step RANGE 3)
    execute_process(COMMAND sh -c "${command}" WORKING_DIRECTORY "${copy}" RESULT_VARIABLE result ERROR_VARIABLE text
      OUTPUT_VARIABLE text)
    expect_equal("${command}\n${text}" "${result}" 0)
    advice_for(advice "${copy}")
    if(advice STREQUAL "")
      return()
    endif()
    string(REGEX MATCH "migc --dir '[^\n]*" command "${advice}")
  endforeach()
  fail("after all advice there is still: ${advice}")
endfunction()

function(lock name)
  run(output "${STAGE}/bin/migc" --dir "${WORK}/${name}/${shown}" lock)
endfunction()

write_revision("${WORK}/two-heads/${shown}" a1 none)
write_revision("${WORK}/two-heads/${shown}" b1 a1)
write_revision("${WORK}/two-heads/${shown}" c1 a1)
expect_advice(two-heads 2)

write_revision("${WORK}/edited/${shown}" a1 none)
lock(edited)
file(APPEND "${WORK}/edited/${shown}/versions/a1.sql" "SELECT 1;\n")
expect_advice(edited 1)

write_revision("${WORK}/removed/${shown}" a1 none)
write_revision("${WORK}/removed/${shown}" b1 a1)
lock(removed)
file(REMOVE "${WORK}/removed/${shown}/versions/b1.sql")
expect_advice(removed 1)

write_revision("${WORK}/strict/${shown}" a1 none)
file(WRITE "${WORK}/strict/${shown}/migrate.yaml" "lock: strict\n")
expect_advice(strict 1)

file(MAKE_DIRECTORY "${WORK}/no-folder")
expect_advice(no-folder 1)

file(MAKE_DIRECTORY "${WORK}/empty/${shown}/versions")
expect_advice(empty 1)

write_revision("${WORK}/second-folder/${shown}" a1 none)
file(WRITE "${WORK}/second-folder/${shown}/migrate.yaml" "versions: versions, plugins\n")
expect_advice(second-folder 1)
finish()
