#include "postgres/table_state.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "postgres/values.h"

namespace migrate::postgres {

namespace {

// Plain indexes are left out, which anybody may add; so are the identifiers of the others, because REINDEX
// CONCURRENTLY makes new ones.
constexpr std::string_view shape =
    "(SELECT string_agg(concat_ws(' ', c.relname, c.oid, c.relkind, c.relpersistence, c.relowner,"
    " c.relrowsecurity, c.relforcerowsecurity, '|',"
    " (SELECT string_agg(concat_ws(',', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull,"
    "   a.attidentity, a.attgenerated, a.attcollation, d.oid), ' ' ORDER BY a.attnum) FROM pg_attribute a"
    "  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    "  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '|',"
    " (SELECT string_agg(concat(t.oid, t.tgenabled), ' ' ORDER BY t.oid) FROM pg_trigger t"
    "  WHERE t.tgrelid = c.oid), '|',"
    " (SELECT string_agg(concat(r.oid, r.ev_enabled), ' ' ORDER BY r.oid) FROM pg_rewrite r"
    "  WHERE r.ev_class = c.oid), '|',"
    " (SELECT string_agg(p.oid::text, ' ' ORDER BY p.oid) FROM pg_policy p WHERE p.polrelid = c.oid), '|',"
    " (SELECT string_agg(k.oid::text, ' ' ORDER BY k.oid) FROM pg_constraint k"
    "  WHERE k.conrelid = c.oid), '|',"
    " (SELECT string_agg(s.oid::text, ' ' ORDER BY s.oid) FROM pg_statistic_ext s"
    "  WHERE s.stxrelid = c.oid), '|',"
    " (SELECT string_agg(concat(i.inhrelid, '<', i.inhparent), ' ' ORDER BY i.inhrelid, i.inhparent)"
    "  FROM pg_inherits i WHERE i.inhrelid = c.oid OR i.inhparent = c.oid), '|',"
    " (SELECT string_agg(concat_ws(',', x.indkey, x.indisunique, x.indpred IS NULL, x.indexprs IS NULL), ' '"
    "   ORDER BY x.indkey::text, x.indexprs::text, x.indpred::text) FROM pg_index x WHERE x.indrelid = c.oid"
    "  AND (x.indisunique OR x.indisexclusion OR x.indpred IS NOT NULL OR x.indexprs IS NOT NULL))),"
    " '; ' ORDER BY c.relname) ";

constexpr std::string_view storage = "(SELECT string_agg(c.relfilenode::text, ' ' ORDER BY c.relname) ";

// To whom a right was granted, and on what; of the owner's and our own rights nothing.
constexpr std::string_view writers =
    "(SELECT string_agg(concat(g.privilege_type, g.col, ' ON ', quote_ident(n.nspname), '.',"
    " quote_ident(c.relname), ' FROM ', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE"
    " quote_ident(pg_get_userbyid(g.grantee)) END), chr(10)) ";

constexpr std::string_view rights =
    " CROSS JOIN LATERAL (SELECT t.grantee, t.privilege_type, '' FROM aclexplode(c.relacl) t UNION ALL"
    " SELECT t.grantee, t.privilege_type, concat(' (', quote_ident(a.attname), ')') FROM pg_attribute a"
    " CROSS JOIN LATERAL aclexplode(a.attacl) t WHERE a.attrelid = c.oid AND NOT a.attisdropped)"
    " AS g (grantee, privilege_type, col)";

constexpr std::string_view of_others =
    " AND g.grantee <> c.relowner AND g.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
    " 'REFERENCES', 'TRIGGER') AND g.grantee NOT IN (SELECT u.oid FROM pg_roles u"
    " WHERE u.rolname IN (current_user, session_user)))";

std::set<std::string> lines_of(std::string_view text) {
  std::set<std::string> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    lines.emplace(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::string table_state_columns(const std::string& schema, const std::string& version_table,
                                const std::string& history_table) {
  const std::string catalogue = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace";
  const std::string ours =
      " WHERE n.nspname = " + schema + " AND c.relname IN (" + version_table + ", " + history_table + ")";
  return std::string(shape) + catalogue + ours + "), " + std::string(storage) + catalogue + ours + "), " +
         std::string(writers) + catalogue + std::string(rights) + ours + std::string(of_others);
}

TableState read_table_state(const Row& row, std::size_t first) {
  return {.shape = text_of(row[first]),
          .storage = text_of(row[first + 1]),
          .writers = lines_of(text_of(row[first + 2]))};
}

std::string take_back(const TableState& before, const TableState& now) {
  std::map<std::string, std::string> lost;  // of each role on each table
  for (const std::string& right : now.writers) {
    if (before.writers.contains(right)) continue;
    const std::size_t end = right.find(" ON ");
    std::string& list = lost[right.substr(end)];
    list += (list.empty() ? "" : ", ") + right.substr(0, end);
  }
  std::string sql;
  for (const auto& [where, list] : lost)
    sql.append("REVOKE ").append(list).append(where).append(" CASCADE;\n");
  return sql;
}

std::string note_of_rights(std::string taken_back) {
  taken_back.pop_back();
  std::ranges::replace(taken_back, '\n', ' ');
  return "a revision granted rights to write the version and history tables, which were taken back: " +
         taken_back;
}

}  // namespace migrate::postgres
