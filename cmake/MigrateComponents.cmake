# A target of this package that is linked but was not asked for is an error of CMake's, which does not say how to get it.

include_guard(GLOBAL)

# To be called in the directory that finds the package; its targets are judged when it ends.
macro(_migrate_explain_missing_components)
  set_property(DIRECTORY PROPERTY _MIGRATE_IS_FOUND_HERE TRUE)
  cmake_language(DEFER CALL _migrate_judge_targets_below .)
endmacro()

# Imported targets belong to a directory and those below it. A directory that finds the package itself may know more of
# them, and judges its own.
function(_migrate_judge_targets_below directory)
  get_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    _migrate_judge_links("${target}")
  endforeach()
  get_property(subdirectories DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
  foreach(subdirectory IN LISTS subdirectories)
    get_property(is_found_there DIRECTORY "${subdirectory}" PROPERTY _MIGRATE_IS_FOUND_HERE)
    if(NOT is_found_there)
      _migrate_judge_targets_below("${subdirectory}")
    endif()
  endforeach()
endfunction()

function(_migrate_judge_links target)
  get_target_property(libraries "${target}" LINK_LIBRARIES)
  # What another directory linked to the target is marked so, and looked up there.
  if(libraries MATCHES "::@")
    return()
  endif()
  foreach(component runtime sqlite postgres cli)
    if("Migrate::${component}" IN_LIST libraries AND NOT TARGET Migrate::${component})
      message(SEND_ERROR "The target ${target} links Migrate::${component}, a component that find_package(Migrate) "
        "was not asked for. Add ${component} to its COMPONENTS.")
    endif()
  endforeach()
endfunction()
