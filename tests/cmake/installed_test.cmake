# An installation can be moved, names no folder of this machine, and serves pkg-config.

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

# The same without CMake.
set(ENV{PKG_CONFIG_PATH} "${WORK}/moved/lib/pkgconfig")
run(flags pkg-config --cflags --libs migrate)
run(migc pkg-config --variable=migc migrate)
string(STRIP "${migc}" migc)
separate_arguments(flags UNIX_COMMAND "${flags}")
set(made "${WORK}/by-hand/inventory")
file(MAKE_DIRECTORY "${made}")
run(output "${migc}" compile --dir "${WORK}/consumer/migrations" --name inventory --output "${made}/revisions.cpp"
  --chain-header "${made}/chain.h")
file(COPY "${WORK}/build/migrate/program/inventory/revisions.h" DESTINATION "${made}")
run(output "${CXX}" -std=c++20 "-I${WORK}/by-hand" "${WORK}/consumer/main.cpp" "${made}/revisions.cpp" ${flags}
  -o "${WORK}/by-hand/program")
run(text "${WORK}/by-hand/program")
expect_equal("what the program prints" "${text}" "a1 a2 head a2\n")
finish()
