#pragma once

// The vocabulary of tests that rebuild a table of a real file: the statements of change_table() run as a
// revision, with foreign keys on.

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <functional>
#include <string>
#include <vector>

#include "contract/scripted_chain.h"
#include "migc/engine/sqlite/schema.h"
#include "migc/engine/sqlite/table_change.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"
#include "support/temporary_folder.h"

namespace migrate::migc {

class RebuiltFile : public ::testing::Test {
 protected:
  RebuiltFile() { db_.exec("PRAGMA foreign_keys = ON"); }

  // Statements that make the database, and the chain's schema with it.
  void made_by(const std::vector<std::string>& statements) {
    for (const std::string& statement : statements) {
      db_.exec(statement);
      if (const auto error = schema_.run(statement)) ADD_FAILURE() << error->message << ": " << statement;
    }
  }
  // What only users do.
  void filled_by(const std::string& statements) { db_.exec(statements); }

  // Runs what one change of the table takes. The failure, if there is one, is thrown.
  TableStatements change(const std::string& table, const std::function<void(TableChange&)>& edit) {
    TableChange change = begin_change(schema_, table);
    edit(change);
    TableStatements result = change_table(schema_, change);
    EXPECT_EQ(result.error ? result.error->message : "", "");
    SqliteConnection connection(db_);
    const testing::ScriptedChain chain({{.id = "change", .up = result.statements}});
    migrate::upgrade(connection, chain);
    schema_.run_all(result.statements);
    return result;
  }
  // A change that SQLite has no ALTER TABLE for.
  void rebuild(const std::string& table = "runs", const std::string& column = "note") {
    const TableStatements result = change(
        table, [&](TableChange& change) { set_default(*find_column(change.after, column), "'rebuilt'"); });
    EXPECT_TRUE(result.rebuilds);
  }

  // All rows of a query: values with blanks between, rows with semicolons.
  std::string rows(const std::string& query) {
    std::string text;
    SQLite::Statement statement(db_, query);
    while (statement.executeStep()) {
      text += text.empty() ? "" : "; ";
      for (int i = 0; i < statement.getColumnCount(); ++i)
        text +=
            (i == 0 ? "" : " ") + (statement.isColumnNull(i) ? "null" : statement.getColumn(i).getString());
    }
    return text;
  }
  std::string error_of(const std::string& statement) {
    try {
      db_.exec(statement);
      return "accepted";
    } catch (const SQLite::Exception& exception) {
      return exception.what();
    }
  }

  testing::TemporaryFolder folder_;
  SQLite::Database db_{folder_.file("test.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  SqliteSchema schema_;
};

}  // namespace migrate::migc
