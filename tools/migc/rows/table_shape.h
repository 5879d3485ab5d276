#pragma once

// What has to be known of a table to make up rows for it. Each engine's reader fills these values
// (migc/rows/shape_reader.h); what makes and compares rows knows no engine's catalogue.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace migrate::migc {

// What a value of a column looks like. `other`: found by trying.
enum class ValueKind : unsigned char {
  integer,
  number,
  boolean,
  text,
  bytes,
  date,
  time,
  timestamp,
  interval,
  uuid,
  json,
  enumeration,
  other,
};

struct ColumnShape {
  std::string name;
  std::string type = {};  // as CAST takes it; empty where a value has the type of its literal
  ValueKind kind = ValueKind::text;
  std::size_t max_length = 0;  // characters of a text, digits of a number before its point; 0: no limit
  std::int64_t offset = 0;     // of its values from the number of the row (offset_of_column)
  bool is_nullable = true;
  bool is_given = true;                  // false: only the database gives it a value
  std::vector<std::string> values = {};  // of an enumeration
};

// By their places in the table.
using ColumnPlaces = std::vector<std::size_t>;

struct ForeignKeyShape {
  ColumnPlaces columns;
  std::string table;                       // the name of its shape
  std::vector<std::string> referred = {};  // columns of that table; empty: its primary key
};

struct TableShape {
  std::string name;            // as statements need it; no two tables have the same
  std::string shown;           // as people know it
  std::string rows_of = name;  // what SELECT needs to see its own rows
  std::vector<ColumnShape> columns = {};
  ColumnPlaces primary_key = {};
  std::vector<ForeignKeyShape> foreign_keys = {};
  std::vector<std::string> checks = {};  // expressions over its columns, those of their domains included
  std::vector<std::string> hints = {};   // other texts whose literals may be good values: bodies of triggers
};

using Tables = std::map<std::string, std::shared_ptr<const TableShape>>;

}  // namespace migrate::migc
