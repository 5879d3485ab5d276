# The libraries as shared ones: what they export, where they are installed, and who can use them.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/exports.cmake")

set(migc "${STAGE}/bin/migc")
find_program(CCACHE ccache)
set(launcher "")
if(CCACHE)
  set(launcher "-DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE}")
endif()

# build_libraries(<prefix> DEFINITION...): builds and installs them.
function(build_libraries prefix)
  run(output "${CMAKE_COMMAND}" -S "${MIGRATE_SOURCE}" -B "${WORK}/libraries" -G Ninja -DBUILD_SHARED_LIBS=ON
    "-DCMAKE_CXX_COMPILER=${CXX}" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 ${launcher}
    -DCMAKE_SHARED_LINKER_FLAGS=-Wl,--no-undefined "-DMIGRATE_MIGC_EXECUTABLE=${migc}"
    -DMIGRATE_BUILD_CLI=ON -DMIGRATE_BUILD_TESTS=OFF "-DCMAKE_INSTALL_PREFIX=${prefix}" ${ARGN})
  run(output "${CMAKE_COMMAND}" --build "${WORK}/libraries" --parallel 2)
  run(output "${CMAKE_COMMAND}" --install "${WORK}/libraries")
endfunction()

# Folders of other names.
set(prefix "${WORK}/renamed")
build_libraries("${prefix}" -DCMAKE_INSTALL_LIBDIR=libraries -DCMAKE_INSTALL_INCLUDEDIR=headers/migrate-0.1
  -DCMAKE_INSTALL_DOCDIR=texts)
if(NOT EXISTS "${prefix}/texts/LICENSE" OR NOT EXISTS "${prefix}/headers/migrate-0.1/migrate/cli.h" OR EXISTS "${prefix}/include")
  fail("something is installed in another folder")
endif()

# What is exported: the public symbols, those that the libraries share, and nothing that the compiler makes besides; all
# with a version.
set(libraries migrate migrate_sqlite migrate_cli)
if(EXISTS "${prefix}/libraries/libmigrate_postgres.so")
  list(APPEND libraries migrate_postgres)
endif()
foreach(library IN LISTS libraries)
  set(file "${prefix}/libraries/lib${library}.so")
  list_exports(text "${file}" EXCLUDE)
  expect_golden(exports/${library}.txt "${text}")
  list_exports(internal "${file}" INCLUDE)
  if(library STREQUAL "migrate")
    expect_golden(exports/internal.txt "${internal}")
  else()
    expect_equal("internal symbols of ${library}" "${internal}" "\n")
  endif()
  run(symbols nm -D --defined-only --with-symbol-versions "${file}")
  string(REGEX REPLACE "[^\n]*(@@?| A )MIGRATE_0[.]1\n" "" unversioned "${symbols}\n")
  string(STRIP "${unversioned}" unversioned)
  expect_equal("symbols of ${library} without a version" "${unversioned}" "")
  run(dynamic readelf -d "${file}")
  expect_contains("the name of ${library}" "${dynamic}" "soname: [lib${library}.so.0.1]")
endforeach()

# A program on them, with CMake.
set(STAGE "${prefix}")
copy_project(shared)
configure(shared "-DMigrate_DIR=${prefix}/libraries/cmake/Migrate" "-DMIGRATE_MIGC_EXECUTABLE=${migc}")
build()
expect_program(program "sqlite: 7\nruntime: 1\n2 applied\n")
run(text "${WORK}/build/program" upgrade --url "sqlite:///${WORK}/inventory.db")
expect_contains("the commands" "${text}" "; the database is at a2 ")

# The same with pkg-config, for folders that are absolute.
set(prefix "${WORK}/absolute")
build_libraries("${prefix}" "-DCMAKE_INSTALL_LIBDIR=${prefix}/lib/special" "-DCMAKE_INSTALL_INCLUDEDIR=${prefix}/include/special"
  "-DCMAKE_INSTALL_DOCDIR=${prefix}/texts")
set(ENV{PKG_CONFIG_PATH} "${prefix}/lib/special/pkgconfig")
run(flags pkg-config --cflags --libs migrate-cli migrate-sqlite)
separate_arguments(flags UNIX_COMMAND "${flags}")
set(generated "${WORK}/build/migrate/program")
run(output "${CXX}" -std=c++20 -fvisibility=hidden "-I${generated}" "${WORK}/shared/main.cpp"
  "${generated}/inventory/revisions.cpp" ${flags} "-Wl,-rpath,${prefix}/lib/special" -o "${WORK}/program")
run(text "${WORK}/program")
expect_equal("what the program prints" "${text}" "sqlite: 7\nruntime: 1\n2 applied\n")
run(text ldd "${WORK}/program")
expect_contains("what the program loads" "${text}" "${prefix}/lib/special/libmigrate_sqlite.so.0.1")
expect_contains("what the program loads" "${text}" "${prefix}/lib/special/libmigrate.so.0.1")

# Both kinds in one prefix, and projects that take one, or both by mistake.
foreach(component runtime sqlite)
  run(output "${CMAKE_COMMAND}" --install "${BUILD}" --config "${CONFIG}" --component Migrate_${component} --prefix "${WORK}/both")
endforeach()
build_libraries("${WORK}/both" -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_INSTALL_INCLUDEDIR=include -DCMAKE_INSTALL_DOCDIR=share/doc)

# expect_refused(<mistake> <part of what CMake says>)
function(expect_refused mistake expected)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${WORK}/shared" -B "${WORK}/mistaken" "-DMISTAKE=${mistake}"
      "-DCMAKE_PREFIX_PATH=${WORK}/both" "-DCMAKE_CXX_COMPILER=${CXX}"
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(result EQUAL 0)
    fail("both kinds are linked, from ${mistake}")
  endif()
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  expect_contains("both kinds, from ${mistake}" "${text}" "${expected}")
endfunction()

expect_refused("one directory" "component sqlite: the libraries were found as shared ones before, and \
Migrate_USE_STATIC_LIBS asks for static ones; one project cannot have both")
expect_refused("two directories" "The INTERFACE_MIGRATE_LIBRARY_KIND property of \"Migrate::runtime\" does not agree with \
the value of MIGRATE_LIBRARY_KIND already determined for \"program\".")
finish()
