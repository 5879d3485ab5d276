# The same tree, built in two folders of different depth with another locale and time zone, gives the same generated
# files and, in Release, the same object file and program.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

# Files that a build of the tree at ${WORK}/<place> makes: a name, a blank, a digest in each line.
function(build_at out place locale time_zone)
  set(tree "${WORK}/${place}")
  file(COPY "${MIGRATE_SOURCE}/tests/cmake/consumer" DESTINATION "${tree}")
  # The order of these in the folder is not that of the other place.
  foreach(number IN LISTS ARGN)
    math(EXPR parent "${number} - 1")
    string(REPLACE r0 none parent "r${parent}")
    write_revision("${tree}/consumer/migrations" r${number} ${parent})
  endforeach()
  set(ENV{LC_ALL} ${locale})
  set(ENV{TZ} ${time_zone})
  run(output "${CMAKE_COMMAND}" -S "${tree}/consumer" -B "${tree}/build" -G Ninja "-DCMAKE_CXX_COMPILER=${CXX}"
    "-DCMAKE_PREFIX_PATH=${STAGE}" -DCMAKE_BUILD_TYPE=Release)
  run(output "${CMAKE_COMMAND}" --build "${tree}/build")
  set(digests "")
  set(made migrate/program/inventory)
  foreach(file ${made}/revisions.cpp ${made}/revisions.h ${made}/steps.h ${made}/chain.h ${made}/manifest.txt
          CMakeFiles/program.dir/${made}/revisions.cpp.o program)
    file(SHA256 "${tree}/build/${file}" digest)
    string(APPEND digests "${file} ${digest}\n")
  endforeach()
  set(${out} "${digests}" PARENT_SCOPE)
endfunction()

build_at(here place C UTC 1 2 3 4 5)
build_at(there a/much/deeper/place C.UTF-8 Asia/Tokyo 5 4 3 2 1)
expect_equal("what two places make" "${there}" "${here}")
finish()
