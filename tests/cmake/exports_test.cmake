# No public symbol comes or goes unnoticed: programs that were linked with an older library would not start.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/exports.cmake")

foreach(library migrate migrate_sqlite migrate_postgres migrate_cli)
  file(GLOB_RECURSE archive "${STAGE}/*/lib${library}.a")
  if(archive OR NOT library STREQUAL "migrate_postgres")
    list_exports(text "${archive}" EXCLUDE)
    expect_golden(exports/${library}.txt "${text}")
  endif()
endforeach()
finish()
