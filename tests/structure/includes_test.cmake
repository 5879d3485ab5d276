# cmake -D ROOT=<this project> -P includes_test.cmake
#
# Includes go one way only:
#
#     tools/migc -> runtime/cli -> runtime/core -> runtime/engine -> include/migrate
#     tools/migc -> runtime/sqlite, which tells migc what a program will see
#     runtime/sqlite, runtime/postgres -> runtime/core, include/migrate
#     generated code -> include/migrate/generated.h
#
# and each library that is not the standard one is known in few folders. A folder that is not in the table below has no
# source files yet, or is missing from it.

cmake_minimum_required(VERSION 3.22...3.31)

# Folder, what "..." may begin with, what <...> may begin with beyond the standard library and the system.
set(rules
  "include/migrate | migrate                 | none"
  "runtime/engine  | engine core migrate     | none"
  "runtime/core    | core engine migrate     | none"
  "runtime/sqlite  | sqlite core engine migrate   | SQLiteCpp sqlite3.h"
  "runtime/postgres| postgres core engine migrate | pqxx"
  "runtime/cli     | cli core engine migrate | CLI fmt"
  "tools/migc      | migc cli sqlite core engine migrate | CLI fmt yaml-cpp SQLiteCpp sqlite3.h pqxx pg_query.h")

# Headers of others that a rule has to allow by name. All else in <...> is the standard library's or the system's.
set(libraries "^(SQLiteCpp/|sqlite3\\.h|pqxx/|CLI/|fmt/|yaml-cpp/|pg_query\\.h|nlohmann/|gtest/|gmock/)")

set(mistakes "")
set(count 0)

# Adds the wrong includes of one file to `mistakes`, and the number of all to `count`.
function(judge_file file own others)
  file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    math(EXPR count "${count} + 1")
    set(is_wrong FALSE)
    if(line MATCHES "\"([^/\"]*)(/?)")
      if(NOT CMAKE_MATCH_1 IN_LIST own OR CMAKE_MATCH_2 STREQUAL "")
        set(is_wrong TRUE)
      endif()
    elseif(line MATCHES "<(([^/>]*)[^>]*)>")
      set(folder "${CMAKE_MATCH_2}")
      if(CMAKE_MATCH_1 MATCHES "${libraries}" AND NOT folder IN_LIST others)
        set(is_wrong TRUE)
      endif()
    endif()
    if(is_wrong)
      list(APPEND mistakes "${file}: ${line}")
    endif()
  endforeach()
  set(mistakes "${mistakes}" PARENT_SCOPE)
  set(count ${count} PARENT_SCOPE)
endfunction()

foreach(rule IN LISTS rules)
  string(REGEX REPLACE " *\\| *" ";" rule "${rule}")
  list(GET rule 0 folder)
  list(GET rule 1 own)
  list(GET rule 2 others)
  separate_arguments(own)
  separate_arguments(others)
  file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/${folder}/*.h" "${ROOT}/${folder}/*.cpp")
  foreach(file IN LISTS files)
    judge_file(${file} "${own}" "${others}")
  endforeach()
  list(APPEND known_folders ${folder})
endforeach()

# Each source file is of one of these folders.
file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/include/*.h" "${ROOT}/runtime/*.h" "${ROOT}/runtime/*.cpp"
  "${ROOT}/tools/*.h" "${ROOT}/tools/*.cpp")
foreach(file IN LISTS files)
  string(REGEX MATCH "^[^/]*/[^/]*" folder "${file}")
  if(NOT folder IN_LIST known_folders)
    list(APPEND mistakes "${file}: no rule for ${folder} in tests/structure/includes_test.cmake")
  endif()
endforeach()

# What migc generates includes one header of ours.
file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/tests/golden/*.cpp" "${ROOT}/tests/golden/*.h")
foreach(file IN LISTS files)
  file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include.*migrate/")
  foreach(line IN LISTS lines)
    math(EXPR count "${count} + 1")
    if(NOT line MATCHES "[<\"]migrate/generated\\.h[>\"]")
      list(APPEND mistakes "${file}: ${line}")
    endif()
  endforeach()
endforeach()

if(count LESS 100)
  list(APPEND mistakes "only ${count} includes were found")
endif()
if(mistakes)
  list(JOIN mistakes "\n  " mistakes)
  message(FATAL_ERROR "Includes against the direction:\n  ${mistakes}")
endif()
