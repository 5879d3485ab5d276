// Functions, procedures and aggregates. One is known by its name and the types of its arguments.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

std::string routine_name() {
  return "NULL, " + name_in_schema("p.proname") + " || '(' || oidvectortypes(p.proargtypes) || ')', NULL, ";
}

// Blanks and comments count in other languages: Python's, for example.
constexpr std::string_view body =
    "CASE WHEN p.prosqlbody IS NULL AND l.lanname IN ('sql', 'plpgsql') THEN p.prosrc WHEN p.prosqlbody IS"
    " NOT NULL THEN pg_get_function_sqlbody(p.oid) END AS \"code:body\", CASE WHEN l.lanname NOT IN ('sql',"
    " 'plpgsql') THEN concat_ws(', ', p.probin, p.prosrc) END AS \"text:body\"";

constexpr std::string_view parallel_safety =
    "CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel";

std::string routine_owner_and_acl() {
  return ", " + role("p.proowner") + " AS owner, " + privileges("p.proacl", "f", "p.proowner") +
         " AS privileges";
}

std::string function_facts() {
  return "pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS returns"
         ", quote_ident(l.lanname) AS language, " +
         std::string(body) +
         ", CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS"
         " volatility, " +
         yes_if("p.proisstrict") + " AS strict, " + yes_if("p.prosecdef") + " AS \"security definer\", " +
         yes_if("p.proleakproof") + " AS leakproof, " + std::string(parallel_safety) + ", " +
         yes_if("p.prokind = 'w'") +
         " AS \"window\", nullif(p.procost, CASE WHEN l.lanname IN ('internal', 'c') THEN 1 ELSE 100 END) AS"
         " cost, nullif(nullif(p.prorows, 0), 1000) AS rows, CASE WHEN p.prosupport <> 0 THEN p.prosupport "
         "END"
         " AS support, " +
         options("p.proconfig") +
         " AS settings, CASE WHEN p.protrftypes IS NOT NULL THEN (SELECT string_agg(format_type(x, NULL), ',"
         " ') FROM unnest(p.protrftypes) x) END AS transforms" +
         routine_owner_and_acl();
}

PostgresQuery routine_query(ObjectKind kind, std::string_view kinds) {
  return {.kind = kind,
          .entry = {"pg_proc", "p.oid"},
          .columns = routine_name() + function_facts(),
          .from =
              "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid ="
              " p.prolang",
          .where = "p.prokind IN (" + std::string(kinds) + ") AND " + std::string(is_in_users_schema),
          .probe = "pg_proc WHERE prokind IN (" + std::string(kinds) + ") AND oid"};
}

std::string aggregate_facts() {
  const auto function = [](std::string_view column, std::string_view fact) {
    return ", nullif(a." + std::string(column) + "::text, '-') AS \"" + std::string(fact) + '"';
  };
  return "pg_get_function_arguments(p.oid) AS arguments, format_type(a.aggtranstype, NULL) AS \"state type\","
         " a.agginitval AS \"initial value\"" +
         function("aggtransfn", "state function") + function("aggfinalfn", "final function") +
         function("aggcombinefn", "combine function") + function("aggserialfn", "serial function") +
         function("aggdeserialfn", "deserial function") + function("aggmtransfn", "moving state function") +
         function("aggminvtransfn", "moving inverse function") +
         function("aggmfinalfn", "moving final function") +
         ", CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS \"moving state"
         " type\", a.aggminitval AS \"moving initial value\", " +
         yes_if("a.aggfinalextra") + " AS \"final extra\", " + yes_if("a.aggmfinalextra") +
         " AS \"moving final extra\", a.aggfinalmodify AS \"final modify\", nullif(a.aggtransspace, 0) AS"
         " \"state size\", CASE WHEN a.aggsortop <> 0 THEN a.aggsortop::regoperator END AS \"sort operator\","
         " CASE a.aggkind WHEN 'o' THEN 'ordered set' WHEN 'h' THEN 'hypothetical set' END AS kind, " +
         std::string(parallel_safety) + routine_owner_and_acl();
}

}  // namespace

void add_routines(int, std::vector<PostgresQuery>& queries) {
  queries.push_back(routine_query(ObjectKind::function, "'f', 'w'"));
  queries.push_back(routine_query(ObjectKind::procedure, "'p'"));
  queries.push_back({.kind = ObjectKind::aggregate,
                     .entry = {"pg_proc", "p.oid"},
                     .columns = routine_name() + aggregate_facts(),
                     .from = "pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON"
                             " n.oid = p.pronamespace",
                     .where = std::string(is_in_users_schema),
                     .probe = "pg_proc WHERE prokind = 'a' AND oid"});
}

}  // namespace migrate::migc::postgres_query
