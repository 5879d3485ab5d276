# Compiler settings for this project's own targets; nothing here reaches a consumer.

function(migrate_compile_options target)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON UNITY_BUILD OFF
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_compile_features(${target} PUBLIC cxx_std_20)
  if(WIN32)
    # Without them, windows.h makes macros of min and max, and declares much that is not called here.
    target_compile_definitions(${target} PRIVATE WIN32_LEAN_AND_MEAN NOMINMAX)
  endif()
  if(MIGRATE_WARNINGS AND NOT MSVC)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
      # GCC 12 sees overlaps in std::string's operator+ that are not there (its bug 105651), and members of an
      # empty std::optional that are read (its bug 105562 is one of several).
      $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>)
  endif()
  if(MIGRATE_REPRODUCIBLE AND NOT MSVC)
    target_compile_options(${target} PRIVATE
      "-ffile-prefix-map=${Migrate_BINARY_DIR}=build" "-ffile-prefix-map=${Migrate_SOURCE_DIR}=.")
  endif()
endfunction()

# Compiles the files of each of the target's folders together, because most of the time goes into the headers that
# they share. A folder is a room, in which a name means one thing; CMAKE_UNITY_BUILD would mix the rooms. Files that are
# APART stay alone: a linker takes all of an object file or nothing, and few programs need these.
function(migrate_compile_rooms_together target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "APART")
  if(NOT MIGRATE_UNITY_BUILD)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # What one file has in its anonymous namespace hides nothing of another's.
  target_compile_options(${target} PRIVATE $<$<NOT:$<CXX_COMPILER_ID:MSVC>>:-Wno-shadow>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  get_target_property(sources ${target} SOURCES)
  list(REMOVE_ITEM sources ${arg_APART})
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH room)
    string(REPLACE "${Migrate_SOURCE_DIR}/" "" room "${room}")
    string(MAKE_C_IDENTIFIER "${target}_${room}" group)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()

# For what every program carries, and what waits for the database anyway. With a section for each function, a
# program that is linked with --gc-sections leaves out those that it does not call.
function(migrate_optimize_for_size target)
  if(MSVC)
    return()
  endif()
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Os> -ffunction-sections -fdata-sections
    # Copies of functions for one caller's arguments are for speed.
    $<$<CXX_COMPILER_ID:GNU>:-fno-ipa-cp -fno-ipa-sra>)
endfunction()

# For the tool, which compiles longer than it ever runs in a consumer's build. GCC makes programs at -Og in half the time
# of -O1, also in less than at -O0, where each small function of the standard library is written out.
function(migrate_optimize_for_build_time target)
  if(NOT MSVC)
    target_compile_options(${target} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-Og>)
  endif()
endfunction()

# Headers that nearly every room of the tool reads, compiled once. A compiler cache saves more, and ccache refuses such
# files unless it is told to be sloppy.
function(migrate_precompile_common_headers target)
  if(NOT MIGRATE_UNITY_BUILD OR (CMAKE_CXX_COMPILER_LAUNCHER AND NOT "$ENV{CCACHE_SLOPPINESS}" MATCHES "pch_defines"))
    return()
  endif()
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <filesystem> <functional> <map> <memory> <optional>
    <ranges> <set> <span> <string> <string_view> <utility> <variant> <vector> <fmt/format.h> <fmt/ranges.h>)
endfunction()
