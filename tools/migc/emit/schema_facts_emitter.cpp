#include "migc/emit/schema_facts_emitter.h"

#include <fmt/format.h>

#include <iterator>

#include "migc/emit/c_literal.h"

namespace migrate::migc {

namespace {

std::string emit_chars(std::string_view name, std::string_view dialect, const std::string& lines) {
  return fmt::format("constexpr char {}_{}[] =\n{}    ;\n\n", name, dialect,
                     lines.empty() ? "    \"\"\n" : lines);
}

// The text in which rows find their names, and the rows.
std::string emit_objects(const core::HeadFacts& head) {
  const std::string_view dialect = to_string(head.dialect);
  std::string names, rows;
  std::size_t offset = 0;
  for (const core::SchemaObject& object : head.facts.objects) {
    names += c_literal_lines(object.name, "    ");
    fmt::format_to(std::back_inserter(rows), "    {{{{{}, {}}}, {:#018x}, {:#018x}, {}}},\n", offset,
                   object.name.size(), object.fingerprint.high, object.fingerprint.low, object.is_spelled);
    offset += object.name.size();
  }
  std::string out = emit_chars("object_names", dialect, names);
  if (!rows.empty())
    out += fmt::format("constexpr FingerprintRow fingerprints_{}[] = {{\n{}}};\n\n", dialect, rows);
  return out;
}

std::string row_of(const core::HeadFacts& head) {
  const std::string_view dialect = to_string(head.dialect);
  return fmt::format(
      "    {{Dialect::{0}, {{question_{0}, sizeof question_{0} - 1}}, {1}, "
      "{{object_names_{0}, sizeof object_names_{0} - 1}}, {2}}},\n",
      dialect, c_literal(head.facts.server),
      head.facts.objects.empty() ? "{}" : fmt::format("fingerprints_{}", dialect));
}

}  // namespace

std::string emit_schema_facts(std::span<const core::HeadFacts> heads) {
  std::string out, rows;
  for (const core::HeadFacts& head : heads) {
    out += emit_chars("question", to_string(head.dialect), c_literal_lines(head.question, "    "));
    out += emit_objects(head);
    rows += row_of(head);
  }
  return heads.empty() ? "" : out + fmt::format("constexpr SchemaRow schema_rows[] = {{\n{}}};\n\n", rows);
}

}  // namespace migrate::migc
