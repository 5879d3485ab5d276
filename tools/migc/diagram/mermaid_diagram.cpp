#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/text/untrusted_text.h"
#include "migc/diagram/diagrams.h"

namespace migrate::migc {

namespace {

// Mermaid takes few characters in types and names of attributes.
std::string mermaid_word(std::string_view text) {
  const auto is_letter = [](char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_'; };
  const auto is_taken = [&](char c) {
    return is_letter(c) || ('0' <= c && c <= '9') ||
           std::string_view("-()[]").find(c) != std::string_view::npos;
  };
  std::string word(text);
  std::ranges::replace_if(
      word, [&](char c) { return !is_taken(c); }, '_');
  return word.empty() || !is_letter(word.front()) ? '_' + word : word;
}

std::string mermaid_text(std::string_view text) {
  std::string result = core::shown(text);
  std::ranges::replace(result, '"', '\'');
  return result;
}

std::string keys_of(const EntityColumn& column) {
  if (column.is_key && column.refers) return " PK, FK";
  if (column.is_key) return " PK";
  return column.refers ? " FK" : "";
}

// What the words above cannot say.
std::string remark_of(const EntityColumn& column) {
  std::string remark;
  if (mermaid_word(column.name) != column.name) remark = column.name;
  if (!column.type.empty() && mermaid_word(column.type) != column.type)
    remark += (remark.empty() ? "" : " ") + column.type;
  return remark.empty() ? "" : fmt::format(" \"{}\"", mermaid_text(remark));
}

// How many rows refer to one, and whether a row must refer to one.
std::string_view arrow_of(const EntityLink& link) {
  if (link.is_unique) return link.is_required ? "|o--||" : "|o--o|";
  return link.is_required ? "}o--||" : "}o--o|";
}

}  // namespace

std::string mermaid_diagram(const Entities& entities) {
  std::string diagram = "erDiagram\n";
  for (const Entity& table : entities.tables) {
    diagram += fmt::format("  \"{}\" {{\n", mermaid_text(table.name));
    for (const EntityColumn& column : table.columns)
      diagram += fmt::format("    {} {}{}{}\n", mermaid_word(column.type.empty() ? "any" : column.type),
                             mermaid_word(column.name), keys_of(column), remark_of(column));
    diagram += "  }\n";
  }
  for (const EntityLink& link : entities.links)
    diagram +=
        fmt::format("  \"{}\" {} \"{}\" : \"{}\"\n", mermaid_text(entities.tables[link.from].name),
                    arrow_of(link), mermaid_text(entities.tables[link.to].name), mermaid_text(link.columns));
  return diagram;
}

}  // namespace migrate::migc
