# cmake -D ROOT=<this project> -P rooms_test.cmake
#
# CONTRIBUTING.md has a row for each room: a reader finds the place for a change from the list of folders.

cmake_minimum_required(VERSION 3.22...3.31)

file(READ "${ROOT}/CONTRIBUTING.md" contributing)
string(REGEX MATCHALL "\n\\| `[^|]*\\|" rows "${contributing}")
file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/include/*.h" "${ROOT}/runtime/*.h" "${ROOT}/tools/*.h")
set(rooms "")
foreach(source IN LISTS sources)
  get_filename_component(room "${source}" DIRECTORY)
  list(APPEND rooms ${room})
endforeach()
list(REMOVE_DUPLICATES rooms)

set(unknown "")
foreach(room IN LISTS rooms)
  get_filename_component(above "${room}" DIRECTORY)
  get_filename_component(name "${room}" NAME)
  if(NOT rows MATCHES "`${room}`" AND NOT rows MATCHES "`${above}`[^\n]*`…/${name}`")
    list(APPEND unknown ${room})
  endif()
endforeach()
list(LENGTH rooms count)
if(count LESS 15)
  message(FATAL_ERROR "only ${count} rooms were found")
endif()
if(unknown)
  list(JOIN unknown "\n  " unknown)
  message(FATAL_ERROR "CONTRIBUTING.md has no row for\n  ${unknown}")
endif()
