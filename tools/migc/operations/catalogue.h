#pragma once

// What the operations of a chain have made in one dialect, up to one point of it.
//
// SQL between the operations is not understood, only looked through for names: what it mentions may have
// changed or come to be, and from then on nothing is claimed about it. So the answers are safe to refuse a
// revision by, and to derive a downgrade from.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
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

// All that a catalogue knows.
struct CatalogueContents {
  std::vector<PortableTable> tables = {};
  std::vector<PortableIndex> indexes = {};
  std::vector<KnownEnum> enums = {};
  std::vector<DatabaseObject> objects = {};
  // Of tables that SQL has changed since: still columns of that type, by all that is known.
  std::vector<EnumUse> uses_beyond = {};
  // Statements that may make or change something, and new names of what they may have made.
  std::vector<std::string> sql = {};
};

class Catalogue {
 public:
  explicit Catalogue(Dialect dialect, CatalogueContents known = {})
      : dialect_(dialect), known_(std::move(known)) {}

  const CatalogueContents& contents() const noexcept { return known_; }

  // REQUIRES: what the operation needs exists, by all that is known.
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
  [[nodiscard]] std::vector<DatabaseObject> triggers_of(const ObjectName& table) const;
  [[nodiscard]] std::vector<EnumUse> uses_of(const ObjectName& enumeration) const;
  // Foreign keys of other tables that refer to the table, as "TABLE.CONSTRAINT".
  [[nodiscard]] std::vector<std::string> references_to(const ObjectName& table) const;
  // The constraints and indexes that go with a column.
  [[nodiscard]] std::vector<PortableConstraint> constraints_with(const ObjectName& table,
                                                                 std::string_view column) const;
  [[nodiscard]] std::vector<PortableIndex> indexes_with(const ObjectName& table,
                                                        std::string_view column) const;
  [[nodiscard]] std::vector<std::string_view> table_names() const;
  [[nodiscard]] std::vector<std::string_view> index_names() const;
  [[nodiscard]] Dialect dialect() const noexcept { return dialect_; }

 private:
  void made(const CreateTable& operation);
  void made(const DropTable& operation);
  void made(const RenameTable& operation);
  void made(const AddColumn& operation);
  void made(const DropColumn& operation);
  void made(const AlterColumn& operation);
  void made(const CreateIndex& operation);
  void made(const DropIndex& operation);
  void made(const RenameIndex& operation);
  void made(const AddConstraint& operation);
  void made(const ValidateConstraint& operation);
  void made(const DropConstraint& operation);
  void made(const RenameConstraint& operation);
  void made(const CommentTable& operation);
  void made(const CreateEnum& operation);
  void made(const AddEnumValue& operation);
  void made(const DropEnumValue& operation);
  void made(const RenameEnumValue& operation);
  void made(const DropEnum& operation);
  void made(const CreateObject& operation);
  void made(const DropObject& operation);
  void made(const Execute& operation);
  void made(const BulkInsert&) {}
  void made(const UpdateRows&) {}
  void made(const DeleteRows&) {}
  void made(const Call&) {}

  PortableTable* table(const ObjectName& name);
  KnownEnum* enumeration(const ObjectName& name);
  void rename_column(PortableTable& table, const Name& name, const Name& to);
  void keep_uses(const PortableTable& table);
  void outdate_objects(const ObjectName& table, std::string_view renamed);
  bool involves(const Operand& operand, std::string_view column) const;
  bool involves(const PortableConstraint& constraint, std::string_view column) const;
  bool involves(const PortableIndex& index, std::string_view column) const;

  Dialect dialect_;
  CatalogueContents known_;
};

// The values with one more, where the operation puts it.
[[nodiscard]] std::vector<Name> with_value(std::vector<Name> values, const AddEnumValue& add);
[[nodiscard]] std::vector<Name> without_value(std::vector<Name> values, const Name& value);

}  // namespace migrate::migc
