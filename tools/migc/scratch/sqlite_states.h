#pragma once

// SQLite databases as files of a build tree, each written whole or not at all. A state is known again by the
// SHA-256 of its bytes, so that one that is damaged, or that another process wrote under the same name,
// counts as missing.

#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace migrate::migc {

class SqliteStates {
 public:
  // An empty folder: nothing is kept.
  explicit SqliteStates(std::string folder = {}) : folder_(std::move(folder)) {}

  // Returns the seal; empty where the state could not be kept.
  [[nodiscard]] std::string keep(const std::string& name, SQLite::Database& database) const;
  // Whether `database` has that state now; false: it may have a part of it.
  [[nodiscard]] bool load(const std::string& name, const std::string& seal, SQLite::Database& database) const;
  void drop_all_but(const std::vector<std::string>& names) const;

 private:
  [[nodiscard]] std::string path_of(const std::string& name) const;

  std::string folder_;
};

}  // namespace migrate::migc
