#include "migc/catalogue/postgres_query_parts.h"

#include <fmt/format.h>

namespace migrate::migc::postgres_query {

namespace {

// The privileges that are in one list and not in the other, a line for each role.
std::string privileges_without(std::string_view word, std::string_view acl, std::string_view other) {
  constexpr std::string_view listed =
      "SELECT grantee, privilege_type AS type, is_grantable AS grantable FROM aclexplode({})";
  return fmt::format(
      "SELECT '{}' || string_agg(lower(type) || CASE WHEN grantable THEN ' with grant option' ELSE '' END, ',"
      " ' ORDER BY type, grantable) || ' to ' || {} AS line FROM ({} EXCEPT {}) x GROUP BY grantee",
      word, role("grantee"), fmt::format(fmt::runtime(listed), acl),
      fmt::format(fmt::runtime(listed), other));
}

}  // namespace

std::string name_in_schema(std::string_view name, std::string_view schema) {
  return fmt::format(
      "CASE {1}.nspname WHEN 'public' THEN '' ELSE quote_ident({1}.nspname) || '.' END || quote_ident({0})",
      name, schema);
}

std::string yes_if(std::string_view condition) {
  return fmt::format("CASE WHEN {} THEN 'yes' END", condition);
}

std::string role(std::string_view oid) {
  return fmt::format(
      "CASE WHEN {0} = 0 THEN 'public' WHEN pg_get_userbyid({0}) = session_user THEN '$owner' ELSE "
      "quote_ident(pg_get_userbyid({0})) END",
      oid);
}

std::string privileges(std::string_view acl, std::string_view kind, std::string_view owner) {
  return privileges_beyond(acl, fmt::format("acldefault('{}', {})", kind, owner));
}

std::string privileges_beyond(std::string_view acl, std::string_view usual) {
  return fmt::format(
      "CASE WHEN {} IS NOT NULL THEN (SELECT string_agg(line, '; ' ORDER BY line) FROM ({} UNION ALL {}) "
      "lines) END",
      acl, privileges_without("", acl, usual), privileges_without("no ", usual, acl));
}

std::string options(std::string_view array) {
  return fmt::format(
      "CASE WHEN {0} IS NOT NULL THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest({0}) o WHERE o NOT "
      "LIKE 'pg\\_%') END",
      array);
}

std::string firing(std::string_view letter) {
  return fmt::format(
      ", {} AS disabled, CASE {} WHEN 'R' THEN 'on replicas' WHEN 'A' THEN 'always' END AS fires",
      yes_if(fmt::format("{} = 'D'", letter)), letter);
}

std::string is_made_up(std::string_view name, std::string_view columns, std::string_view suffix) {
  // A long name is cut before its suffix.
  return fmt::format(
      "(right(rtrim({0}, '0123456789'), length({1}) + {3}) = {1} || '_{2}' OR octet_length({0}) > 57 AND "
      "right(rtrim({0}, '0123456789'), {3}) = '_{2}')",
      name, columns, suffix, suffix.size() + 1);
}

std::string given_name(std::string_view name, std::string_view columns, std::string_view suffix) {
  return fmt::format("CASE WHEN NOT {} THEN quote_ident({}) END", is_made_up(name, columns, suffix), name);
}

std::string not_null_facts(bool is_constraint, std::string_view is_not_null) {
  if (!is_constraint) return yes_if(is_not_null) + " AS \"not null\"";
  return yes_if(fmt::format("{} AND k.convalidated IS NOT FALSE", is_not_null)) + " AS \"not null\", " +
         yes_if("NOT k.convalidated") + " AS \"not null of new rows\", " + yes_if("k.connoinherit") +
         " AS \"no inherit of not null\", " + given_name("k.conname", "''", "not_null") +
         " AS \"name of not null\", CASE WHEN k.oid IS NOT NULL THEN obj_description(k.oid, 'pg_constraint')"
         " END AS \"comment on not null\"";
}

}  // namespace migrate::migc::postgres_query
