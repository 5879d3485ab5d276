#pragma once

// The difference between two schemas as a script for the engine's shell, which makes the second one of the
// first.
//
//     -- sqlite: from sqlite:///production.db to the chain
//     -- loses: table notes is dropped with its rows
//     BEGIN;
//     DROP TABLE notes;
//     COMMIT;

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "migc/scratch/scratch_database.h"
#include "migc/transition/transition.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct TransitionOptions {
  Dialect dialect;
  const Settings& settings;                 // of the chain
  const std::vector<std::string>& ignored;  // patterns of names
  bool fills_neutrally = false;             // columns for which existing rows need a value
};

// Tables and columns are the same where their names are. `make_from`: a new database with the first schema.
// Throws migrate::Error where a database cannot be read.
[[nodiscard]] Transition transition_between(
    const std::function<std::unique_ptr<ScratchDatabase>()>& make_from, ScratchDatabase& to,
    const TransitionOptions& options);

// Whether SQLite can say which rows violate foreign keys: each key refers to what is unique.
[[nodiscard]] bool can_check_keys(Dialect dialect, ScratchDatabase& database);

// Empty where there are no statements. `title`: "sqlite: from the chain to the schema file".
// `checks_keys`: rows that violate a foreign key stop the script, where can_check_keys() of both schemas.
[[nodiscard]] std::string script_of(const Transition& transition, Dialect dialect, const std::string& title,
                                    bool checks_keys);

struct TitledTransition {
  Dialect dialect;
  std::string title;
  Transition transition;
};

// The same as operations of a YAML revision, of all engines together.
[[nodiscard]] std::string yaml_of(const std::vector<TitledTransition>& engines);

// Why there is no script; empty where there is one.
[[nodiscard]] std::string refusal_of(const Transition& transition);

}  // namespace migrate::migc
