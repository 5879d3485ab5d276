#pragma once

// A PostgreSQL schema as definitions that need each other: what has to be dropped before a thing, and what
// has to be created before it.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "migc/transition/postgres_columns.h"
#include "migc/transition/postgres_definition.h"

namespace migrate::migc {

// How revisions see names.
struct PostgresNaming {
  std::string schema;
  std::string path;
  std::vector<std::string> own_tables;
};

class PostgresSchema {
 public:
  using Index = std::size_t;

  struct Need {
    Index thing;
    bool goes_along;  // the one that needs it is dropped with it
  };

  // REQUIRES: the session's search path is that of the naming.
  static PostgresSchema read(ScratchDatabase& database, const PostgresNaming& naming);

  [[nodiscard]] std::size_t size() const noexcept { return definitions_.size(); }
  [[nodiscard]] const PostgresDefinition& operator[](Index i) const { return definitions_[i]; }
  [[nodiscard]] const std::vector<PostgresColumn>& columns() const noexcept { return columns_; }

  [[nodiscard]] std::optional<Index> find(const std::string& kind, const std::string& name) const;
  [[nodiscard]] std::optional<Index> find(const PostgresDefinition& like) const {
    return find(like.kind, like.name);
  }
  // That has the address, or holds the row that has it.
  [[nodiscard]] std::optional<Index> at(const std::string& address) const;
  // Of a definition of a column; nullptr where it is another one.
  [[nodiscard]] const PostgresColumn* column(Index i) const;
  [[nodiscard]] const PostgresColumn* column(const std::string& path) const;
  [[nodiscard]] std::vector<const PostgresColumn*> columns_of(const std::string& table) const;

  [[nodiscard]] const std::vector<Need>& needs(Index i) const { return needs_[i]; }
  [[nodiscard]] const std::vector<Need>& needed_by(Index i) const { return needed_by_[i]; }
  [[nodiscard]] std::optional<Index> parent(Index i) const { return at(definitions_[i].parent); }

 private:
  using Addresses = std::unordered_map<std::string, std::string>;

  void index();
  void read_needs(ScratchDatabase& database);
  void add_need(std::optional<Index> from, std::optional<Index> to, bool goes_along);

  std::vector<PostgresDefinition> definitions_;
  std::vector<PostgresColumn> columns_;
  std::map<std::pair<std::string, std::string>, Index> by_name_;
  std::unordered_map<std::string, Index> by_address_;
  std::unordered_map<std::string, std::size_t> column_by_path_;
  Addresses holders_;  // of rows that have no definition
  std::vector<std::vector<Need>> needs_;
  std::vector<std::vector<Need>> needed_by_;
};

}  // namespace migrate::migc
