# The .pc file of each library. A program that links an archive links what the archive uses as well; one that links a
# shared library does so only when it asks for it (pkg-config --static).

# Relative to the file, so that an installation can be moved, except for folders that were given as absolute ones.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" pc_prefix "\${pcfiledir}/${pc_prefix}")
endif()
foreach(folder IN ITEMS LIBDIR INCLUDEDIR BINDIR)
  string(TOLOWER "pc_${folder}" variable)
  set(${variable} "${CMAKE_INSTALL_${folder}}")
  if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_${folder}}")
    string(PREPEND ${variable} "\${prefix}/")
  endif()
endforeach()

# migrate_install_pc_file(<component> <name> <description> LIBS flag... [CFLAGS flag...] [NEEDS package...]
#                         [USES package...] [USES_LIBS flag...])
#
# NEEDS is what a program needs that includes the headers, USES what only the library calls.
function(migrate_install_pc_file component pc_name pc_description)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "LIBS;CFLAGS;NEEDS;USES;USES_LIBS")
  if(NOT component STREQUAL "runtime")
    list(PREPEND arg_NEEDS "migrate = ${Migrate_VERSION}")
  endif()
  if(BUILD_SHARED_LIBS)
    list(APPEND arg_CFLAGS -DMIGRATE_SHARED)
  else()
    list(APPEND arg_NEEDS ${arg_USES})
    list(APPEND arg_LIBS ${arg_USES_LIBS})
    set(arg_USES "")
    set(arg_USES_LIBS "")
  endif()
  list(JOIN arg_NEEDS ", " pc_requires)
  list(JOIN arg_USES ", " pc_requires_private)
  list(JOIN arg_LIBS " " pc_libs)
  list(JOIN arg_USES_LIBS " " pc_libs_private)
  list(JOIN arg_CFLAGS " " pc_cflags)
  configure_file(cmake/migrate.pc.in ${pc_name}.pc @ONLY)
  install(FILES ${Migrate_BINARY_DIR}/${pc_name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
    COMPONENT Migrate_${component})
endfunction()
