#include "cli/database_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/json_list.h"
#include "cli/losses.h"
#include "cli/plan_text.h"
#include "cli/revision_json.h"
#include "core/plan/step_items.h"
#include "core/text/json.h"
#include "core/text/untrusted_text.h"
#include "engine/hide_passwords.h"

namespace migrate::cli {

namespace {

enum class NoteKind : unsigned char { resumes, irreversible, lossy, call, long_lock, loss };

constexpr std::string_view to_string(NoteKind kind) noexcept {
  constexpr std::string_view names[] = {"resumes", "irreversible", "lossy", "call", "long_lock", "loss"};
  return names[static_cast<unsigned char>(kind)];
}

struct Note {
  NoteKind kind;
  std::string text;
};

using Notes = std::vector<Note>;

Script script_of(const LivePlan& live, const Move& move) {
  return core::script_of(live.chain, move, live.dialect);
}

// Of an unfinished step, the items that are left begin there.
std::size_t first_item(const LivePlan& live, const Move& move) {
  return live.unfinished && core::resumes(live.chain, move, *live.unfinished) ? live.unfinished->items : 0;
}

void add_header_notes(const LivePlan& live, const Move& move, Notes& notes) {
  const Revision revision = live.chain[move.revision];
  const bool upgrades = move.direction == Direction::upgrade;
  if (live.unfinished && core::resumes(live.chain, move, *live.unfinished))
    notes.push_back({NoteKind::resumes,
                     fmt::format("resumes at {}, where an earlier run stopped",
                                 core::describe_item(live.unfinished->items, script_of(live, move).size()))});
  if (upgrades && !revision.irreversible().empty())
    notes.push_back(
        {NoteKind::irreversible, fmt::format("has no downgrade: {}", core::shown(revision.irreversible()))});
  if (!revision.lossy().empty())
    notes.push_back(
        {NoteKind::lossy, fmt::format("{}: {}", upgrades ? "its downgrade loses rows" : "loses rows",
                                      core::shown(revision.lossy()))});
}

// A script that the history stored has no lines.
std::string place_of(const Item& item, std::size_t number) {
  return item.line() == 0 ? fmt::format("statement {}", number) : fmt::format("line {}", item.line());
}

void add_item_notes(const Script& script, std::size_t i, Notes& notes) {
  const Item item = script[i];
  const std::string place = place_of(item, i + 1);
  if (item.is_call()) {
    notes.push_back(
        {NoteKind::call,
         fmt::format(
             "{}: calls the C++ step {}{}", place, core::shown(item.text()),
             item.step() == nullptr ? ", which this program does not have: it cannot run the plan" : "")});
  }
  for (const ScriptFact fact : script.facts_of(i))
    if (fact.kind == FactKind::takes_long_lock)
      notes.push_back({NoteKind::long_lock, fmt::format("{}: {}", place, fact.detail)});
}

Notes notes_of(const LivePlan& live, const PlanStep& step) {
  Notes notes;
  const Move* move = step.move();
  if (move == nullptr) return notes;
  add_header_notes(live, *move, notes);
  const Script script = script_of(live, *move);
  const std::vector<Loss> losses = losses_of(script, live.dialect);
  for (std::size_t i = first_item(live, *move); i < script.size(); ++i) {
    add_item_notes(script, i, notes);
    for (const Loss& loss : losses)
      if (loss.item == i)
        notes.push_back({NoteKind::loss, fmt::format("{}: {}", place_of(script[i], i + 1), loss.text)});
  }
  return notes;
}

std::vector<std::string> statements_of(const LivePlan& live, const PlanStep& step) {
  std::vector<std::string> statements;
  const Move* move = step.move();
  if (move == nullptr) return statements;
  const Script script = script_of(live, *move);
  for (std::size_t i = first_item(live, *move); i < script.size(); ++i)
    statements.push_back(script[i].is_call()
                             ? fmt::format("-- migrate: call {}", script[i].text())
                             : fmt::format("{};", core::hide_passwords(live.dialect, script[i].text())));
  return statements;
}

std::string indented(std::string_view text) {
  std::string lines = "      ";
  for (const char byte : text) {
    lines += byte;
    if (byte == '\n') lines += "      ";
  }
  return lines + '\n';
}

std::string step_text(const LivePlan& live, const PlanStep& step) {
  std::string text = fmt::format("  {}\n", step_line(live.chain, step));
  for (const Note& note : notes_of(live, step)) text += fmt::format("    {}\n", note.text);
  if (live.with_statements)
    for (const std::string& statement : statements_of(live, step))
      text += indented(core::shown_lines(statement));
  return text;
}

std::string note_json(const Note& note) {
  return fmt::format(R"({{"kind":{},"text":{}}})", core::json_string(to_string(note.kind)),
                     core::json_string(note.text));
}

std::string live_step_json(const LivePlan& live, const PlanStep& step, std::size_t group) {
  std::vector<std::string> notes;
  for (const Note& note : notes_of(live, step)) notes.push_back(note_json(note));
  std::string object = with_member(step_json(live.chain, step), "group", std::to_string(group));
  object = with_member(object, "notes", fmt::format("[{}]", fmt::join(notes, ",")));
  return live.with_statements ? with_member(object, "statements", json_strings(statements_of(live, step)))
                              : object;
}

}  // namespace

std::string live_plan_text(const LivePlan& live) {
  std::string text;
  std::size_t transactions = 0;
  for (const Group& group : live.groups) {
    text +=
        group.transactional ? fmt::format("transaction {}:\n", ++transactions) : "outside any transaction:\n";
    for (std::size_t i = group.first; i < group.last; ++i) text += step_text(live, live.plan.steps[i]);
  }
  return text;
}

std::string live_plan_json(const LivePlan& live) {
  std::vector<std::string> steps, groups;
  for (const Group& group : live.groups) {
    const std::size_t before = steps.size();
    for (std::size_t i = group.first; i < group.last; ++i)
      if (!live.plan.steps[i].forgets())
        steps.push_back(live_step_json(live, live.plan.steps[i], groups.size() + 1));
    groups.push_back(
        fmt::format(R"({{"transactional":{},"steps":{}}})", group.transactional, steps.size() - before));
  }
  return fmt::format(R"({{"steps":[{}],"groups":[{}],"rows":{}}})", fmt::join(steps, ","),
                     fmt::join(groups, ","), json_strings(live.plan.rows_after)) +
         "\n";
}

}  // namespace migrate::cli
