// Types and collations.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

const std::string type = "pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace";

PostgresQuery type_query(ObjectKind kind, const std::string& facts, const std::string& from,
                         const std::string& condition) {
  return {.kind = kind,
          .entry = {"pg_type", "t.oid"},
          .columns = "NULL, " + name_in_schema("t.typname") + ", NULL, " + facts + ", " + role("t.typowner") +
                     " AS owner, " + privileges("t.typacl", "T", "t.typowner") + " AS privileges",
          .from = type + from,
          .where = "t." + condition + " AND " + std::string(is_in_users_schema),
          .probe = "pg_type WHERE " + condition + " AND oid"};
}

const std::string enum_values =
    "(SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE"
    " e.enumtypid = t.oid) AS values";

const std::string attributes =
    "'(' || (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || CASE"
    " WHEN a.attcollation <> 0 AND a.attcollation <> b.typcollation THEN ' collate ' ||"
    " a.attcollation::regcollation ELSE '' END, ', ' ORDER BY a.attnum) FROM pg_attribute a JOIN pg_type b ON"
    " b.oid = a.atttypid WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) || ')' AS"
    " attributes";

std::string domain_facts(int version) {
  return "format_type(t.typbasetype, t.typtypmod) AS type, CASE WHEN t.typcollation <> b.typcollation THEN"
         " t.typcollation::regcollation END AS collation, " +
         not_null_facts(version >= 170000, "t.typnotnull") +
         ", CASE WHEN t.typdefault IS NOT NULL THEN coalesce(pg_get_expr(t.typdefaultbin, 0),"
         " t.typdefault) END AS default";
}

std::string range_facts() {
  return "format_type(r.rngsubtype, NULL) AS subtype, CASE WHEN NOT o.opcdefault THEN"
         " quote_ident(o.opcname) END AS \"operator class\", CASE WHEN r.rngcollation <> b.typcollation THEN"
         " r.rngcollation::regcollation END AS collation, nullif(r.rngcanonical::text, '-') AS canonical,"
         " nullif(r.rngsubdiff::text, '-') AS \"subtype diff\", format_type(r.rngmultitypid, NULL) AS"
         " multirange";
}

const std::string base_facts =
    "nullif(t.typinput::text, '-') AS input, nullif(t.typoutput::text, '-') AS output, nullif(t.typlen, -1)"
    " AS length, t.typalign AS alignment, t.typstorage AS storage, nullif(t.typcategory, 'U') AS category,"
    " CASE WHEN NOT t.typisdefined THEN 'yes' END AS shell, t.typdefault AS default";

std::string collation_facts(int version) {
  std::string facts =
      "CASE o.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END AS provider"
      ", CASE WHEN o.collcollate = o.collctype THEN o.collcollate END AS locale"
      ", CASE WHEN o.collcollate <> o.collctype THEN o.collcollate END AS \"lc collate\""
      ", CASE WHEN o.collcollate <> o.collctype THEN o.collctype END AS \"lc ctype\", " +
      yes_if("NOT o.collisdeterministic") + " AS nondeterministic, ";
  facts += version >= 170000 ? "o.colllocale" : "o.colliculocale";
  facts += " AS \"locale of provider\"";
  if (version >= 160000) facts += ", o.collicurules AS rules";
  return facts + ", " + role("o.collowner") + " AS owner";
}

}  // namespace

void add_types(int version, std::vector<PostgresQuery>& queries) {
  queries.push_back(type_query(ObjectKind::enumeration, enum_values, "", "typtype = 'e'"));
  queries.push_back(type_query(ObjectKind::domain, domain_facts(version),
                               " JOIN pg_type b ON b.oid = t.typbasetype" +
                                   std::string(version >= 170000 ? " LEFT JOIN pg_constraint k ON k.contypid"
                                                                   " = t.oid AND k.contype = 'n'"
                                                                 : ""),
                               "typtype = 'd'"));
  queries.push_back(type_query(ObjectKind::composite_type, attributes,
                               " JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'",
                               "typtype = 'c'"));
  queries.push_back(type_query(ObjectKind::range_type, range_facts(),
                               " JOIN pg_range r ON r.rngtypid = t.oid JOIN pg_opclass o ON o.oid ="
                               " r.rngsubopc JOIN pg_type b ON b.oid = r.rngsubtype",
                               "typtype = 'r'"));
  queries.push_back(
      type_query(ObjectKind::base_type, base_facts, "", "typcategory <> 'A' AND typtype IN ('b', 'p')"));
  queries.push_back(
      {.kind = ObjectKind::collation,
       .entry = {"pg_collation", "o.oid"},
       .columns = "NULL, " + name_in_schema("o.collname") + ", NULL, " + collation_facts(version),
       .from = "pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace",
       .where = std::string(is_in_users_schema)});
}

}  // namespace migrate::migc::postgres_query
