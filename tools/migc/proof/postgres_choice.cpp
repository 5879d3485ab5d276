#include "migc/proof/postgres_choice.h"

#include <fmt/format.h>

#include "migrate/error.h"
#include "platform/environment.h"

namespace migrate::migc {

namespace {

VerifyPostgres meaning_of(const std::string& word, std::string_view source) {
  if (const std::optional<VerifyPostgres> choice = find_verify_postgres(word)) return *choice;
  throw Error(ErrorKind::usage, fmt::format("invalid {} \"{}\": write auto, require or off", source, word));
}

}  // namespace

PostgresChoice postgres_choice(const FolderSettings& settings, const std::string& word) {
  PostgresChoice choice{.verify = settings.verify_postgres};
  const std::string variable = platform::environment_variable("MIGRATE_VERIFY_POSTGRES").value_or("");
  if (!word.empty())
    choice.verify = meaning_of(word, "--verify-postgres");
  else if (!variable.empty())
    choice.verify = meaning_of(variable, "MIGRATE_VERIFY_POSTGRES");
  choice.url = platform::environment_variable("MIGRATE_VERIFY_POSTGRES_URL").value_or("");
  return choice;
}

}  // namespace migrate::migc
