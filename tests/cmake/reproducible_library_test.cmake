# The library has the same bytes whatever folder it is built in, with debug information as well.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

function(build_at out place)
  set(tree "${WORK}/${place}")
  file(MAKE_DIRECTORY "${tree}")
  file(COPY "${MIGRATE_SOURCE}/CMakeLists.txt" "${MIGRATE_SOURCE}/cmake" "${MIGRATE_SOURCE}/include"
    "${MIGRATE_SOURCE}/runtime" DESTINATION "${tree}/source")
  run(output "${CMAKE_COMMAND}" -S "${tree}/source" -B "${tree}/build" -G Ninja "-DCMAKE_CXX_COMPILER=${CXX}"
    -DCMAKE_BUILD_TYPE=Debug -DMIGRATE_BUILD_MIGC=OFF -DMIGRATE_BUILD_TESTS=OFF -DMIGRATE_INSTALL=OFF
    "-DMIGRATE_MIGC_EXECUTABLE=${STAGE}/bin/migc")
  run(output "${CMAKE_COMMAND}" --build "${tree}/build" --target migrate_runtime --parallel 2)
  file(SHA256 "${tree}/build/runtime/libmigrate.a" digest)
  set(${out} ${digest} PARENT_SCOPE)
endfunction()

build_at(here place)
build_at(there a/much/deeper/place)
expect_equal("the library" "${there}" "${here}")
finish()
