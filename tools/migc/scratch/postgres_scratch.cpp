#include "migc/scratch/postgres_scratch.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <pqxx/connection>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/text/suggest.h"
#include "migc/catalogue/postgres_moment.h"
#include "migc/catalogue/postgres_questions.h"
#include "migc/scratch/postgres_session.h"
#include "migrate/error.h"
#include "migrate/postgres.h"
#include "postgres/server.h"
#include "postgres/session.h"
#include "postgres/values.h"

namespace migrate::migc {

namespace {

bool begins_with_one(const std::string& code, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view begin) { return code.starts_with(begin); });
}

// Empty where the message is about something else.
std::string missing_extension(std::string_view code, std::string_view message) {
  constexpr std::string_view begin = "extension \"", end = "\" is not available";
  const std::size_t at = message.find(end);
  if (code != "0A000" || !message.starts_with(begin) || at == message.npos) return {};
  return std::string(message.substr(begin.size(), at - begin.size()));
}

// Restores nothing on the connection: the database's end_session() does.
class ScratchConnection final : public Connection {
 public:
  explicit ScratchConnection(pqxx::connection& session) : session_(session) {}

  Dialect dialect() const noexcept override { return Dialect::postgres; }
  std::unique_ptr<adapter::Session> open(const adapter::RunSettings& settings) override {
    return std::make_unique<postgres::Session>(session_, settings, options_,
                                               postgres::Session::NotRestored());
  }

 private:
  pqxx::connection& session_;
  PostgresOptions options_;
};

// One session runs what is proven, and another one reads the catalogue: what it has prepared is not the
// business of a revision.
class PostgresScratchDatabase final : public ScratchDatabase {
 public:
  PostgresScratchDatabase(std::unique_ptr<PostgresPlace> place, PostgresCatalogueReader& reader)
      : place_(std::move(place)), reader_(reader) {
    open();
  }

  Connection& connection() override {
    is_told_ = false;
    return *connection_;
  }
  SchemaCatalogue read_schema() override {
    return with_questions([&](PostgresQuestions& questions) { return reader_.read(questions); });
  }
  void execute(const std::string& statements) override { run(statements); }
  Rows query(const std::string& statement) override { return postgres::rows_of(run(statement)); }
  Rows ask(const std::string& question, const std::vector<std::string>& values) override {
    return with_questions(
        [&](PostgresQuestions& questions) { return postgres::rows_of(questions.ask(question, values)); });
  }

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
    is_told_ = false;
    postgres::Server server(*session_, nullptr);
    server.set_during(postgres::During::changing);
    return server.exec(sql);
  }

  // Of what the proof itself asks: a trigger may wait for something that never comes.
  void limit_statements() { run("SET statement_timeout = '5min'"); }

  // A revision may have ended the session that asks.
  template <typename Work>
  std::invoke_result_t<Work, PostgresQuestions&> with_questions(const Work& work) {
    try {
      return work(questions());
    } catch (const Error&) {
      if (!questions_ || !questions_->server().is_lost()) throw;
    }
    questions_.reset();
    return work(questions());
  }

  PostgresQuestions& questions() {
    if (!questions_) {
      questions_ = std::make_unique<PostgresQuestions>(place_->url(), PostgresQuestions::Plans::kept);
      questions_->set_writer(session_->backendpid());
    }
    tell();
    return *questions_;
  }

  // The server, of what the session has written that runs what is proven.
  void tell() {
    if (is_told_) return;
    postgres::Server server(*session_, nullptr);
    tell_counts(server);
    is_told_ = true;
  }

  void open() {
    session_ = open_postgres_session(place_->url());
    connection_ = std::make_unique<ScratchConnection>(*session_);
    limit_statements();
  }

  void close() noexcept {
    questions_.reset();
    connection_.reset();
    session_.reset();
  }

  std::unique_ptr<PostgresPlace> place_;
  PostgresCatalogueReader& reader_;
  std::unique_ptr<pqxx::connection> session_;
  std::unique_ptr<ScratchConnection> connection_;
  std::unique_ptr<PostgresQuestions> questions_;
  bool is_told_ = false;
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

// The server cannot tell an extension that is not installed from a name that is no extension's.
std::optional<EngineLack> PostgresScratch::find_lack(const Error& error) {
  const std::string& code = error.context().database_code;
  const std::string& message = error.context().database_message;
  if (places_->is_of_others() && code == postgres::sqlstate::insufficient_privilege)
    return EngineLack{"the role of MIGRATE_VERIFY_POSTGRES_URL lacks a right: " + message, true};
  const std::string missing = missing_extension(code, message);
  if (missing.empty()) return std::nullopt;
  const std::vector<std::string> names = places_->extensions();
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return EngineLack{fmt::format("extension \"{}\" is not installed on the server, or misspelt{}", missing,
                                core::did_you_mean(missing, candidates))};
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
