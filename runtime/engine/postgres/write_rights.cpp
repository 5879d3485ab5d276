#include "engine/postgres/write_rights.h"

namespace migrate::core {

namespace {

// Of the rights that a catalogue lists, those that change a table, and only where neither its owner nor
// ourselves nor a superuser has them.
constexpr std::string_view to_others =
    " LEFT JOIN pg_roles r ON r.oid = g.grantee"
    " WHERE g.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')"
    " AND g.grantee <> c.relowner"
    " AND (r.oid IS NULL OR NOT r.rolsuper AND r.rolname NOT IN (current_user, session_user))";

constexpr std::string_view grantee =
    "CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END";

constexpr std::string_view whole_tables = "string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type)";
constexpr std::string_view single_columns =
    "string_agg(g.privilege_type || ' (' || quote_ident(a.attname) || ')', ', ' ORDER BY g.privilege_type,"
    " a.attnum)";

// Its members may write to every table.
constexpr std::string_view members_of_writers =
    " UNION ALL SELECT 'pg_write_all_data', NULL, quote_ident(m.rolname), 0 FROM pg_auth_members b"
    " JOIN pg_roles w ON w.oid = b.roleid JOIN pg_roles m ON m.oid = b.member"
    " WHERE w.rolname = 'pg_write_all_data' AND NOT m.rolsuper"
    " AND m.rolname NOT IN (current_user, session_user) AND m.oid NOT IN (SELECT relowner FROM ours)";

std::string rights_on(std::string_view rights, std::string_view source) {
  return "SELECT " + std::string(rights) + ", c.name, " + std::string(grantee) +
         ", max(g.is_grantable::int) FROM ours c" + std::string(source) + std::string(to_others) +
         " GROUP BY c.name, g.grantee";
}

}  // namespace

std::string revocations_query(const std::string& schema, const std::string& tables,
                              adapter::WriteRights which) {
  std::string sql =
      "WITH ours AS (SELECT c.oid, c.relowner, c.relacl,"
      " quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c"
      " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = " +
      schema + " AND c.relname IN (" + tables +
      ")) SELECT 'REVOKE ' || rights || coalesce(' ON ' || object, '') || ' FROM ' || grantee"
      " || CASE is_grantable WHEN 1 THEN ' CASCADE' ELSE '' END FROM (" +
      rights_on(whole_tables, " CROSS JOIN LATERAL aclexplode(c.relacl) g") + " UNION ALL " +
      rights_on(single_columns,
                " JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
                " CROSS JOIN LATERAL aclexplode(a.attacl) g");
  if (which == adapter::WriteRights::all) sql += members_of_writers;
  return sql + ") AS found (rights, object, grantee, is_grantable) ORDER BY object, grantee, rights";
}

}  // namespace migrate::core
