#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "engine/sql_text.h"
#include "migc/transition/postgres_definition.h"
#include "migc/transition/postgres_definition_query.h"
#include "migc/transition/postgres_rows.h"
#include "migc/transition/postgres_spelling.h"

namespace migrate::migc {

namespace {

DefinitionQueries all_queries() {
  DefinitionQueries queries;
  for (const auto add :
       {add_role_definitions, add_table_definitions, add_table_part_definitions, add_view_definitions,
        add_sequence_definitions, add_type_definitions, add_routine_definitions, add_database_definitions,
        add_comment_definitions, add_owner_definitions, add_privilege_definitions})
    add(queries);
  return queries;
}

// Most kinds are rare, and to plan a question about them costs more than to ask whether there are any.
std::string_view probe_of(std::string_view kind) {
  static const std::map<std::string_view, std::string_view> probes{
      {"role", "pg_roles WHERE oid >= 16384"},
      {"membership", "pg_auth_members WHERE member >= 16384"},
      {"parent", "pg_inherits"},
      {"inherited constraint", "pg_inherits"},
      {"inherited foreign key", "pg_inherits"},
      {"inherited index", "pg_inherits"},
      {"parent of index", "pg_inherits"},
      {"version of extension", "pg_extension WHERE oid >= 16384"},
      {"type of table", "pg_class WHERE reloftype <> 0"},
      {"unlogged", "pg_class WHERE relpersistence = 'u'"},
      {"row security", "pg_class WHERE relrowsecurity"},
      {"row security of the owner", "pg_class WHERE relforcerowsecurity"},
      {"replica identity", "pg_class WHERE oid >= 16384 AND relreplident IN ('f', 'i')"},
      {"option", "pg_class WHERE oid >= 16384 AND reloptions IS NOT NULL"},
      {"foreign option", "pg_foreign_table"},
      {"foreign key", "pg_constraint WHERE contype = 'f'"},
      {"option of index", "pg_class WHERE oid >= 16384 AND relkind IN ('i', 'I') AND reloptions IS NOT NULL"},
      {"statistics of index", "pg_attribute WHERE attrelid >= 16384 AND attstattarget >= 0"},
      {"cluster", "pg_index WHERE indisclustered"},
      {"trigger", "pg_trigger WHERE NOT tgisinternal"},
      {"state of trigger", "pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'"},
      {"state of copied trigger", "pg_trigger WHERE NOT tgisinternal AND tgparentid <> 0"},
      {"rule", "pg_rewrite WHERE ev_class >= 16384 AND rulename <> '_RETURN'"},
      {"state of rule", "pg_rewrite WHERE ev_class >= 16384 AND ev_enabled <> 'O'"},
      {"policy", "pg_policy"},
      {"statistics", "pg_statistic_ext"},
      {"target of statistics", "pg_statistic_ext"},
      {"view", "pg_class WHERE oid >= 16384 AND relkind = 'v'"},
      {"materialized view", "pg_class WHERE oid >= 16384 AND relkind = 'm'"},
      {"setting of column", "pg_class WHERE oid >= 16384 AND relkind = 'm'"},
      {"sequence", "pg_sequence"},
      {"owner of sequence", "pg_sequence"},
      {"type", "pg_type WHERE oid >= 16384 AND typtype IN ('e', 'd', 'r', 'c')"},
      {"default of domain", "pg_type WHERE oid >= 16384 AND typtype = 'd'"},
      {"NOT NULL of domain", "pg_type WHERE oid >= 16384 AND typtype = 'd'"},
      {"constraint of domain", "pg_type WHERE oid >= 16384 AND typtype = 'd'"},
      {"function", "pg_proc WHERE oid >= 16384"},
      {"operator", "pg_operator WHERE oid >= 16384"},
      {"cast", "pg_cast WHERE oid >= 16384"},
      {"extension", "pg_extension WHERE oid >= 16384"},
      {"collation", "pg_collation WHERE oid >= 16384"},
      {"foreign data wrapper", "pg_foreign_data_wrapper"},
      {"server", "pg_foreign_server"},
      {"user mapping", "pg_user_mapping"},
      {"text search dictionary", "pg_ts_dict WHERE oid >= 16384"},
      {"text search configuration", "pg_ts_config WHERE oid >= 16384"},
      {"mapping of text search", "pg_ts_config WHERE oid >= 16384"},
      {"event trigger", "pg_event_trigger"},
      {"state of event trigger", "pg_event_trigger"},
      {"publication", "pg_publication"},
      {"default privilege", "pg_default_acl"},
      {"withheld default privilege", "pg_default_acl"}};
  const auto found = probes.find(kind);
  return found == probes.end() ? std::string_view() : found->second;
}

DefinitionQueries queries_with_answers(ScratchDatabase& database) {
  DefinitionQueries queries = all_queries();
  std::string question = "SELECT 1";
  for (DefinitionQuery& query : queries) {
    if (query.probe.empty()) query.probe = probe_of(query.kind);
    question += query.probe.empty() ? ", 1" : fmt::format(", EXISTS (SELECT FROM {})::int", query.probe);
  }
  const Rows answer = database.query(question);
  DefinitionQueries left;
  for (std::size_t i = 0; i < queries.size(); ++i)
    if (is_true(answer.at(0).at(i + 1))) left.push_back(std::move(queries[i]));
  return left;
}

// The library's own tables are left out, with all that depends on them.
std::string definitions_query(const DefinitionQueries& queries, const std::vector<std::string>& own_tables) {
  std::string own = "''";
  for (const std::string& table : own_tables) own += ", " + core::string_literal(table);
  std::string query = fmt::format(
      "WITH relation AS MATERIALIZED (SELECT c.*, c.oid::regclass::text AS name FROM pg_class c JOIN"
      " pg_namespace n ON n.oid = c.relnamespace WHERE {} AND c.relname NOT IN ({}) AND NOT EXISTS (SELECT"
      " FROM pg_depend o JOIN pg_class k ON k.oid = o.refobjid WHERE o.classid = 'pg_class'::regclass AND"
      " o.refclassid = 'pg_class'::regclass AND o.objid = c.oid AND k.relname IN ({}))) SELECT * FROM (",
      of_users("n.nspname", "pg_class", "c.oid"), own, own);
  bool is_first = true;
  for (const DefinitionQuery& part : queries) {
    query += (is_first ? "" : " UNION ALL ") + to_sql(part);
    is_first = false;
  }
  return query + ") everything";
}

// A body of a function is text, in which nothing is an expression.
void spell_stably(PostgresDefinition& definition) {
  if (definition.is("function") || definition.is("comment")) return;
  for (std::string* text : {&definition.create, &definition.change, &definition.clause})
    *text = spelled_stably(*text);
}

PostgresDefinition definition_in(const Row& row) {
  return {.kind = text_of(row[0]),
          .name = text_of(row[1]),
          .table = text_of(row[2]),
          .create = text_of(row[3]),
          .drop = text_of(row[4]),
          .change = text_of(row[5]),
          .shape = text_of(row[6]),
          .state = row[7].is_null() ? text_of(row[3]) : text_of(row[7]),
          .clause = text_of(row[8]),
          .address = text_of(row[9]),
          .parent = text_of(row[10]),
          .needs = text_of(row[11]),
          .tail = text_of(row[12]),
          .is_derived = is_true(row[13]),
          .place = number_of(row[14])};
}

// A new column runs functions for the rows: those of its default and of its type's checks, and what they
// call.
constexpr auto kinds_as_created = std::to_array<std::string_view>({
    "role",
    "membership",
    "schema",
    "extension",
    "version of extension",
    "foreign data wrapper",
    "server",
    "user mapping",
    "collation",
    "text search dictionary",
    "text search configuration",
    "mapping of text search",
    "type",
    "default of domain",
    "NOT NULL of domain",
    "constraint of domain",
    "sequence",
    "table",
    "type of table",
    "parent",
    "function",
    "operator",
    "cast",
    "column",
    "default",
    "owner of sequence",
    "row security",
    "row security of the owner",
    "unlogged",
    "option",
    "foreign option",
    "constraint",
    "option of index",
    "index",
    "parent of index",
    "statistics of index",
    "cluster",
    "replica identity",
    "statistics",
    "target of statistics",
    "foreign key",
    "view",
    "materialized view",
    "setting of column",
    "rule",
    "state of rule",
    "policy",
    "trigger",
    "state of trigger",
    "state of copied trigger",
    "event trigger",
    "state of event trigger",
    "publication",
    "comment",
    "owner",
    "privilege",
    "withheld privilege",
    "default privilege",
    "withheld default privilege",
});

constexpr auto kinds_as_dropped = std::to_array<std::string_view>({
    "default privilege",
    "withheld default privilege",
    "state of event trigger",
    "event trigger",
    "publication",
    "state of copied trigger",
    "state of trigger",
    "trigger",
    "policy",
    "state of rule",
    "rule",
    "view",
    "materialized view",
    "table",
    "parent",
    "type of table",
    "column",
    "row security",
    "row security of the owner",
    "unlogged",
    "replica identity",
    "cluster",
    "option",
    "foreign option",
    "foreign key",
    "constraint",
    "option of index",
    "statistics of index",
    "index",
    "target of statistics",
    "statistics",
    "default",
    "owner of sequence",
    "cast",
    "operator",
    "function",
    "sequence",
    "constraint of domain",
    "NOT NULL of domain",
    "default of domain",
    "type",
    "mapping of text search",
    "text search configuration",
    "text search dictionary",
    "collation",
    "user mapping",
    "server",
    "foreign data wrapper",
    "schema",
    "extension",
    "comment",
    "owner",
    "privilege",
    "withheld privilege",
});

std::size_t place_in(std::span<const std::string_view> kinds, std::string_view kind) {
  return static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin());
}

}  // namespace

std::size_t place_of_creation(std::string_view kind) {
  return place_in(kinds_as_created, kind);
}

std::size_t place_of_drop(std::string_view kind) {
  return place_in(kinds_as_dropped, kind);
}

std::vector<PostgresDefinition> read_postgres_definitions(ScratchDatabase& database,
                                                          const std::vector<std::string>& own_tables) {
  std::vector<PostgresDefinition> definitions;
  for (const Row& row : database.query(definitions_query(queries_with_answers(database), own_tables)))
    spell_stably(definitions.emplace_back(definition_in(row)));
  return definitions;
}

}  // namespace migrate::migc
