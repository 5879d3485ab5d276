#include "migc/catalogue/postgres_catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "migc/catalogue/postgres_changes.h"
#include "migc/catalogue/postgres_entries.h"
#include "migc/catalogue/postgres_moment.h"
#include "postgres/server.h"

namespace migrate::migc {

namespace {

using postgres::Server;

// Names are spelled in full, values in one way, whatever the session has set.
constexpr std::string_view begin_reading =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE"
    " NONE; SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL quote_all_identifiers = off; SET LOCAL"
    " datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; SET LOCAL"
    " bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL standard_conforming_strings = on; SET"
    " LOCAL xmloption = 'content'; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL jit"
    " = off";

// Databases of a proof come and go.
constexpr std::size_t most_databases = 8;

class ReadingTransaction {
 public:
  explicit ReadingTransaction(Server& server) : server_(server) { server_.exec(std::string(begin_reading)); }
  ReadingTransaction(const ReadingTransaction&) = delete;
  ReadingTransaction& operator=(const ReadingTransaction&) = delete;
  ~ReadingTransaction() { server_.try_exec("ROLLBACK"); }

 private:
  Server& server_;
};

// With their sequences.
std::set<PostgresAddress> own_entries(const std::vector<std::string>& tables, const std::string& schema,
                                      PostgresQuestions& questions) {
  std::set<PostgresAddress> own;
  if (tables.empty()) return own;
  std::string names;
  for (std::size_t i = 0; i < tables.size(); ++i) names += fmt::format("{}${}", i == 0 ? "" : ", ", i + 2);
  std::vector<std::string> values{schema};
  values.insert(values.end(), tables.begin(), tables.end());
  for (const auto& row : questions.ask(
           fmt::format(
               "WITH own AS (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
               " n.nspname = $1 AND c.relname IN ({})) SELECT oid FROM own UNION ALL SELECT d.objid FROM"
               " pg_depend d JOIN own ON d.refobjid = own.oid WHERE d.refclassid = 'pg_class'::regclass AND"
               " d.classid = 'pg_class'::regclass",
               names),
           values))
    own.insert({"pg_class", row[0].as<std::uint32_t>()});
  return own;
}

void forget(const PostgresAddress& address, KnownDatabase& known) {
  const auto found = known.entries.find(address);
  if (found == known.entries.end()) return;
  for (const PostgresAddress& part : found->second.addresses) known.homes.erase({part.catalogue, part.oid});
  known.entries.erase(found);
}

void remember(const PostgresAddress& address, KnownEntry entry, KnownDatabase& known) {
  for (const PostgresAddress& part : entry.addresses) known.homes[{part.catalogue, part.oid}] = address;
  known.entries[address] = std::move(entry);
}

// Puts what was read in the place of what is known; the things whose names have changed.
std::set<PostgresAddress> replace(const std::set<PostgresAddress>& about, KnownEntries&& read,
                                  KnownDatabase& known) {
  std::set<PostgresAddress> names;
  for (const PostgresAddress& address : about) {
    const auto was = known.entries.find(address);
    const auto is = read.find(address);
    if (was != known.entries.end() && is != read.end()) {
      if (*was->second.objects == *is->second.objects) is->second.objects = was->second.objects;
      names.merge(renamed(was->second, is->second));
    }
    forget(address, known);
    if (is != read.end()) remember(address, std::move(is->second), known);
  }
  return names;
}

SchemaCatalogue catalogue_of(const KnownDatabase& known) {
  SchemaCatalogue catalogue;
  for (const auto& [_, entry] : known.entries) catalogue.entries.emplace_back(entry.key, entry.objects);
  std::ranges::sort(catalogue.entries, {}, &decltype(catalogue.entries)::value_type::first);
  return catalogue;
}

}  // namespace

SchemaCatalogue PostgresCatalogueReader::read(PostgresQuestions& questions) {
  if (questions.writer() == 0) tell_counts(questions.server());
  const ReadingTransaction transaction(questions.server());
  const PostgresMoment now = moment_of(questions, watched_catalogues());
  if (!known_.contains(now.database) && known_.size() >= most_databases) known_.clear();
  KnownDatabase known = std::move(known_[now.database]);
  const std::optional<std::set<PostgresAddress>> changed = changed_entries(questions, known, now);
  if (changed)
    read_again(questions, *changed, known);
  else
    read_all(questions, known);
  known.moment = now;
  SchemaCatalogue catalogue = catalogue_of(known);
  known_[now.database] = std::move(known);
  return catalogue;
}

void PostgresCatalogueReader::read_all(PostgresQuestions& questions, KnownDatabase& known) const {
  known = {};
  KnownEntries entries = read_all_entries(questions);
  for (const PostgresAddress& own : own_entries(own_tables_, schema_, questions)) entries.erase(own);
  for (auto& [address, entry] : entries) remember(address, std::move(entry), known);
}

// What others print of a thing is its name.
void PostgresCatalogueReader::read_again(PostgresQuestions& questions, std::set<PostgresAddress> changed,
                                         KnownDatabase& known) const {
  std::set<PostgresAddress> done;
  while (!changed.empty()) {
    KnownEntries entries = read_entries(questions, changed);
    for (const PostgresAddress& own : own_entries(own_tables_, schema_, questions)) entries.erase(own);
    const std::set<PostgresAddress> names = replace(changed, std::move(entries), known);
    done.merge(changed);
    changed.clear();
    if (names.empty()) return;
    for (const PostgresAddress& dependent : dependents_of(questions, names))
      if (!done.contains(dependent)) changed.insert(dependent);
  }
}

}  // namespace migrate::migc
