# cmake -D ROOT=<this project> -P plain_words_test.cmake
#
# Words that make our English read as translated, and have no meaning of their own that we would need: docs, help,
# messages and comments do without them. CONTRIBUTING.md says what to write instead.

cmake_minimum_required(VERSION 3.22...3.31)

set(words anew mend mends mended nobody somebody whoever "ways? back" "there is already" "is there already"
  "are there already" "cannot be made sense of")
list(JOIN words "|" words)

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/docs/*.md" "${ROOT}/cmake/*" "${ROOT}/example-project/*.md"
  "${ROOT}/include/*.h" "${ROOT}/runtime/*.h" "${ROOT}/runtime/*.cpp" "${ROOT}/tools/*.h" "${ROOT}/tools/*.cpp")
set(mistakes "")
set(count 0)
foreach(file IN LISTS files ITEMS README.md)
  math(EXPR count "${count} + 1")
  file(STRINGS "${ROOT}/${file}" lines REGEX "(^|[^A-Za-z_])([Aa]|[Mm]|[Nn]|[Ss]|[Ww]|[Tt]|[Ii]|[Cc])")
  # A bracket that is not closed would join the lines of a list.
  string(REGEX REPLACE "[][]" "|" lines "${lines}")
  foreach(line IN LISTS lines)
    string(TOLOWER "${line}" lower)
    # The name of a user of the system.
    string(REGEX REPLACE [=[["`]nobody[\]?["`]]=] "" lower "${lower}")
    if(lower MATCHES "(^|[^a-z_])(${words})([^a-z_]|$)")
      list(APPEND mistakes "${file}: ${CMAKE_MATCH_2}: ${line}")
    endif()
  endforeach()
endforeach()

if(count LESS 200)
  list(APPEND mistakes "only ${count} files were found")
endif()
if(mistakes)
  list(JOIN mistakes "\n  " mistakes)
  message(FATAL_ERROR "Words to replace:\n  ${mistakes}")
endif()
