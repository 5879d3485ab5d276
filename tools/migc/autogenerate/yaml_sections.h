#pragma once

// The body of a YAML revision that makes a change on each dialect of the chain, in operations where these say
// it. What the compiler does not accept as an operation can be turned into SQL afterwards.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "migc/autogenerate/revision_text.h"
#include "migc/operations/told_statements.h"

namespace migrate::migc {

class YamlSections {
 public:
  explicit YamlSections(const SchemaChanges& changes);

  [[nodiscard]] std::string text() const;
  // Whether any operation is more than SQL that is executed.
  [[nodiscard]] bool has_operations() const;
  // What the items of the lists in these lines of the text, from 1, do is executed from now on. Whether that
  // changes anything.
  bool execute(const std::vector<std::size_t>& lines);
  void execute_all();
  // The downgrade is the inverse of the operations, in the place of a list.
  void derive_downgrade(bool is_derived) noexcept { is_derived_ = is_derived; }

 private:
  struct Section {
    std::string key;
    std::vector<StatementsOfDialect> dialects;
    ToldStatements told = {};
  };
  // An item, from 1; 0: none.
  using Place = std::pair<std::size_t, std::size_t>;

  void add_section(std::string key, const SchemaChanges& changes, Transition SchemaChange::*direction);
  void tell();
  [[nodiscard]] std::string text_of(const Section& section) const;
  [[nodiscard]] std::vector<Place> items_of_lines() const;
  bool execute_item(const Place& place);

  std::vector<Section> sections_;
  bool is_derived_ = false;
};

}  // namespace migrate::migc
