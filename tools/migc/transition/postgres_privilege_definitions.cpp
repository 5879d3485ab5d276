// Owners and privileges. An object of the role that connects, with the privileges that objects of its kind
// have, needs none of these statements.

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

// Things that have an owner, and privileges by a list: how statements name them.
struct Owned {
  std::string named;    // "'TABLE ' || c.name"
  std::string granted;  // the same in GRANT; empty: it has no privileges
  std::string catalogue;
  std::string alias;
  std::string owner;  // columns
  std::string acl;
  std::string letter;  // of acldefault()
  std::string from;
  std::string follows = "false";  // whether another thing's owner is its owner
};

const std::vector<Owned>& owned_things() {
  static const std::vector<Owned> things{
      {"CASE c.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE '"
       " WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END || c.name",
       "CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END || c.name", "pg_class", "c", "relowner",
       "relacl", "CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END",
       "(SELECT r.*, is_owned FROM relation r CROSS JOIN LATERAL (SELECT relkind = 'S' AND EXISTS (SELECT "
       "FROM"
       " pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid ="
       " 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)) o (is_owned) WHERE relkind "
       "IN"
       " ('r', 'p', 'v', 'm', 'S', 'f') AND NOT (is_owned AND relacl IS NULL)) c",
       "c.is_owned"},
      {"'SCHEMA ' || quote_ident(n.nspname)", "'SCHEMA ' || quote_ident(n.nspname)", "pg_namespace", "n",
       "nspowner", "nspacl", "'n'",
       "(SELECT * FROM pg_namespace n WHERE n.nspname <> 'public' AND " +
           of_users("n.nspname", "pg_namespace", "n.oid") + ") n"},
      {"'ROUTINE ' || p.oid::regprocedure", "'ROUTINE ' || p.oid::regprocedure", "pg_proc", "p", "proowner",
       "proacl", "'f'",
       "(SELECT p.* FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE " +
           routines_of_users() + ") p"},
      {"CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || format_type(t.oid, NULL)",
       "'TYPE ' || format_type(t.oid, NULL)", "pg_type", "t", "typowner", "typacl", "'T'",
       rows_of_users(
           "pg_type", "t", "typnamespace",
           "(t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class k WHERE k.oid"
           " = t.typrelid AND k.relkind = 'c'))")},
      {"'SERVER ' || quote_ident(s.srvname)", "'FOREIGN SERVER ' || quote_ident(s.srvname)",
       "pg_foreign_server", "s", "srvowner", "srvacl", "'S'", "pg_foreign_server s"},
      {"'STATISTICS ' || s.stxname", "", "pg_statistic_ext", "s", "stxowner", "", "",
       rows_of_users("pg_statistic_ext", "s", "stxnamespace")},
      {"'PUBLICATION ' || quote_ident(b.pubname)", "", "pg_publication", "b", "pubowner", "", "",
       "pg_publication b"},
      {"'EVENT TRIGGER ' || quote_ident(v.evtname)", "", "pg_event_trigger", "v", "evtowner", "", "",
       "pg_event_trigger v"}};
  return things;
}

DefinitionQuery owners(const Owned& thing) {
  const std::string set = "'ALTER ' || " + thing.named + " || ' OWNER TO ' || quote_ident(pg_get_userbyid(" +
                          thing.alias + "." + thing.owner + "))";
  return {.kind = "owner",
          .name = thing.named,
          .create = set,
          .drop = "'ALTER ' || " + thing.named + " || ' OWNER TO CURRENT_USER'",
          .from = thing.from + " WHERE NOT (" + thing.follows + ") AND pg_get_userbyid(" + thing.alias + "." +
                  thing.owner + ") <> current_user",
          .change = set,
          .parent = address_of(thing.catalogue, thing.alias + ".oid"),
          .place = thing.alias + ".oid"};
}

constexpr std::string_view role =
    "CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END";

struct Grants {
  std::string on;  // what statements name after ON
  std::string acl;
  std::string usual;  // the list that objects of the kind have
  std::string from;
  std::string parent;
  std::string column = {};  // " (a)" after the privilege
  std::string probe = {};
};

// `kind`: "privilege" for what is granted beyond the usual, "withheld privilege" for what is revoked of it.
DefinitionQuery privileges(const std::string& kind, const std::string& these, const std::string& without,
                           const Grants& grants) {
  const std::string list = "SELECT e.grantee, e.privilege_type, e.is_grantable FROM aclexplode(";
  const std::string exploded = "(SELECT " + grants.on + " AS named, " + grants.column + " AS part, " +
                               grants.parent + " AS parent, l.* FROM " + grants.from +
                               " CROSS JOIN LATERAL (" + list + these + ") e EXCEPT " + list + without +
                               ") e) l) x";
  const std::string what = "x.privilege_type || x.part || ' ON ' || x.named";
  const std::string to = std::string(role);
  const std::string grant = "'GRANT ' || " + what + " || ' TO ' || " + to +
                            " || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END";
  const std::string revoke = "'REVOKE ' || " + what + " || ' FROM ' || " + to;
  const bool is_granted = kind == "privilege";
  return {.kind = kind,
          .name = what + " || ' ' || " + to + " || CASE WHEN x.is_grantable THEN '*' ELSE '' END",
          .create = is_granted ? grant : revoke,
          .drop = is_granted ? revoke : grant,
          .from = exploded,
          .parent = "x.parent",
          .probe = grants.probe};
}

void add_privileges(const Grants& grants, DefinitionQueries& queries) {
  const std::string acl = "coalesce(" + grants.acl + ", " + grants.usual + ")";
  queries.push_back(privileges("privilege", acl, grants.usual, grants));
  queries.push_back(privileges("withheld privilege", grants.usual, acl, grants));
}

void add_column_privileges(DefinitionQueries& queries) {
  queries.push_back(privileges(
      "privilege", "a.attacl", "NULL",
      {.on = "c.name",
       .acl = {},
       .usual = {},
       .from = "relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT"
               " a.attisdropped",
       .parent = address_of("pg_class", "c.oid", "a.attnum"),
       .column = "' (' || quote_ident(a.attname) || ')'",
       .probe = "pg_attribute WHERE attrelid >= 16384 AND attacl IS NOT NULL"}));
}

// For all schemas a list takes the place of what is usual; for one schema it is added to that.
void add_default_privileges(DefinitionQueries& queries) {
  const std::string usual =
      "CASE WHEN d.defaclnamespace = 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE"
      " d.defaclobjtype END, d.defaclrole) ELSE NULL END";
  const std::string things =
      "CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN"
      " 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END";
  const std::string head =
      "'ALTER DEFAULT PRIVILEGES' || CASE WHEN pg_get_userbyid(d.defaclrole) <> current_user THEN ' FOR ROLE "
      "'"
      " || quote_ident(pg_get_userbyid(d.defaclrole)) ELSE '' END || coalesce(' IN SCHEMA ' ||"
      " quote_ident(n.nspname), '') || ' '";
  const std::string from = "pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace";
  const Grants grants{.on = things,
                      .acl = {},
                      .usual = {},
                      .from = from,
                      .parent = "CASE WHEN n.oid IS NULL THEN '' ELSE " +
                                address_of("pg_namespace", "n.oid") + " END || '#' || " + head,
                      .column = "''",
                      .probe = "pg_default_acl"};
  for (const bool is_granted : {true, false}) {
    DefinitionQuery query = is_granted ? privileges("privilege", "d.defaclacl", usual, grants)
                                       : privileges("withheld privilege", usual, "d.defaclacl", grants);
    const std::string before = "split_part(x.parent, '#', 2) || ";
    query.kind = is_granted ? "default privilege" : "withheld default privilege";
    query.name = before + query.name;
    query.create = before + query.create;
    query.drop = before + query.drop;
    query.parent = "split_part(x.parent, '#', 1)";
    queries.push_back(query);
  }
}

}  // namespace

void add_owner_definitions(DefinitionQueries& queries) {
  for (const Owned& thing : owned_things()) queries.push_back(owners(thing));
}

void add_privilege_definitions(DefinitionQueries& queries) {
  for (const Owned& thing : owned_things())
    if (!thing.granted.empty())
      add_privileges(
          {.on = thing.granted,
           .acl = thing.alias + "." + thing.acl,
           .usual = "acldefault((" + thing.letter + ")::\"char\", " + thing.alias + "." + thing.owner + ")",
           .from = thing.from,
           .parent = address_of(thing.catalogue, thing.alias + ".oid"),
           .column = "''"},
          queries);
  // Everybody may use the schema that every database has.
  const std::string usual = "acldefault('n', n.nspowner) || makeaclitem(0, n.nspowner, 'USAGE', false)";
  add_privileges({.on = "'SCHEMA ' || quote_ident(n.nspname)",
                  .acl = "n.nspacl",
                  .usual = usual,
                  .from = "(SELECT * FROM pg_namespace WHERE nspname = 'public') n",
                  .parent = address_of("pg_namespace", "n.oid"),
                  .column = "''",
                  .probe = "pg_namespace WHERE nspname = 'public'"},
                 queries);
  add_column_privileges(queries);
  add_default_privileges(queries);
}

}  // namespace migrate::migc
