#include "postgres/concurrent_index.h"

#include <string>
#include <vector>

#include "core/text/advised_error.h"
#include "postgres/values.h"

namespace migrate::postgres {

namespace {

struct ExistingIndex {
  std::string schema;
  std::string name;
  std::string definition;
  bool is_valid;
  bool is_same;  // but for its name
};

// In a transaction that is rolled back: what the definition looks like, and the indexes of the table.
std::string probe_statements(const ConcurrentIndex& index) {
  const std::string table(index.table);
  return "BEGIN;\nCREATE TEMPORARY TABLE migrate_probe (LIKE " + table + ");\nCREATE " +
         (index.is_unique ? "UNIQUE " : "") + "INDEX migrate_probe_index ON pg_temp.migrate_probe " +
         std::string(index.definition) +
         "\n;\n"
         "SET LOCAL search_path = pg_catalog, pg_temp;\n"
         "SELECT n.nspname, c.relname, d.definition, x.indisvalid, x.indisunique = p.indisunique AND"
         " substr(d.definition, strpos(d.definition, ' USING ')) = "
         " substr(e.definition, strpos(e.definition, ' USING '))"
         " FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = "
         "c.relnamespace"
         " CROSS JOIN pg_get_indexdef(x.indexrelid) AS d(definition)"
         " CROSS JOIN pg_index p CROSS JOIN pg_get_indexdef(p.indexrelid) AS e(definition)"
         " WHERE p.indexrelid = 'pg_temp.migrate_probe_index'::regclass AND x.indrelid = ";
}

std::vector<ExistingIndex> find_indexes(Server& server, const ConcurrentIndex& index) {
  // The table's name is resolved as the statement will, before the path changes.
  const Rows oid =
      rows_of(server.exec("SELECT pg_catalog.to_regclass(" + server.literal(index.table) + ")::oid"));
  std::vector<ExistingIndex> indexes;
  if (oid.front()[0].is_null()) return indexes;
  try {
    for (const Row& row : rows_of(server.exec(probe_statements(index) + text_of(oid.front()[0]))))
      indexes.push_back(
          {text_of(row[0]), text_of(row[1]), text_of(row[2]), row[3] == Value(1), row[4] == Value(1)});
  } catch (const Error&) {
    // The statement itself will say what is wrong.
    if (server.is_lost()) throw;
  }
  server.try_exec("ROLLBACK");
  return indexes;
}

Error other_definition(const ExistingIndex& existing) {
  return core::advised_error(
      ErrorKind::failed,
      "there is an index " + quoted_name(existing.name) + " with another definition: " + existing.definition,
      core::no_state, "Drop or rename it.");
}

}  // namespace

bool is_built(Server& server, const ConcurrentIndex& index) {
  for (const ExistingIndex& existing : find_indexes(server, index)) {
    const bool has_name = existing.name == index.name;
    if (has_name && !existing.is_same) throw other_definition(existing);
    if (!existing.is_same || (!index.name.empty() && !has_name)) continue;
    if (existing.is_valid) return true;
    server.exec("DROP INDEX CONCURRENTLY " + quoted_name(existing.schema) + '.' + quoted_name(existing.name));
  }
  return false;
}

}  // namespace migrate::postgres
