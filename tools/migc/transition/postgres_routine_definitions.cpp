// Functions, procedures and aggregates; operators and casts, which name functions.

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

const std::string from_routines =
    "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE " + routines_of_users();
const std::string routine_address = address_of("pg_proc", "p.oid");

// Another function can replace one that is called in the same way and returns the same.
DefinitionQuery functions() {
  const std::string kind = "CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END";
  const std::string create =
      without_schema("rtrim(pg_get_functiondef(p.oid), E'\\n')", "'CREATE OR REPLACE ' || " + kind,
                     "pg_function_is_visible(p.oid)");
  return {.kind = "function",
          .name = "p.oid::regprocedure",
          .create = create,
          .drop = "'DROP ' || " + kind + " || ' ' || p.oid::regprocedure",
          .from = from_routines + " AND p.prokind <> 'a'",
          .change = create,
          .shape =
              "p.prokind::text || ' ' || pg_get_function_identity_arguments(p.oid) || ' ' ||"
              " coalesce(pg_get_function_result(p.oid), '')",
          .address = routine_address,
          .place = "p.oid"};
}

std::string part(const std::string& word, const std::string& value) {
  return "'" + word + " = ' || " + value + ", ";
}

std::string function_part(const std::string& word, const std::string& column) {
  return part(word, "nullif(a." + column + "::text, '-')");
}

std::string modify_part(const std::string& word, const std::string& column, const std::string& function) {
  return "CASE WHEN a." + function + " <> 0 THEN '" + word + " = ' || CASE a." + column +
         " WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END, ";
}

DefinitionQuery aggregates() {
  const std::string name = visible_name("p.proname", "pg_function_is_visible(p.oid)");
  const std::string parts =
      function_part("SFUNC", "aggtransfn") + part("STYPE", "format_type(a.aggtranstype, NULL)") +
      part("SSPACE", "nullif(a.aggtransspace, 0)") + function_part("FINALFUNC", "aggfinalfn") +
      "CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END, " +
      modify_part("FINALFUNC_MODIFY", "aggfinalmodify", "aggfinalfn") +
      function_part("COMBINEFUNC", "aggcombinefn") + function_part("SERIALFUNC", "aggserialfn") +
      function_part("DESERIALFUNC", "aggdeserialfn") + part("INITCOND", "quote_literal(a.agginitval)") +
      function_part("MSFUNC", "aggmtransfn") + function_part("MINVFUNC", "aggminvtransfn") +
      part("MSTYPE", "CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END") +
      part("MSSPACE", "nullif(a.aggmtransspace, 0)") + function_part("MFINALFUNC", "aggmfinalfn") +
      "CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END, " +
      modify_part("MFINALFUNC_MODIFY", "aggmfinalmodify", "aggmfinalfn") +
      part("MINITCOND", "quote_literal(a.aggminitval)") +
      part("SORTOP",
           "(SELECT 'OPERATOR(' || quote_ident(sn.nspname) || '.' || so.oprname || ')' FROM"
           " pg_operator so JOIN pg_namespace sn ON sn.oid = so.oprnamespace WHERE so.oid ="
           " a.aggsortop)") +
      "CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END, CASE"
      " a.aggkind WHEN 'h' THEN 'HYPOTHETICAL' END";
  return {.kind = "function",
          .name = "p.oid::regprocedure",
          .create = "'CREATE AGGREGATE ' || " + name +
                    " || '(' || coalesce(nullif("
                    "pg_get_function_arguments(p.oid), ''), '*') || E') (\\n  ' || concat_ws(E',\\n  ', " +
                    parts + ") || E'\\n)'",
          .drop = "'DROP AGGREGATE ' || " + name +
                  " || '(' || coalesce(nullif("
                  "pg_get_function_identity_arguments(p.oid), ''), '*') || ')'",
          .from =
              "pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid ="
              " p.pronamespace WHERE " +
              of_users("n.nspname", "pg_proc", "p.oid"),
          .address = routine_address,
          .place = "p.oid"};
}

std::string operator_name(const std::string& oid) {
  return "(SELECT 'OPERATOR(' || quote_ident(xn.nspname) || '.' || x.oprname || ')' FROM pg_operator x JOIN"
         " pg_namespace xn ON xn.oid = x.oprnamespace WHERE x.oid = " +
         oid + ")";
}

DefinitionQuery operators() {
  const auto operand = [](const std::string& type) {
    return "CASE WHEN " + type + " = 0 THEN 'NONE' ELSE format_type(" + type + ", NULL) END";
  };
  const std::string name =
      "CASE WHEN pg_operator_is_visible(o.oid) THEN '' ELSE quote_ident(n.nspname) ||"
      " '.' END || o.oprname";
  const std::string parts =
      part("FUNCTION", "o.oprcode::text") +
      part("LEFTARG", "CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END") +
      part("RIGHTARG", "CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END") +
      part("COMMUTATOR", operator_name("o.oprcom")) + part("NEGATOR", operator_name("o.oprnegate")) +
      part("RESTRICT", "nullif(o.oprrest::text, '-')") + part("JOIN", "nullif(o.oprjoin::text, '-')") +
      "CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END";
  return {.kind = "operator",
          .name = "o.oid::regoperator",
          .create = "'CREATE OPERATOR ' || " + name + " || E' (\\n  ' || concat_ws(E',\\n  ', " + parts +
                    ") || E'\\n)'",
          .drop = "'DROP OPERATOR ' || " + name + " || ' (' || " + operand("o.oprleft") + " || ', ' || " +
                  operand("o.oprright") + " || ')'",
          .from = "pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oprcode <> 0 AND " +
                  of_users("n.nspname", "pg_operator", "o.oid"),
          .address = address_of("pg_operator", "o.oid"),
          .place = "o.oid"};
}

DefinitionQuery casts() {
  const std::string name =
      "'(' || format_type(k.castsource, NULL) || ' AS ' || format_type(k.casttarget,"
      " NULL) || ')'";
  return {.kind = "cast",
          .name = name,
          .create = "'CREATE CAST ' || " + name +
                    " || CASE k.castmethod WHEN 'b' THEN ' WITHOUT FUNCTION' WHEN 'i' THEN ' WITH INOUT' ELSE"
                    " ' WITH FUNCTION ' || k.castfunc::regprocedure END || CASE k.castcontext WHEN 'a' THEN '"
                    " AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END",
          .drop = "'DROP CAST ' || " + name,
          .from =
              "pg_cast k WHERE k.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid ="
              " 'pg_cast'::regclass AND e.objid = k.oid AND e.deptype = 'e')",
          .address = address_of("pg_cast", "k.oid"),
          .place = "k.oid"};
}

}  // namespace

void add_routine_definitions(DefinitionQueries& queries) {
  queries.push_back(functions());
  queries.push_back(aggregates());
  queries.push_back(operators());
  queries.push_back(casts());
}

}  // namespace migrate::migc
