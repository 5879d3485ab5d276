#pragma once

// Expressions that many queries need. Those on names expect the schema of the object as "n".

#include <string>
#include <string_view>

namespace migrate::migc::postgres_query {

// pg_temp, pg_toast and pg_catalog are not a user's.
inline constexpr std::string_view is_in_users_schema =
    "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

// "t", "s.t": without the schema that a statement may leave out. The alias of its pg_namespace can be
// another.
[[nodiscard]] std::string name_in_schema(std::string_view name, std::string_view schema = "n");
// 'yes' or nothing.
[[nodiscard]] std::string yes_if(std::string_view condition);
// The name of a role; of the one that connects: "$owner", because it has another name on another server.
[[nodiscard]] std::string role(std::string_view oid);
// In what an acl differs from the one that an object of this kind of acldefault() has if nothing is said.
[[nodiscard]] std::string privileges(std::string_view acl, std::string_view kind, std::string_view owner);
// The same for another default.
[[nodiscard]] std::string privileges_beyond(std::string_view acl, std::string_view usual);
// Of an array of "key=value", without what the server keeps there for itself.
[[nodiscard]] std::string options(std::string_view array);
// When a trigger or a rule takes part, where that is not as usual: further columns of a query.
[[nodiscard]] std::string firing(std::string_view letter);
// Whether PostgreSQL may have made up the name: "t_a_key", "t_a_key1". The table may have had another name
// since.
[[nodiscard]] std::string is_made_up(std::string_view name, std::string_view columns,
                                     std::string_view suffix);
// The name of a constraint or an index, where a user gave it.
[[nodiscard]] std::string given_name(std::string_view name, std::string_view columns,
                                     std::string_view suffix);

// Of a column or a domain. `is_constraint`: the server keeps it as a constraint, which is in the query as
// "k".
[[nodiscard]] std::string not_null_facts(bool is_constraint, std::string_view is_not_null);

}  // namespace migrate::migc::postgres_query
