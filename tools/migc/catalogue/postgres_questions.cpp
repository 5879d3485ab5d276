#include "migc/catalogue/postgres_questions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>

#include "engine/sql_text.h"
#include "postgres/connection_url.h"

namespace migrate::migc {

namespace {

constexpr std::chrono::seconds connect_timeout{10};

}  // namespace

// A plan of certain values would be made again for each.
PostgresQuestions::PostgresQuestions(const std::string& url, Plans plans)
    : server_(postgres::with_defaults(url, "migc", connect_timeout), nullptr), plans_(plans) {
  if (plans_ == Plans::kept) server_.exec("SET plan_cache_mode = force_generic_plan");
}

pqxx::result PostgresQuestions::ask(const std::string& question, const std::vector<std::string>& values) {
  if (plans_ == Plans::dropped)
    return server_.exec(question, std::vector<Value>(values.begin(), values.end()));
  const auto [name, is_new] = names_.try_emplace(question, fmt::format("migc_{}", names_.size()));
  if (is_new) server_.exec(fmt::format("PREPARE {} AS {}", name->second, question));
  std::vector<std::string> literals;
  for (const std::string& value : values) literals.push_back(core::string_literal(value));
  return server_.exec(literals.empty()
                          ? "EXECUTE " + name->second
                          : fmt::format("EXECUTE {} ({})", name->second, fmt::join(literals, ", ")));
}

}  // namespace migrate::migc
