# A migc without PostgreSQL links: what is compiled with it alone is used by other files only where a source named no_*
# takes its place.
#
#   ROOT   this project's folder

cmake_minimum_required(VERSION 3.22...3.31)

set(tool "${ROOT}/tools/migc")
file(READ "${tool}/CMakeLists.txt" text)
if(NOT text MATCHES "if\\(TARGET MigrateStatic::postgres AND NOT WIN32\\)\n  target_sources\\(migrate_migc_lib PRIVATE\n([^)]*)\\)")
  message(FATAL_ERROR "tools/migc/CMakeLists.txt lists no sources of PostgreSQL alone where this test looks for them")
endif()
string(REGEX MATCHALL "[^ \n]+\\.cpp" optional "${CMAKE_MATCH_1}")

set(wrong "")
file(GLOB_RECURSE files RELATIVE "${tool}" "${tool}/*.cpp")
foreach(file IN LISTS files)
  if(file IN_LIST optional)
    continue()
  endif()
  file(STRINGS "${tool}/${file}" includes REGEX "^#include \"migc/")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^#include \"migc/(.*)\"$" "\\1" included "${include}")
    cmake_path(GET included PARENT_PATH room)
    cmake_path(GET included STEM name)
    if("${room}/${name}.cpp" IN_LIST optional AND NOT EXISTS "${tool}/${room}/no_${name}.cpp")
      list(APPEND wrong "tools/migc/${file}: ${include}")
    endif()
  endforeach()
endforeach()
if(wrong)
  list(JOIN wrong "\n  " wrong)
  message(FATAL_ERROR "a migc without PostgreSQL would not link, because of these includes:\n  ${wrong}")
endif()
