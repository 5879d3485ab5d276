# A program for another machine gets its chain from a migc of this one; MIGC says which:
#
#   nested      none is given, so that the build makes one
#   installed   Migrate_HOST_PATH is where one is installed; the runtime comes from an installation for the target

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(consumer)
set(toolchain "${MIGRATE_SOURCE}/tests/cmake/aarch64.cmake")
set(CXX aarch64-linux-gnu-g++)
set(host_migc "${STAGE}")
set(STAGE "")
# What the environment of a cross build exports must not reach the migc of this machine.
set(ENV{CXX} ${CXX})
set(ENV{CXXFLAGS} -DFOR_THE_TARGET)

if(MIGC STREQUAL "nested")
  set(ENV{PATH} "/usr/bin:/bin")
  configure(consumer "-DCMAKE_TOOLCHAIN_FILE=${toolchain}" -DMODE=add_subdirectory)
else()
  set(target "${WORK}/for-target")
  run(output "${CMAKE_COMMAND}" -S "${MIGRATE_SOURCE}" -B "${target}" -G Ninja "-DCMAKE_TOOLCHAIN_FILE=${toolchain}"
    -DMIGRATE_BUILD_TESTS=OFF "-DMigrate_HOST_PATH=${host_migc}" "-DCMAKE_INSTALL_PREFIX=${WORK}/installed")
  run(output "${CMAKE_COMMAND}" --build "${target}" --target install --parallel 2)
  if(EXISTS "${WORK}/installed/bin/migc")
    fail("a migc was built for the target")
  endif()
  configure(consumer "-DCMAKE_TOOLCHAIN_FILE=${toolchain}" "-DMigrate_HOST_PATH=${host_migc}"
    "-DMigrate_DIR=${WORK}/installed/lib/cmake/Migrate")
endif()
build()
run(text qemu-aarch64 -L /usr/aarch64-linux-gnu "${WORK}/build/program")
expect_equal("what the program prints" "${text}" "a1 a2 head a2\n")

write_revision("${WORK}/consumer/migrations" a3 a2)
build()
run(text qemu-aarch64 -L /usr/aarch64-linux-gnu "${WORK}/build/program")
expect_equal("what the program prints after a file is added" "${text}" "a1 a2 a3 head a3\n")
finish()
