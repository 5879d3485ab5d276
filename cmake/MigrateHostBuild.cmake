# Builds migc for the machine that builds, inside of a build for another one.

include_guard(GLOBAL)
include(ExternalProject)

# Defines Migrate::migc.
function(_migrate_build_host_migc)
  set(build "${Migrate_BINARY_DIR}/host-migc")
  # CMAKE_EXECUTABLE_SUFFIX is the target's.
  set(migc "${build}/bin/migc")
  if(CMAKE_HOST_WIN32)
    string(APPEND migc ".exe")
  endif()
  # What cross-compiling environments export is meant for the target.
  set(clean "${CMAKE_COMMAND}" -E env)
  foreach(variable CC CXX CPPFLAGS CFLAGS CXXFLAGS LDFLAGS CMAKE_TOOLCHAIN_FILE CMAKE_PREFIX_PATH
          PKG_CONFIG_PATH PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR)
    list(APPEND clean --unset=${variable})
  endforeach()
  ExternalProject_Add(migrate_host_migc
    SOURCE_DIR "${Migrate_SOURCE_DIR}"
    BINARY_DIR "${build}"
    CONFIGURE_COMMAND ${clean} "${CMAKE_COMMAND}" -S "${Migrate_SOURCE_DIR}" -B "${build}" -G "${CMAKE_GENERATOR}"
      "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CONFIGURATION_TYPES=Release
      "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY=${build}/bin" "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY_RELEASE=${build}/bin"
      "-DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}"
      -DMIGRATE_BUILD_MIGC=ON -DMIGRATE_BUILD_RUNTIME=OFF -DMIGRATE_BUILD_TESTS=OFF -DMIGRATE_WARNINGS=OFF
    BUILD_COMMAND ${clean} "${CMAKE_COMMAND}" --build "${build}" --config Release --target migc
    # It knows itself which of its sources have changed.
    BUILD_ALWAYS TRUE
    BUILD_BYPRODUCTS "${migc}"
    INSTALL_COMMAND "")
  add_executable(Migrate::migc IMPORTED GLOBAL)
  set_target_properties(Migrate::migc PROPERTIES IMPORTED_LOCATION "${migc}")
  add_dependencies(Migrate::migc migrate_host_migc)
endfunction()
