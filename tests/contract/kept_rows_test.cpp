// History rows that an adapter keeps back, as one does that sends batches: whether the table took them is
// known only when they are counted, before the commit.

#include "contract/contract.h"
#include "contract/fake_database.h"
#include "core/ledger/history.h"

namespace migrate::testing {
namespace {

class KeepingSession : public FakeSession {
 public:
  KeepingSession(FakeDatabase& database, bool loses_rows) : FakeSession(database), loses_rows_(loses_rows) {}

  std::optional<std::int64_t> execute_later(std::string_view sql, Parameters parameters) override {
    if (!loses_rows_) execute(sql, parameters);
    return std::nullopt;
  }
  Rows query(std::string_view sql, Parameters parameters) override {
    if (!sql.starts_with("SELECT count(*)")) return FakeSession::query(sql, parameters);
    const auto all = static_cast<std::int64_t>(database().state.history.size());
    return {{Value(all - core::number_of(parameters[0]))}};
  }

 private:
  bool loses_rows_;
};

class KeepingConnection : public FakeConnection {
 public:
  explicit KeepingConnection(FakeDatabase& database) : FakeConnection(database), database_(database) {}

  std::unique_ptr<adapter::Session> open(const adapter::RunSettings&) override {
    return std::make_unique<KeepingSession>(database_, loses_rows);
  }

  bool loses_rows = false;

 private:
  FakeDatabase& database_;
};

// As one that writes each row at once, on a table that takes none or too many.
class CountingSession : public FakeSession {
 public:
  CountingSession(FakeDatabase& database, std::int64_t added) : FakeSession(database), added_(added) {}

  std::optional<std::int64_t> execute_later(std::string_view sql, Parameters parameters) override {
    execute(sql, parameters);
    return added_;
  }

 private:
  std::int64_t added_;
};

class CountingConnection : public FakeConnection {
 public:
  CountingConnection(FakeDatabase& database, std::int64_t added)
      : FakeConnection(database), database_(database), added_(added) {}

  std::unique_ptr<adapter::Session> open(const adapter::RunSettings&) override {
    return std::make_unique<CountingSession>(database_, added_);
  }

 private:
  FakeDatabase& database_;
  std::int64_t added_;
};

TEST(WrittenRows, AreCountedAtOnce) {
  for (const std::int64_t added : {0, 2}) {
    FakeDatabase database;
    CountingConnection connection(database, added);
    const Error error = error_of([&] { upgrade(connection, two_tables()); });
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
    EXPECT_THAT(error.what(), HasSubstr("the history table did not take a row as it was written"));
    EXPECT_THAT(database.state.rows, IsEmpty());
  }
}

TEST(KeptRows, AreCountedBeforeTheCommit) {
  FakeDatabase database;
  KeepingConnection connection(database);
  upgrade(connection, ScriptedChain({creates("a")}));
  connection.loses_rows = true;
  const Error error = error_of([&] { upgrade(connection, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_THAT(error.what(), HasSubstr("the history table did not take a row as it was written: something in"
                                      " the database changes what is inserted there"));
  EXPECT_THAT(database.state.rows, ElementsAre("a"));
}

}  // namespace
}  // namespace migrate::testing
