#pragma once

// A command is run on a SQLite file and on a PostgreSQL database that have been through the same before, and
// has to answer the same on both.

#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "migc/run_program.h"
#include "support/postgres_server.h"

namespace migrate::testing {

class OnBothEngines : public ::testing::Test {
 protected:
  // A shell's command, run in `folder_`. The URL of the database is in $DATABASE_URL, and is URL in the
  // outcome; what no two runs have in common is left out of it.
  Outcome run(const std::string& command) {
    const Outcome on_sqlite = run_on("sqlite:///x.db", command);
    const Outcome on_postgres = run_on(postgres_url_, command);
    EXPECT_EQ(on_postgres, on_sqlite) << command;
    return on_sqlite;
  }
  // What a user does by hand.
  void execute(const std::string& sql) {
    ASSERT_EQ(run_in(folder_, "sqlite3 x.db \"" + sql + '"').code, 0);
    postgres_server().run(postgres_url_.substr(postgres_url_.rfind('/') + 1), sql);
  }

  TemporaryFolder folder_;

 private:
  Outcome run_on(const std::string& url, const std::string& command) {
    const Outcome outcome =
        run_in(folder_, "export DATABASE_URL='" + url + "' MIGRATE_VERIFY_POSTGRES_URL='" + postgres_url_ +
                            "'; " + command);
    return {outcome.code, comparable(outcome.out, url), comparable(outcome.err, url)};
  }
  static std::string comparable(std::string text, const std::string& url) {
    for (std::size_t at = text.find(url); at != std::string::npos; at = text.find(url))
      text.replace(at, url.size(), "URL");
    text = std::regex_replace(text, std::regex("\"duration_ms\":[0-9]+"), "\"duration_ms\":N");
    text = std::regex_replace(text, std::regex("[0-9a-f]{64}"), "DIGEST");
    return std::regex_replace(text, std::regex("(statement [0-9]+): .* \\(code .*\\)"), "$1: REASON");
  }

  const std::string postgres_url_ = postgres_server().create_database();
};

}  // namespace migrate::testing
