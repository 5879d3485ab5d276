// Comments, on everything that has statements.

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

// `named`: "TABLE t" of the thing in `from`; `catalogue`, `oid`, `part`: where its comment is.
DefinitionQuery comments(const std::string& named, const std::string& catalogue, const std::string& oid,
                         const std::string& from, const std::string& part = "0",
                         const std::string& is_derived = "false") {
  const std::string set = "'COMMENT ON ' || x.named || ' IS ' || quote_literal(x.description)";
  return {.kind = "comment",
          .name = "x.named",
          .create = set,
          .drop = "'COMMENT ON ' || x.named || ' IS NULL'",
          .from = "(SELECT " + named + " AS named, d.description, " + oid + " AS oid, " + part +
                  " AS part FROM " + from + " JOIN pg_description d ON d.classoid = '" + catalogue +
                  "'::regclass AND d.objoid = " + oid + " AND d.objsubid = " + part + ") x",
          .change = set,
          .parent = address_of(catalogue, "x.oid", "x.part"),
          .is_derived = is_derived,
          .place = "x.oid",
          .probe = "pg_description WHERE (objoid >= 16384 OR objoid = 2200) AND classoid = '" + catalogue +
                   "'::regclass"};
}

// What has no spelling here is named as the server identifies it, where that are the words of COMMENT.
DefinitionQuery identified(const std::string& catalogue) {
  return comments(
      "(SELECT CASE i.type WHEN 'statistics object' THEN 'STATISTICS' WHEN 'foreign-data wrapper'"
      " THEN 'FOREIGN DATA WRAPPER' ELSE upper(i.type) END || ' ' || i.identity FROM pg_identify_object('" +
          catalogue + "'::regclass, o.oid, 0) i)",
      catalogue, "o.oid",
      "(SELECT * FROM " + catalogue +
          " o WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '" + catalogue +
          "'::regclass AND e.objid = o.oid AND e.deptype = 'e')) o");
}

void add_comments_on_relations(DefinitionQueries& queries) {
  queries.push_back(comments(
      "CASE c.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE ' WHEN"
      " 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END || c.name",
      "pg_class", "c.oid", "(SELECT * FROM relation WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')) c"));
  queries.push_back(comments("'COLUMN ' || c.name || '.' || quote_ident(a.attname)", "pg_class", "c.oid",
                             "relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0",
                             "a.attnum"));
  queries.push_back(comments("'INDEX ' || i.indexrelid::regclass", "pg_class", "i.indexrelid",
                             "relation c JOIN pg_index i ON i.indrelid = c.oid"));
  queries.push_back(comments("'CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || c.name", "pg_constraint",
                             "k.oid", "relation c JOIN pg_constraint k ON k.conrelid = c.oid"));
  queries.push_back(comments("'TRIGGER ' || quote_ident(g.tgname) || ' ON ' || c.name", "pg_trigger", "g.oid",
                             "relation c JOIN pg_trigger g ON g.tgrelid = c.oid"));
  queries.push_back(comments("'RULE ' || quote_ident(w.rulename) || ' ON ' || c.name", "pg_rewrite", "w.oid",
                             "relation c JOIN pg_rewrite w ON w.ev_class = c.oid"));
  queries.push_back(comments("'POLICY ' || quote_ident(y.polname) || ' ON ' || c.name", "pg_policy", "y.oid",
                             "relation c JOIN pg_policy y ON y.polrelid = c.oid"));
}

}  // namespace

void add_comment_definitions(DefinitionQueries& queries) {
  add_comments_on_relations(queries);
  queries.push_back(comments(
      "CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' || p.oid::regprocedure WHEN 'a' THEN 'AGGREGATE ' ||"
      " p.oid::regproc || '(' || coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*') || ')'"
      " ELSE 'FUNCTION ' || p.oid::regprocedure END",
      "pg_proc", "p.oid", rows_of_users("pg_proc", "p", "pronamespace")));
  queries.push_back(
      comments("CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || format_type(t.oid, NULL)",
               "pg_type", "t.oid", rows_of_users("pg_type", "t", "typnamespace")));
  queries.push_back(comments(
      "'CONSTRAINT ' || quote_ident(k.conname) || ' ON DOMAIN ' || format_type(t.oid, NULL)", "pg_constraint",
      "k.oid",
      rows_of_users("pg_type", "t", "typnamespace") + " JOIN pg_constraint k ON k.contypid = t.oid"));
  queries.push_back(comments("'SCHEMA ' || quote_ident(n.nspname)", "pg_namespace", "n.oid",
                             "(SELECT * FROM pg_namespace n WHERE " +
                                 of_users("n.nspname", "pg_namespace", "n.oid") +
                                 " AND (n.nspname <> 'public' OR obj_description(n.oid, 'pg_namespace') <>"
                                 " 'standard public schema')) n"));
  queries.push_back(comments("'EXTENSION ' || quote_ident(x.extname)", "pg_extension", "x.oid",
                             "(SELECT * FROM pg_extension WHERE oid >= 16384) x", "0", "true"));
  for (const char* catalogue :
       {"pg_collation", "pg_operator", "pg_cast", "pg_event_trigger", "pg_publication", "pg_foreign_server",
        "pg_foreign_data_wrapper", "pg_ts_dict", "pg_ts_config", "pg_statistic_ext", "pg_opclass",
        "pg_opfamily"})
    queries.push_back(identified(catalogue));
}

}  // namespace migrate::migc
