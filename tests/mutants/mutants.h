#pragma once

// Included into every file of the copy that mutants.py makes: which check is left out.

#include <cstdlib>
#include <cstring>

inline bool migrate_lacks(const char* check) {
  const char* lacking = std::getenv("MIGRATE_MUTANT");
  return lacking != nullptr && std::strcmp(lacking, check) == 0;
}
