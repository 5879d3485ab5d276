# A library with a chain that is installed itself: a SHARED one needs nothing of Migrate afterwards, a STATIC one needs
# Migrate's export set.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

# The library, with Migrate from an installation or from FetchContent.
write_revision("${WORK}/library/migrations" a1 none)
file(WRITE "${WORK}/library/shelf.cpp" "#include \"shelf/revisions.h\"
__attribute__((visibility(\"default\"))) unsigned long count_revisions() { return shelf::revisions().size(); }
")
file(WRITE "${WORK}/library/CMakeLists.txt" "cmake_minimum_required(VERSION 3.24)
project(Shelf LANGUAGES CXX)
include(FetchContent)
if(FETCH)
  FetchContent_Declare(Migrate SOURCE_DIR \"${MIGRATE_SOURCE}\" OVERRIDE_FIND_PACKAGE)
endif()
find_package(Migrate 0.1 REQUIRED COMPONENTS runtime migc)
add_library(shelf \${KIND} shelf.cpp)
migrate_add_revisions(shelf DIRECTORY migrations)
install(TARGETS shelf EXPORT Shelf)
install(EXPORT Shelf FILE ShelfConfig.cmake DESTINATION lib/cmake/Shelf)
")

# expect_configured(<result> <kind> DEFINITION...)
function(expect_configured expected kind)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${WORK}/library" -B "${WORK}/build" -G Ninja -DKIND=${kind}
    "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_PREFIX_PATH=${STAGE}" "-DMIGRATE_MIGC_EXECUTABLE=${STAGE}/bin/migc"
    -DMIGRATE_BUILD_SQLITE=OFF -DMIGRATE_BUILD_POSTGRES=OFF -DMIGRATE_BUILD_CLI=OFF ${ARGN}
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  expect_equal("${kind} ${ARGN}" "${result}" "${expected}")
  string(REGEX REPLACE "[ \n]+" " " text "${text}")  # each CMake breaks lines elsewhere
  set(text "${text}" PARENT_SCOPE)
endfunction()

expect_configured(1 STATIC -DFETCH=ON)
expect_contains("a static library" "${text}" "requires target \"migrate_runtime\" that is not in any export set")
expect_configured(0 STATIC -DFETCH=ON -DMIGRATE_INSTALL=ON)
expect_configured(0 SHARED -DFETCH=ON -DMIGRATE_INSTALL=OFF)

expect_configured(0 SHARED -DFETCH=OFF)
build()
run(output "${CMAKE_COMMAND}" --install "${WORK}/build" --prefix "${WORK}/installed")
file(WRITE "${WORK}/user/main.cpp" "unsigned long count_revisions();
int main() { return count_revisions() == 1 ? 0 : 1; }
")
file(WRITE "${WORK}/user/CMakeLists.txt" "cmake_minimum_required(VERSION 3.22)
project(User LANGUAGES CXX)
find_package(Shelf REQUIRED)
add_executable(program main.cpp)
target_link_libraries(program PRIVATE shelf)
")
run(output "${CMAKE_COMMAND}" -S "${WORK}/user" -B "${WORK}/user/build" -G Ninja "-DCMAKE_CXX_COMPILER=${CXX}"
  "-DCMAKE_PREFIX_PATH=${WORK}/installed")
run(output "${CMAKE_COMMAND}" --build "${WORK}/user/build")
run(output "${WORK}/user/build/program")
finish()
