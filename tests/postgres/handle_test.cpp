// A connection of the program's: what it must look like, and that it is afterwards what it was before.

#include <atomic>
#include <pqxx/errorhandler>
#include <pqxx/notification>
#include <pqxx/transaction>
#include <pqxx/version>
#include <thread>

#include "postgres/postgres_database.h"
#include "support/cutting_proxy.h"

namespace migrate::testing {
namespace {

using ::testing::SizeIs;
using ::testing::StartsWith;

class BeforeStatement : public Observer {
 public:
  explicit BeforeStatement(std::function<void()> work) : work_(std::move(work)) {}
  void before_statement(const Statement&) override { work_(); }

 private:
  std::function<void()> work_;
};

class PostgresHandle : public Postgres {
 protected:
  void set(const std::string& sql) { pqxx::nontransaction(program_).exec(sql); }
  std::string answer(const std::string& sql) {
    return pqxx::nontransaction(program_).exec(sql)[0][0].c_str();
  }
  Error error_for(const Chain& chain, const Options& options = {}) {
    return error_of([&] { upgrade(shared_, chain, options); });
  }
  // All that can be seen of a session.
  static std::vector<std::string> state_of(pqxx::connection& connection) {
    pqxx::nontransaction work(connection);
    std::vector<std::string> lines;
    for (const auto& row : work.exec(
             "SELECT name || ' = ' || setting || ', ' || source FROM pg_catalog.pg_settings"
             " UNION ALL SELECT 'session_user ' || session_user"
             " UNION ALL SELECT 'role ' || current_setting('role')"
             " UNION ALL SELECT 'tenant ' || coalesce(current_setting('app.tenant', true), '')"
             " UNION ALL SELECT 'in a transaction' WHERE now() <> statement_timestamp()"
             " UNION ALL SELECT 'lock ' || objid FROM pg_locks WHERE locktype = 'advisory'"
             " UNION ALL SELECT 'statement ' || name FROM pg_prepared_statements"
             " UNION ALL SELECT 'channel ' || pg_listening_channels()"
             " UNION ALL SELECT 'table ' || relname FROM pg_class WHERE relpersistence = 't' ORDER BY 1"))
      lines.push_back(row[0].c_str());
    return lines;
  }

  pqxx::connection program_{database_.url()};
  PostgresConnection shared_{program_, {.statement_lock_timeout = std::chrono::milliseconds(5)}};
};

// Whatever a program may have set, and a revision may set, the program's session is the same afterwards.
class PostgresSharedSession : public PostgresHandle {
 protected:
  PostgresSharedSession() {
    database_.run("CREATE SCHEMA shop; CREATE ROLE " + user_ + " SUPERUSER; CREATE ROLE " + owner_ +
                  "; GRANT CREATE ON SCHEMA public TO " + owner_);
    for (const char* sql :
         {"SET search_path = shop, public", "SET lock_timeout = 777", "SET statement_timeout = '20min'",
          "SET idle_in_transaction_session_timeout = '30min'", "SET client_min_messages = error",
          "SET TimeZone = 'Asia/Tokyo'", "SET client_encoding = 'LATIN1'",
          "SET standard_conforming_strings = off", "SET session_replication_role = replica",
          "SET app.tenant = 'seven'", "SET application_name = 'inventory'", "SET temp_buffers = '4MB'",
          "CREATE TEMP TABLE mine AS SELECT 1", "SET tcp_keepalives_idle = 77", "LISTEN news",
          "PREPARE later AS SELECT 1"})
      set(sql);
    set("SET SESSION AUTHORIZATION " + user_);
    set("SET ROLE " + owner_);
    before_ = state_of(program_);
  }
  void expect_restored() { EXPECT_EQ(state_of(program_), before_); }

  static std::vector<std::string> settings() {
    return {"SET work_mem = '7MB'",
            "SET lock_timeout = 1",
            "SET standard_conforming_strings = off",
            "SET client_encoding = 'LATIN2'",
            "SET search_path = pg_catalog",
            "SELECT set_config('client_min_messages', 'debug1', false)",
            "SET ROLE NONE",
            "SET SESSION AUTHORIZATION DEFAULT",
            "SET log_min_messages = panic"};
  }
  // Sets all that, and then runs the last statement.
  static ScriptedRevision sets(std::string last) {
    ScriptedRevision revision{.id = "a", .up = settings()};
    revision.up.push_back(std::move(last));
    return revision;
  }

  const std::string user_ = "user_of_" + database_.name();
  const std::string owner_ = "owner_of_" + database_.name();
  std::vector<std::string> before_;
};

TEST_F(PostgresSharedSession, IsRestoredAfterSuccess) {
  const ScriptedChain chain({sets("SELECT 1"), creates("b", {"a"})});
  EXPECT_THAT(upgrade(shared_, chain).steps, SizeIs(2));
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredAfterALookOnly) {
  EXPECT_THAT(current(shared_, two_tables()).rows, IsEmpty());
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredAfterAFailure) {
  EXPECT_EQ(error_for(ScriptedChain({sets("DELETE FROM nowhere")})).kind(), ErrorKind::failed);
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredAfterARevisionOutsideATransaction) {
  const ScriptedChain chain({alone(sets("VACUUM")), creates("b", {"a"})});
  EXPECT_THAT(upgrade(shared_, chain).steps, SizeIs(2));
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredAfterAFailureOutsideATransaction) {
  EXPECT_EQ(error_for(ScriptedChain({alone(sets("CREATE INDEX CONCURRENTLY i ON nowhere (id)"))})).kind(),
            ErrorKind::incomplete);
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredAfterATransactionThatAStepLeftOpen) {
  const Steps steps{{"begin", [](StepContext& context) { context.execute("BEGIN"); }}};
  EXPECT_EQ(error_for(ScriptedChain({alone(sets("call begin"))}, steps)).kind(), ErrorKind::incomplete);
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredAfterALockTimeout) {
  OtherSession other(database_.url());
  other.run("CREATE TABLE busy (id int); GRANT ALL ON busy TO PUBLIC");
  other.run("BEGIN; LOCK busy");
  EXPECT_EQ(
      error_for(ScriptedChain({sets("LOCK public.busy")}), {.lock_timeout = std::chrono::milliseconds(5)})
          .kind(),
      ErrorKind::busy);
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredAfterAnInterruption) {
  std::atomic<bool> stop = false;
  std::thread stops([&] {
    database_.wait_until(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND state = 'active'"
        " AND pid <> pg_backend_pid())");
    stop = true;
  });
  const Error error = error_for(ScriptedChain({sets("SELECT pg_sleep(600)")}), {.stop = &stop});
  stops.join();
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), HasSubstr("interrupted"));
  expect_restored();
}

TEST_F(PostgresSharedSession, IsRestoredWhereARevisionRemovedWhatASettingNames) {
  set("SET ROLE NONE");
  set("CREATE TEXT SEARCH CONFIGURATION shop.words (COPY = simple)");
  set("SET default_text_search_config = 'shop.words'");
  before_ = state_of(program_);
  upgrade(shared_, ScriptedChain({sets("DROP TEXT SEARCH CONFIGURATION shop.words")}));
  std::vector<std::string> after = state_of(program_);
  EXPECT_EQ(std::erase_if(after, [](const std::string& line) { return line.starts_with("default_text_"); }),
            1U);
  std::erase_if(before_, [](const std::string& line) { return line.starts_with("default_text_"); });
  EXPECT_EQ(after, before_);
}

// As on a connection of the library's own.
TEST_F(PostgresSharedSession, DoesNotChangeWhatARevisionDoes) {
  const auto saving = [&](const std::string& table) {
    return ScriptedChain({sets("SELECT 1"),
                          {.id = "b",
                           .parents = {"a"},
                           .up = {"CREATE TABLE " + table +
                                  " AS SELECT name || ' = ' || setting FROM pg_settings WHERE name NOT LIKE"
                                  " 'tcp%' AND name NOT IN ('temp_buffers', 'application_name')"}}},
                         {}, "of_" + table);
  };
  PostgresConnection shared(program_);
  upgrade(shared, saving("theirs"));
  upgrade(connection_, saving("ours"));
  EXPECT_THAT(database_.list("SELECT * FROM theirs EXCEPT SELECT * FROM ours"), IsEmpty());
}

TEST_F(PostgresSharedSession, RunsAsTheRoleThatItIsUsedAs) {
  upgrade(shared_, two_tables());
  EXPECT_EQ(database_.ask("SELECT string_agg(DISTINCT tableowner, ' ') FROM pg_tables WHERE schemaname ="
                          " 'public'"),
            owner_);
}

TEST_F(PostgresHandle, InATransactionIsRefused) {
  set("BEGIN");
  const Error error = error_for(two_tables());
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "the connection is in a transaction; nothing was changed. Commit or roll it back first");
  set("COMMIT");
  EXPECT_THAT(database_.history(), IsEmpty());
}

TEST_F(PostgresHandle, InATransactionThatFailedIsRefused) {
  set("BEGIN");
  EXPECT_ANY_THROW(set("SELECT nothing"));
  const Error error = error_for(two_tables());
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "the connection is in a transaction; nothing was changed. Commit or roll it back first");
}

TEST_F(PostgresHandle, WithATransactionObjectIsRefused) {
  pqxx::work work(program_);
  const Error error = error_for(two_tables());
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "the connection has an open transaction object, a pqxx::work or the like; nothing was changed."
               " End it first");
  EXPECT_EQ(work.exec("SELECT 1").size(), 1);
}

TEST_F(PostgresHandle, RunOfAnotherConnectionInsideARunIsRefused) {
  PostgresConnection other(program_);
  std::string refusal;
  BeforeStatement observer([&] { refusal = error_of([&] { upgrade(other, two_tables()); }).what(); });
  upgrade(shared_, ScriptedChain({creates("c")}), {.observer = &observer});
  EXPECT_THAT(refusal, StartsWith("the connection has an open transaction object"));
}

TEST_F(PostgresHandle, ThatIsClosedIsRefused) {
#if PQXX_VERSION_MAJOR >= 7
  program_.close();
#else
  program_.disconnect();
#endif
  const Error error = error_for(two_tables());
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(error.what(), "the connection is closed; nothing was changed. Connect first");
}

TEST_F(PostgresHandle, ThatIsReadOnlyStaysSo) {
  upgrade(shared_, two_tables(), "a");
  set("SET default_transaction_read_only = on");
  EXPECT_THAT(error_for(two_tables()).what(), HasSubstr("transactions are read-only here"));
  EXPECT_THAT(current(shared_, two_tables()).rows, ElementsAre("a"));
  EXPECT_EQ(answer("SHOW default_transaction_read_only"), "on");
}

TEST_F(PostgresHandle, WhoseSessionIsEndedSaysSo) {
  const std::string process = answer("SELECT pg_backend_pid()");
  BeforeStatement observer([&] { database_.run("SELECT pg_terminate_backend(" + process + ", 10000)"); });
  const Error error = error_for(two_tables(), {.observer = &observer});
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), HasSubstr("the connection to the server was lost"));
  EXPECT_THAT(database_.history(), IsEmpty());
  EXPECT_THAT(error_for(two_tables()).what(), StartsWith("the connection is closed"));
}

TEST_F(PostgresHandle, GetsItsNotificationsAfterTheRun) {
  struct Receiver : pqxx::notification_receiver {
    using pqxx::notification_receiver::notification_receiver;
    void operator()(const std::string& payload, int) override { payloads.push_back(payload); }
    std::vector<std::string> payloads;
  } receiver(program_, "news");
  database_.run("NOTIFY news, 'before'");
  BeforeStatement observer([&] { database_.run("NOTIFY news, 'during'"); });
  upgrade(shared_, ScriptedChain({creates("a")}), {.observer = &observer});
  set("SELECT 1");
  program_.get_notifs();
  EXPECT_THAT(receiver.payloads, ElementsAre("before", "during"));
}

TEST_F(PostgresHandle, HearsOfNothingButItsRevisions) {
  struct Handler : pqxx::errorhandler {
    using pqxx::errorhandler::errorhandler;
    bool operator()(const char* message) noexcept override {
      messages.emplace_back(message);
      return true;
    }
    std::vector<std::string> messages;
  } handler(program_);
  upgrade(shared_, ScriptedChain({alone({.id = "a", .up = {"DROP TABLE IF EXISTS x", "VACUUM"}})}));
  error_for(ScriptedChain({{.id = "a"}, fails("b", {"a"})}));
  EXPECT_THAT(handler.messages, ElementsAre("NOTICE:  table \"x\" does not exist, skipping\n"));
}

TEST_F(PostgresHandle, IsTheStepsOwn) {
  const Steps steps{{"fill", [](StepContext& context) {
                       context.native<pqxx::transaction_base>().exec(
                           "INSERT INTO a VALUES (pg_backend_pid())");
                     }}};
  upgrade(shared_, ScriptedChain({{.id = "a", .up = {"CREATE TABLE a (id int)", "call fill"}}}, steps));
  EXPECT_EQ(database_.ask("SELECT id FROM a"), answer("SELECT pg_backend_pid()"));
}

// The program's connection goes through the proxy, and breaks at a commit. Each revision has one.
class PostgresHandleCommit : public Postgres {
 protected:
  void upgrade_through(CuttingProxy& proxy) { upgrade_by(proxy.url(database_.name())); }
  void upgrade_by(const std::string& connection_string) {
    pqxx::connection program(connection_string);
    PostgresConnection shared(program, {.connect_timeout = std::chrono::milliseconds(100)});
    upgrade(shared, two_tables(), options_);
  }

  const Options options_{.lock_timeout = std::chrono::milliseconds(100),
                         .transaction = TransactionMode::each};
};

TEST_F(PostgresHandleCommit, ThatDidNotArriveIsTold) {
  CuttingProxy proxy(postgres_server().port(), at_commit(0, Fate::cut_before));
  const Error error = error_of([&] { upgrade_through(proxy); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), StartsWith("the connection to the server was lost during the commit, which did"
                                       " not take place"));
  EXPECT_THAT(database_.history(), IsEmpty());
}

TEST_F(PostgresHandleCommit, WhoseAnswerIsLostCounts) {
  CuttingProxy proxy(postgres_server().port(), at_commit(1, Fate::cut_after));
  upgrade_through(proxy);
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
}

TEST_F(PostgresHandleCommit, IsAlsoAskedForWithKeywordsAndAPassword) {
  database_.run(
      "DROP ROLE IF EXISTS with_password; CREATE ROLE with_password SUPERUSER LOGIN PASSWORD 'right'");
  CuttingProxy proxy(postgres_server().port(), at_commit(1, Fate::cut_after));
  const std::string url = proxy.url(database_.name());
  const std::string port = url.substr(url.rfind(':') + 1, url.rfind('/') - url.rfind(':') - 1);
  upgrade_by("host=127.0.0.1 port=" + port + " user=with_password password=right dbname=" + database_.name());
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
  database_.run("DROP OWNED BY with_password; DROP ROLE with_password");
}

// What the program had set is gone, and the role with it.
TEST_F(PostgresHandleCommit, DoesNotLetTheRunGoOnElsewhere) {
  CuttingProxy proxy(postgres_server().port(), at_commit(0, Fate::cut_after));
  const Error error = error_of([&] { upgrade_through(proxy); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), HasSubstr("the connection to the server was lost"));
  EXPECT_THAT(error.context().applied, ElementsAre("a"));
  EXPECT_THAT(rows(two_tables()), ElementsAre("a"));
}

TEST_F(PostgresHandleCommit, OfAServerThatIsGoneIsUnknown) {
  CuttingProxy* refusing = nullptr;
  CuttingProxy proxy(postgres_server().port(),
                     [&, judge = at_commit(0, Fate::cut_after)](std::string_view message) {
                       const Fate fate = judge(message);
                       if (fate != Fate::pass) refusing->refuse();
                       return fate;
                     });
  refusing = &proxy;
  const Error error = error_of([&] { upgrade_through(proxy); });
  EXPECT_EQ(error.kind(), ErrorKind::unknown_outcome);
  EXPECT_THAT(error.what(), StartsWith("the connection to the server was lost during the commit, and the"
                                       " server cannot be asked whether it took place (code 08006)\n"));
}

}  // namespace
}  // namespace migrate::testing
