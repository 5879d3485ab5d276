// inventory: the compiled chain, 4 revisions.
// Written by migc 0.1.0; change the revision files and build again instead of editing this.
// root digest: 887faa45142b999381d44426bca991dd92a2f3e1a6b78204d938df607f307984

#include <migrate/generated.h>

static_assert(migrate::generated::table_format == 8,
              "this table was written by migc 0.1.0: build again with the migc of this library");

namespace inventory::steps {
void fill_prices(migrate::StepContext&);
}

namespace inventory {
namespace {

using migrate::Chain;
using migrate::Dialect;
using migrate::FactKind;
using migrate::StepFunction;
using migrate::Transaction;
using migrate::TransactionMode;
using namespace migrate::generated;

constexpr char text[] =
    "0a1b2c3d4e5f"
    "create items, \"quoted\" and \?\?/ odd"
    "2026-11-20T13:24:09Z"
    "versions/0a1b2c3d4e5f_create_items.sql"
    "stock"
    "1b2c3d4e5f60"
    "Preis hinzuf\303\274gen"
    "prices are dropped"
    "versions/1b2c3d4e5f60_add_price.sql"
    "2c3d4e5f6071"
    "versions/2c3d4e5f6071_add_notes.sql"
    "3d4e5f607182"
    "merge"
    "a merge that nobody should undo"
    "versions/3d4e5f607182_merge.sql"
    "CREATE TABLE items (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
    "  name TEXT NOT NULL COLLATE NOCASE\n"
    ") STRICT"
    "CREATE TRIGGER items_name AFTER UPDATE OF name ON items BEGIN\n"
    "  SELECT RAISE(ABORT, 'no; never') WHERE new.name = '';\n"
    "END"
    "DROP TABLE items"
    "items"
    "CREATE TABLE items (\n"
    "  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
    "  name text NOT NULL\n"
    ")"
    "ALTER TABLE items ADD COLUMN price INTEGER"
    "fill_prices"
    "ALTER TABLE items DROP COLUMN price"
    "price"
    "rewrites every row while no other process can write the database"
    "ALTER TABLE items ADD COLUMN note TEXT"
    "UPDATE items SET note = 'tab\011and \303\274n\303\257code' WHERE note IS NULL"
    "ALTER TABLE items DROP COLUMN note"
    "note"
    ;

constexpr RevisionRow revision_rows[] = {
    {{0, 12}, {12, 34}, {46, 20}, {66, 0}, {66, 0}, {66, 38}, {0, 0}, {0, 0}, {5, 2}, {9, 0}, {0, 1}, Transaction::shared, 0},  // 0a1b2c3d4e5f
    {{109, 12}, {121, 17}, {138, 0}, {138, 0}, {138, 18}, {156, 35}, {0, 1}, {1, 0}, {7, 1}, {9, 1}, {1, 0}, Transaction::shared, 0},  // 1b2c3d4e5f60
    {{191, 12}, {203, 0}, {203, 0}, {203, 0}, {203, 0}, {203, 35}, {1, 1}, {2, 1}, {8, 1}, {10, 0}, {1, 0}, Transaction::shared, 1},  // 2c3d4e5f6071
    {{238, 12}, {250, 5}, {255, 0}, {255, 31}, {286, 0}, {286, 31}, {3, 2}, {5, 0}, {9, 0}, {10, 0}, {1, 0}, Transaction::own, 0},  // 3d4e5f607182
};

constexpr HexDigest digests[] = {
    {"c585080b4d3b93598b755a116612ab70daaecdf5684481cf050a8b830c4269c2"},
    {"b309560bb855b9a804af59ac71210a0ab897a96b8d8a80542d89390a84797097"},
    {"46ac6716fadd7b2c0549f4fa19490fe856ad5ce98645ae35fa9ad4bf14e9c851"},
    {"dfb5d91bbd695b140950415656ee2fcc2fde2c3957027998e6f21256234acb82"},
    {"a74621216ee4d3123a426503b93a3f05abe4065e2e854c4bbb3cfe4bb7fb3ef3"},
    {"21e104cea415320071f8372a89c44fe977a82a95a72ae7ef11b36a0444e44d7d"},
    {"a74621216ee4d3123a426503b93a3f05abe4065e2e854c4bbb3cfe4bb7fb3ef3"},
    {"cd7a0ad6721396600ea0ce2480192fcea3b6016a81111e2f4afc3df3784c99e5"},
    {"fa20bafd756e8c3aee1d14607fd9bcc08a872128b54e3fad8a34aa5b11bcce89"},
    {"864d067ad09a2a9251d3bef5d1da57609cf9fe600d16957ca46de1167140f983"},
    {"fa20bafd756e8c3aee1d14607fd9bcc08a872128b54e3fad8a34aa5b11bcce89"},
    {"a2c447fcb86cd9e8ae3d498f5f460f761b6c9f5603415d0e083910f88b3727a5"},
    {"3395af31f8dc4f990c4938554dedfd1be8cb02314d8ba3b498ec9f29019e42bf"},
    {"65e56a9bc42ca1b8b9b3c4861f4be26f06305d855f14728323142ebfbd47a4f4"},
    {"3395af31f8dc4f990c4938554dedfd1be8cb02314d8ba3b498ec9f29019e42bf"},
    {"1e72d3bcb251275f9702329c5f5377e4e67c1b0a5e48daffb0bd675e5817c90f"},
};

constexpr Dialect dialects[] = {
    Dialect::sqlite,
    Dialect::postgres,
};

constexpr std::uint32_t links[] = {
    0, 0, 1, 1, 2, 1, 2, 3, 3, 2,
};

constexpr std::uint32_t by_id[] = {
    0, 1, 2, 3,
};

constexpr std::uint32_t heads[] = {
    3,
};

constexpr std::uint32_t bases[] = {
    0,
};

constexpr LabelRow label_rows[] = {
    {{104, 5}, 0},
};

constexpr ScriptRow script_rows[] = {
    {{0, 2}, {2, 1}, {0, 0}, {0, 0}, {0, 1}, {1, 1}, 0},
    {{3, 1}, {4, 1}, {0, 0}, {0, 0}, {2, 1}, {3, 1}, 0},
    {{5, 2}, {7, 1}, {0, 0}, {0, 0}, {4, 1}, {5, 2}, 0},
    {{8, 2}, {10, 1}, {0, 0}, {0, 0}, {7, 1}, {8, 1}, 0},
    {{11, 2}, {13, 1}, {0, 0}, {0, 0}, {9, 0}, {9, 2}, 0},
    {{14, 2}, {16, 1}, {0, 0}, {0, 0}, {11, 0}, {11, 1}, 0},
    {{17, 0}, {17, 0}, {0, 0}, {0, 0}, {12, 0}, {12, 0}, 0},
    {{17, 0}, {17, 0}, {0, 0}, {0, 0}, {12, 0}, {12, 0}, 0},
};

constexpr ItemRow item_rows[] = {
    {{317, 105}, 8, no_step, 0},
    {{422, 121}, 12, no_step, 0},
    {{543, 16}, 23, no_step, 0},
    {{564, 97}, 17, no_step, 0},
    {{543, 16}, 23, no_step, 0},
    {{661, 42}, 7, no_step, 0},
    {{703, 11}, 8, 0, 0},
    {{714, 35}, 11, no_step, 0},
    {{661, 42}, 7, no_step, 0},
    {{703, 11}, 8, 0, 0},
    {{714, 35}, 11, no_step, 0},
    {{818, 38}, 7, no_step, 0},
    {{856, 62}, 8, no_step, 0},
    {{918, 34}, 11, no_step, 0},
    {{818, 38}, 7, no_step, 0},
    {{856, 62}, 8, no_step, 0},
    {{918, 34}, 11, no_step, 0},
};

constexpr FactRow fact_rows[] = {
    {FactKind::creates_table, 0, {559, 0}, {559, 5}, {559, 0}},
    {FactKind::drops_table, 0, {559, 0}, {559, 5}, {559, 0}},
    {FactKind::creates_table, 0, {559, 0}, {559, 5}, {559, 0}},
    {FactKind::drops_table, 0, {559, 0}, {559, 5}, {559, 0}},
    {FactKind::runs_code, 1, {559, 0}, {559, 0}, {559, 0}},
    {FactKind::drops_column, 0, {559, 0}, {559, 5}, {749, 5}},
    {FactKind::takes_long_lock, 0, {559, 0}, {559, 0}, {754, 64}},
    {FactKind::runs_code, 1, {559, 0}, {559, 0}, {559, 0}},
    {FactKind::drops_column, 0, {559, 0}, {559, 5}, {749, 5}},
    {FactKind::drops_column, 0, {559, 0}, {559, 5}, {952, 4}},
    {FactKind::takes_long_lock, 0, {559, 0}, {559, 0}, {754, 64}},
    {FactKind::drops_column, 0, {559, 0}, {559, 5}, {952, 4}},
};

constexpr StepFunction step_functions[] = {
    &steps::fill_prices,
};

constexpr Table table{
    .format = table_format,
    .name = "inventory",
    .root_digest = "887faa45142b999381d44426bca991dd92a2f3e1a6b78204d938df607f307984",
    .settings = {"inventory_version", "", "", "", TransactionMode::all, false},
    .text = {text, sizeof text - 1},
    .digests = digests,
    .dialects = dialects,
    .revisions = revision_rows,
    .links = links,
    .by_id = by_id,
    .heads = heads,
    .bases = bases,
    .labels = label_rows,
    .scripts = script_rows,
    .items = item_rows,
    .expected_tables = {},
    .facts = fact_rows,
    .steps = step_functions,
    .snapshots = {},
    .snapshot_statements = {},
};

constexpr Chain chain{table};

}  // namespace

inline namespace MIGRATE_FORMAT {
const migrate::Chain& revisions() noexcept;
const migrate::Chain& revisions() noexcept { return chain; }
}  // namespace MIGRATE_FORMAT

}  // namespace inventory
