#pragma once

// What a database engine must be able to do so that a chain can be applied to it. Only those who write an
// adapter need this; programs create one of the ready connections (migrate/sqlite.h, migrate/postgres.h).
//
// A Connection opens a Session for each run. An adapter holds what is particular to its engine and nothing
// else: when which rows are written, and which SQL writes them, is decided once, in the library's core. A run
// calls a session's functions in this order:
//
//     find_tables, query ...                               a look, without a lock
//     begin                                                takes the lock
//       find_tables, query ...                             the look that counts
//       expect_table ..., enter_revision, run | execute | query ..., leave_revision     for each revision
//       execute ...                                        the rows of the version and history tables
//     commit, or the transaction's end
//     lock                                                 `transaction: none`: for each item either a
//       enter_revision, run, leave_revision                transaction, or this outside of any, with a
//                                                          transaction for its record
//
// Every function throws migrate::Error and no exception of a driver; its message is the database's own and
// its context carries the database's code. The caller adds what it knows.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "migrate/chain.h"
#include "migrate/dialect.h"
#include "migrate/expected_table.h"
#include "migrate/export.h"
#include "migrate/statement.h"
#include "migrate/table.h"
#include "migrate/value.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

class Error;

namespace adapter {

// A reading run creates nothing, not even the database file. The transactions of a trial are all rolled back;
// it creates no file either.
enum class Access : std::uint8_t { read, write, trial };

struct RunSettings {
  Access access = Access::read;
  Settings settings = {};          // of the chain: schema, search path and so on
  std::string version_table = {};  // unqualified, as history_table
  std::string history_table = {};
  std::string role = {};  // PostgreSQL: run as this one instead
  std::chrono::milliseconds lock_timeout{};
  const std::atomic<bool>* stop = nullptr;  // when it becomes true, the statement under way is interrupted
  // Told what the run waits for, and who has it.
  std::function<void(const std::string& message)> on_wait = {};
};

// What a column of the engine's own types holds; `other` also for a type that a user made, whatever its name.
enum class ColumnKind : std::uint8_t { other, text, number };

struct ColumnFacts {
  std::string name;
  std::string type = {};  // as the catalogue spells it
  ColumnKind kind = ColumnKind::other;
  bool is_nullable = false;
  bool has_default = false;
  std::optional<std::size_t> width = {};  // how many characters fit, where the engine sees to it
};

struct TableFacts {
  std::vector<ColumnFacts> columns;
  // Why this is not an ordinary table that can be trusted with our rows, to be read after its name: "is a
  // view", "has the trigger x". Empty when it is one.
  std::string objection = {};
  // What may change or refuse what we write to it, in the same words: "has the unique index x". Checked
  // inside a transaction only.
  std::string interference = {};
  // What to do about the objection, as a sentence; empty where that is the caller's to say.
  std::string fix = {};
  // A query on the table could run code of another user: it is read with read_rows() only. Said outside a
  // transaction; inside one such a table has an objection.
  bool is_untrusted = false;
};

// Columns of one of our tables, by their plain names.
struct TableColumns {
  std::string table;
  std::vector<std::string_view> columns;
  // Of SQL; spares rows that are not needed. Of an untrusted table they come all the same.
  std::string condition = {};
};

// A table or view. The schema is empty where the engine has none.
struct RelationName {
  std::string schema;
  std::string name;
};

// Rights to change tables: those granted on the tables or their columns, or also those that a role has on
// every table.
enum class WriteRights : std::uint8_t { granted, all };

class Session;

// An open transaction, which is rolled back at its end unless it was committed. Its session must outlive it.
class Transaction {
 public:
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  // When this throws, the transaction is rolled back, unless the kind is `unknown_outcome`.
  void commit();
  // Throws what commit() would refuse, and leaves the transaction open.
  void check();

 private:
  friend class Session;
  explicit Transaction(Session& session) noexcept : session_(session) {}

  Session& session_;
  bool is_open_ = true;
};

// The session's lock, which is freed at its end. Its session must outlive it.
class Lock {
 public:
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock();

 private:
  friend class Session;
  explicit Lock(Session& session) noexcept : session_(session) {}

  Session& session_;
};

// One run on a database. Its destructor restores every setting that opening it changed.
class MIGRATE_API Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;

  virtual Dialect dialect() const noexcept = 0;

  // The name of one of our tables as SQL, quoted, and qualified so that nothing can stand before it.
  virtual std::string qualified(std::string_view table) const = 0;
  // In the order of the names; nothing for a name that is free. One round trip.
  virtual std::vector<std::optional<TableFacts>> find_tables(std::span<const std::string> names) = 0;
  // Those that exist: tables and views, not temporary ones. One round trip. An adapter that cannot tell
  // returns none.
  virtual std::vector<RelationName> find_relations(std::span<const RelationName> /*names*/) { return {}; }
  // Statements that take from other roles than the owner, ourselves and superusers the rights to change these
  // tables. Empty where no other role has any, and where an engine has no roles.
  virtual std::vector<std::string> revocations(std::span<const std::string> /*names*/,
                                               WriteRights /*which*/) {
    return {};
  }
  // Whether nothing has been created in this database yet.
  virtual bool is_empty() = 0;
  // Whether a snapshot of a chain may be loaded: nothing exists where revisions create, and nothing is set
  // that they could find. An adapter that loads none says no.
  virtual bool is_new() { return false; }

  // Waits at most lock_timeout for the lock that serialises all runs on this database (`busy`), and refuses a
  // database that cannot be written (`unavailable`). `scripts`: what each revision of the transaction is
  // going to do, for settings that cannot be changed inside it.
  [[nodiscard]] Transaction begin(std::span<const FactList> scripts) {
    begin_transaction(scripts);
    return Transaction(*this);
  }
  // Once the transaction has ended with this error: whether it is to be tried again from its beginning. May
  // wait before it says yes.
  virtual bool retries(const Error& /*error*/) { return false; }
  // Whether the engine refused the statement because it was inside a transaction.
  virtual bool needs_no_transaction(const Error& /*error*/) const noexcept { return false; }
  // Whether the engine refused the statement because what it uses was made in the same transaction.
  virtual bool needs_commit(const Error& /*error*/) const noexcept { return false; }

  // The same lock held without an open transaction. Where an engine has no such lock, a non-transactional
  // item must tolerate running in two processes at once, and only its record is written once.
  [[nodiscard]] Lock lock() {
    take_lock();
    return Lock(*this);
  }
  // Before the first transaction of a plan that is going to need that lock: refuses (`unavailable`) a
  // connection that cannot hold it.
  virtual void check_lock() {}

  // Writes a copy of the database as it was when the transaction began, replaces a file of that name by it
  // once the copy is complete, and returns how to restore it, as a sentence. Not asked of PostgreSQL.
  // REQUIRES: a transaction is open, and nothing was written in it.
  virtual std::string back_up(const std::string& path);

  // Before the first statement of a revision that rebuilds this table: throws (`mismatch`) when the live
  // table differs, and lists in what. Chains of an engine that changes its tables in place expect nothing.
  virtual void expect_table(const ExpectedTable& /*expected*/) {}

  // Whatever runs between these two was written by the revision's author: it must not touch our tables nor,
  // inside a transaction, end it. Errors of both kinds are `failed`. After an error, the end of the
  // transaction, of the lock and of the session also leave the revision.
  virtual void enter_revision() = 0;
  virtual void leave_revision() = 0;

  // Runs a statement of a revision; rows that it yields are dropped. An adapter may keep it back until the
  // next call of any other function: an error then carries, in its context, the statement that it belongs to.
  virtual void run(const Statement& statement) = 0;

  // How many statements of the open transaction run() was given, and how many of those have run.
  struct Sent {
    std::size_t given = 0;
    std::size_t run = 0;
  };
  virtual Sent sent() const noexcept { return {}; }

  // Parameters are written $1, $2 and so on, on every engine, and appear first in this order. execute()
  // returns how many rows it changed.
  virtual std::int64_t execute(std::string_view sql, Parameters parameters) = 0;
  // The same; an adapter may keep it back as run() does, and then returns nothing.
  virtual std::optional<std::int64_t> execute_later(std::string_view sql, Parameters parameters) {
    return execute(sql, parameters);
  }
  // For a session that writes statements down to be run another time: SQL for the time at which they run, as
  // history rows have it. Empty: now.
  virtual std::string time_expression() const { return {}; }
  virtual Rows query(std::string_view sql, Parameters parameters) = 0;
  // The rows of each of these tables, in no order; of untrusted tables all as they are at one moment.
  // REQUIRES: find_tables() found them.
  virtual std::vector<Rows> read_rows(std::span<const TableColumns> tables);

  // The driver's own handle, when it is of this type; otherwise nullptr.
  virtual void* native(const std::type_info& type) = 0;

 protected:
  friend class Transaction;
  friend class Lock;

  // What begin(), a transaction and a lock do. A function that throws leaves nothing open, and of a commit
  // whose outcome is unknown nothing is rolled back.
  virtual void begin_transaction(std::span<const FactList> scripts) = 0;
  virtual void check_commit() {}
  virtual void commit_transaction() = 0;
  virtual void rollback_transaction() noexcept = 0;
  virtual void take_lock() {}
  virtual void free_lock() noexcept {}
};

inline Transaction::~Transaction() {
  if (is_open_) session_.rollback_transaction();
}

inline void Transaction::commit() {
  is_open_ = false;
  session_.commit_transaction();
}

inline void Transaction::check() {
  session_.check_commit();
}

inline Lock::~Lock() {
  session_.free_lock();
}

}  // namespace adapter
}  // namespace MIGRATE_FORMAT
}  // namespace migrate
