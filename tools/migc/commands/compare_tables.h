#pragma once

// Whether the schema of a database is what the chain makes of the revisions that are applied there, as `migc
// check --url` tells it.

#include <string>
#include <string_view>

#include "cli/check.h"
#include "migc/commands/tool_invocation.h"
#include "migc/folder/folder.h"
#include "migc/proof/prove_folder.h"

namespace migrate::migc {

struct ComparedChain {
  const Folder& folder;
  const Chain& chain;
  const std::string& cache;               // a folder for databases, or empty
  std::string_view verify_postgres = {};  // as the command line has it
  ProgramOfSteps program = {};
};

// `status`: of that database.
[[nodiscard]] cli::TableFindings compare_tables(const ToolInvocation& invocation,
                                                const cli::DatabaseOptions& database,
                                                const ComparedChain& compared, const std::string& shown_url,
                                                const Status& status);

// Before `migc stamp` on a database without a history: says what differs from the revisions that it is going
// to record. Throws migrate::Error (`mismatch`) where a table or a column is missing, or is of another type,
// unless the stamp is forced.
void judge_first_stamp(const ToolInvocation& invocation, const cli::FirstStamp& stamp);

}  // namespace migrate::migc
