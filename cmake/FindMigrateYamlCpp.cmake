# Finds yaml-cpp under one name, MigrateDeps::yaml-cpp. Its own target is yaml-cpp::yaml-cpp from 0.8 on and yaml-cpp before,
# which 0.9 warns about.

if(NOT TARGET MigrateDeps::yaml-cpp)
  if(NOT TARGET yaml-cpp::yaml-cpp AND NOT TARGET yaml-cpp)
    find_package(yaml-cpp QUIET CONFIG)
  endif()
  set(_migrate_yaml_cpp "")
  if(TARGET yaml-cpp::yaml-cpp)
    set(_migrate_yaml_cpp yaml-cpp::yaml-cpp)
  elseif(TARGET yaml-cpp)
    set(_migrate_yaml_cpp yaml-cpp)
  endif()
  if(_migrate_yaml_cpp)
    add_library(MigrateDeps::yaml-cpp INTERFACE IMPORTED GLOBAL)
    set_target_properties(MigrateDeps::yaml-cpp PROPERTIES INTERFACE_LINK_LIBRARIES "${_migrate_yaml_cpp}")
  endif()
endif()

set(MigrateYamlCpp_FOUND FALSE)
if(TARGET MigrateDeps::yaml-cpp)
  set(MigrateYamlCpp_FOUND TRUE)
endif()
