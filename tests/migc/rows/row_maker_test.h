#pragma once

// The vocabulary of tests that make up rows: a database, and its rows as text.

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "migc/rows/row_maker.h"
#include "migc/rows/shape_reader.h"
#include "migc/rows/table_rows.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

class RowMakerTest : public ::testing::Test {
 protected:
  void use(ScratchEngine& engine) {
    dialect_ = engine.dialect();
    database_ = engine.make_database();
    reader_ = make_shape_reader(dialect_, {"own"});
    maker_ = std::make_unique<RowMaker>(dialect_, 9001);
  }

  void run(const std::string& statements) { database_->execute(statements); }

  // All rows after made-up ones are added, table by table, and why a table has fewer than two.
  std::string fill() {
    const Tables& tables = reader_->read(*database_);
    NameSet all;
    for (const auto& [name, _] : tables) all.insert(name);
    maker_->fill(*database_, tables, all);
    std::string text;
    for (const auto& [_, table] : reader_->read(*database_)) text += text_of(*table);
    for (const auto& [table, reason] : maker_->reasons()) text += table + ": " + reason + '\n';
    return text;
  }

  // The tables that have been written since the last call.
  std::string written(const NameSet& words = {}) {
    std::string text;
    for (const std::string& table : reader_->written(*database_, words)) text += table + '\n';
    return text;
  }

 private:
  std::string text_of(const TableShape& table) {
    std::string text;
    for (const std::vector<std::string>& row : read_rows(*database_, dialect_, table).rows) {
      text += table.shown;
      for (const std::string& value : row) text += ' ' + value;
      text += '\n';
    }
    return text;
  }

  Dialect dialect_ = Dialect::sqlite;
  std::unique_ptr<ScratchDatabase> database_;
  std::unique_ptr<ShapeReader> reader_;
  std::unique_ptr<RowMaker> maker_;
};

}  // namespace migrate::migc
