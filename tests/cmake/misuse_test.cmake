# A wrong call of migrate_add_revisions says what is wrong and what to write.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

write_revision("${WORK}/migrations" a1 none)
file(TOUCH "${WORK}/main.cpp")
set(usage "migrate_add_revisions(<target> DIRECTORY <folder> [NAME <name>] [CHECK_BYTES])")

set(asked_for "0.1 REQUIRED")

# What a project with these lines is refused for, in one line.
function(message_for out languages lines)
  file(WRITE "${WORK}/CMakeLists.txt" "
cmake_minimum_required(VERSION 3.22)
project(Misuse LANGUAGES ${languages})
set(CMAKE_MODULE_PATH here)
find_package(Migrate ${asked_for})
add_executable(program main.cpp)
${lines}
")
  file(REMOVE_RECURSE "${WORK}/build")
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${WORK}" -B "${WORK}/build" -G Ninja "-DCMAKE_PREFIX_PATH=${STAGE}"
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE text)
  if(result EQUAL 0)
    fail("this was not refused: ${lines}")
  endif()
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  string(REGEX REPLACE "^CMake Error at [^(]*\\(message\\): " "" text "${text}")
  string(REGEX REPLACE " Call Stack .*" "" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(expect_refused call message)
  message_for(text NONE "migrate_add_revisions(${call})")
  expect_equal("migrate_add_revisions(${call})" "${text}" "${message}")
endfunction()

# expect_target_refused(<lines before the call> <target> <reason>)
function(expect_target_refused lines target reason)
  message_for(text NONE "${lines}\nmigrate_add_revisions(${target} DIRECTORY migrations)")
  expect_equal("${lines}" "${text}" "migrate_add_revisions(${target}): ${reason}")
endfunction()

expect_refused("" "migrate_add_revisions: no target is given. Write ${usage}.")
expect_refused("program" "migrate_add_revisions(program): DIRECTORY, the migrations folder, is missing. Write ${usage}.")
expect_refused("program DIRECTORY" "migrate_add_revisions(program): DIRECTORY has no value. Write ${usage}.")
expect_refused("program DIR migrations"
  "migrate_add_revisions(program): unknown argument \"DIR migrations\". Write ${usage}.")
expect_refused("program DIRECTORY migrations NAME" "migrate_add_revisions(program): NAME has no value. Write ${usage}.")
expect_refused("program DIRECTORY migrations NAME a-b"
  "migrate_add_revisions(program): NAME \"a-b\" is no C++ identifier. Give a NAME of letters, digits and _.")
expect_refused("program DIRECTORY migrations NAME new"
  "migrate_add_revisions(program): NAME \"new\" cannot be a namespace of yours in C++. Give another NAME.")
expect_refused("program DIRECTORY migrations NAME migrate"
  "migrate_add_revisions(program): NAME \"migrate\" cannot be a namespace of yours in C++. Give another NAME.")
expect_refused("progam DIRECTORY migrations"
  "migrate_add_revisions(progam): there is no such target. Call it after add_executable or add_library.")

expect_target_refused("add_executable(3d main.cpp)" 3d
  "the default for NAME, \"3d\" is no C++ identifier. Give a NAME of letters, digits and _.")
expect_target_refused("add_executable(other ALIAS program)" other
  "this is an ALIAS, to which nothing can be added. Name its target, program.")
expect_target_refused("add_library(other STATIC IMPORTED)" other
  "this target is IMPORTED, and so not compiled here. Name a target of this build.")
expect_target_refused("add_library(other INTERFACE)" other
  "a target of type INTERFACE_LIBRARY compiles no source file. Name an executable or a library that does.")
expect_target_refused("add_custom_target(other)" other
  "a target of type UTILITY compiles no source file. Name an executable or a library that does.")
expect_target_refused("" program "the generated file is C++. Add CXX to the LANGUAGES of project().")

message_for(text CXX "migrate_add_revisions(program DIRECTORY migrations)
migrate_add_revisions(program DIRECTORY migrations)")
expect_equal("two calls with one name" "${text}"
  "migrate_add_revisions(program): this target has revisions under the name \"program\" already. Give another NAME.")

write_revision("${WORK}/other" b1 none)
message_for(text CXX "add_library(other main.cpp)
migrate_add_revisions(other DIRECTORY migrations/. NAME chain)
migrate_add_revisions(program DIRECTORY migrations NAME chain)
add_library(third main.cpp)
migrate_add_revisions(third DIRECTORY other NAME chain)")
expect_equal("two folders under one name" "${text}" "migrate_add_revisions(third): the name \"chain\" already stands for \
${WORK}/migrations in this build (target other). Give another NAME.")

message_for(text CXX "migrate_add_revisions(program DIRECTORY ../nowhere)")
expect_equal("a folder that is not there" "${text}"
  "The migrations cannot be compiled: ../nowhere/versions: error: this folder does not exist to fix it: migc --dir \
../nowhere init")

# migrate_add_test

# expect_test_refused(<lines before the call> <call> <reason>)
function(expect_test_refused lines call reason)
  message_for(text CXX "${lines}\nmigrate_add_test(${call})")
  expect_equal("${lines} migrate_add_test(${call})" "${text}" "${reason}")
endfunction()

set(usage "migrate_add_test(<target> [NAME <name>] [TEST <test>] [STEPS <file>...] [PREPARE <function>])")
set(chain "migrate_add_revisions(program DIRECTORY migrations)")
expect_test_refused("" "" "migrate_add_test: no target is given. Write ${usage}.")
expect_test_refused("" "progam" "migrate_add_test(progam): there is no such target. Call it after migrate_add_revisions().")
expect_test_refused("" "program"
  "migrate_add_test(program): this target has no revisions. Call migrate_add_revisions(program DIRECTORY ...) first.")
expect_test_refused("${chain}" "program DIR migrations"
  "migrate_add_test(program): unknown argument \"DIR migrations\". Write ${usage}.")
expect_test_refused("${chain}" "program STEPS" "migrate_add_test(program): STEPS has no value. Write ${usage}.")
expect_test_refused("${chain}" "program NAME progam"
  "migrate_add_test(program): this target has no revisions under the name \"progam\". It has program.")
expect_test_refused("${chain}\nmigrate_add_revisions(program DIRECTORY other NAME second)" "program"
  "migrate_add_test(program): this target has several chains. Give one of their NAMEs: program second.")
expect_test_refused("${chain}" "program PREPARE fill-in" "migrate_add_test(program): PREPARE \"fill-in\" is no name of a \
C++ function. Write it with its namespaces, as in inventory::prepare.")
file(WRITE "${WORK}/calling/versions/c1.sql"
  "-- revision: c1\n-- down_revision: none\n\n-- migrate: upgrade\n-- migrate: call fill\n-- migrate: downgrade\n-- nothing to undo\n")
expect_test_refused("migrate_add_revisions(program DIRECTORY calling)" "program" "migrate_add_test(program): the revisions \
call fill, and nothing can be linked to this target. Name the files that define them, STEPS steps.cpp, or move them to a \
library and call migrate_add_revisions() and this for the library.")

# Packages

message_for(text NONE "find_package(Migrate REQUIRED COMPONENTS runtime nosuch)")
expect_contains("an unknown component" "${text}" "component nosuch: this installation has no such component")
message_for(text NONE "set(MIGRATE_MIGC_EXECUTABLE /bin/echo)\nfind_package(Migrate REQUIRED COMPONENTS migc)")
expect_contains("a migc that is none" "${text}"
  "component migc: MIGRATE_MIGC_EXECUTABLE is \"/bin/echo\". To --version it should answer \"migc ")
message_for(text NONE "set(MIGRATE_MIGC_EXECUTABLE bin/migc)\nfind_package(Migrate REQUIRED COMPONENTS migc)")
expect_contains("a migc with a relative path" "${text}"
  "component migc: MIGRATE_MIGC_EXECUTABLE is \"bin/migc\". Set it to an absolute path.")
message_for(text NONE "find_package(Migrate 7 REQUIRED)")
expect_contains("another version" "${text}" "compatible with requested version \"7\"")
message_for(text CXX "target_link_libraries(program PRIVATE Migrate::sqlite)")
expect_contains("a component that was not asked for" "${text}" "The target program links Migrate::sqlite, a component that \
find_package(Migrate) was not asked for. Add sqlite to its COMPONENTS.")

# A directory that finds more than the one above it is right.
file(WRITE "${WORK}/deeper/CMakeLists.txt" "
find_package(Migrate 0.1 REQUIRED COMPONENTS sqlite)
add_library(deeper ../main.cpp)
target_link_libraries(deeper PRIVATE Migrate::sqlite)
")
file(WRITE "${WORK}/CMakeLists.txt" "
cmake_minimum_required(VERSION 3.22)
project(Misuse LANGUAGES CXX)
find_package(Migrate 0.1 REQUIRED COMPONENTS runtime)
add_subdirectory(deeper)
")
file(REMOVE_RECURSE "${WORK}/build")
run(output "${CMAKE_COMMAND}" -S "${WORK}" -B "${WORK}/build" -G Ninja "-DCMAKE_PREFIX_PATH=${STAGE}")

# What the messages advise, and a path that is relative to where it was typed.
file(WRITE "${WORK}/CMakeLists.txt" "
cmake_minimum_required(VERSION 3.22)
project(Misuse LANGUAGES CXX)
find_package(Migrate 0.1 REQUIRED COMPONENTS sqlite migc)
add_executable(program main.cpp)
target_link_libraries(program PRIVATE Migrate::sqlite)
migrate_add_revisions(program DIRECTORY migrations)
")
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${WORK}" -B "${WORK}/build" -G Ninja "-DCMAKE_PREFIX_PATH=${STAGE}"
  -DMIGRATE_MIGC_EXECUTABLE=./migc WORKING_DIRECTORY "${STAGE}/bin" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS "${WORK}/build/CMakeCache.txt" entry REGEX "^MIGRATE_MIGC_EXECUTABLE:")
expect_equal("a relative path in the cache" "${entry}" "MIGRATE_MIGC_EXECUTABLE:FILEPATH=${STAGE}/bin/migc")

# What was asked for decides whether there is a migc.
set(asked_for "0.1 REQUIRED COMPONENTS runtime")
message_for(text CXX "migrate_add_revisions(program DIRECTORY migrations)")
expect_equal("no migc" "${text}" "migrate_add_revisions(program): there is no target Migrate::migc here. Add migc to the \
COMPONENTS of find_package(Migrate), or set MIGRATE_MIGC_EXECUTABLE to a migc that runs on this machine.")

message_for(text NONE "message(FATAL_ERROR \"module path: \${CMAKE_MODULE_PATH}\")")
string(STRIP "${text}" text)
expect_equal("CMAKE_MODULE_PATH" "${text}" "module path: here")
finish()
