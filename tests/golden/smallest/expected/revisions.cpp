// smallest: the compiled chain, 1 revision.
// Written by migc 0.1.0; change the revision files and build again instead of editing this.
// root digest: fede54be4101f01698736002dff76c44e53e55037e8590379d9a79542834fdc5

#include <migrate/generated.h>

static_assert(migrate::generated::table_format == 8,
              "this table was written by migc 0.1.0: build again with the migc of this library");

namespace smallest {
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
    "SELECT\n"
    "  1"
    ;

constexpr RevisionRow revision_rows[] = {
    {{0, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 14}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, Transaction::shared, 0},  // a
};

constexpr HexDigest digests[] = {
    {"5ca28dd8fd35fd05f049ad3af7f7e3bb5f8b5088e8eb34d55082fb37d0ceeebe"},
    {"d3cdccdd9c2289878d05f8bbd86480833ccec3721f59c337a7e3917056652b0f"},
};

constexpr Dialect dialects[] = {
    Dialect::sqlite,
};

constexpr std::uint32_t by_id[] = {
    0,
};

constexpr std::uint32_t heads[] = {
    0,
};

constexpr std::uint32_t bases[] = {
    0,
};

constexpr ScriptRow script_rows[] = {
    {{0, 1}, {1, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, 0},
};

constexpr ItemRow item_rows[] = {
    {{15, 10}, 5, no_step, 0},
};

constexpr Table table{
    .format = table_format,
    .name = "smallest",
    .root_digest = "fede54be4101f01698736002dff76c44e53e55037e8590379d9a79542834fdc5",
    .settings = {"migrate_version", "", "", "", TransactionMode::all, false},
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
    .facts = {},
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

}  // namespace smallest
