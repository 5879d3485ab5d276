// several_heads: the compiled chain, 2 revisions.
// Written by migc 0.1.0; change the revision files and build again instead of editing this.
// root digest: 586301c328aabd639c7553838abd492a0471550b5a745d71f974256eda3d9980

#include <migrate/generated.h>

static_assert(migrate::generated::table_format == 8,
              "this table was written by migc 0.1.0: build again with the migc of this library");

namespace several_heads {
namespace {

using migrate::Chain;
using migrate::Dialect;
using migrate::FactKind;
using migrate::StepFunction;
using migrate::Transaction;
using migrate::TransactionMode;
using namespace migrate::generated;

constexpr char text[] =
    "a"
    "versions/a.sql"
    "b"
    "versions/b.sql"
    "VACUUM"
    "rewrites the whole file while no other process can use it"
    ;

constexpr RevisionRow revision_rows[] = {
    {{0, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 14}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, Transaction::none, 0},  // a
    {{15, 1}, {16, 0}, {16, 0}, {16, 0}, {16, 0}, {16, 14}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, Transaction::none, 0},  // b
};

constexpr HexDigest digests[] = {
    {"65054d8567ce1f9bcc098d1278f0f662ab68d566f575e8f618170b0652b40551"},
    {"9e66a2933d45432101e3d6458294f6723e3a54dc7734e5c5ff7262af381fc804"},
    {"65054d8567ce1f9bcc098d1278f0f662ab68d566f575e8f618170b0652b40551"},
    {"ac734f64320a3112562dee3cf1bbbc7606fe337510204835f8fb27073957b6d1"},
};

constexpr Dialect dialects[] = {
    Dialect::sqlite,
};

constexpr std::uint32_t by_id[] = {
    0, 1,
};

constexpr std::uint32_t heads[] = {
    0, 1,
};

constexpr std::uint32_t bases[] = {
    0, 1,
};

constexpr ScriptRow script_rows[] = {
    {{0, 1}, {1, 0}, {0, 0}, {0, 0}, {0, 1}, {1, 0}, 0},
    {{1, 1}, {2, 0}, {0, 0}, {0, 0}, {1, 1}, {2, 0}, 0},
};

constexpr ItemRow item_rows[] = {
    {{30, 6}, 6, no_step, 1},
    {{30, 6}, 6, no_step, 1},
};

constexpr FactRow fact_rows[] = {
    {FactKind::takes_long_lock, 0, {36, 0}, {36, 0}, {36, 57}},
    {FactKind::takes_long_lock, 0, {36, 0}, {36, 0}, {36, 57}},
};

constexpr Table table{
    .format = table_format,
    .name = "several_heads",
    .root_digest = "586301c328aabd639c7553838abd492a0471550b5a745d71f974256eda3d9980",
    .settings = {"migrate_version", "", "", "", TransactionMode::each, true},
    .text = {text, sizeof text - 1},
    .digests = digests,
    .dialects = dialects,
    .revisions = revision_rows,
    .links = {},
    .by_id = by_id,
    .heads = heads,
    .bases = bases,
    .labels = {},
    .scripts = script_rows,
    .items = item_rows,
    .expected_tables = {},
    .facts = fact_rows,
    .steps = {},
    .snapshots = {},
    .snapshot_statements = {},
};

constexpr Chain chain{table};

}  // namespace

inline namespace MIGRATE_FORMAT {
const migrate::Chain& revisions() noexcept;
const migrate::Chain& revisions() noexcept { return chain; }
}  // namespace MIGRATE_FORMAT

}  // namespace several_heads
