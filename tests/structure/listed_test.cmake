# Every file of tests is compiled: sources are listed by hand, and one that no list names would pass unseen.
#
#   ROOT   this project's folder

file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/tests/*_test.cpp")
file(GLOB_RECURSE lists "${ROOT}/tests/CMakeLists.txt")
set(named "")
foreach(list IN LISTS lists)
  file(READ "${list}" text)
  string(APPEND named "${text}")
endforeach()
set(unlisted "")
foreach(source IN LISTS sources)
  get_filename_component(name "${source}" NAME)
  if(NOT named MATCHES "[ /\n]${name}[ )\n]")
    list(APPEND unlisted "${source}")
  endif()
endforeach()
if(unlisted)
  list(JOIN unlisted "\n  " unlisted)
  message(FATAL_ERROR "no CMakeLists.txt names these tests:\n  ${unlisted}")
endif()
