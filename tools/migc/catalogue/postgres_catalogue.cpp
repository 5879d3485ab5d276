#include "migc/catalogue/postgres_catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/sql_text.h"
#include "migc/catalogue/postgres_query.h"
#include "migc/catalogue/postgres_value.h"
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

class ReadingTransaction {
 public:
  explicit ReadingTransaction(Server& server) : server_(server) { server_.exec(std::string(begin_reading)); }
  ReadingTransaction(const ReadingTransaction&) = delete;
  ReadingTransaction& operator=(const ReadingTransaction&) = delete;
  ~ReadingTransaction() { server_.try_exec("ROLLBACK"); }

 private:
  Server& server_;
};

using Place = std::pair<std::string_view, std::string>;  // a catalogue and an oid
using ObjectsByPlace = std::map<Place, std::vector<CatalogueObject>>;

std::string_view text_in(const pqxx::field& field) {
  return {field.c_str(), field.is_null() ? 0 : field.size()};
}

CatalogueObject object_in(const pqxx::row& row, ObjectKind kind) {
  CatalogueObject object{.kind = kind,
                         .table = std::string(text_in(row[1])),
                         .name = without_clock(text_in(row[2])),
                         .identity = {}};
  object.identity = object.table + '\0' + (row[3].is_null() ? object.name : std::string(text_in(row[3])));
  for (pqxx::row::size_type i = 4; i < row.size(); ++i)
    state_column(row[i].name(), text_in(row[i]), object.facts);
  return object;
}

// The table comes first in its entry, and its columns in their order.
void add_to_entry(CatalogueObject object, std::vector<CatalogueObject>& entry) {
  if (object.kind == ObjectKind::column && !entry.empty()) entry.front().order.push_back(object.name);
  entry.push_back(std::move(object));
}

void ask_for(Server& server, const PostgresQuery& query, ObjectsByPlace& objects) {
  for (const auto& row : server.exec(to_sql(query)))
    add_to_entry(object_in(row, query.kind), objects[{query.entry.catalogue, std::string(text_in(row[0]))}]);
}

// With their sequences.
std::set<std::string> oids_of(const std::vector<std::string>& tables, const std::string& schema,
                              Server& server) {
  std::string names = "NULL";
  for (const std::string& table : tables) names += ", " + core::string_literal(table);
  std::set<std::string> oids;
  for (const auto& row : server.exec(fmt::format(
           "WITH own AS (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
           " n.nspname = {} AND c.relname IN ({})) SELECT oid FROM own UNION ALL SELECT d.objid FROM"
           " pg_depend d JOIN own ON d.refobjid = own.oid WHERE d.refclassid = 'pg_class'::regclass AND"
           " d.classid = 'pg_class'::regclass",
           core::string_literal(schema), names)))
    oids.emplace(text_in(row[0]));
  return oids;
}

std::string key_of(const CatalogueObject& object) {
  return fmt::format("{:02} {}", static_cast<int>(object.kind), object.identity);
}

}  // namespace

SchemaCatalogue PostgresCatalogueReader::read(pqxx::connection& connection) {
  Server server(connection, nullptr);
  const ReadingTransaction transaction(server);
  ObjectsByPlace objects;
  for (const PostgresQuery& query : postgres_queries(server.version())) ask_for(server, query, objects);
  for (const std::string& oid : oids_of(own_tables_, schema_, server)) objects.erase({"pg_class", oid});
  SchemaCatalogue catalogue;
  for (auto& [place, entry] : objects) {
    std::string key = key_of(entry.front());
    catalogue.entries.emplace_back(std::move(key),
                                   std::make_shared<const std::vector<CatalogueObject>>(std::move(entry)));
  }
  std::ranges::sort(catalogue.entries, {}, &decltype(catalogue.entries)::value_type::first);
  return catalogue;
}

}  // namespace migrate::migc
