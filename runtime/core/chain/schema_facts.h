#pragma once

// What the objects of a database are known by: 16 bytes of a digest over facts, which the engine answers a
// question with. migc asks a database at the head of the chain and compiles the question and the fingerprints
// into the program (generated::SchemaRow), which asks a user's database the same.
//
// Each row of the answer is the name of an object, a number, and a fact: 1 where the server spells the fact
// itself, 2 where it is the text of a SQLite table, in which facts are, else 0. A row without a name has the
// major version of the server instead. $1 of the question is the schema of the revisions.

#include <cstdint>
#include <string>
#include <vector>

#include "migrate/dialect.h"
#include "migrate/value.h"

namespace migrate::core {

struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  bool operator==(const Fingerprint&) const = default;
};

struct SchemaObject {
  std::string name;  // "table runs"
  // Of the facts that the server spells itself, which another major version spells otherwise.
  bool is_spelled = false;
  Fingerprint fingerprint = {};

  bool operator==(const SchemaObject&) const = default;
};

struct SchemaFacts {
  std::string server = {};                 // its major version; empty for an engine that spells nothing
  std::vector<SchemaObject> objects = {};  // sorted by name and is_spelled

  bool operator==(const SchemaFacts&) const = default;
};

[[nodiscard]] SchemaFacts facts_of(const Rows& answer);

// Of the head of a chain.
struct HeadFacts {
  Dialect dialect;
  std::string question;
  SchemaFacts facts;
};

}  // namespace migrate::core
