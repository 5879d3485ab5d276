// Operators with their classes and families, and casts.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

std::string operand(std::string_view type) {
  return "CASE WHEN " + std::string(type) + " = 0 THEN 'none' ELSE format_type(" + std::string(type) +
         ", NULL) END";
}

void add_plain_operators(std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::sql_operator,
       .entry = {"pg_operator", "o.oid"},
       .columns =
           "NULL, CASE n.nspname WHEN 'public' THEN '' ELSE quote_ident(n.nspname) || '.' END || o.oprname ||"
           " '(' || " +
           operand("o.oprleft") + " || ', ' || " + operand("o.oprright") +
           " || ')', NULL, nullif(o.oprcode::text, '-') AS function, nullif(o.oprrest::text, '-') AS restrict"
           ", nullif(o.oprjoin::text, '-') AS join, CASE WHEN o.oprcom <> 0 THEN o.oprcom::regoperator END AS"
           " commutator, CASE WHEN o.oprnegate <> 0 THEN o.oprnegate::regoperator END AS negator, " +
           yes_if("o.oprcanmerge") + " AS merges, " + yes_if("o.oprcanhash") + " AS hashes, " +
           role("o.oprowner") + " AS owner",
       .from = "pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace",
       // Others are only named by an operator, and not made yet.
       .where = "o.oprcode <> 0 AND " + std::string(is_in_users_schema)});
}

void add_operator_classes(std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::operator_class,
       .entry = {"pg_opclass", "o.oid"},
       .columns = "NULL, " + name_in_schema("o.opcname") +
                  " || ' using ' || quote_ident(m.amname), NULL, format_type(o.opcintype, NULL) AS type, " +
                  yes_if("o.opcdefault") +
                  " AS \"default\", CASE WHEN o.opckeytype <> 0 THEN format_type(o.opckeytype, NULL) END AS"
                  " storage, " +
                  name_in_schema("f.opfname", "fn") + " AS family, " + role("o.opcowner") + " AS owner",
       .from = "pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid ="
               " o.opcmethod JOIN pg_opfamily f ON f.oid = o.opcfamily JOIN pg_namespace fn ON fn.oid ="
               " f.opfnamespace",
       .where = std::string(is_in_users_schema)});
  queries.push_back(
      {.kind = ObjectKind::operator_family,
       .entry = {"pg_opfamily", "o.oid"},
       .columns = "NULL, " + name_in_schema("o.opfname") +
                  " || ' using ' || quote_ident(m.amname), NULL, (SELECT string_agg(x.amopstrategy || ' ' ||"
                  " x.amopopr::regoperator || CASE WHEN x.amopsortfamily <> 0 THEN ' for order' ELSE '' END,"
                  " ', ' ORDER BY x.amopstrategy, x.amopopr::regoperator::text) FROM pg_amop x WHERE"
                  " x.amopfamily = o.oid) AS operators, (SELECT string_agg(y.amprocnum || ' (' ||"
                  " format_type(y.amproclefttype, NULL) || ', ' || format_type(y.amprocrighttype, NULL) || ')"
                  " ' || y.amproc::regprocedure, ', ' ORDER BY y.amprocnum, format_type(y.amproclefttype,"
                  " NULL), format_type(y.amprocrighttype, NULL)) FROM pg_amproc y WHERE y.amprocfamily ="
                  " o.oid) AS functions, " +
                  role("o.opfowner") + " AS owner",
       .from = "pg_opfamily o JOIN pg_namespace n ON n.oid = o.opfnamespace JOIN pg_am m ON m.oid ="
               " o.opfmethod",
       .where = std::string(is_in_users_schema)});
}

void add_casts(std::vector<PostgresQuery>& queries) {
  queries.push_back({.kind = ObjectKind::cast,
                     .entry = {"pg_cast", "k.oid"},
                     .columns = "NULL, '(' || format_type(k.castsource, NULL) || ' as ' ||"
                                " format_type(k.casttarget, NULL) || ')', NULL, CASE k.castmethod WHEN 'b'"
                                " THEN 'without function' WHEN 'i' THEN 'with inout' ELSE 'with ' ||"
                                " k.castfunc::regprocedure END AS method, CASE k.castcontext WHEN 'a' THEN"
                                " 'assignment' WHEN 'i' THEN 'implicit' ELSE 'explicit' END AS context",
                     .from = "pg_cast k"});
  queries.push_back({.kind = ObjectKind::transform,
                     .entry = {"pg_transform", "k.oid"},
                     .columns = "NULL, 'for ' || format_type(k.trftype, NULL) || ' language ' ||"
                                " quote_ident(l.lanname), NULL, nullif(k.trffromsql::text, '-') AS \"from"
                                " sql\", nullif(k.trftosql::text, '-') AS \"to sql\"",
                     .from = "pg_transform k JOIN pg_language l ON l.oid = k.trflang"});
}

}  // namespace

void add_operators(int, std::vector<PostgresQuery>& queries) {
  add_plain_operators(queries);
  add_operator_classes(queries);
  add_casts(queries);
}

}  // namespace migrate::migc::postgres_query
