#include "migc/proof/broken_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/token_cursor.h"
#include "migc/catalogue/difference.h"
#include "migc/proof/name_in_message.h"
#include "migc/proof/run_failure.h"

namespace migrate::migc {

namespace {

// The tables and views that differ, or to which something belongs that does.
std::set<std::string> tables_of(const std::vector<Difference>& differences) {
  std::set<std::string> tables;
  for (const Difference& difference : differences)
    tables.insert(difference.table.empty() ? difference.name : difference.table);
  return tables;
}

// Whether it is CREATE … VIEW name.
bool creates(Dialect dialect, std::string_view statement, const BrokenObject& object) {
  core::TokenCursor cursor(core::next_token_of(dialect), statement);
  if (!cursor.take("create")) return false;
  while (!cursor.is_at_end() && !cursor.take(object.kind)) cursor.advance();
  if (cursor.take("if")) {
    cursor.take("not");
    cursor.take("exists");
  }
  std::string name;
  do {
    if (!core::is_name(dialect, cursor.token().kind)) return false;
    name = core::name_in(dialect, statement, cursor.token());
    cursor.advance();
  } while (cursor.take_symbol('.'));
  return core::equal_ignoring_case(name, object.name);
}

}  // namespace

void BrokenObjectWatch::begin(RevisionIndex last, MainDatabase& database) {
  std::set<std::string> tables;
  for (const auto& [_, objects] : database.schema().entries)
    for (const CatalogueObject& object : *objects)
      if (object.kind == ObjectKind::table) tables.insert(object.name);
  for (const BrokenObject& object : database.scratch().broken_objects(nullptr))
    broken_by_.emplace(object, last);
  for (const BrokenObject& object : database.scratch().broken_keys(tables)) broken_by_.emplace(object, last);
}

void BrokenObjectWatch::find(RevisionIndex i, const SchemaCatalogue& before, MainDatabase& database,
                             std::vector<Finding>& findings, std::vector<Finding>& missing) {
  const std::vector<Difference> found = differences(before, database.schema());
  if (found.empty()) return;
  const std::set<std::string> changed = tables_of(found);
  const bool adds_only = std::ranges::all_of(
      found, [](const Difference& difference) { return difference.kind == DifferenceKind::left_over; });
  for (const BrokenObject& object : database.scratch().broken_objects(adds_only ? &changed : nullptr)) {
    if (gets_stand_in(i, object, missing) || !is_of(i, object)) continue;
    findings.push_back(finding_of(FindingKind::breaks_object, i, object));
    findings.back().suggestion = did_you_mean(object.message, database.schema());
  }
  for (const BrokenObject& object : database.scratch().broken_keys(changed))
    if (is_of(i, object)) findings.push_back(finding_of(FindingKind::breaks_keys, i, object));
}

// At the statement that makes the object, where the revision has it.
Finding BrokenObjectWatch::finding_of(FindingKind kind, RevisionIndex i, const BrokenObject& object) const {
  Finding broken =
      finding(kind, i, fmt::format("the {} {} broken: {}", object.kind, object.name, object.message));
  const Script script = context_.chain[i].upgrade(context_.dialect());
  for (std::size_t at = 0; at < script.size(); ++at) {
    if (script[at].is_call() || !creates(context_.dialect(), script[at].text(), object)) continue;
    broken.statement = static_cast<std::uint32_t>(at + 1);
    broken.line = script[at].line();
  }
  return broken;
}

// Whether a function or collation is missing. The program has it, or it is misspelt.
bool BrokenObjectWatch::gets_stand_in(RevisionIndex i, const BrokenObject& object,
                                      std::vector<Finding>& missing) {
  if (!context_.engine.stand_in_for(object.message)) return false;
  if (context_.options.program != nullptr) return true;
  missing.push_back(finding_of(FindingKind::function_missing, i, object));
  missing.back().message = object.message;
  return true;
}

bool BrokenObjectWatch::is_of(RevisionIndex i, const BrokenObject& object) {
  return broken_by_.emplace(object, i).first->second == i;
}

}  // namespace migrate::migc
