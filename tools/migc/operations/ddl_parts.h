#pragma once

// The parts of CREATE TABLE and CREATE INDEX, as both dialects write them.

#include <span>
#include <string>

#include "migc/operations/table.h"

namespace migrate::migc {

// "error_count integer NOT NULL DEFAULT 0". A row number is the lone column of the primary key of an SQLite
// table, whose type must be spelled INTEGER.
enum class ColumnRole : unsigned char { ordinary, row_number };
[[nodiscard]] std::string column_definition(const PortableColumn& column, Dialect dialect,
                                            Strictness strictness, ColumnRole role = ColumnRole::ordinary);
// "GENERATED ALWAYS AS (seconds / 60) STORED"
[[nodiscard]] std::string generated_words(const GeneratedValue& generated, Dialect dialect);
// "PRIMARY KEY (id)"
[[nodiscard]] std::string constraint_words(const PortableConstraint& constraint, Dialect dialect);
// "CONSTRAINT pk_runs PRIMARY KEY (id)"
[[nodiscard]] std::string constraint_definition(const PortableConstraint& constraint, Dialect dialect);
// "CREATE INDEX ix_runs_state ON runs (state)"; `words` follow INDEX: " CONCURRENTLY IF NOT EXISTS".
[[nodiscard]] std::string index_definition(const PortableIndex& index, Dialect dialect,
                                           std::string_view words);
// "CREATE TABLE runs (…)", one part a line, without what follows the parenthesis.
[[nodiscard]] std::string table_definition(const PortableTable& table, std::span<const std::string> parts,
                                           bool if_not_exists);
// What follows DEFAULT; SQL that computes it is in parentheses.
[[nodiscard]] std::string default_expression(const Literal& literal, const Type& type, Dialect dialect);

// The lone integer column of the primary key, which SQLite makes another name of the row's number.
[[nodiscard]] ColumnRole role_of(const PortableTable& table, const PortableColumn& column);

}  // namespace migrate::migc
