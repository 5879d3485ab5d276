#pragma once

// The vocabulary of the tests on a real server: one database a test.

#include <chrono>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <string>
#include <thread>
#include <vector>

#include "contract/contract.h"
#include "migrate/postgres.h"
#include "support/postgres_server.h"

namespace migrate::testing {

class ServerDatabase : public TestDatabase {
 public:
  std::unique_ptr<Connection> connect() override { return std::make_unique<PostgresConnection>(url_); }
  bool has_table(const std::string& name) override {
    return ask("SELECT to_regclass('" + name + "') IS NOT NULL") == "t";
  }
  std::vector<std::string> history() override {
    if (!has_table(prefix + "_history")) return {};
    return list("SELECT direction || ' ' || revision || ' ' || state || coalesce(' ' || items, '') FROM " +
                prefix + "_history ORDER BY seq");
  }
  void set_history(const std::string& revision, const std::string& column, const std::string& text) override {
    run("UPDATE " + prefix + "_history SET " + column + " = '" + text + "' WHERE revision = '" + revision +
        "'");
  }
  void add_version_row(const std::string& revision) override {
    run("INSERT INTO " + prefix + "_version VALUES ('" + revision + "')");
  }
  void remove_version_row(const std::string& revision) override {
    run("DELETE FROM " + prefix + "_version WHERE version_num = '" + revision + "'");
  }
  void create_version_table() override {
    run("CREATE TABLE " + prefix + "_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT " + prefix +
        "_version_pkc PRIMARY KEY (version_num))");
  }

  const std::string& url() const { return url_; }
  std::string name() const { return url_.substr(url_.rfind('/') + 1); }
  std::string url_as(const std::string& role) const { return postgres_server().url(name(), role); }

  // What a person does at the same time, in a session of its own.
  void run(const std::string& sql) const { postgres_server().run(name(), sql); }
  std::vector<std::string> list(const std::string& sql) const {
    pqxx::connection connection(url_);
    pqxx::nontransaction work(connection);
    std::vector<std::string> lines;
    for (const auto& row : work.exec(sql)) lines.push_back(row[0].c_str());
    return lines;
  }
  std::string ask(const std::string& sql) const { return list(sql).at(0); }
  void clear() const { run("DROP SCHEMA public CASCADE; CREATE SCHEMA public"); }
  // Asks until the answer is yes, and fails the test when it does not come to be.
  void wait_until(const std::string& question) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (ask(question) != "t") {
      ASSERT_LT(std::chrono::steady_clock::now(), end) << question;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

 private:
  std::string url_ = postgres_server().create_database();
};

// A session that keeps a transaction open.
class OtherSession {
 public:
  explicit OtherSession(const std::string& url) : connection_(url), work_(connection_) {}
  std::string run(const std::string& sql) {
    const pqxx::result result = work_.exec(sql);
    return result.empty() ? "" : result[0][0].c_str();
  }

 private:
  pqxx::connection connection_;
  pqxx::nontransaction work_;
};

class Postgres : public ::testing::Test {
 protected:
  Report up(const Chain& chain, const Options& options = {}) { return upgrade(connection_, chain, options); }
  Error failure(const Chain& chain, const Options& options = {}) {
    return error_of([&] { up(chain, options); });
  }
  std::vector<std::string> rows(const Chain& chain) { return current(connection_, chain).rows; }

  ServerDatabase database_;
  PostgresConnection connection_{database_.url()};
};

}  // namespace migrate::testing
