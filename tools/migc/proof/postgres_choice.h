#pragma once

// Whether and where a chain is proven on PostgreSQL: what migrate.yaml says, and over it the command line and
// the environment.

#include <string>

#include "migc/folder/settings.h"

namespace migrate::migc {

struct PostgresChoice {
  VerifyPostgres verify;
  std::string url = {};  // of a server that others run; empty: migc starts one
};

// `word`: of the command line; empty where it has none. Throws migrate::Error (`usage`) for another word than
// "auto", "require" or "off".
[[nodiscard]] PostgresChoice postgres_choice(const FolderSettings& settings, const std::string& word);

}  // namespace migrate::migc
