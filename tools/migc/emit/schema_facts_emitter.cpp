#include "migc/emit/schema_facts_emitter.h"

#include <fmt/format.h>

#include <iterator>
#include <vector>

#include "migc/emit/c_literal.h"
#include "migc/emit/constant_text.h"

namespace migrate::migc {

namespace {

// The names of all objects, one after the other.
struct Names {
  explicit Names(const std::vector<core::SchemaObject>& objects) {
    for (const core::SchemaObject& object : objects) {
      starts.push_back(static_cast<std::uint32_t>(text.size()));
      text += object.name;
    }
  }

  std::string text = {};
  std::vector<std::uint32_t> starts = {};
};

std::string emit_objects(const std::vector<core::SchemaObject>& objects, std::string_view dialect,
                         const Names& names, const ConstantText& text) {
  if (objects.empty()) return {};
  std::string out = fmt::format("constexpr FingerprintRow fingerprints_{}[] = {{\n", dialect);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const core::SchemaObject& object = objects[i];
    const generated::Text name =
        text.place({names.starts[i], static_cast<std::uint32_t>(object.name.size())});
    fmt::format_to(std::back_inserter(out), "    {{{{{}, {}}}, {:#018x}, {:#018x}, {}}},\n", name.offset,
                   name.size, object.fingerprint.high, object.fingerprint.low, object.is_spelled);
  }
  return out + "};\n\n";
}

// Adds what the row of the head refers to, and the row.
void emit_head(const core::HeadFacts& head, std::string& out, std::string& rows) {
  const std::string_view dialect = to_string(head.dialect);
  const Names names(head.facts.objects);
  const ConstantText names_text(names.text, names.starts);
  const ConstantText question(head.question, {});
  const std::string names_name = fmt::format("object_names_{}", dialect);
  const std::string question_name = fmt::format("question_{}", dialect);
  out += question.declaration(question_name) + names_text.declaration(names_name) +
         emit_objects(head.facts.objects, dialect, names, names_text);
  fmt::format_to(std::back_inserter(rows), "    {{Dialect::{}, {}, {}, {}, {}}},\n", dialect,
                 question.view(question_name), c_literal(head.facts.server), names_text.view(names_name),
                 head.facts.objects.empty() ? "{}" : fmt::format("fingerprints_{}", dialect));
}

}  // namespace

std::string emit_schema_facts(std::span<const core::HeadFacts> heads) {
  std::string out, rows;
  for (const core::HeadFacts& head : heads) emit_head(head, out, rows);
  return heads.empty() ? "" : out + fmt::format("constexpr SchemaRow schema_rows[] = {{\n{}}};\n\n", rows);
}

}  // namespace migrate::migc
