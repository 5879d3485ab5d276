#pragma once

// Every operation of a YAML revision, as a value. docs/operations.md says what each takes and what it
// becomes. A new one is a struct here; the compiler then names each visit that has to know it:
// check_operation.cpp, render_postgres.cpp, render_sqlite.cpp, inverse.cpp, and catalogue.h with its .cpp.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "migc/operations/table.h"

namespace migrate::migc {

struct CreateTable {
  PortableTable table;
  bool if_not_exists = false;
};
struct DropTable {
  ObjectName table;
  bool if_exists = false;
};
struct RenameTable {
  ObjectName table;
  Name to;
};

struct AddColumn {
  ObjectName table;
  PortableColumn column;
  std::vector<PortableConstraint> constraints = {};  // written with the column
};
struct DropColumn {
  ObjectName table;
  Name column;
};
// What is not there does not change.
struct AlterColumn {
  ObjectName table;
  Name column;
  std::optional<Type> type = {};
  std::optional<SqlText> conversion = {};  // using
  std::optional<bool> nullable = {};
  std::optional<Literal> default_value = {};  // null: none
  std::optional<Identity> identity = {};
  std::optional<bool> autoincrement = {};
  std::optional<std::string> comment = {};  // empty: none
  std::optional<Name> new_name = {};
};

struct CreateIndex {
  PortableIndex index;
  bool concurrently = false;
  bool if_not_exists = false;
};
struct DropIndex {
  ObjectName index;
  bool concurrently = false;
  bool if_exists = false;
};
struct RenameIndex {
  ObjectName index;
  Name to;
};

struct AddConstraint {
  ObjectName table;
  PortableConstraint constraint;
};
struct ValidateConstraint {
  ObjectName table;
  Name name;
};
struct DropConstraint {
  ObjectName table;
  Name name;
};
struct RenameConstraint {
  ObjectName table;
  Name name;
  Name to;
};

struct CommentTable {
  ObjectName table;
  std::string comment;  // empty: none
};

struct CreateEnum {
  ObjectName name;
  std::vector<Name> values;
};
struct AddEnumValue {
  ObjectName name;
  Name value;
  Name before = {};
  Name after = {};
};
// Fails on a database whose rows have the value.
struct DropEnumValue {
  ObjectName name;
  Name value;
};
struct RenameEnumValue {
  ObjectName name;
  Name value;
  Name to;
};
struct DropEnum {
  ObjectName name;
};

enum class ObjectKind : unsigned char { view, trigger, function, sequence, schema, extension };
inline constexpr std::array<std::string_view, 6> object_kind_words{"view",     "trigger", "function",
                                                                   "sequence", "schema",  "extension"};

struct DatabaseObject {
  ObjectKind kind;
  std::string name;       // of a function, with the types of its arguments: "area(integer)"
  ObjectName table = {};  // of a trigger
  std::optional<SqlText> text = {};
  std::size_t at = 0;
  bool is_outdated = false;  // something that the text names was renamed since: it is no longer right
};
struct CreateObject {
  DatabaseObject object;
};
struct DropObject {
  DatabaseObject object;
};

using Assignment = std::pair<Name, Literal>;
struct BulkInsert {
  ObjectName table;
  std::vector<std::vector<Assignment>> rows;
};
struct UpdateRows {
  ObjectName table;
  std::vector<Assignment> values;
  SqlText condition;
};
struct DeleteRows {
  ObjectName table;
  SqlText condition;
};
struct Execute {
  SqlText sql;
};
struct Call {
  Name step;
};

using Operation =
    std::variant<CreateTable, DropTable, RenameTable, AddColumn, DropColumn, AlterColumn, CreateIndex,
                 DropIndex, RenameIndex, AddConstraint, ValidateConstraint, DropConstraint, RenameConstraint,
                 CommentTable, CreateEnum, AddEnumValue, DropEnumValue, RenameEnumValue, DropEnum,
                 CreateObject, DropObject, BulkInsert, UpdateRows, DeleteRows, Execute, Call>;

// An operation, the word that it is written with, and the byte of the revision file where it begins.
struct PlacedOperation {
  Operation operation;
  std::string keyword = {};
  std::size_t at = 0;
  std::optional<Dialect> only = {};  // nothing: for every dialect
  bool is_derived = false;           // from another, and so its parts may come from other files
};

// One function object out of several, for std::visit.
template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace migrate::migc
