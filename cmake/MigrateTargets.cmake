# migrate_add_revisions(<target> DIRECTORY <folder> [NAME <name>])
#
# Checks the migrations folder and compiles it into the target:
#
#     add_executable(inventory main.cpp)
#     migrate_add_revisions(inventory DIRECTORY migrations)
#
#     #include "inventory/revisions.h"     // inventory::revisions()
#
# The target is an executable or a STATIC, SHARED, MODULE or OBJECT library of this build. DIRECTORY is relative to the
# current source directory. NAME is the namespace and the folder of the generated headers; the default is the target's
# name with "-" and "." as "_". A target may have several chains under several names, and a folder may go into several
# targets. docs/cmake.md says what runs when.

include_guard(GLOBAL)
cmake_policy(VERSION 3.22...3.31)

include("${CMAKE_CURRENT_LIST_DIR}/MigrateFolder.cmake")

function(migrate_add_revisions)
  set(usage "migrate_add_revisions(<target> DIRECTORY <folder> [NAME <name>])")
  if(ARGC EQUAL 0)
    message(FATAL_ERROR "migrate_add_revisions: no target is given. Write ${usage}.")
  endif()
  set(target "${ARGV0}")
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIRECTORY;NAME" "")
  _migrate_require_arguments()
  _migrate_require_target()
  _migrate_require_name()
  _migrate_require_tools()

  get_filename_component(folder "${arg_DIRECTORY}" ABSOLUTE)
  string(REGEX REPLACE "(.)/+$" "\\1" shown_folder "${arg_DIRECTORY}")
  _migrate_check_folder(checked "${folder}" "${shown_folder}")

  set(include_directory "${CMAKE_CURRENT_BINARY_DIR}/migrate/${target}")
  set(generated "${include_directory}/${arg_NAME}")
  _migrate_write_headers("${generated}" "${arg_NAME}" "${checked_calls}")
  _migrate_write("${generated}/manifest.txt" "${checked_manifest}")
  _migrate_watch_files()
  _migrate_add_compilation()
  _migrate_extend_target()
endfunction()

# The functions below belong to the one above and read its variables.

function(_migrate_refuse reason)
  message(FATAL_ERROR "migrate_add_revisions(${target}): ${reason}")
endfunction()

function(_migrate_require_arguments)
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    list(JOIN arg_UNPARSED_ARGUMENTS " " unknown)
    _migrate_refuse("unknown argument \"${unknown}\". Write ${usage}.")
  elseif(DEFINED arg_KEYWORDS_MISSING_VALUES)
    list(JOIN arg_KEYWORDS_MISSING_VALUES " and " keywords)
    _migrate_refuse("${keywords} has no value. Write ${usage}.")
  elseif(NOT DEFINED arg_DIRECTORY)
    _migrate_refuse("DIRECTORY, the migrations folder, is missing. Write ${usage}.")
  endif()
endfunction()

function(_migrate_require_target)
  if(NOT TARGET "${target}")
    _migrate_refuse("there is no such target. Call it after add_executable or add_library.")
  endif()
  get_target_property(original "${target}" ALIASED_TARGET)
  if(original)
    _migrate_refuse("this is an ALIAS, to which nothing can be added. Name its target, ${original}.")
  endif()
  get_target_property(is_imported "${target}" IMPORTED)
  if(is_imported)
    _migrate_refuse("this target is IMPORTED, and so not compiled here. Name a target of this build.")
  endif()
  get_target_property(type "${target}" TYPE)
  if(NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    _migrate_refuse("a target of type ${type} compiles no source file. Name an executable or a library that does.")
  endif()
endfunction()

# Sets arg_NAME where it is not given, and keeps it from being used twice.
function(_migrate_require_name)
  set(origin "NAME")
  if(NOT DEFINED arg_NAME)
    set(origin "the default for NAME,")
    string(REGEX REPLACE "[-.]" "_" arg_NAME "${target}")
    set(arg_NAME "${arg_NAME}" PARENT_SCOPE)
  endif()
  if(NOT arg_NAME MATCHES "^[A-Za-z_][A-Za-z0-9_]*$")
    _migrate_refuse("${origin} \"${arg_NAME}\" is no C++ identifier. Give a NAME of letters, digits and _.")
  endif()
  _migrate_reserved_names(reserved)
  if(arg_NAME IN_LIST reserved)
    _migrate_refuse("${origin} \"${arg_NAME}\" cannot be a namespace of yours in C++. Give another NAME.")
  endif()
  get_target_property(names "${target}" MIGRATE_NAMES)
  if(arg_NAME IN_LIST names)
    _migrate_refuse("this target has revisions under the name \"${arg_NAME}\" already. Give another NAME.")
  endif()
  set_property(TARGET "${target}" APPEND PROPERTY MIGRATE_NAMES "${arg_NAME}")
endfunction()

# What a namespace or a function of a program cannot be called.
function(_migrate_reserved_names out)
  set(${out}
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await
    co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do
    double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace
    new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires return
    short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try typedef
    typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq
    migrate std
    PARENT_SCOPE)
endfunction()

function(_migrate_require_tools)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if(NOT CXX IN_LIST languages)
    _migrate_refuse("the generated file is C++. Add CXX to the LANGUAGES of project().")
  endif()
  if(NOT TARGET Migrate::runtime)
    _migrate_refuse("there is no target Migrate::runtime here. Find it with find_package(Migrate), or build it with MIGRATE_BUILD_RUNTIME=ON.")
  elseif(NOT TARGET Migrate::migc)
    _migrate_refuse("there is no target Migrate::migc here. Set MIGRATE_MIGC_EXECUTABLE to a migc that runs on this machine.")
  endif()
endfunction()

# Writes a file whole, and only when that changes it, so that nothing is built again for nothing.
function(_migrate_write path text)
  file(WRITE "${path}.new" "${text}")
  file(COPY_FILE "${path}.new" "${path}" ONLY_IF_DIFFERENT)
  file(REMOVE "${path}.new")
endfunction()

# The headers that stay as they are when a revision is added.
function(_migrate_write_headers generated name calls)
  _migrate_write("${generated}/revisions.h" "// The compiled migrations of \"${name}\":
//
//     migrate::Report report = migrate::upgrade(connection, ${name}::revisions());

#pragma once

#include <migrate/generated.h>

namespace ${name} {

const migrate::Chain& revisions() noexcept;

}  // namespace ${name}
")
  _migrate_reserved_names(reserved)
  list(REMOVE_ITEM calls ${reserved})
  set(declarations "")
  foreach(call IN LISTS calls)
    string(APPEND declarations "void ${call}(migrate::StepContext& context);\n")
  endforeach()
  _migrate_write("${generated}/steps.h" "// The functions that revisions of \"${name}\" call; the program defines them.

#pragma once

#include <migrate/generated.h>

namespace ${name}::steps {

${declarations}
}  // namespace ${name}::steps
")
endfunction()

# Lets CMake run again when a file or a folder changes. Sets `inputs` for build tools that need to be told otherwise, and
# `folder` to what can stand in a command.
function(_migrate_watch_files)
  # Paths in lists and makefiles have no spelling for some characters. A link gives such a folder another path.
  set(base "${folder}")
  if(NOT base MATCHES "^[A-Za-z0-9_./+-]*$")
    set(base "${generated}/folder")
    file(CREATE_LINK "${folder}" "${base}" SYMBOLIC)
    # Only these cannot be quoted: references of make and ninja, and generator expressions.
    if(folder MATCHES "\\$[({<]")
      set(folder "${base}" PARENT_SCOPE)
    endif()
  endif()
  list(TRANSFORM checked_files PREPEND "${base}/" OUTPUT_VARIABLE files)
  list(TRANSFORM checked_versions PREPEND "${base}/" OUTPUT_VARIABLE folders)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${base}" ${folders} ${files})
  set(inputs "" PARENT_SCOPE)
  if(CMAKE_SUPPRESS_REGENERATION OR NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    set(inputs "${files}" PARENT_SCOPE)
  endif()
endfunction()

# The one command of the build. Its input is the manifest, which names every file with its digest: a file that is
# deleted, or copied in with an old time, changes the manifest, where file times alone would not tell. Its output is a
# stamp, so that make does not run it again for a revisions.cpp that it left as it was.
function(_migrate_add_compilation)
  set(codegen "")
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.31)
    set(codegen CODEGEN)
  endif()
  add_custom_command(
    OUTPUT "${generated}/revisions.stamp"
    BYPRODUCTS "${generated}/revisions.cpp" "${generated}/chain.h"
    COMMAND Migrate::migc compile --dir "${folder}" --name "${arg_NAME}" --output "${generated}/revisions.cpp"
            --chain-header "${generated}/chain.h" --manifest "${generated}/manifest.txt"
            --stamp "${generated}/revisions.stamp" --replay-cache "${generated}/replay.cache"
    DEPENDS "${generated}/manifest.txt" Migrate::migc ${inputs}
    COMMENT "Compiling the migrations of ${target} (${arg_NAME})"
    VERBATIM ${codegen})
  add_custom_target("migrate_${target}_${arg_NAME}" DEPENDS "${generated}/revisions.stamp")
  # No byproduct: a chain without YAML revisions has none, and ninja would miss it in every build.
  set_property(TARGET "migrate_${target}_${arg_NAME}" APPEND PROPERTY ADDITIONAL_CLEAN_FILES "${generated}/replay.cache")
endfunction()

# The target may be of another directory: then only these properties tell it that the file comes from elsewhere.
function(_migrate_extend_target)
  set_source_files_properties("${generated}/revisions.cpp" TARGET_DIRECTORY "${target}" PROPERTIES
    GENERATED TRUE SKIP_UNITY_BUILD_INCLUSION TRUE SKIP_PRECOMPILE_HEADERS TRUE SKIP_AUTOGEN TRUE
    CXX_SCAN_FOR_MODULES FALSE)
  target_sources("${target}" PRIVATE "${generated}/revisions.cpp")
  add_dependencies("${target}" "migrate_${target}_${arg_NAME}")
  # Who links to a library includes its headers, and these include ours.
  set(scope PUBLIC)
  get_target_property(type "${target}" TYPE)
  if(type STREQUAL "EXECUTABLE")
    set(scope PRIVATE)
  endif()
  target_include_directories("${target}" ${scope} "$<BUILD_INTERFACE:${include_directory}>")
  target_link_libraries("${target}" ${scope} Migrate::runtime)
endfunction()
