// Roles, which all databases of a server have: they differ only where each schema was made on a server of its
// own, because a script creates roles. None is dropped, since what else the server has may need it, and one
// may be there already.

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

// " LOGIN" where the role may log in, or else the word for its absence, if any.
std::string flag(const std::string& column, const std::string& word, const std::string& otherwise = {}) {
  return "CASE WHEN r." + column + " THEN '" + (word.empty() ? "" : ' ' + word) + "' ELSE '" +
         (otherwise.empty() ? "" : ' ' + otherwise) + "' END";
}

// All, as ALTER ROLE takes them, or those that CREATE ROLE does not give anyway. A password is a secret.
std::string attributes(bool is_all) {
  const auto no = [&](const std::string& word) { return is_all ? "NO" + word : ""; };
  std::string text = flag("rolsuper", "SUPERUSER", no("SUPERUSER"));
  text += " || " + flag("rolinherit", is_all ? "INHERIT" : "", "NOINHERIT");
  text += " || " + flag("rolcreaterole", "CREATEROLE", no("CREATEROLE"));
  text += " || " + flag("rolcreatedb", "CREATEDB", no("CREATEDB"));
  text += " || " + flag("rolcanlogin", "LOGIN", no("LOGIN"));
  text += " || " + flag("rolreplication", "REPLICATION", no("REPLICATION"));
  text += " || " + flag("rolbypassrls", "BYPASSRLS", no("BYPASSRLS"));
  const std::string limit = "' CONNECTION LIMIT ' || r.rolconnlimit";
  text += " || " + (is_all ? limit : "CASE WHEN r.rolconnlimit <> -1 THEN " + limit + " ELSE '' END");
  return text + " || coalesce(' VALID UNTIL ' || quote_literal(r.rolvaliduntil), '')";
}

}  // namespace

void add_role_definitions(DefinitionQueries& queries) {
  const std::string name = "quote_ident(r.rolname)";
  queries.push_back({.kind = "role",
                     .name = name,
                     .create = "'DO $$ BEGIN CREATE ROLE ' || " + name + " || " + attributes(false) +
                               " || '; EXCEPTION WHEN duplicate_object THEN NULL; END $$'",
                     .from = "pg_roles r WHERE r.oid >= 16384",
                     .change = "'ALTER ROLE ' || " + name + " || " + attributes(true),
                     .address = address_of("pg_authid", "r.oid"),
                     .place = "r.oid"});
  const std::string group = "quote_ident(pg_get_userbyid(m.roleid))";
  const std::string member = "quote_ident(pg_get_userbyid(m.member))";
  queries.push_back({.kind = "membership",
                     .name = group + " || ' ' || " + member,
                     .create = "'GRANT ' || " + group + " || ' TO ' || " + member +
                               " || coalesce(' WITH ' || nullif(concat_ws(', ', CASE WHEN m.admin_option THEN"
                               " 'ADMIN OPTION' END, 'INHERIT ' || upper(nullif(to_jsonb(m) ->>"
                               " 'inherit_option', r.rolinherit::text)), CASE to_jsonb(m) ->> 'set_option'"
                               " WHEN 'false' THEN 'SET FALSE' END), ''), '')",
                     .drop = "'REVOKE ' || " + group + " || ' FROM ' || " + member,
                     .from = "pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE m.member >= 16384",
                     .needs = address_of("pg_authid", "m.roleid")});
}

}  // namespace migrate::migc
