# An installation can be moved, names no folder of this machine, and serves pkg-config: each library has its file.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

file(COPY "${STAGE}/" DESTINATION "${WORK}/moved")
file(GLOB texts "${WORK}/moved/lib/cmake/Migrate/*" "${WORK}/moved/lib/pkgconfig/*")
foreach(path IN LISTS texts)
  file(READ "${path}" text)
  foreach(folder "${STAGE}" "${MIGRATE_SOURCE}")
    string(FIND "${text}" "${folder}" at)
    if(NOT at EQUAL -1)
      fail("${path} names ${folder}")
    endif()
  endforeach()
endforeach()

set(STAGE "${WORK}/moved")
copy_project(consumer)
configure(consumer)
build()
expect_program(program "a1 a2 head a2\n")

# The same without CMake, with all that the commands of a program need. Their main() is that of the example.
set(ENV{PKG_CONFIG_PATH} "${WORK}/moved/lib/pkgconfig")
run(migc pkg-config --variable=migc migrate)
string(STRIP "${migc}" migc)
set(made "${WORK}/by-hand/inventory")
file(MAKE_DIRECTORY "${made}")
file(WRITE "${WORK}/consumer/migrations/migrate.yaml" "dialects: sqlite, postgres\n")
run(output "${migc}" compile --dir "${WORK}/consumer/migrations" --name inventory --output "${made}/revisions.cpp"
  --chain-header "${made}/chain.h")
file(COPY "${WORK}/build/migrate/program/inventory/revisions.h" DESTINATION "${made}")
file(WRITE "${WORK}/by-hand/commands.cpp" "#include <migrate/cli.h>
#include \"inventory/revisions.h\"
int main(int argc, char** argv) { return migrate::run_cli(inventory::revisions(), argc, argv); }
")

# build_by_hand(<program> <source> PACKAGE...)
function(build_by_hand program source)
  run(flags pkg-config --cflags --libs ${ARGN})
  separate_arguments(flags UNIX_COMMAND "${flags}")
  run(output "${CXX}" -std=c++20 "-I${WORK}/by-hand" "${source}" "${made}/revisions.cpp" ${flags} -o "${WORK}/by-hand/${program}")
endfunction()

build_by_hand(program "${WORK}/consumer/main.cpp" migrate)
run(text "${WORK}/by-hand/program")
expect_equal("what the program prints" "${text}" "a1 a2 head a2\n")

set(packages migrate-cli migrate-sqlite)
if(EXISTS "${WORK}/moved/lib/pkgconfig/migrate-postgres.pc")
  list(APPEND packages migrate-postgres)
endif()
build_by_hand(commands "${WORK}/by-hand/commands.cpp" ${packages})
run(text "${WORK}/by-hand/commands" upgrade --url "sqlite:///${WORK}/by-hand/inventory.db")
expect_contains("what the commands print" "${text}" "; the database is at a2 ")
execute_process(COMMAND "${WORK}/by-hand/commands" current --url postgresql://127.0.0.1:1/none
  RESULT_VARIABLE result ERROR_VARIABLE text)
if(NOT result EQUAL 7 AND "migrate-postgres" IN_LIST packages)
  fail("the program does not open PostgreSQL: ${result} ${text}")
endif()
finish()
