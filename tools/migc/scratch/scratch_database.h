#pragma once

// A database that exists for a proof only: made empty by its engine, filled by runs of a chain, and gone with
// its last user. Both engines are real: what is run on one is what a program would run.
//
//     SqliteScratch engine({.foreign_keys = true});
//     std::unique_ptr<ScratchDatabase> database = engine.make_database();
//     upgrade(database->connection(), chain);
//     differences(before, database->read_schema());

#include <chrono>
#include <compare>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "migc/catalogue/schema_database.h"
#include "migrate/connection.h"
#include "migrate/dialect.h"
#include "migrate/error.h"
#include "migrate/proof_program.h"

namespace migrate::migc {

// A view or trigger that fails whenever it is used, or a table to which no row can be written because of its
// foreign keys.
struct BrokenObject {
  std::string kind;  // "view"
  std::string name;
  std::string message;  // the database's own

  auto operator<=>(const BrokenObject&) const = default;  // NOLINT(modernize-use-nullptr): not a pointer
};

// What a revision needs and the engine of the proof does not have.
struct EngineLack {
  std::string what;       // "extension \"postgis\" is not installed on the server, or misspelt"
  bool may_pass = false;  // while the engine's identity() stays the same
};

class ScratchDatabase : public SchemaDatabase {
 public:
  // For runs of the library. Valid until the next become().
  [[nodiscard]] virtual Connection& connection() = 0;

  // Throws migrate::Error (`failed`) with the database's own message in its context. A failed statement
  // outside a transaction leaves none open; nor does a failed query.
  virtual void execute(const std::string& statements) = 0;
  // A query that is often asked of an engine's catalogue, with texts for $1, $2 and so on: it is planned
  // once. It sees what is committed. Throws where an engine has no plans to keep.
  [[nodiscard]] virtual Rows ask(const std::string& question, const std::vector<std::string>& /*values*/) {
    throw Error(ErrorKind::internal, "this engine keeps no plans, not of " + question);
  }

  // Where an engine lets views and triggers name what does not exist. `on`: of these tables and views only;
  // nullptr: all.
  [[nodiscard]] virtual std::vector<BrokenObject> broken_objects(const std::set<std::string>* /*on*/) {
    return {};
  }
  // The same of foreign keys, of these tables.
  [[nodiscard]] virtual std::vector<BrokenObject> broken_keys(const std::set<std::string>& /*tables*/) {
    return {};
  }

  // Foreign keys that an engine stores and cannot enforce, since their parents have no unique index for them.
  [[nodiscard]] virtual std::vector<BrokenObject> unenforceable_keys() { return {}; }

  // How another process opens it, and finds what was done here. Throws where there is no way.
  [[nodiscard]] virtual ProofDatabase for_others() = 0;

  // Drops what a session shares with no other one: temporary tables. So the next run finds what a program
  // finds that starts then.
  virtual void end_session() {}
  // Gets the schema and the rows of another database of the same engine.
  virtual void become(ScratchDatabase& other) = 0;
};

class ScratchEngine {
 public:
  virtual ~ScratchEngine() = default;

  [[nodiscard]] virtual Dialect dialect() const noexcept = 0;
  // Of what the databases run on: "3.40.1".
  [[nodiscard]] virtual std::string version() const = 0;
  // An empty one. Throws migrate::Error where it cannot be had.
  [[nodiscard]] virtual std::unique_ptr<ScratchDatabase> make_database() = 0;

  // How long a statement may run that execute() or query() is given, in databases that are made from now on.
  virtual void limit_statements(std::chrono::milliseconds /*limit*/) {}

  // Where the message says that a function or a collation is missing, which only the program has: gives all
  // databases something of that name, so that what comes after can be run, and returns true.
  virtual bool stand_in_for(const std::string& /*message*/) { return false; }

  // Where a server of the proof's own keeps its data; empty where there is none.
  [[nodiscard]] virtual std::string data_folder() const { return {}; }

  // Whether the revision that was run is to blame for an error, in contrast to the engine and its server.
  [[nodiscard]] virtual bool is_of_revision(const Error& error) const {
    return error.kind() == ErrorKind::failed || error.kind() == ErrorKind::incomplete ||
           error.kind() == ErrorKind::mismatch;
  }

  // What is missing, where that is the cause of an error, in contrast to a mistake of the revision.
  [[nodiscard]] virtual std::optional<EngineLack> find_lack(const Error& /*error*/) { return std::nullopt; }

  // Everything of the engine that can change what a run does: its version, its build, its options.
  [[nodiscard]] virtual std::string identity() const { return version(); }

  // Databases that outlive the engine, each under a name of lower-case letters and digits. An engine that can
  // keep none does nothing; what cannot be kept or read costs time only, so none of these throws.
  //
  // Returns a text by which restore() knows the state again; empty where it was not kept.
  virtual std::string keep(const std::string& /*name*/, ScratchDatabase& /*database*/) { return {}; }
  // A database with the schema and the rows of that state; nullptr where there is no such state.
  [[nodiscard]] virtual std::unique_ptr<ScratchDatabase> restore(const std::string& /*name*/,
                                                                 const std::string& /*seal*/) {
    return nullptr;
  }
  // Also what an interrupted process left behind.
  virtual void drop_all_but(const std::vector<std::string>& /*names*/) {}
};

}  // namespace migrate::migc
