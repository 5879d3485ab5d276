#include "engine/sqlite/lock_rules.h"

namespace migrate::core {

namespace {

constexpr LockRule rules[] = {
    {" INSERT INTO ", " SELECT ", "", "copies rows while no other process can write the database"},
    {" CREATE INDEX ", "", "", "reads every row while no other process can write the database"},
    {" CREATE UNIQUE INDEX ", "", "", "reads every row while no other process can write the database"},
    {" REINDEX ", "", "", "reads every row while no other process can write the database"},
    {" ALTER TABLE ", " DROP ", "", "rewrites every row while no other process can write the database"},
    {" UPDATE ", "", " WHERE ", "writes every row while no other process can write the database"},
    {" DELETE FROM ", "", " WHERE ", "deletes every row while no other process can write the database"},
    {" VACUUM ", "", "", "rewrites the whole file while no other process can use it"},
};

}  // namespace

std::span<const LockRule> sqlite_lock_rules() noexcept {
  return rules;
}

}  // namespace migrate::core
