#pragma once

// In what two schemas differ, object by object.
//
//     for (const Difference& difference : differences(before, after))
//       to_text(difference);   // "index ix_runs_name on runs is missing"

#include <string>
#include <string_view>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

namespace migrate::migc {

enum class DifferenceKind : unsigned char { missing, left_over, changed, reordered };

struct Difference {
  DifferenceKind kind;
  ObjectKind object;
  std::string table;
  std::string name;
  // Of a change: the fact, and what it was and is; empty: not stated. Of another order: the parts that both
  // have.
  std::string fact = {};
  std::string was = {};
  std::string is = {};

  bool operator==(const Difference&) const = default;
};

// Whether a user hardly notices: an order of columns matters only to what names none (SELECT *, INSERT
// without a list), and an extension that is there does nothing by itself.
[[nodiscard]] constexpr bool is_note(const Difference& difference) noexcept {
  return difference.kind == DifferenceKind::reordered ||
         (difference.kind == DifferenceKind::left_over && difference.object == ObjectKind::extension);
}

// Sorted by kind of object, table and name. Of an object that only one of them has, and of all that belongs
// to it, the object alone is listed.
[[nodiscard]] std::vector<Difference> differences(const SchemaCatalogue& was, const SchemaCatalogue& is);

[[nodiscard]] std::string to_text(const Difference& difference);

// "index"
[[nodiscard]] std::string_view noun(ObjectKind kind);
// What a fact was, or is, when it is not stated: "none", or "no" where the other value is "yes".
[[nodiscard]] std::string_view spelled(const std::string& value, const std::string& other);

}  // namespace migrate::migc
