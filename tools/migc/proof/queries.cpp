#include "migc/proof/queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "engine/characters.h"
#include "engine/postgres/names.h"
#include "engine/tokens.h"
#include "migc/proof/name_in_message.h"
#include "migc/sql/sql_splitter.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

void add_queries(const QueryFile& file, Dialect dialect, std::vector<Query>& queries,
                 Diagnostics& diagnostics) {
  const SectionSplit split = split_section(file.source, 0, dialect);
  for (const SqlProblem& problem : split.problems)
    diagnostics.error_at(file.source, problem.offset, problem.message);
  if (split.end < file.source.bytes().size())
    diagnostics.error_at(file.source, split.end, "a list of queries has no sections; leave this line out");
  for (const SqlItem& item : split.items)
    if (item.is_call)
      diagnostics.error_at(file.source, item.begin,
                           "a list of queries calls no C++ step; leave this line out");
    else
      queries.push_back({&file.source, item.begin,
                         std::string(file.source.bytes().substr(item.begin, item.end - item.begin))});
}

// What stands for a value. ":a" and "?" are the drivers'; PostgreSQL's own are "$1".
class NumberedParameters {
 public:
  explicit NumberedParameters(std::string_view query) : query_(query) {}

  std::string write() {
    const core::NextToken next = core::next_token_of(Dialect::postgres);
    for (core::Token token = next(query_, 0); token.kind != core::TokenKind::end;
         token = next(query_, token.end))
      if (token.kind == core::TokenKind::symbol) read(token, next(query_, token.end));
    return result_.append(query_.substr(done_));
  }

 private:
  void read(const core::Token& symbol, const core::Token& next) {
    const bool is_adjacent = next.begin == symbol.end;
    const char before = symbol.begin > 0 ? query_[symbol.begin - 1] : ' ';
    if (query_[symbol.begin] == '?' &&
        !(is_adjacent && (query_[next.begin] == '|' || query_[next.begin] == '&')))
      replace(symbol.begin, symbol.end, ++count_);
    const bool is_name = is_adjacent && next.kind == core::TokenKind::word;
    if (query_[symbol.begin] == ':' && is_name && before != ':' && !core::is_in_word(before)) {
      const auto [known, is_new] = numbers_.emplace(next.in(query_), count_ + 1);
      if (is_new) ++count_;
      replace(symbol.begin, next.end, known->second);
    }
  }

  void replace(std::size_t begin, std::size_t end, int number) {
    result_.append(query_.substr(done_, begin - done_));
    result_ += '$' + std::to_string(number);
    done_ = end;
  }

  std::string_view query_;
  std::string result_;
  std::size_t done_ = 0;
  int count_ = 0;
  std::map<std::string_view, int> numbers_;
};

std::optional<std::string> find_error(ScratchDatabase& database, const std::string& statement) {
  try {
    database.execute(statement);
    return std::nullopt;
  } catch (const Error& error) {
    // The program says of which type a parameter is.
    if (error.kind() != ErrorKind::failed) throw;
    if (error.context().database_code == "42P18") return std::nullopt;
    return error.context().database_message;
  }
}

std::optional<std::string> find_postgres_error(ScratchDatabase& database, const std::string& query) {
  const std::string name = "migrate_query";
  std::optional<std::string> error = find_error(database, fmt::format("PREPARE {} AS {}", name, query));
  if (!error) (void)find_error(database, "DEALLOCATE " + name);
  return error;
}

// A key can be: ON CONFLICT (a).
bool can_be_named(ObjectKind kind) {
  constexpr std::array kinds{
      ObjectKind::schema,         ObjectKind::enumeration,       ObjectKind::domain,
      ObjectKind::composite_type, ObjectKind::range_type,        ObjectKind::sequence,
      ObjectKind::table,          ObjectKind::foreign_table,     ObjectKind::virtual_table,
      ObjectKind::column,         ObjectKind::primary_key,       ObjectKind::unique,
      ObjectKind::view,           ObjectKind::materialized_view, ObjectKind::function,
      ObjectKind::procedure,      ObjectKind::aggregate};
  return std::ranges::find(kinds, kind) != kinds.end();
}

// At the name that the message is about.
std::size_t offset_of(const Query& query, std::string_view message) {
  return query.offset + find_name(query.text, name_in_message(message)).value_or(0);
}

Finding failed_query(FindingKind kind, RevisionIndex revision, const Query& query, std::string message) {
  const Position position = query.file->position(offset_of(query, message));
  Finding finding{.kind = kind, .revision = revision};
  finding.message = std::move(message);
  finding.query = query.file->name();
  finding.line = static_cast<std::uint32_t>(position.line);
  finding.column = static_cast<std::uint32_t>(position.column);
  return finding;
}

}  // namespace

QueryLists read_query_lists(const Folder& folder, Dialect dialect, Diagnostics& diagnostics) {
  QueryLists lists;
  for (const QueryFile& file : folder.queries) {
    if (file.dialect.value_or(dialect) != dialect) continue;
    if (file.head.empty()) {
      add_queries(file, dialect, lists.current, diagnostics);
      continue;
    }
    if (lists.released.empty() || lists.released.back().first != file.head)
      lists.released.emplace_back(file.head, std::vector<Query>());
    add_queries(file, dialect, lists.released.back().second, diagnostics);
  }
  return lists;
}

std::optional<std::string> find_query_error(ScratchDatabase& database, Dialect dialect,
                                            const Settings& settings, const Query& query) {
  switch (dialect) {
    case Dialect::sqlite:
      return find_error(database, "EXPLAIN " + query.text);
    case Dialect::postgres:
      break;
  }
  database.execute("SET search_path = " + core::postgres_names(settings).revision_path);
  // "?" is an operator as well.
  std::optional<std::string> error = find_postgres_error(database, NumberedParameters(query.text).write());
  if (error && !find_postgres_error(database, query.text)) error.reset();
  database.execute("RESET search_path");
  return error;
}

QueryWatch::QueryWatch(const Chain& chain, Dialect dialect, const QueryLists* lists)
    : chain_(chain), dialect_(dialect), lists_(lists) {
  if (lists == nullptr) return;
  for (const auto& [head, queries] : lists->released) add_release(head, queries);
}

void QueryWatch::add_release(const std::string& head, const std::vector<Query>& queries) {
  const std::optional<RevisionIndex> index = chain_.find_revision(head);
  if (!index) return;
  constexpr auto along = core::Along::parents_and_dependencies;
  const RevisionIndex start[] = {*index};
  const core::RevisionSet only(chain_, start);
  Release release{core::with_ancestors(chain_, only, along), core::with_descendants(chain_, only, along), 0,
                  &queries};
  while (release.end < chain_.size() &&
         (release.ancestors.contains(release.end) || chain_[release.end].is_compatible()))
    ++release.end;
  releases_.push_back(std::move(release));
}

bool QueryWatch::is_supported(const Release& release, RevisionIndex i) const {
  return release.descendants.contains(i) && !release.ancestors.contains(i) && i < release.end;
}

void QueryWatch::before(RevisionIndex i, ScratchDatabase& database) {
  prepared_.clear();
  has_queries_ = false;
  if (!is_watched(i)) return;
  for (const Release& release : releases_) {
    if (!is_supported(release, i)) continue;
    has_queries_ = true;
    for (const Query& query : *release.queries)
      if (!find_query_error(database, dialect_, chain_.settings(), query)) prepared_.push_back(&query);
  }
  if (!has_queries_) schema_ = database.read_schema();
}

void QueryWatch::after(RevisionIndex i, ScratchDatabase& database, std::vector<Finding>& findings) {
  if (!is_watched(i)) return;
  for (const Query* query : prepared_) {
    std::optional<std::string> error = find_query_error(database, dialect_, chain_.settings(), *query);
    if (error) findings.push_back(failed_query(FindingKind::breaks_query, i, *query, std::move(*error)));
  }
  if (has_queries_) return;
  if (std::vector<Difference> lost = lost_since(schema_, database); !lost.empty())
    findings.push_back(
        {.kind = FindingKind::compatible_unchecked, .revision = i, .differences = std::move(lost)});
}

void QueryWatch::at_head(ScratchDatabase& database, std::vector<Finding>& findings) const {
  if (lists_ == nullptr) return;
  const auto last = static_cast<RevisionIndex>(chain_.size() - 1);
  for (const Query& query : lists_->current) {
    std::optional<std::string> error = find_query_error(database, dialect_, chain_.settings(), query);
    if (!error) continue;
    findings.push_back(failed_query(FindingKind::query_fails, last, query, std::move(*error)));
    findings.back().suggestion = did_you_mean(findings.back().message, database.read_schema());
  }
}

std::vector<Difference> QueryWatch::lost_since(const SchemaCatalogue& before,
                                               ScratchDatabase& database) const {
  std::vector<Difference> found = differences(before, database.read_schema());
  std::erase_if(found, [](const Difference& difference) {
    return difference.kind != DifferenceKind::missing || !can_be_named(difference.object);
  });
  return found;
}

}  // namespace migrate::migc
