// Columns.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

// The name of a serial's sequence is made up from what the table was called when it was made, so the sequence
// is named by its column.
std::string default_value() {
  const std::string expression = "pg_get_expr(d.adbin, d.adrelid)";
  return "CASE WHEN d.adbin IS NULL OR a.attgenerated <> '' THEN NULL WHEN " + expression +
         " LIKE '%nextval(%' THEN coalesce((SELECT replace(" + expression +
         ", format('nextval(%L::regclass)', q.oid::regclass), 'nextval(sequence of ' || " +
         name_in_schema("oc.relname", "os") +
         " || '.' || quote_ident(oa.attname) || ')') FROM pg_depend u JOIN pg_class q ON q.oid = u.refobjid"
         " AND q.relkind = 'S' JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = q.oid AND"
         " o.refclassid = 'pg_class'::regclass AND o.deptype = 'a' JOIN pg_attribute oa ON oa.attrelid ="
         " o.refobjid AND oa.attnum = o.refobjsubid JOIN pg_class oc ON oc.oid = o.refobjid JOIN pg_namespace"
         " os ON os.oid = oc.relnamespace WHERE u.classid = 'pg_attrdef'::regclass AND u.objid = d.oid AND"
         " u.refclassid = 'pg_class'::regclass AND " +
         is_made_up("q.relname", "'_' || oa.attname", "seq") + " LIMIT 1), " + expression + ") ELSE " +
         expression + " END";
}

std::string identity_options() {
  const std::string largest =
      "CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE"
      " 9223372036854775807 END";
  return "CASE WHEN a.attidentity <> '' THEN (SELECT nullif(concat_ws(', ', 'start ' || nullif(s.seqstart,"
         " 1), 'increment ' || nullif(s.seqincrement, 1), 'minimum ' || nullif(s.seqmin, 1), 'maximum ' ||"
         " nullif(s.seqmax, " +
         largest +
         "), 'cache ' || nullif(s.seqcache, 1), CASE WHEN s.seqcycle THEN 'cycle' END, 'name ' || " +
         given_name("q.relname", "'_' || a.attname", "seq") +
         "), '') FROM pg_depend o JOIN pg_class q ON q.oid = o.objid JOIN pg_sequence s ON s.seqrelid = q.oid"
         " WHERE o.classid = 'pg_class'::regclass AND o.refclassid = 'pg_class'::regclass AND o.refobjid ="
         " a.attrelid AND o.refobjsubid = a.attnum AND o.deptype = 'i') END";
}

std::string storage_name(std::string_view letter) {
  return "CASE " + std::string(letter) +
         " WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END";
}

constexpr int first_with_constraints = 180000;

std::string not_null(int version) {
  const bool is_constraint = version >= first_with_constraints;
  std::string facts = not_null_facts(is_constraint, "a.attnotnull");
  if (is_constraint)
    facts += ", " + yes_if("k.conislocal AND NOT a.attislocal") + " AS \"own not null\", " +
             yes_if("NOT k.conislocal AND a.attislocal") + " AS \"inherited not null\"";
  return facts;
}

std::string not_null_constraint(int version) {
  if (version < first_with_constraints) return {};
  return " LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] ="
         " a.attnum";
}

}  // namespace

// Columns of views follow from the definition, but for what can be said of them.
void add_columns(int version, std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::column,
       .entry = {"pg_class", "c.oid"},
       .column = "a.attnum",
       .columns =
           name_in_schema("c.relname") +
           ", quote_ident(a.attname), NULL"
           ", format_type(a.atttypid, a.atttypmod) AS type"
           ", CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN"
           " a.attcollation::regcollation END AS collation, " +
           not_null(version) + ", " + default_value() +
           " AS default"
           ", CASE a.attgenerated WHEN 's' THEN pg_get_expr(d.adbin, d.adrelid) || ' stored' WHEN 'v' THEN"
           " pg_get_expr(d.adbin, d.adrelid) || ' virtual' END AS \"generated as\""
           ", CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity, " +
           identity_options() + " AS \"options of identity\", CASE WHEN a.attstorage <> t.typstorage THEN " +
           storage_name("a.attstorage") +
           " END AS storage"
           ", CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression"
           ", nullif(coalesce(a.attstattarget, -1), -1) AS \"statistics target\""
           ", CASE WHEN a.attoptions IS NOT NULL THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM"
           " unnest(a.attoptions) o WHERE o ~ '^n_distinct(_inherited)?=') END AS options, " +
           options("a.attfdwoptions") + " AS \"foreign options\", " + yes_if("NOT a.attislocal") +
           " AS inherited, " + privileges_beyond("a.attacl", "NULL") + " AS privileges",
       .from = "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid ="
               " c.relnamespace JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid ="
               " a.attrelid AND d.adnum = a.attnum" +
               not_null_constraint(version),
       .where = "a.attnum > 0 AND NOT a.attisdropped AND (c.relkind IN ('r', 'p', 'f') OR c.relkind IN ('v',"
                " 'm', 'c') AND (d.adbin IS NOT NULL OR note.description IS NOT NULL OR a.attacl IS NOT NULL"
                " OR a.attstattarget >= 0)) AND " +
                std::string(is_in_users_schema),
       .order_by = "a.attrelid, a.attnum",
       .probe = "pg_class WHERE relkind <> 'S' AND oid"});
}

}  // namespace migrate::migc::postgres_query
