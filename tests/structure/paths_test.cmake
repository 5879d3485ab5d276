# cmake -D ROOT=<this project> -P paths_test.cmake
#
# Paths are UTF-8 text (runtime/core/text/path.h). A std::filesystem::path that is made of a std::string, its string(), and
# a file that is opened by such a text pass through the code page of the process on Windows.

cmake_minimum_required(VERSION 3.22...3.31)

# Here every variable that the calls below get is a std::filesystem::path.
set(with_paths
  runtime/core/text/path.h runtime/sqlite/backup_file_windows.cpp runtime/sqlite/created_file.cpp
  runtime/sqlite/database_file.cpp runtime/sqlite/testing.cpp
  runtime/sqlite/test_folder_windows.cpp tools/migc/authoring/initial_folder.cpp tools/migc/commands/check_command.cpp
  tools/migc/folder/output_file.cpp tools/migc/proof/proof_keys.cpp)
# What runs on POSIX only.
set(posix_only "^runtime/sqlite/(backup_file|test_folder)\\.cpp$|^tools/migc/(scratch|dump)/postgres_")

set(calls "(absolute|canonical|copy_file|create_directories|create_directory|directory_iterator [a-z]+|exists|file_size"
  "|is_directory|is_empty|is_regular_file|permissions|remove|remove_all|rename|status|symlink_status|weakly_canonical)")
string(CONCAT calls ${calls})
string(CONCAT wrong
  "\\.(string|generic_string)\\(\\)"
  "|(filesystem|fs)::path\\([^)]"
  "|std::fopen\\("
  "|std::[io]fstream [a-z_]+\\(")

set(mistakes "")
set(count 0)
file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/runtime/*.h" "${ROOT}/runtime/*.cpp" "${ROOT}/tools/*.h" "${ROOT}/tools/*.cpp")
foreach(source IN LISTS sources)
  if(source MATCHES "${posix_only}" OR source STREQUAL "runtime/core/text/open_file.cpp")
    continue()
  endif()
  file(STRINGS "${ROOT}/${source}" lines REGEX "filesystem::|fs::|string\\(\\)|fopen|fstream ")
  foreach(line IN LISTS lines)
    math(EXPR count "${count} + 1")
    if(line MATCHES "^ *//|to_path\\(|entry->path\\(\\)|entry\\.path\\(\\)")
      continue()
    endif()
    if(line MATCHES "${wrong}" OR (NOT source IN_LIST with_paths AND line MATCHES "(filesystem|fs)::${calls}\\([^)]"))
      list(APPEND mistakes "${source}: ${line}")
    endif()
  endforeach()
endforeach()
if(count LESS 50)
  list(APPEND mistakes "only ${count} lines were found")
endif()
if(mistakes)
  list(JOIN mistakes "\n  " mistakes)
  message(FATAL_ERROR "Paths that are not made by core::to_path():\n  ${mistakes}")
endif()
