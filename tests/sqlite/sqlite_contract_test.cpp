// The contract on SQLite files, on handles of the program's own and by path.

#include <SQLiteCpp/SQLiteCpp.h>

#include "contract/contract.h"
#include "migrate/sqlite.h"
#include "support/temporary_folder.h"

namespace migrate::testing {

namespace {

class SqliteFile : public TestDatabase {
 public:
  bool has_table(const std::string& name) override {
    return SQLite::Database(path_, flags).tableExists(name);
  }
  std::vector<std::string> history() override {
    std::vector<std::string> lines;
    SQLite::Database db(path_, flags);
    if (!db.tableExists(prefix + "_history")) return lines;
    SQLite::Statement query(
        db, "SELECT direction || ' ' || revision || ' ' || state || coalesce(' ' || items, '') FROM " +
                prefix + "_history ORDER BY seq");
    while (query.executeStep()) lines.push_back(query.getColumn(0));
    return lines;
  }
  void set_history(const std::string& revision, const std::string& column, const std::string& text) override {
    SQLite::Database db(path_, flags);
    SQLite::Statement update(db, "UPDATE " + prefix + "_history SET " + column + " = ? WHERE revision = ?");
    update.bind(1, text);
    update.bind(2, revision);
    update.exec();
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

 protected:
  void run(const std::string& sql) { SQLite::Database(path_, flags).exec(sql); }

  static inline const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
  TemporaryFolder folder_;
  std::string path_ = folder_.file("test.db");
};

class SqliteByPath : public SqliteFile {
 public:
  SqliteByPath() { SQLite::Database(path_, flags).exec("PRAGMA user_version = 0"); }
  std::unique_ptr<Connection> connect() override { return std::make_unique<SqliteConnection>(path_); }
};

class SqliteByHandle : public SqliteFile {
 public:
  std::unique_ptr<Connection> connect() override {
    handles_.push_back(std::make_unique<SQLite::Database>(path_, flags));
    return std::make_unique<SqliteConnection>(*handles_.back());
  }

 private:
  std::vector<std::unique_ptr<SQLite::Database>> handles_;
};

class SqliteByCHandle : public SqliteFile {
 public:
  std::unique_ptr<Connection> connect() override {
    handles_.push_back(std::make_unique<SQLite::Database>(path_, flags));
    return std::make_unique<SqliteConnection>(handles_.back()->getHandle());
  }

 private:
  std::vector<std::unique_ptr<SQLite::Database>> handles_;
};

class SqliteInWalMode : public SqliteByHandle {
 public:
  SqliteInWalMode() { SQLite::Database(path_, flags).exec("PRAGMA journal_mode = WAL"); }
};

template <typename Kind>
std::unique_ptr<TestDatabase> make() {
  return std::make_unique<Kind>();
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, Contract,
                         ::testing::Values(Engine{"ByPath", Dialect::sqlite, &make<SqliteByPath>},
                                           Engine{"ByHandle", Dialect::sqlite, &make<SqliteByHandle>},
                                           Engine{"ByCHandle", Dialect::sqlite, &make<SqliteByCHandle>},
                                           Engine{"InWalMode", Dialect::sqlite, &make<SqliteInWalMode>}),
                         &engine_name);

}  // namespace migrate::testing
