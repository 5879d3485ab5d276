#include "migc/proof/finding_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace migrate::migc {

namespace {

struct FindingText {
  FindingKind kind;
  std::string_view text;
};

constexpr FindingText texts[] = {
    {FindingKind::upgrade_fails, "{message}"},
    {FindingKind::downgrade_fails, "the downgrade fails: {message}"},
    {FindingKind::downgrade_differs, "the downgrade does not restore the schema that the upgrade found"},
    {FindingKind::rows_differ, "the downgrade does not restore the rows that the upgrade found"},
    {FindingKind::upgrade_fails_again, "after its downgrade, the upgrade fails: {message}"},
    {FindingKind::breaks_object, "the upgrade leaves {message}"},
    {FindingKind::function_missing, "{message}"},
    {FindingKind::fails_together,
     "on a new database, in one transaction with others, the upgrade fails: {message}"},
    {FindingKind::differs_together,
     "on a new database, the chain makes another schema than one revision at a time"},
    {FindingKind::breaks_query, "this revision is not compatible: {query}: {message}"},
    {FindingKind::query_fails, "{message}"},
    {FindingKind::fixture_fails, "this fixture fails: {message}"},
    {FindingKind::fails_on_rows,
     "with made-up rows, {run} fails: {message}; without them, it succeeds{fixture}"},
    {FindingKind::differs_on_rows,
     "with made-up rows, the downgrade does not restore the schema; without them, it does{fixture}: "},
    {FindingKind::fails_on_keys,
     "{message}; without foreign keys, it succeeds. If the program does not enforce them, set \"foreign_keys:"
     " off\" in migrate.yaml"},
    {FindingKind::breaks_keys,
     "the upgrade leaves {message}, so no row can be written to it. If the program does not enforce foreign"
     " keys, set \"foreign_keys: off\" in migrate.yaml"},
    {FindingKind::engine_lacks, "{not_proven}: {message}"},
    {FindingKind::upgrade_calls_step,
     "not proven, nor what follows it: it calls the C++ step \"{message}\"; migrate_add_test() proves it"},
    {FindingKind::downgrade_calls_step,
     "the downgrade is not proven: it calls the C++ step \"{message}\"; migrate_add_test() proves it"},
    {FindingKind::upgrade_differs_again, "after its downgrade, the upgrade makes another schema: "},
    {FindingKind::order_differs, "after the downgrade, "},
    {FindingKind::compatible_unchecked,
     "whether it is compatible is not known; list what each release asks in queries/*.sql: "},
};
static_assert(std::size(texts) == static_cast<std::size_t>(FindingKind::compatible_unchecked) + 1);

std::string_view run_of(FindingKind kind) {
  if (kind == FindingKind::downgrade_fails) return "the downgrade";
  return kind == FindingKind::upgrade_fails_again ? "the upgrade after the downgrade" : "the upgrade";
}

std::string_view not_proven(FindingKind run) {
  return run == FindingKind::downgrade_fails ? "the downgrade is not proven"
                                             : "not proven, nor what follows it";
}

}  // namespace

std::string text_of(const Finding& finding, Dialect dialect) {
  const auto found = std::ranges::find(texts, finding.kind, &FindingText::kind);
  const std::string fixture =
      finding.fixture.empty() ? "" : ". Write rows like those of users to " + finding.fixture;
  const std::string text =
      fmt::format(fmt::runtime(found->text), fmt::arg("message", finding.message + finding.suggestion),
                  fmt::arg("query", fmt::format("{}:{}:{}", finding.query, finding.line, finding.column)),
                  fmt::arg("run", run_of(finding.failed_run)),
                  fmt::arg("not_proven", not_proven(finding.failed_run)), fmt::arg("fixture", fixture));
  return fmt::format("{}: {}", to_string(dialect), text);
}

}  // namespace migrate::migc
