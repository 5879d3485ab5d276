# A device that falls back from its second program to its first, which then meets a database of the second.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

file(COPY "${MIGRATE_SOURCE}/tests/cmake/device" DESTINATION "${WORK}")
configure(device)
build()
set(device "${WORK}/a device")
file(MAKE_DIRECTORY "${device}")

# expect_run(<what happens> <exit code> <what is printed> PROGRAM ARGUMENT...)
function(expect_run what code printed program)
  execute_process(COMMAND "${WORK}/build/${program}" ${ARGN} WORKING_DIRECTORY "${device}"
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  expect_equal("${what}" "${result}: ${text}" "${code}: ${printed}")
endfunction()

function(make_new_device)
  file(REMOVE "${device}/device.db")
  expect_run("the first program creates the database" 0 "at a1, 1 steps, readings\n" v1 start)
  expect_run("the first program measures" 0 "" v1 sql "INSERT INTO readings (value) VALUES (20), (21)")
endfunction()

make_new_device()
expect_run("the second program migrates" 0 "at a3, 2 steps, readings 20000 21000\n" v2 start)
expect_run("the first program refuses" 10 "the database is at a3, newer than this program, which does not know these \
revisions, newest first:
  a3, alarms (applied by device v2)
  a2, readings in thousandths (applied by device v2)
Nothing was changed. Run the program that applied them or a newer one, or go back to what this program knows with \
\"rollback\" (\"plan rollback\" shows what it would do)
" v1 start)
expect_run("the second program goes on" 0 "at a3, 0 steps, readings 20000 21000\n" v2 start)
expect_run("the first program rolls back" 0 "at a1, 2 steps, readings 20 21\n" v1 start roll_back)
expect_run("the first program is at its head" 0 "at a1, 0 steps, readings 20 21\n" v1 start)
expect_run("the second program migrates again" 0 "at a3, 2 steps, readings 20000 21000\n" v2 start)

expect_run("a user changes a stored script" 0 "" v1 sql
  "UPDATE migrate_history SET downgrade = '[{\"sql\":\"DROP TABLE readings\"}]' WHERE revision = 'a2'")
file(SHA256 "${device}/device.db" before)
expect_run("the changed script is not run" 5 "the history row of revision a2, readings in thousandths (applied by \
device v2) does not match its row_digest: it was modified after it was written; nothing was changed. Restore the row \
from a backup, or run \"stamp --accept a2\" with a program that knows this revision
" v1 start roll_back)
file(SHA256 "${device}/device.db" after)
expect_equal("the database after that" "${after}" "${before}")

file(REMOVE "${device}/device.db")
expect_run("another device's program creates its database" 0 "at b1, 1 steps, readings\n" other start)
file(SHA256 "${device}/device.db" before)
expect_run("the database of another chain is not rolled back" 5 "this database belongs to another chain: it is at b1, \
and no revision of this program was ever applied to it; nothing was changed. Check that the path or URL names the \
right database
" v1 start roll_back)
file(SHA256 "${device}/device.db" after)
expect_equal("the database of another chain" "${after}" "${before}")

make_new_device()
expect_run("the second program makes a compatible change" 0 "at a2, 1 steps, readings 20 21\n" v2_compatible start)
expect_run("the first program works on it" 0 "at a2, 0 steps, readings 20 21\n" v1 start)
expect_run("the first program has nothing to roll back" 0 "at a2, 0 steps, readings 20 21\n" v1 start roll_back)
finish()
