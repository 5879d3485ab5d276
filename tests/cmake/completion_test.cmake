# The installed script makes a shell complete the commands of migc, and the one that a program prints those of the
# program. SHELL is the shell; each answers in the same words.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

find_program(PATH_OF_SHELL ${SHELL})
if(NOT PATH_OF_SHELL)
  message(NOTICE "skipped: ${SHELL} is missing")
  return()
endif()

set(options_of_bash --norc)
set(options_of_fish --no-config)
set(options_of_zsh -f)

# expect_answers(<script> <expected> LINE...): what the shell makes of the end of each line.
function(expect_answers script expected)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env "PATH=${STAGE}/bin:${EXAMPLE}:$ENV{PATH}" "HOME=${WORK}" LC_ALL=C.UTF-8 TERM=dumb
      "${PATH_OF_SHELL}" ${options_of_${SHELL}} "${MIGRATE_SOURCE}/tests/cmake/completion/ask.${SHELL}" "${script}" ${ARGN}
    WORKING_DIRECTORY "${WORK}/folder" TIMEOUT 60 OUTPUT_VARIABLE text ERROR_VARIABLE text)
  expect_equal("${SHELL}: ${script}" "${text}" "${expected}")
endfunction()

write_revision("${WORK}/folder/migrations" a1 none)
write_revision("${WORK}/folder/migrations" a2 a1)
file(COPY_FILE "${WORK}/folder/migrations/versions/a1.sql" "${WORK}/folder/notes.txt")

set(script_for_bash share/bash-completion/completions/migc)
set(script_for_fish share/fish/vendor_completions.d/migc.fish)
set(script_for_zsh share/zsh/site-functions/_migc)
run(printed "${STAGE}/bin/migc" completion ${SHELL})
file(READ "${STAGE}/${script_for_${SHELL}}" installed)
expect_equal("the installed script" "${installed}" "${printed}")

expect_answers("${STAGE}/${script_for_${SHELL}}" "migc up -> upgrade
migc revision --au -> --autogenerate
migc upgrade  -> a1 a2 base head heads
migc check --format  -> json text
migc check --format=j -> --format=json
migc diff --format s -> sql
migc --dir migrations show a -> a1 a2
migc --dir elsewhere show a ->
migc heads --dir  -> migrations
migc compile --output=no -> --output=notes.txt
migc history -r a1:a -> a1:a1 a1:a2
migc nosuch  ->
"
  "migc up" "migc revision --au" "migc upgrade " "migc check --format " "migc check --format=j" "migc diff --format s"
  "migc --dir migrations show a" "migc --dir elsewhere show a" "migc heads --dir " "migc compile --output=no"
  "migc history -r a1:a" "migc nosuch ")

run(printed "${EXAMPLE}/inventory" migrate completion ${SHELL})
file(WRITE "${WORK}/inventory.${SHELL}" "${printed}")
expect_answers("${WORK}/inventory.${SHELL}" "inventory migrate -> migrate
inventory migrate up -> upgrade
inventory migrate upgrade hea -> head heads
"
  "inventory migrate" "inventory migrate up" "inventory migrate upgrade hea")
finish()
