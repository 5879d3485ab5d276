# Headers, the library and generated code of different versions or formats do not get along: what was compiled with one
# does not link with what was compiled with another, and the linker names the symbol with its version and format.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

find_program(NM nm REQUIRED)
find_program(AR ar REQUIRED)
file(STRINGS "${STAGE}/include/migrate/export.h" line REGEX "^#define MIGRATE_FORMAT_NUMBER [0-9]+$")
string(REGEX MATCH "[0-9]+$" number "${line}")
file(STRINGS "${STAGE}/include/migrate/export.h" line_of_version REGEX "^#define MIGRATE_ABI_VERSION v[0-9_]+$")
string(REGEX MATCH "v[0-9_]+$" version "${line_of_version}")
set(ours "${version}_format_${number}")
file(GLOB_RECURSE archive "${STAGE}/*/libmigrate.a")

# copy_headers(<folder> <line> <its replacement>): headers of another version.
function(copy_headers folder old new)
  file(COPY "${STAGE}/include" DESTINATION "${WORK}/${folder}")
  file(READ "${WORK}/${folder}/include/migrate/export.h" header)
  string(REPLACE "${old}" "${new}" header "${header}")
  file(WRITE "${WORK}/${folder}/include/migrate/export.h" "${header}")
endfunction()
copy_headers(other "${line}" "#define MIGRATE_FORMAT_NUMBER 99")
copy_headers(newer "${line_of_version}" "#define MIGRATE_ABI_VERSION v77_5")

# The package, its headers and its symbols are of one version.
file(STRINGS "${STAGE}/include/migrate/version.h" written REGEX "library_version = ")
file(GLOB_RECURSE version_file "${STAGE}/*/MigrateConfigVersion.cmake")
include("${version_file}")
expect_contains("version.h" "${written}" "library_version = \"${PACKAGE_VERSION}\"")
string(REGEX REPLACE "^([0-9]+)[.]([0-9]+)[.].*" "v\\1_\\2" expected_version "${PACKAGE_VERSION}")
expect_equal("export.h" "${version}" "${expected_version}")
set(compile "${CXX}" -std=c++20 -fPIC -c)
set(golden "${MIGRATE_SOURCE}/tests/golden/smallest/expected/revisions.cpp")

# What a program's shared library exports: the public functions and classes, each under a name with the format.
run(nothing "${CXX}" -shared -Wl,--whole-archive "${archive}" -Wl,--no-whole-archive -o "${WORK}/libmigrate.so")
run(symbols "${NM}" -DC --defined-only "${WORK}/libmigrate.so")
foreach(name upgrade downgrade stamp rollback apply check current plan_upgrade write_script Session::read_rows
    Chain::find_label StepContext::query LineLog::progress)
  if(NOT symbols MATCHES " T migrate::${ours}::(adapter::)?${name}[[(]")
    fail("${name} is not exported")
  endif()
endforeach()
string(REGEX MATCHALL " [A-Z] [a-z ]*migrate::[^\n]*" exported "${symbols}")
list(FILTER exported EXCLUDE REGEX "^ [A-Z] [a-z ]*migrate::${ours}::")
if(exported)
  fail("without the format, or not public, but exported: ${exported}")
endif()
run(symbols "${NM}" -C --defined-only "${archive}")
string(REGEX MATCHALL " [TDRBV] migrate::[A-Za-z_]+[(:][^\n]*" outside "${symbols}")
list(FILTER outside EXCLUDE REGEX "^ [A-Z] migrate::(${ours}|core)::")
if(outside)
  fail("neither of the format nor internal: ${outside}")
endif()

# A program compiled with other headers than the library.
file(WRITE "${WORK}/main.cpp" "#include <migrate/migrator.h>
namespace smallest::inline MIGRATE_FORMAT {
const migrate::Chain& revisions() noexcept;
}
int main(int, char** argv) {
  return migrate::upgrade(*reinterpret_cast<migrate::Connection*>(argv), smallest::revisions()).changed();
}
")
run(nothing ${compile} "-I${STAGE}/include" "${WORK}/main.cpp" -o "${WORK}/ours.o")
run(nothing ${compile} "-I${STAGE}/include" "${golden}" -o "${WORK}/revisions.o")
run(nothing "${CXX}" "${WORK}/ours.o" "${WORK}/revisions.o" "${archive}" -o "${WORK}/program")
run(symbols "${NM}" -C "${WORK}/program")
if(symbols MATCHES "NewerPolicy::roll_back")
  fail("a program that does not name OnNewer::roll_back has the code for it")
endif()
foreach(headers other newer)
  run(nothing ${compile} "-I${WORK}/${headers}/include" "${WORK}/main.cpp" -o "${WORK}/main.o")
  execute_process(COMMAND "${CXX}" "${WORK}/main.o" "${WORK}/revisions.o" "${archive}" -o "${WORK}/program"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(result EQUAL 0)
    fail("a program that mixes versions links")
  endif()
  set(theirs v77_5_format_${number})
  if(headers STREQUAL "other")
    set(theirs ${version}_format_99)
  endif()
  expect_contains("the linker" "${output}" "migrate::${theirs}::upgrade(")
  expect_contains("the linker" "${output}" "smallest::${theirs}::revisions()")
endforeach()

# The archives of two versions in one program. Only the part of the newer one that every program needs is made.
file(WRITE "${WORK}/newer.cpp" "#include <migrate/chain.h>
bool has_label(const migrate::Chain& chain) { return chain.find_label(\"v1\").has_value(); }
")
run(nothing ${compile} "-I${WORK}/newer/include" "${WORK}/newer.cpp" -o "${WORK}/newer.o")
run(nothing ${compile} "-I${WORK}/newer/include" "${MIGRATE_SOURCE}/runtime/core/chain/chain.cpp" -o "${WORK}/chain.o")
run(nothing "${AR}" rcs "${WORK}/libnewer.a" "${WORK}/chain.o")
execute_process(COMMAND "${CXX}" "${WORK}/ours.o" "${WORK}/newer.o" "${WORK}/revisions.o" "${archive}" "${WORK}/libnewer.a"
  -o "${WORK}/program" RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  fail("a program with the archives of two versions links")
endif()
expect_contains("the linker" "${output}" "migrate_is_linked_in_two_versions")

# A table of another format does not compile.
execute_process(COMMAND ${compile} "-I${WORK}/other/include" "${golden}" -o "${WORK}/revisions.o"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  fail("a table of another format compiles")
endif()
expect_contains("the compiler" "${output}" "build again with the migc of this library")
finish()
