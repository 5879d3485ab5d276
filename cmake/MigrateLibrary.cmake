# The libraries that programs link. With BUILD_SHARED_LIBS these are shared, and migc and the tests, which use what shared
# libraries do not export, link archives of the same objects.

include(CheckLinkerFlag)

set(migrate_abi_version ${Migrate_VERSION_MAJOR}.${Migrate_VERSION_MINOR})

# migrate_add_library(<component> SOURCES file... [APART file...] [PUBLIC library...] [PRIVATE library...]
#                     [DEFINES name...])
#
# Makes Migrate::<component>, and MigrateStatic::<component>, the same as an archive. APART is what
# migrate_compile_rooms_together calls so. PUBLIC is what its headers need, PRIVATE what it calls. DEFINES is for the
# programs that link it.
function(migrate_add_library component)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;APART;PUBLIC;PRIVATE;DEFINES")
  set(library migrate_${component})
  if(NOT BUILD_SHARED_LIBS)
    add_library(${library} STATIC ${arg_SOURCES})
    _migrate_compile_library(${library})
    _migrate_use_library(${library} Migrate static)
    add_library(MigrateStatic::${component} ALIAS ${library})
  else()
    _migrate_add_both_kinds()
  endif()
  add_library(Migrate::${component} ALIAS ${library})
endfunction()

# The functions below belong to the one above and read its variables.

function(_migrate_add_both_kinds)
  add_library(${library}_objects OBJECT ${arg_SOURCES})
  _migrate_compile_library(${library}_objects)
  _migrate_use_library(${library}_objects Migrate shared)
  string(TOUPPER ${component} name)
  target_compile_definitions(${library}_objects PRIVATE MIGRATE_BUILDS_${name} MIGRATE_SHARED)

  add_library(${library} SHARED $<TARGET_OBJECTS:${library}_objects>)
  _migrate_use_library(${library} Migrate shared)
  target_compile_definitions(${library} INTERFACE MIGRATE_SHARED)
  _migrate_version_library()

  # Its objects export what is internal, and import from DLLs: good enough for migc, but not for other programs.
  if(WIN32 OR MIGRATE_INSTALL_STATIC)
    add_library(${library}_static STATIC ${arg_SOURCES})
    _migrate_compile_library(${library}_static)
  else()
    add_library(${library}_static STATIC $<TARGET_OBJECTS:${library}_objects>)
  endif()
  _migrate_use_library(${library}_static MigrateStatic static)
  add_library(MigrateStatic::${component} ALIAS ${library}_static)
endfunction()

function(_migrate_compile_library target)
  target_include_directories(${target} PRIVATE ${Migrate_SOURCE_DIR}/runtime)
  migrate_compile_options(${target})
  migrate_optimize_for_size(${target})
  migrate_compile_rooms_together(${target} APART ${arg_APART})
endfunction()

# What who links it needs. A program that links both kinds would have two copies of everything; CMake refuses
# properties that disagree.
function(_migrate_use_library target namespace kind)
  set(output_name ${library})
  if(component STREQUAL "runtime")
    set(output_name migrate)
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${Migrate_SOURCE_DIR}/include>)
  else()
    target_link_libraries(${target} PUBLIC ${namespace}::runtime)
  endif()
  if(MSVC AND namespace STREQUAL "MigrateStatic")
    string(APPEND output_name _static)
  endif()
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  target_compile_definitions(${target} INTERFACE ${arg_DEFINES})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${component} OUTPUT_NAME ${output_name}
    INTERFACE_MIGRATE_LIBRARY_KIND ${kind})
  set_property(TARGET ${target} APPEND PROPERTY COMPATIBLE_INTERFACE_STRING MIGRATE_LIBRARY_KIND)
endfunction()

# Before 1.0, a minor version may change everything. Public names have it in their namespace (migrate/export.h); the
# version of the symbols keeps apart those that the libraries share with each other, too, and the script hides what the
# compiler makes of templates of the standard library.
function(_migrate_version_library)
  set_target_properties(${library} PROPERTIES VERSION ${Migrate_VERSION} SOVERSION ${migrate_abi_version})
  if(NOT DEFINED CMAKE_INSTALL_RPATH AND NOT APPLE)
    set_target_properties(${library} PROPERTIES INSTALL_RPATH "$ORIGIN")
  elseif(NOT DEFINED CMAKE_INSTALL_RPATH)
    set_target_properties(${library} PROPERTIES INSTALL_RPATH "@loader_path")
  endif()
  # A DLL exports what is marked, and a program for macOS knows the library of each symbol.
  if(WIN32 OR APPLE)
    return()
  endif()
  set(script ${Migrate_BINARY_DIR}/migrate.map)
  configure_file(${Migrate_SOURCE_DIR}/cmake/migrate.map.in ${script} @ONLY)
  check_linker_flag(CXX "LINKER:--version-script=${script}" MIGRATE_LINKER_HAS_VERSION_SCRIPTS)
  if(MIGRATE_LINKER_HAS_VERSION_SCRIPTS)
    target_link_options(${library} PRIVATE "LINKER:--version-script=${script}")
    set_target_properties(${library} PROPERTIES LINK_DEPENDS ${script})
  endif()
endfunction()
