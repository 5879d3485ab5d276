# A third engine added to a copy of the sources: the compiler must name each facet of an engine, which is one switch
# over Dialect without a default. A facet that stays silent would do for the new engine what it does for another.
#
#   ROOT       this project's folder
#   WORK       where the copy goes
#   COMPILER   a C++ compiler with the options of GCC
#   INCLUDES   folders of headers of others
#
# A new facet is added to the list below, and so it is when one is divided or moved. CONTRIBUTING.md says what each is.

cmake_minimum_required(VERSION 3.22...3.31)

# File: functions.
set(facets
  "include/migrate/dialect.h: to_string"
  "runtime/engine/capabilities.cpp: engine_name has_roles has_schemas dump_program"
  "runtime/engine/database_url.cpp: url_schemes url_form url_location url_secrets adapter_target"
  "runtime/engine/item_flags.cpp: statement_flags"
  "runtime/engine/lock_notes.cpp: lock_rules"
  "runtime/engine/name_tokens.cpp: is_name name_in"
  "runtime/engine/names.cpp: is_same_name name_key temporary_schema implied_schema schema_of_revisions"
  "runtime/engine/script_facts.cpp: read"
  "runtime/engine/shell.cpp: shell_for"
  "runtime/engine/table_layout.cpp: number_type"
  "runtime/engine/tokens.cpp: next_token_of"
  "tools/migc/authoring/example_program.cpp: engine_of"
  "tools/migc/authoring/initial_folder.cpp: local_url"
  "tools/migc/transition/table_key.cpp: part_key"
  "tools/migc/derive/scratch_engines.cpp: scratch_engines"
  "tools/migc/diff/live_database.cpp: open_live_database"
  "tools/migc/drift/fact_questions.cpp: fact_question"
  "tools/migc/drift/head_facts.cpp: use_program_settings read"
  "tools/migc/drift/server_spelling.cpp: server_release"
  "tools/migc/dump/schema_dump.cpp: dump_schema"
  "tools/migc/emit/cpp_types.cpp: cpp_type"
  "tools/migc/engine/ddl_words.cpp: collation_word row_number_type identity_words order_words"
  "tools/migc/engine/engine_traits.cpp: traits_of"
  "tools/migc/engine/literals.cpp: boolean_literal bytes_literal"
  "tools/migc/engine/statement_rules.cpp: find_rule"
  "tools/migc/engine/types.cpp: type_name may_be_type"
  "tools/migc/proof/queries.cpp: find_query_error"
  "tools/migc/replay/engine_replay.cpp: resume_engine"
  "tools/migc/rows/shape_reader.cpp: make_shape_reader"
  "tools/migc/snapshot/folder_snapshots.cpp: find_snapshot"
  "tools/migc/sql/sql_splitter.cpp: split_section"
  "tools/migc/transition/neutral_value.cpp: neutral_value"
  "tools/migc/transition/table_key.cpp: key_of table_key"
  "tools/migc/transition/transition.cpp: make_wanted_schema"
)

file(REMOVE_RECURSE "${WORK}")
file(COPY "${ROOT}/include" "${ROOT}/runtime" "${ROOT}/tools" DESTINATION "${WORK}")
file(READ "${WORK}/include/migrate/dialect.h" text)
string(REGEX REPLACE "(enum class Dialect [^}]*postgres) }" "\\1, mysql }" changed "${text}")
if(changed STREQUAL text)
  message(FATAL_ERROR "include/migrate/dialect.h has no enum class Dialect that ends with postgres")
endif()
file(WRITE "${WORK}/include/migrate/dialect.h" "${changed}")

# The places that the compiler names, as "file:line".
set(ENV{LC_ALL} C)
list(TRANSFORM INCLUDES PREPEND "-isystem" OUTPUT_VARIABLE includes)
set(places "")
set(other_errors "")
file(GLOB_RECURSE sources RELATIVE "${WORK}" "${WORK}/*.cpp")
set(rooms "")
foreach(source IN LISTS sources)
  file(STRINGS "${WORK}/${source}" cases REGEX "case (migrate::)?Dialect::" LIMIT_COUNT 1)
  if(cases)
    cmake_path(GET source PARENT_PATH room)
    list(APPEND rooms ${room})
    string(APPEND unit_${room} "#include \"${source}\"\n")
  endif()
endforeach()
list(REMOVE_DUPLICATES rooms)
foreach(room IN LISTS rooms)
  file(WRITE "${WORK}/unit.cpp" "${unit_${room}}")
  execute_process(
    COMMAND "${COMPILER}" -std=c++20 -fsyntax-only -Wall -Wextra -Werror=switch -Iinclude -Iruntime -Itools ${includes} unit.cpp
    WORKING_DIRECTORY "${WORK}" OUTPUT_QUIET ERROR_VARIABLE output)
  string(REGEX MATCHALL "[^\n:]+:[0-9]+:[0-9]+: error: enumeration value 'mysql' not handled" found "${output}")
  list(TRANSFORM found REPLACE "^([^:]+:[0-9]+):.*$" "\\1")
  list(APPEND places ${found})
  string(REGEX MATCHALL "[^\n]*error: [^\n]*" errors "${output}")
  list(FILTER errors EXCLUDE REGEX "'mysql' not handled")
  list(APPEND other_errors ${errors})
endforeach()
list(REMOVE_DUPLICATES places)
if(other_errors)
  list(JOIN other_errors "\n  " other_errors)
  message(FATAL_ERROR "The copy does not compile for another reason:\n  ${other_errors}")
endif()

# Sets `function` to the one of `names` in which the line of the file is: it is defined last above it.
function(find_function file line names)
  file(READ "${WORK}/${file}" text)
  string(REGEX REPLACE "[][;\\]" " " text "${text}")
  string(REPLACE "\n" ";" lines "${text}")
  list(SUBLIST lines 0 ${line} lines)
  list(REVERSE lines)
  string(REPLACE " " "|" names "${names}")
  foreach(text_line IN LISTS lines)
    if(text_line MATCHES "[ :](${names})\\(" AND NOT text_line MATCHES "return |= ")
      string(REGEX MATCH "[ :](${names})\\(" match "${text_line}")
      string(REGEX REPLACE "[ :(]" "" match "${match}")
      set(function "${match}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(function "" PARENT_SCOPE)
endfunction()

set(silent "")
set(unlisted ${places})
foreach(facet IN LISTS facets)
  if(NOT facet MATCHES "^([^:]+): (.*)$")
    message(FATAL_ERROR "not a facet: ${facet}")
  endif()
  set(file "${CMAKE_MATCH_1}")
  set(names "${CMAKE_MATCH_2}")
  separate_arguments(missing UNIX_COMMAND "${names}")
  foreach(place IN LISTS places)
    if(place MATCHES "^${file}:([0-9]+)$")
      find_function("${file}" ${CMAKE_MATCH_1} "${names}")
      if(function IN_LIST missing)
        list(REMOVE_ITEM missing ${function})
        list(REMOVE_ITEM unlisted ${place})
      endif()
    endif()
  endforeach()
  foreach(name IN LISTS missing)
    list(APPEND silent "${file}: ${name}")
  endforeach()
endforeach()

if(silent)
  list(JOIN silent "\n  " silent)
  message(SEND_ERROR "With a third engine the compiler does not name these facets:\n  ${silent}")
endif()
if(unlisted)
  list(JOIN unlisted "\n  " unlisted)
  message(SEND_ERROR "These switches over Dialect are not in the list of facets:\n  ${unlisted}")
endif()
