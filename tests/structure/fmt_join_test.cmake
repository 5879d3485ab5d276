# cmake -D ROOT=<this project> -P fmt_join_test.cmake
#
# From fmt 11 on, fmt::join is in <fmt/ranges.h> only; Debian 12 has fmt 9, where <fmt/format.h> is enough.

cmake_minimum_required(VERSION 3.22...3.31)

set(mistakes "")
set(count 0)
foreach(folder runtime tools tests bench)
  file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/${folder}/*.h" "${ROOT}/${folder}/*.cpp")
  foreach(file IN LISTS files)
    file(STRINGS "${ROOT}/${file}" uses REGEX "fmt::join\\(")
    if(NOT uses)
      continue()
    endif()
    math(EXPR count "${count} + 1")
    file(STRINGS "${ROOT}/${file}" includes REGEX "^#include <fmt/ranges\\.h>")
    if(NOT includes)
      list(APPEND mistakes "${file}")
    endif()
  endforeach()
endforeach()

if(count LESS 10)
  list(APPEND mistakes "only ${count} files with fmt::join were found")
endif()
if(mistakes)
  list(JOIN mistakes "\n  " mistakes)
  message(FATAL_ERROR "fmt::join without #include <fmt/ranges.h>:\n  ${mistakes}")
endif()
