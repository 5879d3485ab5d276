#include "migc/catalogue/postgres_entries.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "migc/catalogue/postgres_query.h"
#include "migc/catalogue/postgres_value.h"

namespace migrate::migc {

namespace {

using postgres::Server;

std::string_view text_in(const pqxx::field& field) {
  return {field.c_str(), field.is_null() ? 0 : field.size()};
}

CatalogueObject object_in(const pqxx::row& row, ObjectKind kind) {
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
  explicit EntryReader(Server& server) : server_(server) {}

  // `which`: a condition on the oids of the entries.
  void ask(const PostgresQuery& query, std::string_view which) {
    for (const auto& row : server_.exec(to_sql(query, which)))
      add(query, row, entries_[{std::string(query.entry.catalogue), row[0].as<std::uint32_t>()}]);
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
  static void add(const PostgresQuery& query, const pqxx::row& row, OpenEntry& entry) {
    CatalogueObject object = object_in(row, query.kind);
    if (object.kind == ObjectKind::column && !entry.objects.empty())
      entry.objects.front().order.push_back(object.name);
    entry.objects.push_back(std::move(object));
    entry.addresses.push_back(
        {std::string(query.itself.catalogue), row[1].as<std::uint32_t>(), row[2].as<std::int32_t>()});
  }

  Server& server_;
  std::map<PostgresAddress, OpenEntry> entries_;
};

// With the condition on the oids of the entries that are asked for.
using Questions = std::vector<std::pair<const PostgresQuery*, std::string>>;

// What was made with the database has smaller ones.
constexpr std::uint32_t first_users_oid = 16384;

Questions about_all(int version) {
  Questions questions;
  for (const PostgresQuery& query : postgres_queries(version))
    questions.emplace_back(&query, fmt::format(">= {}", query.may_be_built_in ? 0 : first_users_oid));
  return questions;
}

Questions about_these(const std::set<PostgresAddress>& addresses, int version) {
  Questions questions;
  for (const PostgresQuery& query : postgres_queries(version)) {
    std::vector<std::uint32_t> oids;
    for (const PostgresAddress& address : addresses)
      if (address.catalogue == query.entry.catalogue &&
          (query.may_be_built_in || address.oid >= first_users_oid))
        oids.push_back(address.oid);
    if (!oids.empty()) questions.emplace_back(&query, fmt::format("IN ({})", fmt::join(oids, ", ")));
  }
  return questions;
}

// To plan a query costs more than to run it on few rows, so those are left out that have no answer.
Questions with_answers(const Questions& questions, Server& server) {
  std::vector<std::string> probes;
  for (const auto& [query, which] : questions)
    probes.push_back(fmt::format("EXISTS (SELECT FROM {} {})", query->probe, which));
  const pqxx::result found = server.exec(fmt::format("SELECT {}", fmt::join(probes, ", ")));
  Questions left;
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (found[0][static_cast<pqxx::row::size_type>(i)].as<bool>()) left.push_back(questions[i]);
  return left;
}

KnownEntries answers_to(const Questions& questions, Server& server) {
  EntryReader reader(server);
  if (!questions.empty())
    for (const auto& [query, which] : with_answers(questions, server)) reader.ask(*query, which);
  return reader.take();
}

}  // namespace

KnownEntries read_all_entries(Server& server) {
  return answers_to(about_all(server.version()), server);
}

// For few rows the first plan is good enough.
KnownEntries read_entries(Server& server, const std::set<PostgresAddress>& about) {
  server.exec("SET LOCAL join_collapse_limit = 1; SET LOCAL from_collapse_limit = 1");
  return answers_to(about_these(about, server.version()), server);
}

}  // namespace migrate::migc
