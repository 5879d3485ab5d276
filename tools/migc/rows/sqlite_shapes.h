#pragma once

// The tables of a SQLite database, and what can write into which: triggers, and the actions of foreign keys.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "migc/rows/shape_reader.h"

namespace migrate::migc {

class SqliteShapes final : public ShapeReader {
 public:
  explicit SqliteShapes(std::vector<std::string> own_tables) : own_tables_(std::move(own_tables)) {}

  [[nodiscard]] const Tables& read(ScratchDatabase& database) override;
  [[nodiscard]] const Tables& known() const override { return tables_; }
  [[nodiscard]] NameSet written(ScratchDatabase& database, const NameSet& words) override;
  [[nodiscard]] NameSet words_of(const NameSet& tables) const override;
  void forget() override { version_ = 0; }

 private:
  struct Trigger {
    std::string table;
    std::string sql;
  };

  void read_triggers(ScratchDatabase& database);
  void read_tables(ScratchDatabase& database);
  void find_reach();
  NameSet reached_from(NameSet names) const;
  bool is_left_out(const std::string& table) const;

  std::vector<std::string> own_tables_;
  std::int64_t version_ = 0;  // of the schema that was read; 0: none
  Tables tables_;
  std::vector<Trigger> triggers_;
  // By the text of the statement: the shape of a table without its triggers, and the words of a trigger.
  std::map<std::string, std::shared_ptr<const TableShape>> known_;
  std::map<std::string, NameSet> trigger_words_;
  // What a change of a table or view may change as well. Names in lower case.
  std::map<std::string, NameSet> reach_;
};

}  // namespace migrate::migc
