#pragma once

// What the operations of a chain have made in one dialect, up to one point of it.
//
// SQL between the operations is not understood, only looked through for names: what it mentions may have
// changed or come to be, and from then on nothing is claimed about it. So the answers are safe to refuse a
// revision by, and to derive a way back from.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/operation.h"

namespace migrate::migc {

struct KnownEnum {
  ObjectName name;
  std::vector<Name> values;
};

struct EnumUse {
  ObjectName table;
  PortableColumn column;
};

class Catalogue {
 public:
  explicit Catalogue(Dialect dialect) : dialect_(dialect) {}

  // REQUIRES: what the operation needs is there, as far as is known.
  void apply(const Operation& operation);
  // A statement that an author wrote himself.
  void apply_sql(std::string_view statement);

  // nullptr where the operations did not make it, or SQL may have changed it since.
  [[nodiscard]] const PortableTable* find_table(const ObjectName& name) const;
  [[nodiscard]] const PortableIndex* find_index(const ObjectName& name) const;
  [[nodiscard]] const KnownEnum* find_enum(const ObjectName& name) const;
  [[nodiscard]] const DatabaseObject* find_object(ObjectKind kind, std::string_view name) const;
  [[nodiscard]] const PortableColumn* find_column_of(const ObjectName& table, std::string_view column) const;

  // Whether some SQL named it, so that it may be there all the same.
  [[nodiscard]] bool may_be_made_by_sql(std::string_view name) const;

  [[nodiscard]] std::vector<PortableIndex> indexes_of(const ObjectName& table) const;
  [[nodiscard]] std::vector<EnumUse> uses_of(const ObjectName& enumeration) const;
  // Foreign keys of other tables that refer to the table, as "TABLE.CONSTRAINT".
  [[nodiscard]] std::vector<std::string> references_to(const ObjectName& table) const;
  // The constraints and indexes that go with a column.
  [[nodiscard]] std::vector<PortableConstraint> constraints_with(const ObjectName& table,
                                                                 std::string_view column) const;
  [[nodiscard]] std::vector<PortableIndex> indexes_with(const ObjectName& table,
                                                        std::string_view column) const;
  [[nodiscard]] std::vector<std::string_view> table_names() const;
  [[nodiscard]] Dialect dialect() const noexcept { return dialect_; }

 private:
  PortableTable* table(const ObjectName& name);
  void alter(const AlterColumn& alter);
  void rename_column(PortableTable& table, const Name& name, const Name& to);
  void rename_table(const ObjectName& name, const Name& to);
  void drop_column(const DropColumn& drop);
  bool involves(const PortableConstraint& constraint, std::string_view column) const;
  bool involves(const PortableIndex& index, std::string_view column) const;
  void replace_enum(const ObjectName& name, std::vector<Name> values);

  Dialect dialect_;
  std::vector<PortableTable> tables_;
  std::vector<PortableIndex> indexes_;
  std::vector<KnownEnum> enums_;
  std::vector<DatabaseObject> objects_;
  std::vector<std::string> sql_;  // statements that may make or change something
};

// The values with one more, where the operation puts it.
[[nodiscard]] std::vector<Name> with_value(std::vector<Name> values, const AddEnumValue& add);
[[nodiscard]] std::vector<Name> without_value(std::vector<Name> values, const Name& value);

}  // namespace migrate::migc
