# The installed manual page is rendered without a warning, and has each command of the help.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

find_program(MAN man)
find_program(GROFF groff)
if(NOT MAN OR NOT GROFF)
  message(NOTICE "skipped: man or groff is missing")
  return()
endif()

set(page "${STAGE}/share/man/man1/migc.1")
execute_process(COMMAND "${GROFF}" -man -Tutf8 -ww -z "${page}" RESULT_VARIABLE result ERROR_VARIABLE warnings)
expect_equal("groff's warnings" "${result}${warnings}" "0")

execute_process(
  COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 MANWIDTH=200 MANPAGER=cat MANROFFOPT=-c GROFF_NO_SGR=1
    "${MAN}" --warnings -l "${page}"
  RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE warnings)
expect_equal("man's warnings" "${result}${warnings}" "0")
# Bold letters are printed twice, and underlined ones after a line.
string(ASCII 8 backspace)
string(REGEX REPLACE ".${backspace}" "" text "${text}")

run(help "${STAGE}/bin/migc" --help)
string(REGEX REPLACE ".*\nCommands:\n" "" help "${help}")
string(REGEX MATCHALL "\n  [a-z-]+  +[A-Z][^\n;]*" lines "\n${help}")
list(LENGTH lines commands)
if(commands LESS 20)
  fail("only ${commands} commands were found in the help:\n${help}")
endif()
foreach(line IN LISTS lines)
  string(REGEX MATCH "^\n  ([a-z-]+)  +(.*)" line "${line}")
  set(summary "${CMAKE_MATCH_2}")
  expect_contains("the page" "${text}" "migc ${CMAKE_MATCH_1} [OPTION...]")
  expect_contains("the page on ${CMAKE_MATCH_1}" "${text}" "\n       ${summary}")
endforeach()
expect_contains("the page" "${text}" "--autogenerate")
finish()
