// Text search.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

std::string function_fact(std::string_view column, std::string_view fact) {
  return "nullif(o." + std::string(column) + "::text, '-') AS " + std::string(fact);
}

PostgresQuery text_search_query(ObjectKind kind, std::string_view catalogue, std::string_view prefix,
                                const std::string& facts, const std::string& from = "") {
  const std::string letters(prefix);
  return {
      .kind = kind,
      .entry = {catalogue, "o.oid"},
      .columns = "NULL, " + name_in_schema("o." + letters + "name") + ", NULL, " + facts,
      .from = std::string(catalogue) + " o JOIN pg_namespace n ON n.oid = o." + letters + "namespace" + from,
      .where = std::string(is_in_users_schema)};
}

// Words of a type go through dictionaries in turn.
std::string mappings() {
  return "(SELECT string_agg(w.alias || ': ' || w.dictionaries, '; ' ORDER BY w.alias) FROM (SELECT t.alias,"
         " string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries FROM"
         " pg_ts_config_map m JOIN ts_token_type(o.cfgparser) t ON t.tokid = m.maptokentype WHERE m.mapcfg ="
         " o.oid GROUP BY t.alias) w) AS mappings";
}

}  // namespace

void add_text_search(int, std::vector<PostgresQuery>& queries) {
  queries.push_back(text_search_query(
      ObjectKind::text_search_parser, "pg_ts_parser", "prs",
      function_fact("prsstart", "start") + ", " + function_fact("prstoken", "token") + ", " +
          function_fact("prsend", "\"end\"") + ", " + function_fact("prsheadline", "headline") + ", " +
          function_fact("prslextype", "lextypes")));
  queries.push_back(
      text_search_query(ObjectKind::text_search_template, "pg_ts_template", "tmpl",
                        function_fact("tmplinit", "init") + ", " + function_fact("tmpllexize", "lexize")));
  queries.push_back(text_search_query(ObjectKind::text_search_dictionary, "pg_ts_dict", "dict",
                                      name_in_schema("t.tmplname", "tn") +
                                          " AS template, o.dictinitoption AS options, " +
                                          role("o.dictowner") + " AS owner",
                                      " JOIN pg_ts_template t ON t.oid = o.dicttemplate JOIN pg_namespace"
                                      " tn ON tn.oid = t.tmplnamespace"));
  queries.push_back(text_search_query(ObjectKind::text_search_configuration, "pg_ts_config", "cfg",
                                      name_in_schema("p.prsname", "pn") + " AS parser, " + mappings() + ", " +
                                          role("o.cfgowner") + " AS owner",
                                      " JOIN pg_ts_parser p ON p.oid = o.cfgparser JOIN pg_namespace pn ON"
                                      " pn.oid = p.prsnamespace"));
}

}  // namespace migrate::migc::postgres_query
