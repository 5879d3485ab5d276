#include "migc/scratch/postgres_scratch.h"

#include <algorithm>
#include <initializer_list>
#include <pqxx/connection>
#include <string_view>
#include <utility>

#include "migc/scratch/postgres_session.h"
#include "migrate/error.h"
#include "migrate/postgres.h"
#include "postgres/server.h"
#include "postgres/values.h"

namespace migrate::migc {

namespace {

bool begins_with_one(const std::string& code, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view begin) { return code.starts_with(begin); });
}

class PostgresScratchDatabase final : public ScratchDatabase {
 public:
  PostgresScratchDatabase(std::unique_ptr<PostgresPlace> place, PostgresCatalogueReader& reader)
      : place_(std::move(place)), reader_(reader) {
    open();
  }

  Connection& connection() override { return *connection_; }
  SchemaCatalogue read_schema() override { return reader_.read(*session_); }
  void execute(const std::string& statements) override { run(statements); }
  Rows query(const std::string& statement) override { return postgres::rows_of(run(statement)); }

  ProofDatabase for_others() override {
    return {.dialect = Dialect::postgres, .address = place_->url(), .foreign_keys = true};
  }

  void end_session() override {
    run("DISCARD ALL");
    limit_statements();
  }

  // Its place, without a session, for as long as this takes.
  template <typename Work>
  auto without_session(Work work) {
    close();
    auto result = work(*place_);
    open();
    return result;
  }

  // A database can be copied while no session uses it.
  void become(ScratchDatabase& other) override {
    auto& source = static_cast<PostgresScratchDatabase&>(other);
    close();
    source.close();
    place_->copy(*source.place_);
    open();
    source.open();
  }

 private:
  pqxx::result run(const std::string& sql) {
    postgres::Server server(*session_, nullptr);
    server.set_during(postgres::During::changing);
    return server.exec(sql);
  }

  // Of what the proof itself asks: a trigger may wait for something that never comes.
  void limit_statements() { run("SET statement_timeout = '5min'"); }

  void open() {
    session_ = open_postgres_session(place_->url());
    connection_ = std::make_unique<PostgresConnection>(*session_);
    limit_statements();
  }

  void close() noexcept {
    connection_.reset();
    session_.reset();
  }

  std::unique_ptr<PostgresPlace> place_;
  PostgresCatalogueReader& reader_;
  std::unique_ptr<pqxx::connection> session_;
  std::unique_ptr<PostgresConnection> connection_;
};

}  // namespace

PostgresScratch::PostgresScratch(std::unique_ptr<PostgresPlaces> places, std::vector<std::string> schemas,
                                 PostgresCatalogueReader reader)
    : places_(std::move(places)), schemas_(std::move(schemas)), reader_(std::move(reader)) {}

// A server out of disk, memory or connections, one that is stopped, or a lost connection says nothing about a
// revision. Nor do missing and damaged files, unless the data is new.
bool PostgresScratch::is_of_revision(const Error& error) const {
  const ErrorContext& context = error.context();
  if (begins_with_one(context.database_code, {"08003", "08006", "53", "57P", "58030"})) return false;
  if (begins_with_one(context.database_code, {"58", "XX"}) && places_->is_kept()) return false;
  return ScratchEngine::is_of_revision(error) || (context.statement != 0 && !context.database_code.empty());
}

std::unique_ptr<ScratchDatabase> PostgresScratch::make_database() {
  auto database = std::make_unique<PostgresScratchDatabase>(places_->make(), reader_);
  for (const std::string& schema : schemas_)
    database->execute("CREATE SCHEMA IF NOT EXISTS " + postgres::quoted_name(schema));
  return database;
}

std::string PostgresScratch::keep(const std::string& name, ScratchDatabase& database) {
  return static_cast<PostgresScratchDatabase&>(database).without_session(
      [&](PostgresPlace& place) { return places_->keep(name, place); });
}

std::unique_ptr<ScratchDatabase> PostgresScratch::restore(const std::string& name, const std::string& seal) {
  std::unique_ptr<PostgresPlace> place = places_->restore(name, seal);
  return place ? std::make_unique<PostgresScratchDatabase>(std::move(place), reader_) : nullptr;
}

}  // namespace migrate::migc
