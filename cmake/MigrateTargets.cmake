# migrate_add_revisions(<target> DIRECTORY <folder> [NAME <name>] [CHECK_BYTES])
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
# targets. CHECK_BYTES, or MIGRATE_CHECK_BYTES=ON, lets every build compare the bytes of the files, whatever their times
# say. docs/cmake.md says what runs when.

include_guard(GLOBAL)
cmake_policy(VERSION 3.22...3.31)

include("${CMAKE_CURRENT_LIST_DIR}/MigrateFolder.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/MigrateProof.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/MigrateTest.cmake")

function(migrate_add_revisions)
  set(usage "migrate_add_revisions(<target> DIRECTORY <folder> [NAME <name>] [CHECK_BYTES])")
  if(ARGC EQUAL 0)
    message(FATAL_ERROR "migrate_add_revisions: no target is given. Write ${usage}.")
  endif()
  set(target "${ARGV0}")
  cmake_parse_arguments(PARSE_ARGV 1 arg "CHECK_BYTES" "DIRECTORY;NAME" "")
  _migrate_require_arguments()
  _migrate_require_target()
  _migrate_require_name()
  _migrate_require_tools()

  get_filename_component(folder "${arg_DIRECTORY}" ABSOLUTE)
  _migrate_require_one_folder()
  string(REGEX REPLACE "(.)/+$" "\\1" shown_folder "${arg_DIRECTORY}")
  _migrate_check_folder(checked "${folder}" "${shown_folder}")

  set(include_directory "${CMAKE_CURRENT_BINARY_DIR}/migrate/${target}")
  set(generated "${include_directory}/${arg_NAME}")
  set(checks_bytes FALSE)
  if(arg_CHECK_BYTES OR MIGRATE_CHECK_BYTES)
    set(checks_bytes TRUE)
  endif()
  _migrate_write_headers()
  _migrate_write("${generated}/manifest.txt" "${checked_manifest}")
  _migrate_watch_files()
  _migrate_watch_dumps()
  if(checks_bytes)
    _migrate_add_checked_compilation()
  else()
    _migrate_add_compilation()
  endif()
  _migrate_extend_target()
  _migrate_list_files()
  _migrate_add_proof()
  set_target_properties("${target}" PROPERTIES "MIGRATE_FOLDER_${arg_NAME}" "${folder}"
    "MIGRATE_GENERATED_${arg_NAME}" "${generated}" "MIGRATE_CALLS_${arg_NAME}" "${checked_calls}")
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

# Two tables of one name in one program would be the same function, and the linker would take either.
function(_migrate_require_one_folder)
  get_filename_component(real_folder "${folder}" REALPATH)
  get_property(first_folder GLOBAL PROPERTY _MIGRATE_FOLDER_OF_${arg_NAME})
  get_property(first_target GLOBAL PROPERTY _MIGRATE_TARGET_OF_${arg_NAME})
  if(NOT first_target)
    set_property(GLOBAL PROPERTY _MIGRATE_FOLDER_OF_${arg_NAME} "${real_folder}")
    set_property(GLOBAL PROPERTY _MIGRATE_TARGET_OF_${arg_NAME} "${target}")
  elseif(NOT first_folder STREQUAL real_folder)
    _migrate_refuse("the name \"${arg_NAME}\" already stands for ${first_folder} in this build (target ${first_target}). Give another NAME.")
  endif()
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
    _migrate_refuse("there is no target Migrate::migc here. Add migc to the COMPONENTS of find_package(Migrate), or set MIGRATE_MIGC_EXECUTABLE to a migc that runs on this machine.")
  endif()
endfunction()

# Writes a file whole, and only when that changes it, so that nothing is built again for nothing.
function(_migrate_write path text)
  file(WRITE "${path}.new" "${text}")
  file(COPY_FILE "${path}.new" "${path}" ONLY_IF_DIFFERENT)
  file(REMOVE "${path}.new")
endfunction()

# The headers that stay as they are when a revision is added.
function(_migrate_write_headers)
  set(name "${arg_NAME}")
  set(calls "${checked_calls}")
  _migrate_write("${generated}/revisions.h" "// The compiled migrations of \"${name}\":
//
//     migrate::Report report = migrate::upgrade(connection, ${name}::revisions());

#pragma once

#include <migrate/generated.h>

namespace ${name}::inline MIGRATE_FORMAT {

const migrate::Chain& revisions() noexcept;

}  // namespace ${name}::inline MIGRATE_FORMAT
")
  _migrate_reserved_names(reserved)
  list(REMOVE_ITEM calls ${reserved})
  set(declarations "")
  foreach(call IN LISTS calls)
    string(APPEND declarations "void ${call}(migrate::StepContext& context);\n")
  endforeach()
  # With CHECK_BYTES the build writes it; until then this one is for editors.
  if(checks_bytes AND EXISTS "${generated}/steps.h")
    return()
  endif()
  _migrate_write("${generated}/steps.h" "// The functions that revisions of \"${name}\" call; the program defines them.

#pragma once

#include <migrate/generated.h>

namespace ${name}::steps {

${declarations}
}  // namespace ${name}::steps
")
endfunction()

# Lets CMake run again when a file or a folder changes, or what it wrote itself is gone or edited. Sets `inputs` for build
# tools that need to be told otherwise, `base` to what can stand in a list of paths, and `folder` to what can stand in a
# command.
function(_migrate_watch_files)
  # Paths in lists and makefiles have no spelling for some characters. A link gives such a folder another path.
  set(base "${folder}")
  if(NOT base MATCHES "^([A-Za-z]:/)?[A-Za-z0-9_./+-]*$")
    set(base "${generated}/folder")
    file(CREATE_LINK "${folder}" "${base}" SYMBOLIC)
    # Only these cannot be quoted: references of make and ninja, and generator expressions.
    if(folder MATCHES "\\$[({<]")
      set(folder "${base}" PARENT_SCOPE)
    endif()
  endif()
  set(base "${base}" PARENT_SCOPE)
  list(TRANSFORM checked_files PREPEND "${base}/" OUTPUT_VARIABLE files)
  list(TRANSFORM checked_versions PREPEND "${base}/" OUTPUT_VARIABLE folders)
  set(written "${generated}/revisions.h" "${generated}/manifest.txt")
  if(NOT checks_bytes)
    list(APPEND written "${generated}/steps.h")
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${base}" ${folders} ${files} ${written})
  set(inputs "" PARENT_SCOPE)
  if(CMAKE_SUPPRESS_REGENERATION OR NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    set(inputs "${files}" PARENT_SCOPE)
  endif()
endfunction()

# What the compilation reads beyond the manifest: the facts of the head, for drift_check and schema_header, and the
# snapshot for PostgreSQL. A file with their digests changes when they do.
function(_migrate_watch_dumps)
  set(text "")
  foreach(name head.postgres.json snapshot.postgres.sql)
    set(file "${folder}/${name}")
    if(EXISTS "${file}" AND NOT IS_DIRECTORY "${file}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${base}/${name}")
      file(SHA256 "${file}" digest)
      string(APPEND text "${name} ${digest}\n")
    endif()
  endforeach()
  _migrate_write("${generated}/dumps-inputs.txt" "${text}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${generated}/dumps-inputs.txt")
endfunction()

# The commands of the build. The input of the first is the manifest, which names every file with its digest: a file that is
# deleted, or copied in with an old time, changes the manifest, where file times alone would not tell. Its output is a
# stamp, so that make does not run it again for a revisions.cpp that it left as it was.
#
# To a build tool a generated file that is newer than its inputs is right, whatever program wrote it. So migc writes into a folder of
# its own, and a second command, whose inputs are the copies that the program includes and compiles, copies the files
# again when one was edited or deleted.
function(_migrate_add_compilation)
  set(original "${generated}/original")
  set(made "${original}/revisions.cpp" "${original}/chain.h")
  set(copies "${generated}/revisions.cpp" "${generated}/chain.h")
  if(checked_schema_header)
    list(APPEND made "${original}/schema.h")
    list(APPEND copies "${generated}/schema.h")
  endif()
  _migrate_compile_options(options "${original}")
  _migrate_codegen(codegen)
  set(byproducts ${made} ${copies})
  set(made_before "")
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    _migrate_create_when_missing(${byproducts})
    set(byproducts "")
    set(made_before ${made})
  endif()
  add_custom_command(
    OUTPUT "${generated}/revisions.stamp"
    BYPRODUCTS ${byproducts}
    COMMAND Migrate::migc compile --dir "${folder}" ${options} --manifest "${generated}/manifest.txt"
            --stamp "${generated}/revisions.stamp"
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different ${made} "${generated}"
    DEPENDS "${generated}/manifest.txt" "${generated}/dumps-inputs.txt" Migrate::migc ${inputs} ${made_before}
    COMMENT "Compiling the migrations of ${target} (${arg_NAME})"
    VERBATIM ${codegen})
  add_custom_command(
    OUTPUT "${generated}/revisions.restored"
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different ${made} "${generated}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${generated}/revisions.restored"
    DEPENDS "${generated}/revisions.stamp" ${copies}
    COMMENT ""
    VERBATIM ${codegen})
  _migrate_add_compilation_target("${generated}/revisions.restored")
endfunction()

# To make a byproduct is nothing that it could miss. A file that comes from a rule of its own is newer than what depends on
# it, which is then made again.
function(_migrate_create_when_missing)
  foreach(file IN LISTS ARGN)
    get_filename_component(directory "${file}" DIRECTORY)
    file(MAKE_DIRECTORY "${directory}")
    add_custom_command(OUTPUT "${file}" COMMAND "${CMAKE_COMMAND}" -E touch "${file}" COMMENT "" VERBATIM)
  endforeach()
endfunction()

# With CHECK_BYTES: a command that every build runs, whose output never exists. What it read and wrote is in a record,
# with which it ends at once while nothing has changed. The manifest plays no part, because CMake runs again only when a
# time tells it to.
function(_migrate_add_checked_compilation)
  set(written "${generated}/revisions.cpp" "${generated}/chain.h")
  if(checked_schema_header)
    list(APPEND written "${generated}/schema.h")
  endif()
  _migrate_compile_options(options "${generated}")
  _migrate_codegen(codegen)
  add_custom_command(
    OUTPUT "${generated}/revisions.always"
    BYPRODUCTS ${written} "${generated}/steps.h"
    COMMAND Migrate::migc compile --dir "${folder}" ${options} --steps-header "${generated}/steps.h"
            --record "${generated}/revisions.record"
    DEPENDS Migrate::migc
    COMMENT "Checking the migrations of ${target} (${arg_NAME})"
    VERBATIM ${codegen})
  set_source_files_properties("${generated}/revisions.always" PROPERTIES SYMBOLIC TRUE)
  _migrate_add_compilation_target("${generated}/revisions.always")
  set_property(TARGET "migrate_${target}_${arg_NAME}" APPEND PROPERTY ADDITIONAL_CLEAN_FILES
    "${generated}/revisions.record")
endfunction()

# The options that both have. --dir is none of them: a folder's name may hold what splits lists.
function(_migrate_compile_options out where)
  set(${out} --name "${arg_NAME}" --output "${where}/revisions.cpp" --chain-header "${where}/chain.h"
    --replay-cache "${generated}/replay.cache" --snapshot-cache "${generated}/snapshot")
  if(checked_schema_header)
    list(APPEND ${out} --schema-header "${where}/schema.h")
  endif()
  set(${out} ${${out}} PARENT_SCOPE)
endfunction()

# `cmake --build . --target codegen` is known to CMake 3.31 and newer.
function(_migrate_codegen out)
  set(${out} "" PARENT_SCOPE)
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.31)
    set(${out} CODEGEN PARENT_SCOPE)
  endif()
endfunction()

# That target collects the commands of what `all` builds.
function(_migrate_add_compilation_target output)
  set(all "")
  get_target_property(is_excluded "${target}" EXCLUDE_FROM_ALL)
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.31 AND NOT is_excluded)
    set(all ALL)
  endif()
  add_custom_target("migrate_${target}_${arg_NAME}" ${all} DEPENDS "${output}")
  # No byproduct: a chain without YAML revisions has none, and ninja would miss it in every build.
  set_property(TARGET "migrate_${target}_${arg_NAME}" APPEND PROPERTY ADDITIONAL_CLEAN_FILES "${generated}/replay.cache"
    "${generated}/snapshot")
endfunction()

# The target may be of another directory: then only these properties tell it that the file comes from elsewhere.
function(_migrate_extend_target)
  set_source_files_properties("${generated}/revisions.cpp" TARGET_DIRECTORY "${target}" PROPERTIES
    GENERATED TRUE SKIP_UNITY_BUILD_INCLUSION TRUE SKIP_PRECOMPILE_HEADERS TRUE SKIP_AUTOGEN TRUE
    CXX_SCAN_FOR_MODULES FALSE)
  target_sources("${target}" PRIVATE "${generated}/revisions.cpp")
  add_dependencies("${target}" "migrate_${target}_${arg_NAME}")
  _migrate_link_runtime()
endfunction()

# Shows the files in the target for editors, which take nothing else for a part of the project. To the build they are no
# sources: it knows no language with such names.
function(_migrate_list_files)
  list(TRANSFORM checked_files PREPEND "${base}/" OUTPUT_VARIABLE files)
  target_sources("${target}" PRIVATE ${files})
  if(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    source_group(TREE "${base}" PREFIX "Migrations of ${arg_NAME}" FILES ${files})
  endif()
endfunction()

# Who links to a library includes its headers, and these include ours. A SHARED library has the runtime inside, so that
# only targets of this build, which see revisions.h, need Migrate.
function(_migrate_link_runtime)
  get_target_property(type "${target}" TYPE)
  set(scope PUBLIC)
  if(NOT type MATCHES "^(STATIC|OBJECT)_LIBRARY$")
    set(scope PRIVATE)
  endif()
  target_include_directories("${target}" ${scope} "$<BUILD_INTERFACE:${include_directory}>")
  _migrate_link(${scope} Migrate::runtime)
  if(type STREQUAL "SHARED_LIBRARY")
    target_include_directories("${target}" INTERFACE "$<BUILD_INTERFACE:${include_directory}>")
    _migrate_link(INTERFACE "$<BUILD_INTERFACE:Migrate::runtime>")
  endif()
endfunction()

# Links without target_link_libraries where that is possible: a target whose own calls have no PRIVATE or PUBLIC would be
# refused. What is imported into one directory only is known by name there; for a target of another one only the command
# says where to look.
function(_migrate_link scope library)
  get_target_property(is_imported Migrate::runtime IMPORTED)
  get_target_property(is_global Migrate::runtime IMPORTED_GLOBAL)
  get_target_property(directory "${target}" SOURCE_DIR)
  if(is_imported AND NOT is_global AND NOT directory STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    target_link_libraries("${target}" ${scope} "${library}")
    return()
  endif()
  if(NOT scope STREQUAL "INTERFACE")
    set_property(TARGET "${target}" APPEND PROPERTY LINK_LIBRARIES "${library}")
  endif()
  if(NOT scope STREQUAL "PRIVATE")
    set_property(TARGET "${target}" APPEND PROPERTY INTERFACE_LINK_LIBRARIES "${library}")
  endif()
endfunction()
