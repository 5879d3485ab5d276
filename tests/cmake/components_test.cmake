# Each component can be installed alone, and says what it needs that is not there.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

foreach(component runtime sqlite migc)
  run(output "${CMAKE_COMMAND}" --install "${BUILD}" --config "${CONFIG}" --component Migrate_${component}
    --prefix "${WORK}/${component}")
  file(GLOB_RECURSE licences "${WORK}/${component}/*/LICENSE")
  if(NOT licences)
    fail("Migrate_${component} has no licence")
  endif()
endforeach()

# The program needs the runtime, and takes the migc of another installation.
set(everything "${STAGE}")
set(STAGE "${WORK}/runtime")
copy_project(consumer)
configure(consumer "-DMIGRATE_MIGC_EXECUTABLE=${WORK}/migc/bin/migc")
build()
expect_program(program "a1 a2 head a2\n")

# expect_found(<component> PREFIX <what is found and what is said>)
function(expect_found component prefix expected)
  file(WRITE "${WORK}/finder/CMakeLists.txt" "cmake_minimum_required(VERSION 3.22)
project(Finder LANGUAGES CXX)
set(CMAKE_MODULE_PATH mine)
find_package(Migrate 0.1 COMPONENTS ${component} QUIET)
if(TARGET Migrate::migc)
  get_target_property(migc Migrate::migc LOCATION)
endif()
set(is_found no)
if(Migrate_FOUND)
  set(is_found yes)
endif()
message(NOTICE \"Found: \${is_found}|\${migc}|\${CMAKE_MODULE_PATH}|\${Migrate_NOT_FOUND_MESSAGE}|end\")
")
  run(text "${CMAKE_COMMAND}" -S "${WORK}/finder" -B "${WORK}/finder/build" "-DMigrate_DIR="
    "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_CXX_COMPILER=${CXX}")
  string(REGEX MATCH "Found: .*[|]end" text "${text}")
  expect_equal("find_package of ${component} in ${prefix}" "${text}" "Found: ${expected}|end")
endfunction()

expect_found(migc "${WORK}/migc" "yes|${WORK}/migc/bin/migc|mine|")
expect_found(sqlite "${WORK}/sqlite" "no||mine|component sqlite: it needs the component runtime, which is not \
installed; install it with cmake --install <build tree of Migrate> --component Migrate_runtime\n")
expect_found(cli "${WORK}/runtime" "no||mine|component cli: this installation has no such component\n")

# What is installed alone is part of what is installed together.
foreach(component runtime sqlite migc)
  file(GLOB_RECURSE files RELATIVE "${WORK}/${component}" "${WORK}/${component}/*")
  foreach(file IN LISTS files)
    if(NOT EXISTS "${everything}/${file}")
      fail("only Migrate_${component} has ${file}")
    endif()
  endforeach()
endforeach()
finish()
