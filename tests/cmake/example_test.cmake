# The example project stands alone: it is copied away and built against an installation.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

file(COPY "${MIGRATE_SOURCE}/example-project" DESTINATION "${WORK}")
configure(example-project)
build()
run(text ${CMAKE_CTEST_COMMAND} --test-dir "${WORK}/build" -V)
expect_contains("the test of the revisions" "${text}" "sqlite: 6 of 6 revisions proven")
run(text ${CMAKE_COMMAND} -E env "INVENTORY_DB=${WORK}/inventory.db" "${WORK}/build/inventory" add "M4 screw" 200 shelf)
run(text ${CMAKE_COMMAND} -E env "INVENTORY_DB=${WORK}/inventory.db" "${WORK}/build/inventory" list)
expect_equal("the list" "${text}" "   200  M4 screw                 shelf\n")
finish()
