# Migrate::migc where this build does not make it: a migc that runs on the machine that builds. The order is
# MIGRATE_MIGC_EXECUTABLE, Migrate_HOST_PATH (a prefix where Migrate is installed for this machine), PATH.

include_guard(GLOBAL)

# A relative path on CMake's command line is relative to where it was typed. CMake makes it absolute when the entry in the
# cache gets a type; there must be no entry where find_program is to look.
if(DEFINED CACHE{MIGRATE_MIGC_EXECUTABLE})
  set(MIGRATE_MIGC_EXECUTABLE "$CACHE{MIGRATE_MIGC_EXECUTABLE}" CACHE FILEPATH "A migc that runs on this machine")
endif()

# Sets MIGRATE_MIGC_EXECUTABLE in the cache, or leaves it false.
function(_migrate_find_migc)
  # No path of the target's: what is in its sysroot or prefix may not run here.
  find_program(MIGRATE_MIGC_EXECUTABLE migc
    HINTS ${Migrate_HOST_PATH} PATH_SUFFIXES bin
    DOC "A migc that runs on this machine"
    NO_PACKAGE_ROOT_PATH NO_CMAKE_PATH NO_CMAKE_ENVIRONMENT_PATH NO_CMAKE_SYSTEM_PATH NO_CMAKE_FIND_ROOT_PATH)
endfunction()

# Makes Migrate::migc of MIGRATE_MIGC_EXECUTABLE. `out_problem`: why that cannot be, or "".
function(_migrate_import_migc out_problem version)
  set(${out_problem} "" PARENT_SCOPE)
  if(NOT IS_ABSOLUTE "${MIGRATE_MIGC_EXECUTABLE}")
    set(${out_problem} "MIGRATE_MIGC_EXECUTABLE is \"${MIGRATE_MIGC_EXECUTABLE}\". Set it to an absolute path." PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND "${MIGRATE_MIGC_EXECUTABLE}" --version
    RESULT_VARIABLE result OUTPUT_VARIABLE answer ERROR_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT answer STREQUAL "migc ${version}")
    string(CONCAT problem "MIGRATE_MIGC_EXECUTABLE is \"${MIGRATE_MIGC_EXECUTABLE}\". To --version it should answer "
      "\"migc ${version}\" and did answer \"${answer}\" (${result}). Set it to a migc of this version.")
    set(${out_problem} "${problem}" PARENT_SCOPE)
  elseif(NOT TARGET Migrate::migc)
    add_executable(Migrate::migc IMPORTED GLOBAL)
    set_target_properties(Migrate::migc PROPERTIES IMPORTED_LOCATION "${MIGRATE_MIGC_EXECUTABLE}")
  endif()
endfunction()
