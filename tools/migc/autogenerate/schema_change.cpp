#include "migc/autogenerate/schema_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/characters.h"
#include "engine/name_cursor.h"
#include "engine/names.h"
#include "migc/diff/difference_list.h"
#include "migc/diff/ignored_objects.h"
#include "migc/diff/revision_path.h"
#include "migc/engine/engine_traits.h"
#include "migc/transition/neutral_value.h"
#include "migc/transition/table_key.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

struct Way {
  ScratchDatabase& start;
  ScratchDatabase& goal;
  ScratchDatabase& work;  // where it is gone
};

Transition reach(const BothSchemas& schemas, const Settings& settings, const Way& way,
                 TransitionRequest request, const ValueOf& value_of) {
  const Dialect dialect = schemas.engine->dialect();
  const std::unique_ptr<WantedSchema> wanted = make_wanted_schema(dialect, settings);
  wanted->remember(*make_ignoring_database(way.goal, schemas.ignored));
  const std::unique_ptr<ScratchDatabase> visible = make_ignoring_database(way.work, schemas.ignored);
  request.on_loss = OnLoss::list;
  const auto reach_from_start = [&](const TransitionRequest& asked) {
    way.work.become(way.start);
    return wanted->reach(*visible, asked);
  };
  return reach_with_values(dialect, settings, std::move(request), reach_from_start, value_of);
}

// As SQLite's adapter runs the statements in one transaction: then it compares the foreign keys.
bool compares_keys(Dialect dialect, const Transition& transition) {
  return std::ranges::any_of(transition.statements, [&](const std::string& statement) {
    core::NameCursor at(dialect, statement);
    if (at.take("DROP")) return at.take("TABLE");
    const bool adds_column = at.take("ALTER") && at.take("TABLE") && at.take_table() && at.take("ADD");
    return adds_column && core::to_lower(statement).find("references") != std::string::npos;
  });
}

// Those that such a transaction may not leave.
std::vector<BrokenObject> new_unenforceable_keys(ScratchDatabase& before, ScratchDatabase& after) {
  std::vector<BrokenObject> keys = after.unenforceable_keys();
  if (keys.empty()) return keys;
  const std::vector<BrokenObject> old = before.unenforceable_keys();
  std::erase_if(keys, [&](const BrokenObject& key) { return std::ranges::find(old, key) != old.end(); });
  return keys;
}

class ChangeSearch {
 public:
  ChangeSearch(const BothSchemas& schemas, const Settings& settings, Interview& interview,
               Diagnostics& diagnostics)
      : schemas_(schemas), settings_(settings), interview_(interview), diagnostics_(diagnostics) {}

  SchemaChange find() {
    const SchemaCatalogue present = schemas_.present_schema(), wanted = schemas_.wanted_schema();
    SchemaChange change{.dialect = dialect()};
    change.renames = find_renames(present, wanted, annotated_schema(), settings_, interview_, diagnostics_);
    change.changes = changes_besides(change.renames, present, wanted);
    if (change.is_empty() || interview_.is_open() || !diagnostics_.empty()) return change;
    find_statements(change);
    return change;
  }

 private:
  Dialect dialect() const { return schemas_.engine->dialect(); }

  // Of the schemas with the names that they have in the end. Where these cannot be given one after another,
  // as when two are exchanged, what was renamed is listed as removed and added as well.
  std::vector<Difference> changes_besides(const Renames& renames, const SchemaCatalogue& present,
                                          const SchemaCatalogue& wanted) const {
    if (renames.list.empty()) return changes_between(present, wanted);
    const std::unique_ptr<ScratchDatabase> renamed = schemas_.engine->make_database();
    renamed->become(*schemas_.present);
    with_revision_path(*renamed, dialect(), settings_, [&] {
      for (const std::string& statement : renames.statements) {
        try {
          renamed->execute(statement);
        } catch (const Error& error) {
          if (error.kind() != ErrorKind::failed) throw;
        }
      }
    });
    return changes_between(without_ignored(renamed->read_schema(), schemas_.ignored), wanted);
  }

  void find_statements(SchemaChange& change) {
    const std::unique_ptr<ScratchDatabase> work = schemas_.engine->make_database();
    TransitionRequest upgrade = change.renames.upgrade;
    upgrade.is_atomic = !traits_of(dialect()).divides_changes;
    add_annotated_values(change.renames.new_columns, upgrade);
    change.upgrade = reach(schemas_, settings_, {*schemas_.present, *schemas_.wanted, *work}, upgrade,
                           [&](const RequiredValue& value) { return asked_value(value); });
    if (!change.upgrade.obstacles.empty() || !change.upgrade.required_values.empty()) return;
    refuse_unenforceable_keys(change.upgrade);
    change.lossy = change.upgrade.losses;
    // A downgrade does not know which values were NULL.
    std::ranges::copy(change.upgrade.replaced_nulls, std::back_inserter(change.lossy));
    change.downgrade =
        find_downgrade(schemas_, settings_, *schemas_.present, *work, change.renames.downgrade);
    refuse_downgrade_to_unenforceable_keys(change.downgrade);
  }

  void refuse_unenforceable_keys(const Transition& upgrade) {
    if (!compares_keys(dialect(), upgrade)) return;
    for (const BrokenObject& key : new_unenforceable_keys(*schemas_.present, *schemas_.wanted)) {
      const SchemaElement* element = schemas_.elements.find(ElementKind::table, "", key.name);
      diagnostics_.error_at(*schemas_.file, element == nullptr ? 0 : element->begin,
                            fmt::format("{}: {}: the columns of the parent that the key refers to need a "
                                        "primary key or a unique index",
                                        to_string(dialect()), key.message));
    }
  }

  void refuse_downgrade_to_unenforceable_keys(Transition& downgrade) const {
    if (!compares_keys(dialect(), downgrade)) return;
    for (const BrokenObject& key : new_unenforceable_keys(*schemas_.wanted, *schemas_.present)) {
      downgrade.statements.clear();
      downgrade.obstacles.push_back({.reason = key.message});
    }
  }

  const SchemaElement* element_of(const std::string& table, const std::string& column) const {
    return schemas_.elements.find(ElementKind::column, table, column);
  }

  void add_annotated_values(const std::vector<NewColumn>& columns, TransitionRequest& request) const {
    for (const auto& [table, column] : columns)
      if (const SchemaElement* element = element_of(table, column); element != nullptr && element->fill)
        request.values.push_back({table, column, std::string(element->fill->value)});
  }

  std::optional<std::string> asked_value(const RequiredValue& value) const {
    const SchemaElement* element =
        element_of(table_key(dialect(), value.table, core::schema_of_revisions(dialect(), settings_)),
                   part_key(dialect(), value.column));
    if (element != nullptr && element->fill) return std::string(element->fill->value);
    if (interview_.standing_answers().fills_neutrally)
      if (std::optional<std::string> neutral = neutral_value(dialect(), value.type)) return neutral;
    return interview_.ask(ValueQuestion{.column = fmt::format("{}.{}", value.table, value.column),
                                        .type = value.type,
                                        .place = annotated_schema().place_of(element)});
  }

  AnnotatedSchema annotated_schema() const {
    return {dialect(), schemas_.file ? &*schemas_.file : nullptr, schemas_.elements};
  }

  const BothSchemas& schemas_;
  const Settings& settings_;
  Interview& interview_;
  Diagnostics& diagnostics_;
};

}  // namespace

Transition find_downgrade(const BothSchemas& schemas, const Settings& settings, ScratchDatabase& before,
                          ScratchDatabase& after, const TransitionRequest& request) {
  const std::unique_ptr<ScratchDatabase> work = schemas.engine->make_database();
  return reach(schemas, settings, {after, before, *work}, request, [&](const RequiredValue& value) {
    return neutral_value(schemas.engine->dialect(), value.type);
  });
}

SchemaCatalogue BothSchemas::present_schema() const {
  return without_ignored(present->read_schema(), ignored);
}

SchemaCatalogue BothSchemas::wanted_schema() const {
  return without_ignored(wanted->read_schema(), ignored);
}

SchemaChange find_change(const BothSchemas& schemas, const Settings& settings, Interview& interview,
                         Diagnostics& diagnostics) {
  return ChangeSearch(schemas, settings, interview, diagnostics).find();
}

}  // namespace migrate::migc
