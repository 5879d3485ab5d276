#include "migc/snapshot/postgres_obstacles.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/postgres/names.h"
#include "engine/tokens.h"
#include "migc/engine/statement_rules.h"
#include "migc/scratch/postgres_words.h"

namespace migrate::migc {

namespace {

struct Obstacle {
  std::string_view pattern;  // as in migc/engine/statement_rules.h
  std::string_view reason;   // empty: an exception to the rules that follow
};

constexpr std::string_view names_roles = "the statement names roles, which differ from server to server";
constexpr std::string_view names_schema = "the statement names a schema, and the program may use another one";
constexpr std::string_view is_of_server = "the statement concerns the whole server, not one schema";

// The first that matches decides.
constexpr Obstacle obstacles[] = {
    {"DO", "DO runs code whose result may depend on the database"},
    {"CALL", "CALL runs code whose result may depend on the database"},
    {"PREPARE|EXECUTE", "migc cannot judge what a prepared statement does"},
    {"COPY * FROM", "COPY reads rows from outside the folder"},
    {"GRANT|REVOKE", names_roles},
    {"ALTER DEFAULT PRIVILEGES", names_roles},
    {"ALTER * OWNER TO", names_roles},
    {"REASSIGN|DROP OWNED", names_roles},
    {"CREATE|ALTER|DROP ROLE|USER|GROUP", names_roles},
    {"SET [LOCAL|SESSION] ROLE|AUTHORIZATION", names_roles},
    {"SET [LOCAL] SESSION AUTHORIZATION", names_roles},
    {"ALTER POLICY * RENAME TO", ""},
    {"CREATE|ALTER POLICY * TO PUBLIC", ""},
    {"CREATE|ALTER POLICY * TO", names_roles},
    {"CREATE|ALTER|DROP SCHEMA", names_schema},
    {"COMMENT ON SCHEMA", names_schema},
    {"IMPORT FOREIGN SCHEMA", names_schema},
    {"ALTER * SET SCHEMA", names_schema},
    {"CREATE EXTENSION * SCHEMA", names_schema},
    {"SET [LOCAL|SESSION] SCHEMA|SEARCH_PATH", names_schema},
    {"CREATE|ALTER|DROP DATABASE|TABLESPACE|SUBSCRIPTION", is_of_server},
    {"COMMENT ON ROLE|DATABASE|TABLESPACE|SUBSCRIPTION", is_of_server},
    {"ALTER SYSTEM", is_of_server},
};

std::string_view reason_against(std::string_view statement) {
  const core::NextToken next_token = core::next_token_of(Dialect::postgres);
  for (const Obstacle& obstacle : obstacles)
    if (matches(obstacle.pattern, statement, next_token)) return obstacle.reason;
  return {};
}

class ObstacleFinder {
 public:
  ObstacleFinder(const Chain& chain, std::string_view dir) : chain_(chain), dir_(dir) {
    const core::PostgresNames names = core::postgres_names(chain.settings());
    schemas_ = {"public", names.schema, names.version_schema};
  }

  [[nodiscard]] std::string find() const {
    for (const Revision revision : chain_)
      for (const Item item : revision.upgrade(Dialect::postgres))
        if (const std::string reason = reason_against_item(item); !reason.empty())
          return fmt::format("{}/{}:{}: {}", dir_, revision.file(), item.line(), reason);
    return {};
  }

 private:
  [[nodiscard]] std::string reason_against_item(const Item& item) const {
    if (item.is_call()) return fmt::format("the C++ step {} is not known to migc", item.text());
    if (const std::string_view reason = reason_against(item.text()); !reason.empty())
      return std::string(reason);
    const std::vector<PostgresWord> words = postgres_words_outside_strings(item.text());
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      if (words[i].is_name && words[i + 1].is(".") && schemas_.contains(words[i].text) &&
          (i == 0 || !words[i - 1].is(".")))
        return fmt::format("the schema \"{}\" is named, and the program may use another one", words[i].text);
    return {};
  }

  const Chain& chain_;
  std::string_view dir_;
  std::set<std::string> schemas_;
};

}  // namespace

std::string find_postgres_obstacle(const Chain& chain, std::string_view dir) {
  return ObstacleFinder(chain, dir).find();
}

}  // namespace migrate::migc
