# Headers, the library and generated code of different formats do not get along: what was compiled with one does not
# link with what was compiled with another, and the linker names the symbol with its format.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

find_program(NM nm REQUIRED)
file(STRINGS "${STAGE}/include/migrate/export.h" line REGEX "^#define MIGRATE_FORMAT_NUMBER [0-9]+$")
string(REGEX MATCH "[0-9]+$" number "${line}")
set(ours "format_${number}")
file(GLOB_RECURSE archive "${STAGE}/*/libmigrate.a")

file(COPY "${STAGE}/include" DESTINATION "${WORK}/other")
file(READ "${WORK}/other/include/migrate/export.h" header)
string(REPLACE "${line}" "#define MIGRATE_FORMAT_NUMBER 99" header "${header}")
file(WRITE "${WORK}/other/include/migrate/export.h" "${header}")
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
run(nothing ${compile} "-I${WORK}/other/include" "${WORK}/main.cpp" -o "${WORK}/others.o")
run(nothing ${compile} "-I${STAGE}/include" "${golden}" -o "${WORK}/revisions.o")
run(nothing "${CXX}" "${WORK}/ours.o" "${WORK}/revisions.o" "${archive}" -o "${WORK}/program")
run(symbols "${NM}" -C "${WORK}/program")
if(symbols MATCHES "NewerPolicy::roll_back")
  fail("a program that does not name OnNewer::roll_back has the code for it")
endif()
execute_process(COMMAND "${CXX}" "${WORK}/others.o" "${WORK}/revisions.o" "${archive}" -o "${WORK}/program"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  fail("a program that mixes formats links")
endif()
expect_contains("the linker" "${output}" "migrate::format_99::upgrade(")
expect_contains("the linker" "${output}" "smallest::format_99::revisions()")

# A table of another format does not compile.
execute_process(COMMAND ${compile} "-I${WORK}/other/include" "${golden}" -o "${WORK}/revisions.o"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  fail("a table of another format compiles")
endif()
expect_contains("the compiler" "${output}" "build again with the migc of this library")
finish()
