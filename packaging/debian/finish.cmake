# What Debian's packages have beyond an installation. CPack runs it when it has installed the components of each package
# into a folder of its own, and before it packs them.

cmake_policy(VERSION 3.22...3.31)

if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()

file(GLOB folders "${CPACK_TEMPORARY_DIRECTORY}/*")
find_program(GZIP gzip REQUIRED)

# A file belongs to one package: shared libraries to theirs, and what both libmigrate-dev and migrate-tools bring to the
# first, without which it has no use.
set(taken "")
foreach(group IN ITEMS runtime sqlite postgres cli dev tools)
  set(folder "${CPACK_TEMPORARY_DIRECTORY}/${group}")
  file(GLOB_RECURSE files RELATIVE "${folder}" "${folder}/*")
  foreach(file IN LISTS files)
    if(file IN_LIST taken OR file MATCHES "/LICENSE$")
      file(REMOVE "${folder}/${file}")
    else()
      list(APPEND taken "${file}")
    endif()
  endforeach()
endforeach()

foreach(folder IN LISTS folders)
  get_filename_component(group "${folder}" NAME)
  string(TOUPPER "${group}" upper)
  set(package "${CPACK_DEBIAN_${upper}_PACKAGE_NAME}")
  if(NOT package)
    continue()
  endif()
  # Emptied folders would be packed.
  file(GLOB_RECURSE entries LIST_DIRECTORIES TRUE "${folder}/*")
  list(SORT entries ORDER DESCENDING)
  foreach(entry IN LISTS entries)
    file(GLOB inside "${entry}/*")
    if(IS_DIRECTORY "${entry}" AND NOT inside)
      file(REMOVE_RECURSE "${entry}")
    endif()
  endforeach()

  set(texts "${folder}/usr/share/doc/${package}")
  file(MAKE_DIRECTORY "${texts}")
  file(COPY "${CMAKE_CURRENT_LIST_DIR}/copyright" "${CMAKE_CURRENT_LIST_DIR}/changelog" DESTINATION "${texts}"
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  set(compressed "${texts}/changelog")
  file(GLOB pages "${folder}/usr/share/man/man1/*.1")
  execute_process(COMMAND "${GZIP}" -9nf ${compressed} ${pages} COMMAND_ERROR_IS_FATAL ANY)

  # Debian's zsh reads the completions of packages elsewhere.
  if(IS_DIRECTORY "${folder}/usr/share/zsh/site-functions")
    file(RENAME "${folder}/usr/share/zsh/site-functions" "${folder}/usr/share/zsh/vendor-completions")
  endif()
endforeach()
