// What people do with filled tables, on the engine of the program.

#include "migc/operations/on_engine.h"

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view shop = R"(revision: shop
down_revision: none
irreversible: the tests stop here

upgrade:
  - create_table:
      name: items
      columns:
        - {name: id, type: integer, primary_key: true}
        - {name: code, type: string(8), nullable: false, unique: true}
        - {name: price, type: integer}
  - create_table:
      name: orders
      columns:
        - {name: id, type: integer, primary_key: true}
        - {name: item, type: string(8), nullable: false}
        - {name: place, type: integer, default: 1}
      foreign_keys:
        - {columns: item, references: items, referenced_columns: code, on_update: cascade}
  - bulk_insert: {table: items, rows: [{id: 1, code: M4, price: 3}, {id: 2, code: M5, price: null}]}
  - bulk_insert: {table: orders, rows: [{id: 1, item: M4}, {id: 2, item: M4}]}

)";

class Workflow : public OnEngine {
 protected:
  void use_after_shop(std::string_view revisions) { use(std::string(shop) + std::string(revisions)); }
};

TEST_F(Workflow, AddsAColumn) {
  use_after_shop(R"(revision: a
down_revision: shop

upgrade:
  - add_column: {table: items, name: stock, type: integer, nullable: false, default: 5}
)");
  expect_round_trip_of_last();
  EXPECT_THAT(list("SELECT stock FROM items"), ElementsAre("5", "5"));
}

TEST_F(Workflow, MakesAColumnNotNullInThreeSteps) {
  use_after_shop(R"(revision: a
down_revision: shop

upgrade:
  - add_column: {table: orders, name: amount, type: integer}

revision: b
down_revision: a

upgrade:
  - update: {table: orders, set: {amount: 1}, where: amount IS NULL}
downgrade: nothing

revision: c
down_revision: b

upgrade:
  - alter_column: {table: orders, name: amount, nullable: false}
)");
  expect_round_trip_of_last();
  EXPECT_ANY_THROW(run("UPDATE orders SET amount = NULL"));
  EXPECT_THAT(list("SELECT amount FROM orders"), ElementsAre("1", "1"));
}

// An index, a view, a trigger and a foreign key.
constexpr std::string_view users_of_code = R"(revision: a
down_revision: shop
irreversible: the tests stop here

upgrade:
  - create_index: {name: ix_items, table: items, columns: [{expression: lower(code)}], where: "code <> ''"}
  - create_object:
      kind: view
      name: cheap
      text: CREATE VIEW cheap AS SELECT id, code AS code FROM items WHERE price < 9
  - create_object:
      kind: function
      name: mark()
      text:
        postgres: |
          CREATE FUNCTION mark() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN UPDATE orders SET place = place + 1 WHERE item = 'M4'; RETURN NULL; END $$
  - create_object:
      kind: trigger
      name: items_code
      table: items
      text:
        sqlite: |
          CREATE TRIGGER items_code AFTER UPDATE OF code ON items BEGIN
            UPDATE orders SET place = place + 1 WHERE item = 'M4';
          END
        postgres: CREATE TRIGGER items_code AFTER UPDATE OF code ON items FOR EACH ROW EXECUTE FUNCTION mark()

revision: b
down_revision: a

upgrade:
  - alter_column: {table: items, name: code, rename: number}
)";

TEST_F(Workflow, RenamesAColumnInAllThatUsesIt) {
  use_after_shop(users_of_code);
  expect_round_trip_of_last();
  EXPECT_THAT(list("SELECT code FROM cheap"), ElementsAre("M4"));
  EXPECT_ANY_THROW(run("INSERT INTO orders (id, item) VALUES (3, 'M9')"));
  run("UPDATE items SET number = 'M6' WHERE id = 2");
  EXPECT_THAT(list("SELECT place FROM orders"), ElementsAre("2", "2"));
}

TEST_F(Workflow, RenamesAColumnAndKeepsItsData) {
  use_after_shop(R"(revision: a
down_revision: shop

upgrade:
  - alter_column: {table: items, name: price, rename: cents}
)");
  expect_round_trip_of_last();
  EXPECT_THAT(list("SELECT coalesce(cents, -1) FROM items ORDER BY id"), ElementsAre("3", "-1"));
}

TEST_F(Workflow, CountsOnBehindTheRowsThatAreThere) {
  use_after_shop(R"(revision: a
down_revision: shop

upgrade:
  - alter_column: {table: orders, name: id, autoincrement: true}

revision: b
down_revision: a
irreversible: the tests stop here

upgrade:
  - create_table:
      name: "My places"
      columns:
        - {name: Id, type: integer, primary_key: true, autoincrement: true}
        - {name: city, type: text}
  - bulk_insert: {table: "My places", rows: [{Id: 7, city: Ulm}, {Id: 3, city: Bonn}]}
)");
  up();
  run("INSERT INTO orders (item) VALUES ('M5')");
  run("INSERT INTO \"My places\" (city) VALUES ('Kiel')");
  EXPECT_THAT(list("SELECT max(id) FROM orders"), ElementsAre("3"));
  EXPECT_THAT(list("SELECT max(\"Id\") FROM \"My places\""), ElementsAre("8"));
}

TEST_F(Workflow, KeepsTheNameOfAnEnumsCheckBesideNewNames) {
  use_after_shop(R"(revision: a
down_revision: shop

upgrade:
  - create_enum: {name: state, values: [open, sent]}
  - add_column: {table: orders, name: state, type: enum state}
  - rename_table: {name: orders, to: sales}
  - alter_column: {table: sales, name: state, rename: phase}

revision: b
down_revision: a

upgrade:
  - add_enum_value: {name: state, value: paid}
)");
  expect_round_trip_of_last();
}

constexpr std::string_view states = R"(revision: a
down_revision: shop

upgrade:
  - create_enum: {name: state, values: [open, sent]}
  - add_column: {table: orders, name: state, type: enum state, nullable: false, default: open}

revision: b
down_revision: a

upgrade:
  - add_enum_value: {name: state, value: paid}
)";

TEST_F(Workflow, AddsAValueToAnEnum) {
  use_after_shop(states);
  expect_round_trip_of_last();
  run("UPDATE orders SET state = 'paid' WHERE id = 1");
  EXPECT_ANY_THROW(run("UPDATE orders SET state = 'lost'"));
}

TEST_F(Workflow, TakesNoValueFromAnEnumThatARowHas) {
  use_after_shop(states);
  up();
  run("UPDATE orders SET state = 'paid' WHERE id = 1");
  const DatabaseState before = state();
  EXPECT_THROW(down(), Error);
  EXPECT_EQ(state(), before);
}

TEST_F(Workflow, DropsAnEnumWithItsLastColumn) {
  use_after_shop(std::string(states) + R"(
revision: c
down_revision: b
lossy: states are gone

upgrade:
  - drop_column: {table: orders, name: state}
  - drop_enum: {name: state}
)");
  expect_round_trip_of_last();
}

TEST_F(Workflow, ChangesAnEnumOfATableThatSqlHasChanged) {
  use_after_shop(std::string(states) + R"(
revision: c
down_revision: b

upgrade:
  - execute: ALTER TABLE orders ADD COLUMN weight integer
downgrade:
  - execute: ALTER TABLE orders DROP COLUMN weight

revision: d
down_revision: c

upgrade:
  - drop_enum_value: {name: state, value: sent}
  - add_enum_value: {name: state, value: back}
)");
  expect_round_trip_of_last();
  run("UPDATE orders SET state = 'back' WHERE id = 1");
  EXPECT_ANY_THROW(run("UPDATE orders SET state = 'sent'"));
}

}  // namespace
}  // namespace migrate::migc
