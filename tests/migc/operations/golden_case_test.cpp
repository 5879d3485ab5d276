// What each operation becomes in both directions, compared with the file beside its case. In the cases for
// both engines, a rebuild is shown by what it changes (short_script.h); those for SQLite alone are whole.
// MIGRATE_UPDATE_GOLDEN=1 renews the files; check their difference.

#include <gtest/gtest.h>

#include <cstdlib>

#include "core/ledger/extended_chain.h"
#include "core/ledger/history.h"
#include "migc/folder/output_file.h"
#include "migc/operations/operation_case.h"
#include "migc/operations/short_script.h"

namespace migrate::migc {
namespace {

std::string statements(std::string_view title, const Script& script) {
  std::string text = "-- " + std::string(title) + "\n";
  for (std::size_t i = 0; i < script.size(); ++i)
    text += script[i].is_call() ? "-- call " + std::string(script[i].text()) + "\n"
                                : std::string(script[i].text()) + ";\n";
  return text + "\n";
}

// The schema before the last revision.
SqliteSchema schema_before_last(const Chain& chain) {
  SqliteSchema schema;
  for (std::size_t i = 0; i + 1 < chain.size(); ++i)
    static_cast<void>(short_script(schema, chain[static_cast<RevisionIndex>(i)].upgrade(Dialect::sqlite)));
  return schema;
}

std::string rendered_in_short(const YamlChain& chain) {
  SqliteSchema schema = schema_before_last(chain.chain());
  std::string text = "-- sqlite upgrade\n";
  text += short_script(schema, chain.last().upgrade(Dialect::sqlite)) + "\n-- sqlite downgrade\n";
  return text + short_script(schema, chain.last().downgrade(Dialect::sqlite)) + "\n";
}

std::string rendered(const YamlChain& chain) {
  const std::span<const Dialect> dialects = chain.chain().dialects();
  std::string text;
  for (const Dialect dialect : dialects) {
    const std::string name(to_string(dialect));
    if (dialect == Dialect::sqlite && dialects.size() > 1) {
      text += rendered_in_short(chain);
      continue;
    }
    text += statements(name + " upgrade", chain.last().upgrade(dialect));
    text += statements(name + " downgrade", chain.last().downgrade(dialect));
  }
  return text;
}

class RenderedCase : public ::testing::TestWithParam<OperationCase> {};

TEST_P(RenderedCase, IsAsExpected) {
  const YamlChain chain(GetParam().chain(), GetParam().setting());
  ASSERT_TRUE(chain.compiled()) << chain.report();
  const std::filesystem::path expected = GetParam().path().replace_extension(".sql");
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_if_different(expected.string(), rendered(chain));
  EXPECT_EQ(rendered(chain), read_text(expected));
}

std::vector<std::string> lines_of(const FactList& facts, bool is_rebuilt) {
  std::vector<std::string> lines;
  for (const ScriptFact fact : facts)
    if (!is_rebuilt || fact.kind != FactKind::drops_column)
      lines.push_back(std::to_string(fact.item) + ' ' + std::to_string(static_cast<int>(fact.kind)) + ' ' +
                      std::string(fact.schema) + '.' + std::string(fact.table) + ' ' +
                      std::string(fact.detail));
  return lines;
}

// A program that knows the revision by the history's row only has its downgrade's facts from the text, in
// which a rebuild does not name the columns that it leaves out.
TEST_P(RenderedCase, HasTheFactsThatItsStoredTextHas) {
  const YamlChain compiled(GetParam().chain(), GetParam().setting());
  const Chain& chain = compiled.chain();
  const auto last = static_cast<RevisionIndex>(chain.size() - 1);
  for (const Dialect dialect : chain.dialects()) {
    const Script script = chain[last].downgrade(dialect);
    core::RecordedRevision recorded = core::record_of(chain, last, dialect);
    recorded.revision = "stored";
    std::vector<core::StoredItem> items;
    for (const Item item : script)
      if (!item.is_call()) items.push_back({false, std::string(item.text())});
    if (items.size() != script.size()) continue;  // no process has the step here
    const core::ExtendedChain extended(chain, dialect, {{recorded, items}});
    const Script stored = extended.chain()[last + 1].downgrade(dialect);
    const bool is_rebuilt = !script.expected_tables().empty();
    EXPECT_EQ(lines_of(script.facts(), is_rebuilt), lines_of(stored.facts(), is_rebuilt));
    EXPECT_EQ(script.facts_of(script.size()).size(), 0U);
  }
}

INSTANTIATE_TEST_SUITE_P(Operations, RenderedCase, ::testing::ValuesIn(operation_cases()), case_name);

}  // namespace
}  // namespace migrate::migc
