#pragma once

// The engine that a chain for PostgreSQL is proven on.

#include <memory>
#include <string>
#include <vector>

#include "migc/scratch/scratch_database.h"
#include "migc/scratch/tell_line.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Where a server is to be had.
struct PostgresRequest {
  std::string url = {};                   // of one that others run; empty: migc starts one
  std::string build_folder = {};          // for the data of that; empty: below the system's temporary folder
  std::string migrations;                 // the folder that the chain is from
  std::vector<std::string> schemas = {};  // texts that databases are made of beside the chain
  TellLine tell = {};
  bool is_damaged = false;  // make the data again
};

// Throws migrate::Error with why there is none, and what to install.
[[nodiscard]] std::unique_ptr<ScratchEngine> make_postgres_engine(const Chain& chain,
                                                                  const PostgresRequest& request);

// Existing folders that change when a server is installed. None where migc is built without PostgreSQL.
[[nodiscard]] std::vector<std::string> folders_to_watch_for_servers();

}  // namespace migrate::migc
