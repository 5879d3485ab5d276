#include "engine/postgres/lock_rules.h"

namespace migrate::core {

namespace {

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

constexpr LockRule rules[] = {
    {" CREATE INDEX ", "", " CONCURRENTLY ", builds_index},
    {" CREATE UNIQUE INDEX ", "", " CONCURRENTLY ", builds_index},
    {" REINDEX ", "", " CONCURRENTLY ", builds_index},
    {" ALTER TABLE ", " USING INDEX ", "", quick},
    {" ALTER TABLE ", " SET NOT NULL ", "",
     "reads every row while no other session can use the table, unless a valid CHECK says the same already"},
    {" ALTER TABLE ", " SET DATA TYPE ", "", rewrites},
    {" ALTER TABLE ", " TYPE ", " ADD COLUMN ", rewrites},
    {" ALTER TABLE ", " GENERATED ", "", rewrites},
    {" ALTER TABLE ", " SERIAL ", "", rewrites},
    {" ALTER TABLE ", " BIGSERIAL ", "", rewrites},
    {" ALTER TABLE ", " SET LOGGED ", "", rewrites},
    {" ALTER TABLE ", " SET UNLOGGED ", "", rewrites},
    {" ALTER TABLE ", " SET TABLESPACE ", "", rewrites},
    {" ALTER TABLE ", " ATTACH PARTITION ", "", scans},
    {" ALTER TABLE ", " PRIMARY KEY ", "", builds_constraint},
    {" ALTER TABLE ", " UNIQUE ", "", builds_constraint},
    {" ALTER TABLE ", " ADD CHECK ", " NOT VALID ", scans},
    {" ALTER TABLE ", " FOREIGN KEY ", " NOT VALID ", checks_rows},
    {" ALTER TABLE ", " ADD CONSTRAINT ", " NOT VALID ", scans},
    {" VACUUM FULL ", "", "", blocks_everything},
    {" VACUUM ( FULL ", "", "", blocks_everything},
    {" CLUSTER ", "", "", blocks_everything},
    {" REFRESH MATERIALIZED VIEW ", "", " CONCURRENTLY ",
     "computes the view while no other session can read it"},
    {" LOCK ", "", "", "keeps the table locked to the end of the transaction"},
    {" UPDATE ", "", " WHERE ", writes_all},
    {" DELETE FROM ", "", " WHERE ", writes_all},
};

}  // namespace

std::span<const LockRule> postgres_lock_rules() noexcept {
  return rules;
}

}  // namespace migrate::core
