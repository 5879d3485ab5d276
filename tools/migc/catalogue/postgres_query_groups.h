#pragma once

// Parts of the table of queries. Each adds to it.

#include <vector>

#include "migc/catalogue/postgres_query.h"

namespace migrate::migc::postgres_query {

void add_types(int version, std::vector<PostgresQuery>& queries);
void add_relations(int version, std::vector<PostgresQuery>& queries);
// What belongs to a table or a domain: these come after them.
void add_columns(int version, std::vector<PostgresQuery>& queries);
void add_constraints(int version, std::vector<PostgresQuery>& queries);
void add_table_parts(int version, std::vector<PostgresQuery>& queries);
void add_routines(int version, std::vector<PostgresQuery>& queries);
void add_operators(int version, std::vector<PostgresQuery>& queries);
void add_text_search(int version, std::vector<PostgresQuery>& queries);
void add_foreign_data(int version, std::vector<PostgresQuery>& queries);
void add_whole_database(int version, std::vector<PostgresQuery>& queries);

}  // namespace migrate::migc::postgres_query
