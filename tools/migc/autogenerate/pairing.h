#pragma once

// Which things of the chain are which things of the schema file: those of the same name, those that an
// annotation or an answer calls the same, and no others.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "migc/autogenerate/interview.h"
#include "migc/autogenerate/schema_elements.h"

namespace migrate::migc {

struct PairedThing {
  std::string key;      // its name, which is compared
  std::string spelled;  // as an annotation writes it
};

struct PairingTask {
  ElementKind kind;
  std::string owner = {};        // of the wanted things: the key of their table or type
  std::string owner_shown = {};  // as people read it, with a point after it; empty: none
  std::vector<PairedThing> present;
  std::vector<PairedThing> wanted;
  // How much two things of other names are alike; 0: not at all, and no question.
  std::function<int(std::size_t present, std::size_t wanted)> likeness;
  // The key that the value of an annotation names; nothing where it names none.
  std::function<std::optional<std::string>(std::string_view written)> key_of;
};

// The schema file of one engine.
struct AnnotatedSchema {
  Dialect dialect;
  const SourceFile* file;  // nullptr: there is none, and no question
  const SchemaElements& elements;

  [[nodiscard]] QuestionPlace place_of(const SchemaElement* element) const;
};

struct PairOfThings {
  std::size_t present;
  std::size_t wanted;
};

// Reports annotations that name nothing.
[[nodiscard]] std::vector<PairOfThings> pair_things(const PairingTask& task, const AnnotatedSchema& schema,
                                                    Interview& interview, Diagnostics& diagnostics);

// "column"
[[nodiscard]] std::string_view noun(ElementKind kind);

}  // namespace migrate::migc
