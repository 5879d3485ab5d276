# Removes the scripts that CPack adds to packages with shared libraries. They call ldconfig, which the trigger of these
# packages does already, and dpkg would need a shell in the root that it installs them into.

cmake_policy(VERSION 3.22...3.31)

if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()

find_program(DPKG_DEB dpkg-deb REQUIRED)
foreach(package IN LISTS CPACK_PACKAGE_FILES)
  set(folder "${CPACK_TEMPORARY_DIRECTORY}/repacked")
  file(REMOVE_RECURSE "${folder}")
  execute_process(COMMAND "${DPKG_DEB}" --raw-extract "${package}" "${folder}" COMMAND_ERROR_IS_FATAL ANY)
  if(EXISTS "${folder}/DEBIAN/triggers")
    file(REMOVE "${folder}/DEBIAN/postinst" "${folder}/DEBIAN/postrm")
    execute_process(COMMAND "${DPKG_DEB}" --root-owner-group --build "${folder}" "${package}"
      OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
