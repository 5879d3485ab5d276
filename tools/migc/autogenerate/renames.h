#pragma once

// What of the chain is in the schema file under another name, and what a transition must know of that in
// either direction.

#include <string>
#include <vector>

#include "migc/autogenerate/interview.h"
#include "migc/autogenerate/pairing.h"
#include "migc/catalogue/catalogue_object.h"
#include "migc/transition/transition_request.h"
#include "migrate/table.h"

namespace migrate::migc {

struct RenamedThing {
  std::string thing;  // "column jobs.name"
  std::string to;     // "title"

  bool operator==(const RenamedThing&) const = default;
};

struct NewColumn {
  std::string table;   // a key
  std::string column;  // without quotes
};

struct Renames {
  std::vector<RenamedThing> list = {};
  TransitionRequest upgrade = {};
  TransitionRequest downgrade = {};
  // That do to the names in a schema what the upgrade does to them, where one after another can.
  std::vector<std::string> statements = {};
  std::vector<NewColumn> new_columns = {};  // of tables that the chain has
};

// Reports annotations that name nothing. `settings`: of the chain.
[[nodiscard]] Renames find_renames(const SchemaCatalogue& present, const SchemaCatalogue& wanted,
                                   const AnnotatedSchema& schema, const Settings& settings,
                                   Interview& interview, Diagnostics& diagnostics);

}  // namespace migrate::migc
