#pragma once

// How far the schema of a file that was opened by path is trusted.
//
// With SQLite's trusted schema off, a schema can call only functions that are marked as innocuous. Some
// versions of SQLite have not marked their own: SQLite 3.40 then refuses its JSON functions in a CHECK or an
// index, and FTS5 in a trigger, and calls a database that has them malformed. Where that is so, the schema is
// trusted, and everything that it could reach besides SQLite's own is taken off the handle: a program can
// register functions and virtual tables for each handle of its process (sqlite3_auto_extension).
//
// The authorizer could not do that. SQLite does not ask it about functions in a CHECK, an index, a generated
// column or a DEFAULT of a schema that it reads from a file.

struct sqlite3;

namespace migrate::sqlite {

// To be called before the schema is read. Throws migrate::Error (`unavailable`).
void limit_schema(sqlite3* db);

}  // namespace migrate::sqlite
