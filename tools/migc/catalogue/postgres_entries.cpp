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

  // `oids`: of the entries; empty: all of the kind.
  void ask(const PostgresQuery& query, std::string_view oids) {
    for (const auto& row : server_.exec(to_sql(query, oids)))
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

using OidLists = std::map<std::string, std::string, std::less<>>;  // by catalogue

OidLists oid_lists(const std::set<PostgresAddress>& addresses) {
  OidLists lists;
  for (const PostgresAddress& address : addresses) {
    std::string& list = lists[address.catalogue];
    list += (list.empty() ? "" : ", ") + std::to_string(address.oid);
  }
  return lists;
}

using Questions = std::vector<std::pair<const PostgresQuery*, std::string_view>>;

// To plan a query costs more than to run it for a few tables, so those are left out that have no answer.
Questions with_answers(const Questions& questions, Server& server) {
  std::vector<std::string> probes;
  for (const auto& [query, oids] : questions)
    probes.push_back(fmt::format("EXISTS (SELECT FROM {} IN ({}))", query->probe, oids));
  const pqxx::result found = server.exec(fmt::format("SELECT {}", fmt::join(probes, ", ")));
  Questions left;
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (found[0][static_cast<pqxx::row::size_type>(i)].as<bool>()) left.push_back(questions[i]);
  return left;
}

}  // namespace

KnownEntries read_all_entries(Server& server) {
  EntryReader reader(server);
  for (const PostgresQuery& query : postgres_queries(server.version())) reader.ask(query, {});
  return reader.take();
}

KnownEntries read_entries(Server& server, const std::set<PostgresAddress>& about) {
  const OidLists lists = oid_lists(about);
  Questions questions;
  for (const PostgresQuery& query : postgres_queries(server.version()))
    if (const auto list = lists.find(query.entry.catalogue); list != lists.end())
      questions.emplace_back(&query, list->second);
  EntryReader reader(server);
  if (!questions.empty())
    for (const auto& [query, oids] : with_answers(questions, server)) reader.ask(*query, oids);
  return reader.take();
}

}  // namespace migrate::migc
