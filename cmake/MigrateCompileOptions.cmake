# Compiler settings for this project's own targets; nothing here reaches a consumer.

function(migrate_compile_options target)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_20)
  if(MIGRATE_WARNINGS)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
  endif()
  if(MIGRATE_REPRODUCIBLE)
    target_compile_options(${target} PRIVATE
      "-ffile-prefix-map=${Migrate_BINARY_DIR}=build" "-ffile-prefix-map=${Migrate_SOURCE_DIR}=.")
  endif()
endfunction()
