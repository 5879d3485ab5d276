# cmake -D ROOT=<this project> -P includes_test.cmake
#
# Includes go one way only:
#
#     tools/migc -> runtime/cli -> runtime/core -> runtime/engine -> include/migrate
#     runtime/sqlite, runtime/postgres -> runtime/engine, include/migrate
#     tools/migc/engine/sqlite -> runtime/sqlite, which tells migc what a program will see
#     every room -> runtime/core/text
#     generated code -> include/migrate/generated.h
#     runtime/platform, runtime/sqlite and runtime/postgres -> headers of the operating system, and no other room
#
# and each library that is not the standard one is known in few rooms, or in one file. A room is a folder with sources. One that is not
# in the table below has no source files yet, or is missing from it.

cmake_minimum_required(VERSION 3.22...3.31)

# Room, the other rooms that "..." may name (besides migrate), what <...> may begin with beyond the standard library and
# the system. Above a room stand those that it may include, unless they are two sides of one thing.
set(rules
  "include/migrate            | |"
  "runtime/core/text          | |"
  "runtime/engine             | core/text engine/postgres engine/sqlite |"
  "runtime/engine/postgres    | core/text engine |"
  "runtime/engine/sqlite      | core/text engine |"
  "runtime/core/chain         | core/text engine |"
  "runtime/core/plan          | core/text core/chain |"
  "runtime/core/ledger        | core/text core/chain core/plan engine |"
  "runtime/core/run           | core/text core/chain core/plan core/ledger engine |"
  "runtime/core/offline       | core/text core/chain core/plan core/ledger core/run engine |"
  "runtime/postgres           | core/text engine engine/postgres | pqxx"
  "runtime/sqlite             | core/text engine engine/sqlite | SQLiteCpp sqlite3.h"
  "runtime/platform           | |"
  "runtime/cli                | platform core/text core/chain core/plan core/ledger core/run core/offline engine | fmt"
  "tools/migc/folder          | platform core/text core/chain | fmt"
  "tools/migc/chain           | core/text core/chain core/plan engine migc/folder | fmt"
  "tools/migc/engine          | core/text engine migc/engine/postgres migc/engine/sqlite migc/folder | fmt"
  "tools/migc/engine/postgres | core/text engine engine/postgres migc/engine migc/folder | fmt pg_query.h"
  "tools/migc/engine/sqlite   | core/text engine engine/sqlite migc/engine migc/folder sqlite | fmt SQLiteCpp sqlite3.h"
  "tools/migc/sql             | core/text engine migc/chain migc/engine migc/engine/postgres migc/engine/sqlite migc/folder | fmt"
  "tools/migc/catalogue       | core/text engine engine/postgres migc/engine/sqlite postgres sqlite | fmt pqxx sqlite3.h"
  "tools/migc/operations      | core/text core/chain engine migc/engine migc/engine/postgres migc/engine/sqlite migc/folder sqlite | fmt yaml-cpp sqlite3.h"
  "tools/migc/replay          | platform core/text core/chain engine migc/chain migc/engine migc/engine/postgres migc/engine/sqlite migc/folder migc/operations | fmt"
  "tools/migc/scratch         | platform core/text engine engine/postgres migc/catalogue postgres sqlite | fmt SQLiteCpp sqlite3.h pqxx"
  "tools/migc/rows            | core/text engine migc/catalogue migc/engine migc/engine/sqlite migc/folder migc/scratch migc/sql | fmt"
  "tools/migc/proof           | platform core/text core/chain core/plan core/run engine engine/postgres migc/catalogue migc/folder migc/replay migc/rows migc/scratch migc/sql | fmt"
  "tools/migc/compile         | platform core/text core/chain engine migc/chain migc/engine migc/folder migc/operations migc/replay migc/sql | fmt"
  "tools/migc/transition      | core/text engine engine/postgres migc/catalogue migc/engine/sqlite migc/operations migc/scratch sqlite | fmt"
  "tools/migc/derive          | core/text core/chain engine migc/authoring migc/catalogue migc/compile migc/engine/sqlite migc/folder migc/proof migc/scratch migc/sql migc/transition | fmt"
  "tools/migc/dump            | platform core/text engine engine/postgres migc/catalogue migc/engine/sqlite migc/folder migc/scratch migc/sql postgres | fmt sqlite3.h pqxx"
  "tools/migc/diff            | core/text engine engine/postgres migc/catalogue migc/dump migc/engine migc/folder migc/operations migc/proof migc/scratch migc/sql migc/transition postgres sqlite | fmt SQLiteCpp sqlite3.h pqxx"
  "tools/migc/drift           | platform core/chain core/text engine migc/catalogue migc/derive migc/diff migc/dump migc/folder migc/proof migc/scratch | fmt yaml-cpp"
  "tools/migc/autogenerate    | core/text core/chain engine engine/postgres migc/catalogue migc/compile migc/derive migc/diff migc/dump migc/engine migc/folder migc/operations migc/proof migc/scratch migc/sql migc/transition | fmt"
  "tools/migc/snapshot        | platform core/text core/chain core/plan core/ledger engine engine/postgres migc/catalogue migc/chain migc/derive migc/dump migc/engine migc/folder migc/proof migc/replay migc/scratch migc/sql sqlite | fmt SQLiteCpp sqlite3.h"
  "tools/migc/graph           | core/text | fmt"
  "tools/migc/diagram         | core/text migc/catalogue migc/graph | fmt"
  "tools/migc/emit            | core/text core/chain engine migc/catalogue migc/chain migc/folder | fmt"
  "tools/migc/authoring       | platform core/text core/chain core/plan migc/chain migc/compile migc/folder | fmt"
  "tools/migc/commands        | cli platform core/text core/chain core/plan core/ledger core/run migc/authoring migc/autogenerate migc/chain migc/compile migc/derive migc/diagram migc/diff migc/drift migc/dump migc/emit migc/folder migc/graph migc/proof migc/snapshot | fmt")

# What only one file of a room may include.
set(CLI_only_in runtime/cli/parse_line.cpp runtime/cli/help_formatter.cpp)

# What no file may include: it costs seconds of compilation, and cli/print.h does the same.
set(expensive "fmt/ostream.h")

# The rooms for calls of an operating system, and the headers that declare those. One that the C++ standard has is not
# among them, but <csignal> is of use with POSIX only.
set(platform_rooms "^runtime/(platform|sqlite|postgres)/")
string(CONCAT platform_headers
  "^(aio|csignal|dirent|dlfcn|elf|fcntl|fnmatch|ftw|getopt|glob|grp|io|langinfo|libgen|libproc|link|netdb|poll|process|"
  "pthread|pwd|sched|semaphore|signal|spawn|strings|syslog|termios|ucontext|unistd|utime|windows|winsock2|wordexp)(\\.h)?$"
  "|^(arpa|linux|mach|mach-o|net|netinet|sys)/")

# Headers of others that a rule has to allow by name. All else in <...> is the standard library's or the system's.
set(libraries "^(SQLiteCpp/|sqlite3\\.h|pqxx/|CLI/|fmt/|yaml-cpp/|pg_query\\.h|nlohmann/|gtest/|gmock/)")

set(mistakes "")
set(count 0)

# Adds the wrong includes of one file to `mistakes`, and the number of all to `count`.
function(judge_file file rooms others)
  file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    math(EXPR count "${count} + 1")
    set(is_wrong FALSE)
    if(line MATCHES "\"([^\"]*)\"")
      get_filename_component(room "${CMAKE_MATCH_1}" DIRECTORY)
      if(room STREQUAL "" OR NOT room IN_LIST rooms)
        set(is_wrong TRUE)
      endif()
    elseif(line MATCHES "<(([^/>]*)[^>]*)>")
      set(header "${CMAKE_MATCH_1}")
      set(folder "${CMAKE_MATCH_2}")
      if(header IN_LIST expensive)
        set(is_wrong TRUE)
      elseif(header MATCHES "${platform_headers}" AND NOT file MATCHES "${platform_rooms}")
        set(is_wrong TRUE)
      elseif(header MATCHES "${libraries}" AND NOT folder IN_LIST others AND NOT file IN_LIST ${folder}_only_in)
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
  if(NOT rule MATCHES "^((include|runtime|tools)/([^ ]*)) *\\|([^|]*)\\|(.*)$")
    message(FATAL_ERROR "not a rule: ${rule}")
  endif()
  set(folder "${CMAKE_MATCH_1}")
  set(rooms "migrate ${CMAKE_MATCH_3} ${CMAKE_MATCH_4}")
  set(others "${CMAKE_MATCH_5}")
  separate_arguments(rooms)
  separate_arguments(others)
  file(GLOB files RELATIVE "${ROOT}" "${ROOT}/${folder}/*.h" "${ROOT}/${folder}/*.cpp")
  foreach(file IN LISTS files)
    judge_file(${file} "${rooms}" "${others}")
  endforeach()
  list(APPEND known_rooms ${folder})
endforeach()

# Each source file is in one of these rooms.
file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/include/*.h" "${ROOT}/runtime/*.h" "${ROOT}/runtime/*.cpp"
  "${ROOT}/tools/*.h" "${ROOT}/tools/*.cpp")
foreach(file IN LISTS files)
  get_filename_component(folder "${file}" DIRECTORY)
  if(NOT folder IN_LIST known_rooms)
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
