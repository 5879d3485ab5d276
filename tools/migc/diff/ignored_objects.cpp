#include "migc/diff/ignored_objects.h"

#include <algorithm>
#include <utility>

namespace migrate::migc {

namespace {

bool is_ignored(const CatalogueObject& object, const std::vector<std::string>& patterns) {
  const std::string& name = object.table.empty() ? object.name : object.table;
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    return matches_pattern(name, pattern) || (!object.table.empty() && matches_pattern(object.name, pattern));
  });
}

class IgnoringDatabase final : public ScratchDatabase {
 public:
  IgnoringDatabase(ScratchDatabase& database, const std::vector<std::string>& patterns)
      : database_(database), patterns_(patterns) {}

  SchemaCatalogue read_schema() override { return without_ignored(database_.read_schema(), patterns_); }
  Rows query(const std::string& statement) override { return database_.query(statement); }
  Connection& connection() override { return database_.connection(); }
  void execute(const std::string& statements) override { database_.execute(statements); }
  Rows ask(const std::string& question, const std::vector<std::string>& values) override {
    return database_.ask(question, values);
  }
  std::vector<BrokenObject> broken_objects(const std::set<std::string>* on) override {
    return database_.broken_objects(on);
  }
  std::vector<BrokenObject> broken_keys(const std::set<std::string>& tables) override {
    return database_.broken_keys(tables);
  }
  ProofDatabase for_others() override { return database_.for_others(); }
  void end_session() override { database_.end_session(); }
  void become(ScratchDatabase& other) override { database_.become(other); }

 private:
  ScratchDatabase& database_;
  std::vector<std::string> patterns_;
};

}  // namespace

bool matches_pattern(std::string_view name, std::string_view pattern) noexcept {
  std::size_t at = 0, of = 0, star = pattern.npos, after_star = 0;
  while (at < name.size()) {
    if (of < pattern.size() && pattern[of] == '*') {
      star = of++;
      after_star = at;
    } else if (of < pattern.size() && (pattern[of] == '?' || pattern[of] == name[at])) {
      ++of;
      ++at;
    } else if (star != pattern.npos) {
      of = star + 1;
      at = ++after_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', of) == pattern.npos;
}

SchemaCatalogue without_ignored(SchemaCatalogue schema, const std::vector<std::string>& patterns) {
  if (patterns.empty()) return schema;
  for (auto& [_, entry] : schema.entries) {
    const auto is_meant = [&](const CatalogueObject& object) { return is_ignored(object, patterns); };
    if (std::ranges::none_of(*entry, is_meant)) continue;
    std::vector<CatalogueObject> objects = *entry;
    std::erase_if(objects, is_meant);
    entry = std::make_shared<const std::vector<CatalogueObject>>(std::move(objects));
  }
  std::erase_if(schema.entries, [](const auto& entry) { return entry.second->empty(); });
  return schema;
}

std::unique_ptr<ScratchDatabase> make_ignoring_database(ScratchDatabase& database,
                                                        const std::vector<std::string>& patterns) {
  return std::make_unique<IgnoringDatabase>(database, patterns);
}

}  // namespace migrate::migc
