# The generated code compiles without a warning within a unity build with a precompiled header, and
# without RTTI and exceptions.

include("${CMAKE_CURRENT_LIST_DIR}/vocabulary.cmake")

copy_project(strict)
# Long enough that the table's text is cut into several literals.
string(REPEAT "-- a comment in a statement\n" 4000 comment)
file(WRITE "${WORK}/strict/migrations/versions/a3.sql" "-- revision: a3
-- down_revision: a2
-- message: what??/ is \"this\"\\ é

-- migrate: upgrade
CREATE TABLE a3 (
${comment}  x INTEGER
);

-- migrate: downgrade
DROP TABLE a3;
")
configure(strict)
build()
expect_program(program "6\n")
expect_program(bare "3\n")
finish()
