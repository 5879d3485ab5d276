#include "cli/lock_notes.h"

#include <string>

#include "engine/statement_words.h"

namespace migrate::cli {

namespace {

// All three are searched in what statement_words() returns.
struct LockRule {
  Dialect dialect;
  std::string_view beginning;
  std::string_view part;     // empty: any
  std::string_view without;  // empty: none
  std::string_view effect;
};

constexpr std::string_view quick = {};
constexpr std::string_view builds_index =
    "reads every row while no other session can write the table; CREATE INDEX CONCURRENTLY in a revision with"
    " \"transaction: none\" lets others write";
constexpr std::string_view rewrites = "may rewrite every row while no other session can read the table";
constexpr std::string_view scans = "reads every row while no other session can use the table";
constexpr std::string_view checks_rows =
    "reads every row while no other session can write the table; NOT VALID, and VALIDATE CONSTRAINT in a "
    "later "
    "revision,"
    " lets others write";
constexpr std::string_view builds_constraint =
    "builds an index while no other session can use the table; an index that was built CONCURRENTLY can be "
    "taken over"
    " with USING INDEX";
constexpr std::string_view writes_all =
    "writes every row, and each stays locked to the end of the transaction";
constexpr std::string_view blocks_everything = "works on every row while no other session can use the table";

constexpr auto postgres = Dialect::postgres;
constexpr auto sqlite = Dialect::sqlite;

// The first that fits decides.
constexpr LockRule rules[] = {
    {postgres, " CREATE INDEX ", "", " CONCURRENTLY ", builds_index},
    {postgres, " CREATE UNIQUE INDEX ", "", " CONCURRENTLY ", builds_index},
    {postgres, " REINDEX ", "", " CONCURRENTLY ", builds_index},
    {postgres, " ALTER TABLE ", " USING INDEX ", "", quick},
    {postgres, " ALTER TABLE ", " SET NOT NULL ", "",
     "reads every row while no other session can use the table, unless a valid CHECK says the same already"},
    {postgres, " ALTER TABLE ", " SET DATA TYPE ", "", rewrites},
    {postgres, " ALTER TABLE ", " TYPE ", " ADD COLUMN ", rewrites},
    {postgres, " ALTER TABLE ", " GENERATED ", "", rewrites},
    {postgres, " ALTER TABLE ", " SERIAL ", "", rewrites},
    {postgres, " ALTER TABLE ", " BIGSERIAL ", "", rewrites},
    {postgres, " ALTER TABLE ", " SET LOGGED ", "", rewrites},
    {postgres, " ALTER TABLE ", " SET UNLOGGED ", "", rewrites},
    {postgres, " ALTER TABLE ", " SET TABLESPACE ", "", rewrites},
    {postgres, " ALTER TABLE ", " ATTACH PARTITION ", "", scans},
    {postgres, " ALTER TABLE ", " PRIMARY KEY ", "", builds_constraint},
    {postgres, " ALTER TABLE ", " UNIQUE ", "", builds_constraint},
    {postgres, " ALTER TABLE ", " ADD CHECK ", " NOT VALID ", scans},
    {postgres, " ALTER TABLE ", " FOREIGN KEY ", " NOT VALID ", checks_rows},
    {postgres, " ALTER TABLE ", " ADD CONSTRAINT ", " NOT VALID ", scans},
    {postgres, " VACUUM FULL ", "", "", blocks_everything},
    {postgres, " VACUUM ( FULL ", "", "", blocks_everything},
    {postgres, " CLUSTER ", "", "", blocks_everything},
    {postgres, " REFRESH MATERIALIZED VIEW ", "", " CONCURRENTLY ",
     "computes the view while no other session can read it"},
    {postgres, " LOCK ", "", "", "keeps the table locked to the end of the transaction"},
    {postgres, " UPDATE ", "", " WHERE ", writes_all},
    {postgres, " DELETE FROM ", "", " WHERE ", writes_all},

    {sqlite, " INSERT INTO ", " SELECT ", "", "copies rows while no other process can write the database"},
    {sqlite, " CREATE INDEX ", "", "", "reads every row while no other process can write the database"},
    {sqlite, " CREATE UNIQUE INDEX ", "", "",
     "reads every row while no other process can write the database"},
    {sqlite, " REINDEX ", "", "", "reads every row while no other process can write the database"},
    {sqlite, " ALTER TABLE ", " DROP ", "",
     "rewrites every row while no other process can write the database"},
    {sqlite, " UPDATE ", "", " WHERE ", "writes every row while no other process can write the database"},
    {sqlite, " DELETE FROM ", "", " WHERE ",
     "deletes every row while no other process can write the database"},
    {sqlite, " VACUUM ", "", "", "rewrites the whole file while no other process can use it"},
};

bool fits(const LockRule& rule, const std::string& words, Dialect dialect) {
  return rule.dialect == dialect && words.starts_with(rule.beginning) &&
         words.find(rule.part) != std::string::npos &&
         (rule.without.empty() || words.find(rule.without) == std::string::npos);
}

}  // namespace

std::string_view long_lock(std::string_view statement, Dialect dialect) {
  const std::string words = core::statement_words(dialect, statement);
  for (const LockRule& rule : rules)
    if (fits(rule, words, dialect)) return rule.effect;
  return {};
}

std::string indexed_table(std::string_view statement, Dialect dialect) {
  constexpr std::string_view on = " ON ";
  const std::string words = core::statement_words(dialect, statement);
  const std::size_t at = words.find(on);
  const bool is_index = words.starts_with(" CREATE INDEX ") || words.starts_with(" CREATE UNIQUE INDEX ");
  if (!is_index || at == std::string::npos) return {};
  const std::size_t begin = at + on.size();
  return words.substr(begin, words.find(' ', begin) - begin);
}

}  // namespace migrate::cli
