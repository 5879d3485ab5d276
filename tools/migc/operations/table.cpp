#include "migc/operations/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/chain/digest.h"
#include "core/text/sha256.h"

namespace migrate::migc {

namespace {

constexpr std::size_t longest_name = 63;  // PostgreSQL cuts what is longer

// Long names end in a digest of themselves, so that two do not become one.
std::string fitted(std::string name) {
  constexpr std::size_t digest_part = 8;
  if (name.size() <= longest_name) return name;
  const std::string digest = core::to_hex(core::file_digest(name)).substr(0, digest_part);
  std::size_t kept = longest_name - digest_part - 1;
  while ((static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U) --kept;  // whole characters
  return name.substr(0, kept) + '_' + digest;
}

bool has_name(const std::vector<PortableConstraint>& constraints, std::string_view name) {
  return std::any_of(constraints.begin(), constraints.end(),
                     [name](const PortableConstraint& constraint) { return constraint.name.text == name; });
}

}  // namespace

PortableColumn* find_column(PortableTable& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [name](const PortableColumn& column) { return column.name.text == name; });
  return found == table.columns.end() ? nullptr : &*found;
}

const PortableColumn* find_column(const PortableTable& table, std::string_view name) {
  return find_column(const_cast<PortableTable&>(table), name);
}

const PortableConstraint* find_constraint(const PortableTable& table, std::string_view name) {
  const auto found = std::find_if(table.constraints.begin(), table.constraints.end(),
                                  [name](const PortableConstraint& c) { return c.name.text == name; });
  return found == table.constraints.end() ? nullptr : &*found;
}

bool has_index_of_its_own(const PortableConstraint& constraint) noexcept {
  return constraint.kind != PortableConstraintKind::check &&
         constraint.kind != PortableConstraintKind::foreign_key;
}

bool needs_value(const PortableColumn& column) noexcept {
  return !column.nullable && !column.default_value && !column.generated &&
         column.identity == Identity::none && !column.autoincrement;
}

std::string constraint_name(const ObjectName& table, const PortableConstraint& constraint,
                            const std::vector<PortableConstraint>& taken) {
  constexpr std::array<std::string_view, 5> prefixes{"pk", "uq", "ck", "fk", "ex"};
  std::string name = fmt::format("{}_{}", prefixes[static_cast<std::size_t>(constraint.kind)], table.name);
  if (constraint.kind != PortableConstraintKind::primary_key)
    for (const Name& column : constraint.columns) name += '_' + column.text;
  std::string unique = fitted(name);
  for (int number = 2; has_name(taken, unique); ++number) unique = fitted(fmt::format("{}_{}", name, number));
  return unique;
}

std::string engine_constraint_name(const ObjectName& table, const PortableConstraint& constraint,
                                   const std::vector<PortableConstraint>& taken) {
  constexpr std::array<std::string_view, 5> endings{"pkey", "key", "check", "fkey", "excl"};
  std::string name = table.name;
  if (constraint.kind != PortableConstraintKind::primary_key)
    for (const Name& column : constraint.columns) name += '_' + column.text;
  name += fmt::format("_{}", endings[static_cast<std::size_t>(constraint.kind)]);
  std::string unique = fitted(name);
  for (int number = 1; has_name(taken, unique); ++number) unique = fitted(fmt::format("{}{}", name, number));
  return unique;
}

std::string enum_check_name(const ObjectName& table, std::string_view column) {
  return fitted(fmt::format("ck_{}_{}_enum", table.name, column));
}

}  // namespace migrate::migc
