// Constraints. Few have a name that a user gave, so they are known by what they say.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

// Names, and how PostgreSQL joins them in a name of its own.
std::string column_list(std::string_view table, std::string_view numbers) {
  return "(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.place) AS listed, string_agg('_' ||"
         " a.attname, '' ORDER BY u.place) AS joined FROM unnest(" +
         std::string(numbers) +
         ") WITH ORDINALITY u (number, place) JOIN pg_attribute a ON a.attrelid = " + std::string(table) +
         " AND a.attnum = u.number)";
}

const std::string of_table =
    "pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace";

std::string is_own(char type) {
  return std::string("k.contype = '") + type + "' AND k.conparentid = 0 AND " +
         std::string(is_in_users_schema);
}

// `made_up`: how the name that PostgreSQL makes up ends, after the columns.
std::string common_facts(int version, std::string_view columns, std::string_view made_up) {
  std::string facts =
      ", CASE WHEN k.condeferred THEN 'initially deferred' WHEN k.condeferrable THEN 'yes' END AS deferrable"
      ", " +
      yes_if("NOT k.convalidated") + " AS \"not valid\"";
  if (version >= 180000)
    facts +=
        ", " + yes_if("NOT k.conenforced") + " AS \"not enforced\", " + yes_if("k.conperiod") + " AS period";
  return facts + ", " + given_name("k.conname", columns, made_up) + " AS name";
}

std::string index_facts() {
  return ", CASE WHEN i.indnatts > i.indnkeyatts THEN (SELECT '(' || string_agg(quote_ident(a.attname), ', '"
         " ORDER BY u.place) || ')' FROM unnest(i.indkey) WITH ORDINALITY u (number, place) JOIN pg_attribute"
         " a ON a.attrelid = i.indrelid AND a.attnum = u.number WHERE u.place > i.indnkeyatts) END AS"
         " include, " +
         yes_if("i.indnullsnotdistinct") + " AS \"nulls not distinct\", " + options("x.reloptions") +
         " AS options, " + yes_if("i.indisclustered") +
         " AS clustered, CASE WHEN x.reltablespace <> 0 THEN (SELECT quote_ident(spcname) FROM pg_tablespace"
         " WHERE oid = x.reltablespace) END AS tablespace";
}

void add_keys(int version, std::vector<PostgresQuery>& queries) {
  const std::string from = of_table +
                           " JOIN pg_index i ON i.indexrelid = k.conindid JOIN pg_class x ON x.oid ="
                           " k.conindid CROSS JOIN LATERAL " +
                           column_list("k.conrelid", "k.conkey") + " l";
  queries.push_back({.kind = ObjectKind::primary_key,
                     .entry = {"pg_class", "k.conrelid"},
                     .itself = {"pg_constraint", "k.oid"},
                     .columns = name_in_schema("c.relname") +
                                ", '', NULL, '(' || l.listed || ')' AS columns" + index_facts() +
                                common_facts(version, "''", "pkey"),
                     .from = from,
                     .where = is_own('p'),
                     .probe = "pg_constraint WHERE contype = 'p' AND conrelid"});
  queries.push_back({.kind = ObjectKind::unique,
                     .entry = {"pg_class", "k.conrelid"},
                     .itself = {"pg_constraint", "k.oid"},
                     .columns = name_in_schema("c.relname") + ", '(' || l.listed || ')', NULL" +
                                index_facts() + common_facts(version, "l.joined", "key"),
                     .from = from,
                     .where = is_own('u'),
                     .probe = "pg_constraint WHERE contype = 'u' AND conrelid"});
}

std::string check_columns(std::string_view table, std::string_view relation, std::string_view columns,
                          int version) {
  const std::string expression = "pg_get_expr(k.conbin, " + std::string(relation) + ")";
  return std::string(table) + ", CASE WHEN " + expression + " LIKE '(%' THEN " + expression +
         " ELSE '(' || " + expression + " || ')' END, NULL, " + yes_if("k.connoinherit") +
         " AS \"no inherit\", " + yes_if("NOT k.conislocal") + " AS inherited" +
         common_facts(version, columns, "check");
}

void add_checks(int version, std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::check,
       .entry = {"pg_class", "k.conrelid"},
       .itself = {"pg_constraint", "k.oid"},
       .columns = check_columns(name_in_schema("c.relname"), "k.conrelid",
                                "CASE WHEN cardinality(k.conkey) = 1 THEN l.joined ELSE '' END", version),
       .from = of_table + " CROSS JOIN LATERAL " + column_list("k.conrelid", "k.conkey") + " l",
       .where = is_own('c'),
       .probe = "pg_constraint WHERE contype = 'c' AND conrelid"});
  queries.push_back({.kind = ObjectKind::check,
                     .entry = {"pg_type", "k.contypid"},
                     .itself = {"pg_constraint", "k.oid"},
                     .columns = check_columns(name_in_schema("t.typname"), "0", "''", version),
                     .from = "pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON"
                             " n.oid = t.typnamespace",
                     .where = is_own('c'),
                     .probe = "pg_constraint WHERE contype = 'c' AND contypid"});
}

void add_exclusions(int version, std::vector<PostgresQuery>& queries) {
  queries.push_back({.kind = ObjectKind::exclusion,
                     .entry = {"pg_class", "k.conrelid"},
                     .itself = {"pg_constraint", "k.oid"},
                     .columns = name_in_schema("c.relname") +
                                ", substr(pg_get_constraintdef(k.oid), length('EXCLUDE ') + 1), NULL" +
                                common_facts(version, "''", "excl"),
                     .from = of_table,
                     .where = is_own('x'),
                     .probe = "pg_constraint WHERE contype = 'x' AND conrelid"});
}

std::string action(std::string_view letter) {
  return "CASE " + std::string(letter) +
         " WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set"
         " default' END";
}

void add_foreign_keys(int version, std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::foreign_key,
       .entry = {"pg_class", "k.conrelid"},
       .itself = {"pg_constraint", "k.oid"},
       .columns =
           name_in_schema("c.relname") + ", '(' || l.listed || ') references ' || " +
           name_in_schema("r.relname", "rn") +
           ", NULL, '(' || referenced.listed || ')' AS \"referenced columns\", " + action("k.confupdtype") +
           " AS \"on update\", " + action("k.confdeltype") +
           " || CASE WHEN k.confdelsetcols IS NULL THEN '' ELSE (SELECT ' (' || s.listed || ')' FROM " +
           column_list("k.conrelid", "k.confdelsetcols") + " s) END AS \"on delete\", " +
           yes_if("k.confmatchtype = 'f'") + " AS \"match full\"" + common_facts(version, "l.joined", "fkey"),
       .from = of_table +
               " JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace CROSS"
               " JOIN LATERAL " +
               column_list("k.conrelid", "k.conkey") + " l CROSS JOIN LATERAL " +
               column_list("k.confrelid", "k.confkey") + " referenced",
       .where = is_own('f'),
       .probe = "pg_constraint WHERE contype = 'f' AND conrelid"});
}

}  // namespace

void add_constraints(int version, std::vector<PostgresQuery>& queries) {
  add_keys(version, queries);
  add_checks(version, queries);
  add_exclusions(version, queries);
  add_foreign_keys(version, queries);
}

}  // namespace migrate::migc::postgres_query
