// Parts of tables and views that have statements of their own: defaults, constraints, indexes, triggers,
// rules, policies and statistics. Columns are read apart (postgres_columns.h).

#include <utility>

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

DefinitionQuery defaults() {
  const std::string column = alter_relation() + " || ' ALTER COLUMN ' || quote_ident(a.attname)";
  const std::string set = column + " || ' SET DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)";
  return {.kind = "default",
          .name = "c.name || '.' || quote_ident(a.attname)",
          .create = set,
          .drop = column + " || ' DROP DEFAULT'",
          .from =
              "pg_attrdef d JOIN relation c ON c.oid = d.adrelid JOIN pg_attribute a ON a.attrelid = c.oid"
              " AND a.attnum = d.adnum WHERE a.attgenerated = ''",
          .table = "c.name",
          .change = set,
          .clause = "pg_get_expr(d.adbin, d.adrelid)",
          .address = address_of("pg_attrdef", "d.oid"),
          .parent = address_of("pg_class", "c.oid", "a.attnum"),
          .is_derived = "a.attinhcount > 0",
          .place = "a.attnum"};
}

// One that is not validated cannot be made with its table, which would have it validated.
DefinitionQuery constraints(const std::string& kind, const std::string& letters) {
  const std::string said = "'CONSTRAINT ' || quote_ident(k.conname) || ' ' || definition.text";
  return {.kind = kind,
          .name = "c.name || '.' || quote_ident(k.conname)",
          .create = "'ALTER TABLE ' || c.name || ' ADD ' || " + said,
          .drop = "'ALTER TABLE ' || c.name || ' DROP CONSTRAINT ' || quote_ident(k.conname)",
          .from = "pg_constraint k JOIN relation c ON c.oid = k.conrelid" +
                  with_definition("pg_get_constraintdef(k.oid, true)") + " WHERE k.contype IN (" + letters +
                  ") AND k.conparentid = 0 AND k.coninhcount = 0",
          .table = "c.name",
          .change =
              "CASE WHEN k.convalidated THEN 'ALTER TABLE ' || c.name || ' VALIDATE CONSTRAINT ' ||"
              " quote_ident(k.conname) ELSE '' END",
          .shape =
              "CASE WHEN k.convalidated THEN definition.text ELSE regexp_replace(definition.text, ' NOT"
              " VALID$', '') END",
          .clause = "CASE WHEN k.convalidated THEN " + said + " ELSE '' END",
          .address = address_of("pg_constraint", "k.oid"),
          .parent = relation_address(),
          .tail = "quote_ident(k.conname)",
          .place = "CASE k.contype WHEN 'p' THEN 0 WHEN 'u' THEN 1 ELSE 2 END * 4294967296 + k.oid::int8"};
}

// What comes from a parent; it has no statements. `kind`: of the same that is a table's own.
DefinitionQuery inherited(const std::string& kind, const std::string& name, const std::string& from,
                          const std::string& address, const std::string& shape = "''",
                          const std::string& tail = "''") {
  return {.kind = "inherited " + kind,
          .name = name,
          .from = from,
          .table = "c.name",
          .shape = shape,
          .address = address,
          .parent = relation_address(),
          .tail = tail};
}

// A partitioned index makes those of the partitions, unless there is a partition without one.
DefinitionQuery indexes() {
  const std::string unique = "CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END";
  return {.kind = "index",
          .name = "i.indexrelid::regclass",
          .create =
              "CASE WHEN x.relkind = 'I' AND i.indisvalid THEN regexp_replace(definition.text, '^(CREATE"
              " (?:UNIQUE )?INDEX .*? ON )ONLY ', '\\1') ELSE definition.text END",
          .drop = "'DROP INDEX ' || i.indexrelid::regclass",
          .from = "pg_index i JOIN relation c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid" +
                  with_definition("pg_get_indexdef(i.indexrelid, 0, true)") +
                  " WHERE NOT EXISTS (SELECT FROM pg_constraint k"
                  " WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u',"
                  " 'x')) AND NOT EXISTS (SELECT FROM pg_inherits h JOIN pg_index w ON w.indexrelid ="
                  " h.inhparent WHERE h.inhrelid = i.indexrelid AND w.indisvalid)",
          .table = "c.name",
          .shape = unique + " || substr(definition.text, length('CREATE ' || " + unique +
                   " || 'INDEX ' || quote_ident(x.relname) || ' ON ') + 1)",
          .address = address_of("pg_class", "i.indexrelid"),
          .parent = relation_address(),
          .tail = "quote_ident(x.relname)",
          .place = "i.indexrelid"};
}

// Of a partitioned index that some partition lacks.
DefinitionQuery index_parents() {
  return {.kind = "parent of index",
          .name = "h.inhrelid::regclass",
          .create = "'ALTER INDEX ' || h.inhparent::regclass || ' ATTACH PARTITION ' || h.inhrelid::regclass",
          .from =
              "pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid JOIN relation c ON c.oid ="
              " i.indrelid JOIN pg_index w ON w.indexrelid = h.inhparent AND NOT w.indisvalid",
          .table = "c.name",
          .parent = address_of("pg_class", "h.inhrelid"),
          .needs = address_of("pg_class", "h.inhparent"),
          .place = "h.inhrelid"};
}

// Of a key's index; another one's are part of its definition.
DefinitionQuery index_options() {
  const std::string set = "'ALTER INDEX ' || i.indexrelid::regclass || ' SET (' || o || ')'";
  return {.kind = "option of index",
          .name = "i.indexrelid::regclass || '.' || split_part(o, '=', 1)",
          .create = set,
          .drop = "'ALTER INDEX ' || i.indexrelid::regclass || ' RESET (' || split_part(o, '=', 1) || ')'",
          .from =
              "pg_constraint k JOIN relation c ON c.oid = k.conrelid JOIN pg_index i ON i.indexrelid ="
              " k.conindid JOIN pg_class x ON x.oid = i.indexrelid CROSS JOIN unnest(x.reloptions) o"
              " WHERE k.contype IN ('p', 'u', 'x')",
          .table = "c.name",
          .change = set,
          .parent = address_of("pg_class", "i.indexrelid"),
          .place = "i.indexrelid"};
}

DefinitionQuery index_statistics() {
  const std::string alter =
      "'ALTER INDEX ' || i.indexrelid::regclass || ' ALTER COLUMN ' || a.attnum || '"
      " SET STATISTICS ' || ";
  return {.kind = "statistics of index",
          .name = "i.indexrelid::regclass || '.' || a.attnum",
          .create = alter + "a.attstattarget",
          .drop = alter + "-1",
          .from =
              "pg_index i JOIN relation c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid ="
              " i.indexrelid AND a.attstattarget >= 0",
          .table = "c.name",
          .change = alter + "a.attstattarget",
          .parent = address_of("pg_class", "i.indexrelid"),
          .place = "i.indexrelid"};
}

DefinitionQuery clusters() {
  const std::string set =
      "'ALTER TABLE ' || c.name || ' CLUSTER ON ' || (SELECT quote_ident(x.relname) FROM pg_class x WHERE"
      " x.oid = i.indexrelid)";
  return {.kind = "cluster",
          .name = "c.name",
          .create = set,
          .drop = "'ALTER TABLE ' || c.name || ' SET WITHOUT CLUSTER'",
          .from = "pg_index i JOIN relation c ON c.oid = i.indrelid WHERE i.indisclustered",
          .table = "c.name",
          .change = set,
          .parent = address_of("pg_class", "i.indexrelid"),
          .place = "i.indexrelid"};
}

// What is said of triggers and rules: when they fire.
DefinitionQuery states(const std::string& word, const std::string& letter, const std::string& name,
                       const std::string& from, const std::string& address) {
  const auto alter = [&](const std::string& how) {
    return "'ALTER TABLE ' || c.name || ' ' || " + how + " || ' " + word + " ' || quote_ident(" + name + ")";
  };
  const std::string set = alter("CASE " + letter +
                                " WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS'"
                                " END");
  return {.kind = word == "RULE" ? "state of rule" : "state of trigger",
          .name = "c.name || '.' || quote_ident(" + name + ")",
          .create = set,
          .drop = alter("'ENABLE'"),
          .from = from + " AND " + letter + " <> 'O'",
          .table = "c.name",
          .change = set,
          .parent = address};
}

// A partition's copy of a trigger fires when that of the parent does, unless it is said otherwise.
DefinitionQuery states_of_copies() {
  const auto alter = [](const std::string& letter) {
    return "'ALTER TABLE ' || c.name || CASE " + letter +
           " WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA' WHEN 'A' THEN ' ENABLE ALWAYS' ELSE ' "
           "ENABLE'"
           " END || ' TRIGGER ' || quote_ident(g.tgname)";
  };
  return {.kind = "state of copied trigger",
          .name = "c.name || '.' || quote_ident(g.tgname)",
          .create = alter("g.tgenabled"),
          .drop = alter("o.tgenabled"),
          .from =
              "pg_trigger g JOIN relation c ON c.oid = g.tgrelid JOIN pg_trigger o ON o.oid = g.tgparentid"
              " WHERE NOT g.tgisinternal AND g.tgenabled <> o.tgenabled",
          .table = "c.name",
          .change = alter("g.tgenabled"),
          .parent = address_of("pg_trigger", "g.oid")};
}

void add_triggers(DefinitionQueries& queries) {
  const std::string from =
      "pg_trigger g JOIN relation c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal AND g.tgparentid = 0";
  const std::string address = address_of("pg_trigger", "g.oid");
  queries.push_back({.kind = "trigger",
                     .name = "c.name || '.' || quote_ident(g.tgname)",
                     .create = "pg_get_triggerdef(g.oid, true)",
                     .drop = "'DROP TRIGGER ' || quote_ident(g.tgname) || ' ON ' || c.name",
                     .from = from,
                     .table = "c.name",
                     .change = "CASE g.tgconstraint WHEN 0 THEN regexp_replace(pg_get_triggerdef(g.oid,"
                               " true), '^CREATE ', 'CREATE OR REPLACE ') ELSE '' END",
                     .shape = "CASE g.tgconstraint WHEN 0 THEN '' ELSE 'constraint' END",
                     .address = address,
                     .parent = relation_address(),
                     .place = "g.oid"});
  queries.push_back(states("TRIGGER", "g.tgenabled", "g.tgname", from, address));
  queries.push_back(states_of_copies());
}

void add_rules(DefinitionQueries& queries) {
  const std::string from = "pg_rewrite w JOIN relation c ON c.oid = w.ev_class WHERE w.rulename <> '_RETURN'";
  const std::string address = address_of("pg_rewrite", "w.oid");
  const std::string create = "rtrim(pg_get_ruledef(w.oid, true), ';')";
  queries.push_back({.kind = "rule",
                     .name = "c.name || '.' || quote_ident(w.rulename)",
                     .create = create,
                     .drop = "'DROP RULE ' || quote_ident(w.rulename) || ' ON ' || c.name",
                     .from = from,
                     .table = "c.name",
                     .change = "regexp_replace(" + create + ", '^CREATE ', 'CREATE OR REPLACE ')",
                     .address = address,
                     .parent = relation_address(),
                     .place = "w.oid"});
  queries.push_back(states("RULE", "w.ev_enabled", "w.rulename", from, address));
}

DefinitionQuery policies() {
  return {.kind = "policy",
          .name = "c.name || '.' || quote_ident(y.polname)",
          .create =
              "'CREATE POLICY ' || quote_ident(y.polname) || ' ON ' || c.name || CASE WHEN y.polpermissive"
              " THEN '' ELSE ' AS RESTRICTIVE' END || CASE y.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a'"
              " THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END ||"
              " coalesce((SELECT ' TO ' || string_agg(quote_ident(pg_get_userbyid(r)), ', ' ORDER BY"
              " pg_get_userbyid(r)) FROM unnest(y.polroles) r WHERE r <> 0), '') || coalesce(' USING (' ||"
              " pg_get_expr(y.polqual, y.polrelid, true) || ')', '') || coalesce(' WITH CHECK (' ||"
              " pg_get_expr(y.polwithcheck, y.polrelid, true) || ')', '')",
          .drop = "'DROP POLICY ' || quote_ident(y.polname) || ' ON ' || c.name",
          .from = "pg_policy y JOIN relation c ON c.oid = y.polrelid",
          .table = "c.name",
          .address = address_of("pg_policy", "y.oid"),
          .parent = relation_address(),
          .place = "y.oid"};
}

void add_statistics(DefinitionQueries& queries) {
  const std::string is_visible = "pg_statistics_obj_is_visible(s.oid)";
  const std::string name = visible_name("s.stxname", is_visible);
  const std::string from =
      "pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace JOIN relation c ON c.oid = s.stxrelid"
      " WHERE " +
      of_users("n.nspname", "pg_statistic_ext", "s.oid");
  const std::string target = "'ALTER STATISTICS ' || " + name + " || ' SET STATISTICS ' || ";
  queries.push_back(
      {.kind = "statistics",
       .name = name,
       .create = without_schema("pg_get_statisticsobjdef(s.oid)", "'CREATE STATISTICS'", is_visible),
       .drop = "'DROP STATISTICS ' || " + name,
       .from = from,
       .table = "c.name",
       .address = address_of("pg_statistic_ext", "s.oid"),
       .parent = relation_address(),
       .place = "s.oid"});
  queries.push_back({.kind = "target of statistics",
                     .name = name,
                     .create = target + "s.stxstattarget",
                     .drop = target + "-1",
                     .from = from + " AND s.stxstattarget >= 0",
                     .table = "c.name",
                     .change = target + "s.stxstattarget",
                     .parent = address_of("pg_statistic_ext", "s.oid"),
                     .place = "s.oid"});
}

}  // namespace

void add_table_part_definitions(DefinitionQueries& queries) {
  queries.push_back(defaults());
  queries.push_back(constraints("constraint", "'p', 'u', 'c', 'x'"));
  queries.push_back(constraints("foreign key", "'f'"));
  for (const auto& [kind, letters] :
       {std::pair("constraint", "'p', 'u', 'c', 'x'"), std::pair("foreign key", "'f'")})
    queries.push_back(inherited(kind, "c.name || '.' || quote_ident(k.conname)",
                                "pg_constraint k JOIN relation c ON c.oid = k.conrelid WHERE k.contype IN (" +
                                    std::string(letters) + ") AND (k.conparentid <> 0 OR k.coninhcount > 0)",
                                address_of("pg_constraint", "k.oid")));
  queries.push_back(inherited("index", "h.inhrelid::regclass",
                              "pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid JOIN relation c ON"
                              " c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_index w ON"
                              " w.indexrelid = h.inhparent AND w.indisvalid",
                              address_of("pg_class", "h.inhrelid"), "h.inhparent::regclass::text",
                              "quote_ident(x.relname)"));
  queries.push_back(indexes());
  queries.push_back(index_parents());
  queries.push_back(index_options());
  queries.push_back(index_statistics());
  queries.push_back(clusters());
  add_triggers(queries);
  add_rules(queries);
  queries.push_back(policies());
  add_statistics(queries);
}

}  // namespace migrate::migc
