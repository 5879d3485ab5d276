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

# What is of Migrate's stays out of the consumer's installation.
if(MODE STREQUAL "add_subdirectory")
  run(output "${CMAKE_COMMAND}" --install "${WORK}/build" --config Debug --prefix "${WORK}/installed")
  file(GLOB_RECURSE installed "${WORK}/installed/*")
  expect_equal("what the consumer installs" "${installed}" "")
endif()
finish()
