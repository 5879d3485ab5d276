#include "migc/catalogue/postgres_entries.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "migc/catalogue/postgres_query.h"
#include "migc/catalogue/postgres_value.h"

namespace migrate::migc {

namespace {

// libpqxx 8 has other classes for rows and fields of a result.
template <typename Field>
std::string_view text_in(const Field& field) {
  return {field.c_str(), field.is_null() ? 0 : field.size()};
}

template <typename Row>
CatalogueObject object_in(const Row& row, ObjectKind kind) {
  CatalogueObject object{.kind = kind,
                         .table = std::string(text_in(row[3])),
                         .name = without_clock(text_in(row[4])),
                         .identity = {}};
  object.identity = object.table + '\0' + (row[5].is_null() ? object.name : std::string(text_in(row[5])));
  for (pqxx::row::size_type i = 6; i < row.size(); ++i)
    state_column(row[i].name(), text_in(row[i]), object.facts);
  return object;
}

struct OpenEntry {
  std::vector<CatalogueObject> objects;
  std::vector<PostgresAddress> addresses;
};

class EntryReader {
 public:
  void add(const PostgresQuery& query, const pqxx::result& answer) {
    for (const auto& row : answer)
      add(query, row, entries_[{std::string(query.entry.catalogue), row[0].template as<std::uint32_t>()}]);
  }

  KnownEntries take() {
    KnownEntries known;
    for (auto& [address, entry] : entries_) {
      std::string key = fmt::format("{:02} {}", static_cast<int>(entry.objects.front().kind),
                                    entry.objects.front().identity);
      known.emplace(address, KnownEntry{.key = std::move(key),
                                        .objects = std::make_shared<const std::vector<CatalogueObject>>(
                                            std::move(entry.objects)),
                                        .addresses = std::move(entry.addresses)});
    }
    return known;
  }

 private:
  // The table comes first in its entry, and its columns in their order.
  template <typename Row>
  static void add(const PostgresQuery& query, const Row& row, OpenEntry& entry) {
    CatalogueObject object = object_in(row, query.kind);
    if (object.kind == ObjectKind::column && !entry.objects.empty())
      entry.objects.front().order.push_back(object.name);
    entry.objects.push_back(std::move(object));
    entry.addresses.push_back({std::string(query.itself.catalogue), row[1].template as<std::uint32_t>(),
                               row[2].template as<std::int32_t>()});
  }

  std::map<PostgresAddress, OpenEntry> entries_;
};

// What was made with the database has smaller ones.
constexpr std::uint32_t first_users_oid = 16384;

using Queries = std::vector<const PostgresQuery*>;

// Those that have an answer: most kinds of objects do not exist. `which` is the condition on the oids of the
// entries that a query asks for.
template <typename Which, typename Ask>
Queries with_answers(const Queries& queries, const Which& which, const Ask& ask) {
  std::vector<std::string> probes;
  for (const PostgresQuery* query : queries)
    probes.push_back(fmt::format("EXISTS (SELECT FROM {} {})", query->probe, which(*query)));
  const pqxx::result found = ask(fmt::format("SELECT {}", fmt::join(probes, ", ")));
  Queries left;
  for (std::size_t i = 0; i < queries.size(); ++i)
    if (found[0][static_cast<pqxx::row::size_type>(i)].template as<bool>()) left.push_back(queries[i]);
  return left;
}

template <typename Which, typename Ask>
void read_answers(const Queries& queries, const Which& which, const Ask& ask, EntryReader& reader) {
  for (const PostgresQuery* query : with_answers(queries, which, ask))
    reader.add(*query, ask(to_sql(*query, which(*query))));
}

using Oids = std::vector<std::uint32_t>;

// By the catalogue that the entries are rows of.
std::map<std::string_view, Oids> oids_of(const std::set<PostgresAddress>& addresses) {
  std::map<std::string_view, Oids> oids;
  for (const PostgresAddress& address : addresses) oids[address.catalogue].push_back(address.oid);
  return oids;
}

Queries queries_about(std::string_view catalogue, int version) {
  Queries queries;
  for (const PostgresQuery& query : postgres_queries(version))
    if (query.entry.catalogue == catalogue) queries.push_back(&query);
  return queries;
}

// A few rows are found by indexes, however many there are, and the first plan that uses them is good enough.
constexpr const char* plan_for_few =
    "SET LOCAL join_collapse_limit = 1; SET LOCAL from_collapse_limit = 1; SET LOCAL enable_seqscan = off; "
    "SET"
    " LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

}  // namespace

KnownEntries read_all_entries(PostgresQuestions& questions) {
  postgres::Server& server = questions.server();
  Queries queries;
  for (const PostgresQuery& query : postgres_queries(server.version())) queries.push_back(&query);
  const auto which = [](const PostgresQuery& query) {
    return fmt::format(">= {}", query.may_be_built_in ? 0 : first_users_oid);
  };
  EntryReader reader;
  read_answers(
      queries, which, [&](const std::string& sql) { return server.exec(sql); }, reader);
  return reader.take();
}

KnownEntries read_entries(PostgresQuestions& questions, const std::set<PostgresAddress>& about) {
  questions.server().exec(plan_for_few);
  EntryReader reader;
  std::map<std::string_view, Oids> asked = oids_of(about);
  for (auto& [catalogue, oids] : asked) {
    const Queries queries = queries_about(catalogue, questions.server().version());
    if (std::ranges::none_of(queries, &PostgresQuery::may_be_built_in))
      std::erase_if(oids, [](std::uint32_t oid) { return oid < first_users_oid; });
    if (queries.empty() || oids.empty()) continue;
    const std::string list = fmt::format("{{{}}}", fmt::join(oids, ","));
    read_answers(
        queries, [](const PostgresQuery&) { return "= ANY ($1)"; },
        [&](const std::string& question) { return questions.ask(question, {list}); }, reader);
  }
  return reader.take();
}

}  // namespace migrate::migc
