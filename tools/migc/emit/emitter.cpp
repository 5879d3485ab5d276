#include "migc/emit/emitter.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "migc/emit/c_literal.h"
#include "migc/emit/constant_text.h"
#include "migc/emit/schema_facts_emitter.h"

namespace migrate::migc {

namespace {

using generated::Range;
using generated::Table;
using generated::Text;

std::string format_range(Range range) {
  return fmt::format("{{{}, {}}}", range.first, range.count);
}
std::string format_text(const ConstantText& texts, Text text) {
  const Text place = texts.place(text);
  return fmt::format("{{{}, {}}}", place.offset, place.size);
}

std::string_view name_of(Transaction transaction) {
  constexpr std::string_view names[] = {"shared", "own", "none"};
  return names[static_cast<std::size_t>(transaction)];
}

std::string_view name_of(FactKind kind) {
  constexpr std::string_view names[] = {"creates_table",         "may_create_table", "drops_table",
                                        "drops_temporary_table", "drops_column",     "renames_table",
                                        "adds_foreign_key",      "frees_name",       "runs_code",
                                        "takes_long_lock"};
  return names[static_cast<std::size_t>(kind)];
}

std::string heading(const Chain& chain, std::string_view what) {
  return fmt::format(
      "// {}: {}, {} revision{}.\n"
      "// Written by migc {}; change the revision files and build again instead of editing this.\n"
      "// root digest: {}\n\n",
      chain.name(), what, chain.size(), chain.size() == 1 ? "" : "s", library_version, chain.root_digest());
}

// The members of one constant array, or nothing where there are none: C++ has no empty arrays.
class Arrays {
 public:
  template <typename Rows, typename Format>
  void add(std::string_view type, std::string_view name, const Rows& rows, Format format) {
    if (std::size(rows) == 0) return;
    fmt::format_to(std::back_inserter(text_), "constexpr {} {}[] = {{\n", type, name);
    for (const auto& row : rows) fmt::format_to(std::back_inserter(text_), "    {},\n", format(row));
    text_ += "};\n\n";
  }

  // Sixteen numbers a line.
  void add_numbers(std::string_view name, std::span<const std::uint32_t> numbers) {
    if (numbers.empty()) return;
    fmt::format_to(std::back_inserter(text_), "constexpr std::uint32_t {}[] = {{", name);
    for (std::size_t i = 0; i < numbers.size(); ++i)
      fmt::format_to(std::back_inserter(text_), "{}{},", i % 16 == 0 ? "\n    " : " ", numbers[i]);
    text_ += "\n};\n\n";
  }

  const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

std::vector<std::uint32_t> piece_starts(const Table& table) {
  std::vector<std::uint32_t> starts;
  for (const generated::RevisionRow& row : table.revisions)
    for (const Text& text : {row.id, row.message, row.create_date, row.irreversible, row.lossy, row.file})
      starts.push_back(text.offset);
  for (const generated::LabelRow& row : table.labels) starts.push_back(row.name.offset);
  for (const generated::ItemRow& row : table.items) starts.push_back(row.text.offset);
  for (const generated::ExpectedTableRow& row : table.expected_tables)
    for (const Text& text : {row.table, row.outline}) starts.push_back(text.offset);
  for (const generated::FactRow& row : table.facts)
    for (const Text& text : {row.schema, row.table, row.detail}) starts.push_back(text.offset);
  for (const Text& text : table.snapshot_statements) starts.push_back(text.offset);
  return starts;
}

// The binding has to name every member, so that a new one cannot be forgotten here.
std::string format_revision(const Table& table, const ConstantText& texts,
                            const generated::RevisionRow& row) {
  const auto format_text = [&](Text text) { return migc::format_text(texts, text); };
  const auto& [id, message, create_date, irreversible, lossy, file, parents, dependencies, children,
               dependents, labels, transaction, flags] = row;
  return fmt::format("{{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Transaction::{}, {}}},  // {}",
                     format_text(id), format_text(message), format_text(create_date),
                     format_text(irreversible), format_text(lossy), format_text(file), format_range(parents),
                     format_range(dependencies), format_range(children), format_range(dependents),
                     format_range(labels), name_of(transaction), flags,
                     table.text.substr(id.offset, id.size));
}

std::string emit_revisions(const Table& table, const ConstantText& texts) {
  std::string out = "constexpr RevisionRow revision_rows[] = {\n";
  for (const generated::RevisionRow& row : table.revisions)
    fmt::format_to(std::back_inserter(out), "    {}\n", format_revision(table, texts, row));
  return out += "};\n\n";
}

std::string format_step(std::uint32_t step) {
  return step == generated::no_step ? "no_step" : std::to_string(step);
}

std::string emit_arrays(const core::OwnedChain& owned, const ConstantText& texts) {
  const Table& table = owned.chain().table();
  const auto format_text = [&](Text text) { return migc::format_text(texts, text); };
  Arrays arrays;
  arrays.add("HexDigest", "digests", table.digests,
             [](const generated::HexDigest& digest) { return fmt::format("{{\"{}\"}}", digest.text()); });
  arrays.add("Dialect", "dialects", table.dialects,
             [](Dialect dialect) { return fmt::format("Dialect::{}", to_string(dialect)); });
  arrays.add_numbers("links", table.links);
  arrays.add_numbers("by_id", table.by_id);
  arrays.add_numbers("heads", table.heads);
  arrays.add_numbers("bases", table.bases);
  arrays.add("LabelRow", "label_rows", table.labels, [&](const generated::LabelRow& row) {
    return fmt::format("{{{}, {}}}", format_text(row.name), row.revision);
  });
  arrays.add("ScriptRow", "script_rows", table.scripts, [](const generated::ScriptRow& row) {
    return fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", format_range(row.upgrade),
                       format_range(row.downgrade), format_range(row.upgrade_expects),
                       format_range(row.downgrade_expects), format_range(row.upgrade_facts),
                       format_range(row.downgrade_facts), row.flags);
  });
  arrays.add("ItemRow", "item_rows", table.items, [&](const generated::ItemRow& row) {
    return fmt::format("{{{}, {}, {}, {}}}", format_text(row.text), row.line, format_step(row.step),
                       row.flags);
  });
  arrays.add("ExpectedTableRow", "expected_table_rows", table.expected_tables,
             [&](const generated::ExpectedTableRow& row) {
               return fmt::format("{{{}, {}}}", format_text(row.table), format_text(row.outline));
             });
  arrays.add("FactRow", "fact_rows", table.facts, [&](const generated::FactRow& row) {
    return fmt::format("{{FactKind::{}, {}, {}, {}, {}}}", name_of(row.kind), row.item,
                       format_text(row.schema), format_text(row.table), format_text(row.detail));
  });
  arrays.add("StepFunction", "step_functions", owned.step_names(),
             [](const std::string& name) { return fmt::format("&steps::{}", name); });
  arrays.add("Text", "snapshot_statements", table.snapshot_statements, format_text);
  arrays.add("SnapshotRow", "snapshot_rows", table.snapshots, [](const generated::SnapshotRow& row) {
    return fmt::format("{{Dialect::{}, {}, &load_snapshot}}", to_string(row.dialect),
                       format_range(row.statements));
  });
  return arrays.text();
}

std::string_view array_or_nothing(std::size_t size, std::string_view name) {
  return size == 0 ? "{}" : name;
}

std::string emit_settings(const Settings& settings) {
  return fmt::format(
      "{{{}, {}, {}, {}, TransactionMode::{}, {}}}", c_literal(settings.version_table),
      c_literal(settings.schema), c_literal(settings.version_schema), c_literal(settings.search_path),
      settings.transaction == TransactionMode::all ? "all" : "each", settings.allow_multiple_heads);
}

// A table with the head's objects is one more structure, around that of the revisions.
std::string emit_table_value(const Table& table, const ConstantText& texts, bool has_head) {
  return fmt::format(
             "constexpr Table {}{{\n"
             "    .format = {},\n"
             "    .name = {},\n"
             "    .root_digest = \"{}\",\n"
             "    .settings = {},\n"
             "    .text = {},\n"
             "    .digests = digests,\n"
             "    .dialects = dialects,\n"
             "    .revisions = revision_rows,\n"
             "    .links = {},\n"
             "    .by_id = by_id,\n"
             "    .heads = heads,\n"
             "    .bases = bases,\n"
             "    .labels = {},\n"
             "    .scripts = script_rows,\n"
             "    .items = {},\n"
             "    .expected_tables = {},\n"
             "    .facts = {},\n"
             "    .steps = {},\n"
             "    .snapshots = {},\n"
             "    .snapshot_statements = {},\n"
             "}};\n\n",
             has_head ? "table_of_revisions" : "table",
             has_head ? "table_format | table_has_head" : "table_format", c_literal(table.name),
             table.root_digest, emit_settings(table.settings), texts.view("text"),
             array_or_nothing(table.links.size(), "links"),
             array_or_nothing(table.labels.size(), "label_rows"),
             array_or_nothing(table.items.size(), "item_rows"),
             array_or_nothing(table.expected_tables.size(), "expected_table_rows"),
             array_or_nothing(table.facts.size(), "fact_rows"),
             array_or_nothing(table.steps.size(), "step_functions"),
             array_or_nothing(table.snapshots.size(), "snapshot_rows"),
             array_or_nothing(table.snapshot_statements.size(), "snapshot_statements")) +
         (has_head ? "constexpr TableWithHead table{{table_of_revisions}, schema_rows};\n\n" : "");
}

std::string emit_step_declarations(const core::OwnedChain& owned) {
  if (owned.step_names().empty()) return {};
  std::string out = fmt::format("namespace {}::steps {{\n", owned.chain().name());
  for (const std::string& step : owned.step_names())
    fmt::format_to(std::back_inserter(out), "void {}(migrate::StepContext&);\n", step);
  return out += "}\n\n";
}

constexpr std::string_view table_opening = R"(
namespace {{

using migrate::Chain;
using migrate::Dialect;
using migrate::FactKind;
using migrate::StepFunction;
using migrate::Transaction;
using migrate::TransactionMode;
using namespace migrate::generated;

)";

constexpr std::string_view table_closing = R"(constexpr Chain chain{{table}};

}}  // namespace

inline namespace MIGRATE_FORMAT {{
const migrate::Chain& revisions() noexcept;
const migrate::Chain& revisions() noexcept {{ return chain; }}
}}  // namespace MIGRATE_FORMAT

}}  // namespace {}
)";

}  // namespace

std::string emit_table(const core::OwnedChain& owned, std::span<const core::HeadFacts> heads) {
  const Chain& chain = owned.chain();
  const Table& table = chain.table();
  std::string out = heading(chain, "the compiled chain");
  for (const std::string& origin : owned.snapshot_origins())
    fmt::format_to(std::back_inserter(out), "// snapshot made with {}\n\n", origin);
  fmt::format_to(
      std::back_inserter(out),
      "#include <migrate/generated.h>\n\n"
      "static_assert(migrate::generated::table_format == {},\n"
      "              \"this table was written by migc {}: build again with the migc of this library\");\n\n",
      generated::table_format, library_version);
  out += emit_step_declarations(owned);
  fmt::format_to(std::back_inserter(out), "namespace {} {{", chain.name());
  out += fmt::format(fmt::runtime(table_opening));
  const ConstantText texts(table.text, piece_starts(table));
  out += texts.declaration("text");
  out += emit_revisions(table, texts);
  out += emit_arrays(owned, texts);
  out += emit_schema_facts(heads);
  out += emit_table_value(table, texts, !heads.empty());
  out += fmt::format(fmt::runtime(table_closing), chain.name());
  return out;
}

namespace {

std::string emit_ids(std::string_view name, const Chain& chain, std::span<const RevisionIndex> indexes) {
  std::string out = fmt::format("inline constexpr std::string_view {}[] = {{\n", name);
  for (const RevisionIndex index : indexes)
    fmt::format_to(std::back_inserter(out), "    {{\"{}\", {}}},\n", chain[index].id(),
                   chain[index].id().size());
  return out += "};\n";
}

constexpr std::string_view has_revision = R"(
constexpr bool has_revision(std::string_view id) noexcept {
  std::size_t low = 0;
  std::size_t high = revision_count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (revision_ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < revision_count && revision_ids[low] == id;
}
)";

}  // namespace

std::string emit_chain_header(const Chain& chain) {
  std::string out = heading(chain, "facts about the chain");
  out += "#pragma once\n\n#include <cstddef>\n#include <string_view>\n\n";
  fmt::format_to(std::back_inserter(out), "namespace {} {{\n\n", chain.name());
  fmt::format_to(std::back_inserter(out), "inline constexpr std::size_t revision_count = {};\n",
                 chain.size());
  fmt::format_to(std::back_inserter(out), "inline constexpr std::string_view root_digest = \"{}\";\n\n",
                 chain.root_digest());
  if (chain.heads().size() == 1)
    fmt::format_to(std::back_inserter(out), "inline constexpr std::string_view head = \"{}\";\n",
                   chain[chain.heads().front()].id());
  out += emit_ids("heads", chain, chain.heads());
  out += "\n// Sorted.\n";
  out += emit_ids("revision_ids", chain, chain.table().by_id);
  out += has_revision;
  fmt::format_to(std::back_inserter(out), "\n}}  // namespace {}\n", chain.name());
  return out;
}

std::string emit_steps_header(const core::OwnedChain& owned) {
  const std::string_view name = owned.chain().name();
  std::vector<std::string> steps = owned.step_names();
  std::sort(steps.begin(), steps.end());
  std::string out = fmt::format(
      "// The functions that revisions of \"{}\" call; the program defines them.\n\n"
      "#pragma once\n\n#include <migrate/generated.h>\n\nnamespace {}::steps {{\n\n",
      name, name);
  for (const std::string& step : steps)
    fmt::format_to(std::back_inserter(out), "void {}(migrate::StepContext& context);\n", step);
  fmt::format_to(std::back_inserter(out), "\n}}  // namespace {}::steps\n", name);
  return out;
}

}  // namespace migrate::migc
