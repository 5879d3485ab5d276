#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <pqxx/result>

#include <algorithm>

#include "migc/operations/live_database.h"
#include "migrate/postgres.h"
#include "support/postgres_server.h"

namespace migrate::migc {

namespace {

// Each line says one thing about the schema "public", and about what has no schema.
constexpr const char* facts_query = R"sql(
WITH tables AS (
  SELECT c.oid, c.relname, c.reloptions FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'migrate\_%')
SELECT 'table ' || relname || coalesce(' with ' || reloptions::text, '')
    || coalesce(' comment ' || obj_description(oid, 'pg_class'), '') FROM tables
UNION ALL
SELECT 'column ' || concat_ws(' ', t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'not null' END, pg_get_expr(d.adbin, d.adrelid), a.attidentity,
    a.attgenerated, CASE WHEN a.attcollation <> y.typcollation THEN a.attcollation::regcollation::text END,
    col_description(t.oid, a.attnum))
  FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type y ON y.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
UNION ALL
SELECT 'constraint ' || t.relname || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
  FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
UNION ALL
SELECT 'index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' not valid' END
  FROM tables t JOIN pg_index i ON i.indrelid = t.oid
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(g.oid)
  FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
UNION ALL
SELECT 'view ' || c.relname || ' ' || pg_get_viewdef(c.oid) FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
UNION ALL
SELECT 'sequence ' || c.relname FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
UNION ALL
SELECT 'enum ' || y.typname || ' ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
  FROM pg_type y JOIN pg_enum e ON e.enumtypid = y.oid GROUP BY y.typname
UNION ALL
SELECT 'function ' || pg_get_functiondef(p.oid) FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = p.oid AND x.deptype = 'e')
UNION ALL
SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'
UNION ALL
SELECT 'extension ' || extname FROM pg_extension)sql";

class PostgresDatabase final : public LiveDatabase {
 public:
  Connection& connection() override { return connection_; }
  void run(const std::string& sql) override {
    pqxx::connection session(url_);
    pqxx::nontransaction(session).exec(sql);
  }
  std::vector<std::string> list(const std::string& sql) override {
    pqxx::connection session(url_);
    pqxx::nontransaction work(session);
    std::vector<std::string> lines;
    for (const auto& row : work.exec(sql)) lines.emplace_back(row[0].c_str());
    return lines;
  }

  DatabaseState state() override {
    DatabaseState state{.facts = list(facts_query), .rows = {}};
    for (const std::string& table :
         list("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
              " AND relname NOT LIKE 'migrate\\_%'"))
      for (const std::string& row : list("SELECT to_jsonb(t)::text FROM public.\"" + table + "\" t"))
        state.rows.push_back(table + ": " + row);
    std::sort(state.facts.begin(), state.facts.end());
    std::sort(state.rows.begin(), state.rows.end());
    return state;
  }

 private:
  std::string url_ = testing::postgres_server().create_database();
  PostgresConnection connection_{url_};
};

}  // namespace

const Dialect live_dialect = Dialect::postgres;

std::unique_ptr<LiveDatabase> make_live_database() {
  return std::make_unique<PostgresDatabase>();
}

}  // namespace migrate::migc
