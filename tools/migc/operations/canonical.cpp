#include "migc/operations/canonical.h"

#include <algorithm>
#include <vector>

#include "migc/operations/mapping_reader.h"

namespace migrate::migc {

namespace {

std::string field(std::string_view text) {
  return std::to_string(text.size()) + ':' + std::string(text) + ',';
}

// The keys of these mappings are columns, whatever they are called.
bool holds_columns(std::string_view key) {
  return key == "rows" || key == "set";
}

bool is_by_dialect(const YamlValue& value) {
  return value.kind == YamlKind::mapping && !value.entries.empty() &&
         std::all_of(value.entries.begin(), value.entries.end(),
                     [](const YamlEntry& entry) { return find_dialect(entry.key).has_value(); });
}

bool is_plain_value(const YamlValue& value) {
  return value.plain && (value.text == "true" || value.text == "false" || is_number(value.text));
}

// Whether an item of a list is an operation that is for other dialects only.
bool is_for_others(const YamlValue& item, Dialect dialect) {
  if (item.kind != YamlKind::mapping || item.entries.size() != 1) return false;
  const YamlValue* only = find_entry(item.entries.front().value, "only");
  return only != nullptr && find_dialect(only->text).value_or(dialect) != dialect;
}

class CanonicalWriter {
 public:
  explicit CanonicalWriter(Dialect dialect) : dialect_(dialect) {}

  void write(const YamlValue& value, bool keys_are_columns) {
    if (!keys_are_columns && is_by_dialect(value)) {
      const YamlValue* own = find_entry(value, to_string(dialect_));
      return own == nullptr ? write({}, false) : write(*own, false);
    }
    switch (value.kind) {
      case YamlKind::null:
        text_ += "n";
        break;
      case YamlKind::scalar:
        text_ += (is_plain_value(value) ? "v" : "t") + field(value.text);
        break;
      case YamlKind::sequence:
        write_items(value, keys_are_columns);
        break;
      case YamlKind::mapping:
        write_entries(value, keys_are_columns);
        break;
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void write_items(const YamlValue& value, bool keys_are_columns) {
    text_ += '[';
    for (const YamlValue& item : value.items)
      if (keys_are_columns || !is_for_others(item, dialect_)) write(item, keys_are_columns);
    text_ += ']';
  }

  void write_entries(const YamlValue& value, bool keys_are_columns) {
    std::vector<const YamlEntry*> entries;
    for (const YamlEntry& entry : value.entries) entries.push_back(&entry);
    // The columns of a row stay in their order, in which a database may see them.
    if (!keys_are_columns)
      std::sort(entries.begin(), entries.end(),
                [](const YamlEntry* a, const YamlEntry* b) { return a->key < b->key; });
    text_ += '{';
    for (const YamlEntry* entry : entries) {
      text_ += field(entry->key);
      write(entry->value, !keys_are_columns && holds_columns(entry->key));
    }
    text_ += '}';
  }

  Dialect dialect_;
  std::string text_;
};

}  // namespace

std::string canonical_text(const YamlValue& value, Dialect dialect) {
  CanonicalWriter writer(dialect);
  writer.write(value, false);
  return writer.take();
}

}  // namespace migrate::migc
