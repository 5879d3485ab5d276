# Adds includes against the direction to a copy of the sources: includes_test.cmake names each of them.

cmake_minimum_required(VERSION 3.22...3.31)

file(REMOVE_RECURSE "${WORK}")
file(COPY "${ROOT}/include" "${ROOT}/runtime" "${ROOT}/tools" DESTINATION "${WORK}")
file(APPEND "${WORK}/include/migrate/chain.h" "#include \"core/chain/digest.h\"\n")
file(APPEND "${WORK}/include/migrate/plan.h" "#include <fmt/format.h>\n")
file(APPEND "${WORK}/runtime/core/chain/chain.cpp" "#include \"cli/invocation.h\"\n#include <sqlite3.h>\n")
file(APPEND "${WORK}/runtime/core/plan/planner.cpp" "#include \"core/run/rollback.h\"\n")
file(APPEND "${WORK}/runtime/engine/sqlite/shell.cpp" "#include \"engine/postgres/names.h\"\n")
file(APPEND "${WORK}/runtime/cli/command_line.cpp" "#include \"migc/folder/header.h\"\n#include \"invocation.h\"\n#include <CLI/App.hpp>\n#include <fmt/ostream.h>\n")
file(APPEND "${WORK}/tools/migc/folder/folder.cpp" "#include <sys/stat.h>\n#include <dirent.h>\n#include <csignal>\n")
file(APPEND "${WORK}/tools/migc/commands/main.cpp" "#include <CLI/CLI.hpp>\n")
file(WRITE "${WORK}/runtime/postgres/connection.cpp" "#include \"sqlite/connection.h\"\n")
file(WRITE "${WORK}/runtime/other/file.cpp" "")

execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}" -P "${CMAKE_CURRENT_LIST_DIR}/includes_test.cmake"
  RESULT_VARIABLE result ERROR_VARIABLE text)
string(REGEX REPLACE "^.*direction:\n" "" text "${text}")
string(REGEX REPLACE "\n+$" "" text "${text}")
string(CONCAT expected
  "\n    include/migrate/chain.h: #include \"core/chain/digest.h\""
  "\n    include/migrate/plan.h: #include <fmt/format.h>"
  "\n    runtime/engine/sqlite/shell.cpp: #include \"engine/postgres/names.h\""
  "\n    runtime/core/chain/chain.cpp: #include \"cli/invocation.h\""
  "\n    runtime/core/chain/chain.cpp: #include <sqlite3.h>"
  "\n    runtime/core/plan/planner.cpp: #include \"core/run/rollback.h\""
  "\n    runtime/postgres/connection.cpp: #include \"sqlite/connection.h\""
  "\n    runtime/cli/command_line.cpp: #include \"migc/folder/header.h\""
  "\n    runtime/cli/command_line.cpp: #include \"invocation.h\""
  "\n    runtime/cli/command_line.cpp: #include <CLI/App.hpp>"
  "\n    runtime/cli/command_line.cpp: #include <fmt/ostream.h>"
  "\n    tools/migc/folder/folder.cpp: #include <sys/stat.h>"
  "\n    tools/migc/folder/folder.cpp: #include <dirent.h>"
  "\n    tools/migc/folder/folder.cpp: #include <csignal>"
  "\n    tools/migc/commands/main.cpp: #include <CLI/CLI.hpp>"
  "\n    runtime/other/file.cpp: no rule for runtime/other in tests/structure/includes_test.cmake")
if(result EQUAL 0 OR NOT text STREQUAL expected)
  message(FATAL_ERROR "expected:${expected}\nbut it ended with ${result} and:${text}")
endif()
