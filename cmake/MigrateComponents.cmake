# A target of this package that is linked but was not asked for is an error of CMake's, which does not say how to get it.

include_guard(GLOBAL)

# Called at the end of the directory that found the package.
function(_migrate_explain_missing_components)
  _migrate_explain_in("${CMAKE_CURRENT_SOURCE_DIR}")
endfunction()

function(_migrate_explain_in directory)
  get_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(libraries "${target}" LINK_LIBRARIES)
    foreach(component runtime sqlite postgres cli)
      if("Migrate::${component}" IN_LIST libraries AND NOT TARGET Migrate::${component})
        message(SEND_ERROR "The target ${target} links Migrate::${component}, a component that find_package(Migrate) "
          "was not asked for. Add ${component} to its COMPONENTS.")
      endif()
    endforeach()
  endforeach()
  get_property(directories DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
  foreach(directory IN LISTS directories)
    _migrate_explain_in("${directory}")
  endforeach()
endfunction()
