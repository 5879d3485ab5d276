#pragma once

// One question for definitions: all of one kind, a row each. Every text but the kind is an SQL expression.

#include <string>
#include <string_view>
#include <vector>

namespace migrate::migc {

struct DefinitionQuery {
  std::string kind;
  std::string name;
  std::string create = "''";
  std::string drop = "''";
  std::string from;
  std::string table = "''";
  std::string change = "''";
  std::string shape = "''";
  std::string state = "NULL";  // the creation
  std::string clause = "''";
  std::string address = "''";
  std::string parent = "''";
  std::string needs = "''";
  std::string tail = "''";
  std::string is_derived = "false";
  std::string place = "0";
  // What is there where there may be such definitions: a catalogue, and a condition. Empty: they always may.
  std::string probe = {};
};

[[nodiscard]] std::string to_sql(const DefinitionQuery& query);

// The groups of queries. Those of tables and views expect the relations of users as `relation`, with their
// names as they are spelled.
using DefinitionQueries = std::vector<DefinitionQuery>;
void add_role_definitions(DefinitionQueries& queries);
void add_table_definitions(DefinitionQueries& queries);
void add_table_part_definitions(DefinitionQueries& queries);
void add_view_definitions(DefinitionQueries& queries);
void add_sequence_definitions(DefinitionQueries& queries);
void add_type_definitions(DefinitionQueries& queries);
void add_routine_definitions(DefinitionQueries& queries);
void add_database_definitions(DefinitionQueries& queries);
void add_comment_definitions(DefinitionQueries& queries);
void add_owner_definitions(DefinitionQueries& queries);
void add_privilege_definitions(DefinitionQueries& queries);

// Parts of queries.

// "1259 16384 2"
[[nodiscard]] std::string address_of(std::string_view catalogue, std::string_view oid,
                                     std::string_view column = "0");
// Not of the server, and not of an extension.
[[nodiscard]] std::string of_users(std::string_view schema, std::string_view catalogue, std::string_view oid);
// Of a routine p in schema n; those of a range type come with the type.
[[nodiscard]] std::string routines_of_users();
// `kinds`: "'r', 'p'"
[[nodiscard]] std::string relations(std::string_view kinds);
// A definition without the schema that the search path makes needless; the server always names it.
// `before`: the words before the name.
[[nodiscard]] std::string without_schema(std::string_view definition, std::string_view before,
                                         std::string_view is_visible);
// The name of a thing in schema n, with the schema where the search path makes it needful.
[[nodiscard]] std::string visible_name(std::string_view name, std::string_view is_visible);
// Of a relation c.
[[nodiscard]] std::string relation_address();
// To follow a FROM: what the server prints of a thing, as definition.text. It is printed once, however often
// it is used.
[[nodiscard]] std::string with_definition(std::string_view printed);
// The rows of a catalogue that are a user's and no extension's, under that alias. `schema`: its column.
[[nodiscard]] std::string rows_of_users(const std::string& catalogue, const std::string& alias,
                                        const std::string& schema, const std::string& condition = "true");
// "'ALTER TABLE ' || c.name"
[[nodiscard]] std::string alter_relation();

}  // namespace migrate::migc
