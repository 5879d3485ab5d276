# The proof of a migrations folder (docs/proof.md) as a step of the build, which runs beside the compilation of the folder's
# chain. The targets of a build that have the same folder share one step: that of the first of them.

include_guard(GLOBAL)

set(MIGRATE_VERIFY_POSTGRES "" CACHE STRING
  "Prove on PostgreSQL: auto, require or off; empty: as verify_postgres in migrate.yaml says")

# The functions here belong to migrate_add_revisions() and read its variables.

# Lets the target fail where the proof does.
function(_migrate_add_proof)
  get_filename_component(real_folder "${folder}" REALPATH)
  string(SHA256 key "${real_folder}")
  get_property(proof GLOBAL PROPERTY _MIGRATE_PROOF_OF_${key})
  if(NOT proof)
    set(proof "migrate_proof_${target}_${arg_NAME}")
    _migrate_add_proof_target()
    set_property(GLOBAL PROPERTY _MIGRATE_PROOF_OF_${key} "${proof}")
    set_property(GLOBAL PROPERTY _MIGRATE_PROOF_FILE_OF_${key} "${generated}/proof.json")
  endif()
  get_property(verdict GLOBAL PROPERTY _MIGRATE_PROOF_FILE_OF_${key})
  get_target_property(type "${target}" TYPE)
  # With a dependency of the target, all of its files would wait for the proof. Ninja knows files across targets.
  if(CMAKE_GENERATOR MATCHES "Ninja" AND NOT type MATCHES "^(STATIC|OBJECT)_LIBRARY$")
    set_property(TARGET "${target}" APPEND PROPERTY LINK_DEPENDS "${verdict}")
  else()
    add_dependencies("${target}" "${proof}")
  endif()
endfunction()

# Its output is a stamp, because a proof that fails writes its verdict as well. With CHECK_BYTES it is never there. Where no
# PostgreSQL server was found, migc lists in the DEPFILE the folders in which one would appear.
function(_migrate_add_proof_target)
  _migrate_watch_proof_files()
  set(stamp "${generated}/proof.stamp")
  set(stamp_option --stamp "${stamp}" --depfile "${generated}/proof.d")
  set(depfile_option DEPFILE "${generated}/proof.d")
  set(listed "${generated}/manifest.txt" "${generated}/proof-inputs.txt" ${inputs})
  if(checks_bytes)
    set(stamp "${generated}/proof.always")
    set(stamp_option "")
    set(depfile_option "")
    set(listed "")
    set_source_files_properties("${stamp}" PROPERTIES SYMBOLIC TRUE)
  endif()
  set(verify_option "")
  if(MIGRATE_VERIFY_POSTGRES MATCHES "^(auto|require|off)$")
    set(verify_option --verify-postgres "${MIGRATE_VERIFY_POSTGRES}")
  elseif(NOT MIGRATE_VERIFY_POSTGRES STREQUAL "")
    message(FATAL_ERROR "MIGRATE_VERIFY_POSTGRES is \"${MIGRATE_VERIFY_POSTGRES}\". Set it to auto, require or off.")
  endif()
  set(byproducts "")
  if(CMAKE_GENERATOR MATCHES "Ninja")
    set(byproducts BYPRODUCTS "${generated}/proof.json")
  endif()
  add_custom_command(
    OUTPUT "${stamp}"
    ${byproducts}
    COMMAND Migrate::migc prove --dir "${folder}" --output "${generated}/proof.json" --cache "${generated}/proof.cache"
            ${stamp_option} ${verify_option}
    DEPENDS Migrate::migc ${listed}
    ${depfile_option}
    COMMENT "Proving the migrations of ${target} (${arg_NAME})"
    VERBATIM)
  add_custom_target("${proof}" DEPENDS "${stamp}")
  set_property(TARGET "${proof}" APPEND PROPERTY ADDITIONAL_CLEAN_FILES
    "${generated}/proof.json" "${generated}/proof.cache")
endfunction()

# What the proof reads beyond the manifest: the wanted schema and the copy of the head's, and the rows and the queries of the author. Writes their digests to a file, which
# changes when one of them does, and lets CMake run again then.
function(_migrate_watch_proof_files)
  string(REGEX REPLACE "([[*?])" "[\\1]" pattern "${folder}")
  file(GLOB_RECURSE names LIST_DIRECTORIES TRUE RELATIVE "${folder}" "${pattern}/fixtures/*" "${pattern}/queries/*")
  foreach(name schema.sql schema.sqlite.sql schema.postgres.sql schema.head.sql schema.head.sqlite.sql schema.head.postgres.sql)
    if(EXISTS "${folder}/${name}" AND NOT IS_DIRECTORY "${folder}/${name}")
      list(APPEND names ${name})
    endif()
  endforeach()
  foreach(name fixtures queries)
    if(IS_DIRECTORY "${folder}/${name}")
      list(APPEND names ${name})
    endif()
  endforeach()
  set(text "")
  foreach(name IN LISTS names)
    # Lists and makefiles have no spelling for other characters.
    if(name MATCHES "[^A-Za-z0-9_./+-]")
      continue()
    elseif(IS_DIRECTORY "${folder}/${name}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${base}/${name}")
    elseif(name MATCHES "\\.sql$")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${base}/${name}")
      file(SHA256 "${folder}/${name}" digest)
      string(APPEND text "${digest} ${name}\n")
    endif()
  endforeach()
  _migrate_write("${generated}/proof-inputs.txt" "${text}")
endfunction()
