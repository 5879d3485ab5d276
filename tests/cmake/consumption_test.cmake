# A program gets its chain in each mode with each generator, and a build without a change runs nothing.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(consumer)
count_runs(counted)
configure(consumer -DMODE=${MODE} ${counted})
build()
expect_program(program "a1 a2 head a2\n")

forget_runs()
build()
expect_runs("a build without a change" 0 0)

# FetchContent's own package would accept every version and component.
if(MODE STREQUAL "FetchContent")
  foreach(request "7" "0.1 COMPONENTS nosuch")
    separate_arguments(request)
    string(REPLACE ";" " " words "${request}")
    execute_process(COMMAND "${CMAKE_COMMAND}" "-DREQUEST=${request}" "${WORK}/build"
      RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
    if(result EQUAL 0)
      fail("find_package(Migrate ${words}) passed")
    endif()
  endforeach()
endif()

# What is of Migrate's stays out of the consumer's installation.
if(MODE STREQUAL "add_subdirectory")
  run(output "${CMAKE_COMMAND}" --install "${WORK}/build" --config Debug --prefix "${WORK}/installed")
  file(GLOB_RECURSE installed "${WORK}/installed/*")
  expect_equal("what the consumer installs" "${installed}" "")
endif()
finish()
