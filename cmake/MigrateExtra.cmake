# find_package(Migrate COMPONENTS ...) where this build makes the package itself (MigrateRedirect.cmake).

include("${Migrate_SOURCE_DIR}/cmake/MigrateComponents.cmake")

foreach(_migrate_component IN LISTS Migrate_FIND_COMPONENTS)
  set(Migrate_${_migrate_component}_FOUND FALSE)
  if(TARGET Migrate::${_migrate_component})
    set(Migrate_${_migrate_component}_FOUND TRUE)
  elseif(Migrate_FIND_REQUIRED_${_migrate_component})
    set(Migrate_FOUND FALSE)
    string(APPEND Migrate_NOT_FOUND_MESSAGE "component ${_migrate_component}: this build does not make it\n")
  endif()
endforeach()

_migrate_explain_missing_components()
