#include "migc/proof/row_watch.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "migc/rows/made_up_values.h"
#include "migc/rows/sql_literals.h"
#include "migc/scratch/library_tables.h"

namespace migrate::migc {

namespace {

// Among words: a C++ step ran, which may have written any table. No table has this name.
constexpr const char* all_tables = "";

void collect_script_words(Dialect dialect, const Script& script, NameSet& words) {
  for (const Item& item : script)
    if (item.is_call())
      words.insert(all_tables);
    else
      collect_words(dialect, item.text(), words);
}

}  // namespace

std::int64_t made_up_number(const Chain& chain, Dialect dialect, const std::vector<Fixture>& fixtures) {
  std::vector<std::string> texts;
  for (const Revision revision : chain)
    for (const Script& script : {revision.upgrade(dialect), revision.downgrade(dialect)})
      for (const Item& item : script) texts.emplace_back(item.text());
  for (const Fixture& fixture : fixtures)
    for (const FixtureStatement& statement : fixture.statements) texts.push_back(statement.text);
  return find_free_number(dialect, texts);
}

NameSet words_of_runs(const Revision& revision, Dialect dialect, const std::vector<Fixture>& fixtures) {
  NameSet words;
  collect_script_words(dialect, revision.upgrade(dialect), words);
  collect_script_words(dialect, revision.downgrade(dialect), words);
  for (const Fixture& fixture : fixtures)
    if (fixture.revision == revision.index())
      for (const FixtureStatement& statement : fixture.statements)
        collect_words(dialect, statement.text, words);
  return words;
}

RowWatch::RowWatch(const Chain& chain, Dialect dialect, const std::vector<Fixture>& fixtures)
    : dialect_(dialect),
      reader_(make_shape_reader(dialect, library_tables(chain.settings().version_table))),
      maker_(dialect, made_up_number(chain, dialect, fixtures)) {}

void RowWatch::begin(ScratchDatabase& database, MadeUp has) {
  (void)settle(database, {}, has);
  has_made_up_rows_ = has == MadeUp::yes;
}

void RowWatch::forget() {
  reader_->forget();
  remembered_.clear();
  has_made_up_rows_ = false;
  is_filled_ = false;
}

// New ones as well.
NameSet RowWatch::tables_to_read(const Tables& tables, NameSet written) const {
  for (const auto& [name, _] : tables)
    if (!remembered_.contains(name)) written.insert(name);
  return written;
}

NameSet RowWatch::written(ScratchDatabase& database, const NameSet& words) {
  NameSet names = reader_->written(database, words);
  if (!words.contains(all_tables)) return names;
  for (const auto& [name, _] : reader_->known()) names.insert(name);
  return names;
}

bool RowWatch::settle(ScratchDatabase& database, const NameSet& words, MadeUp made_up) {
  NameSet changed = written(database, words);
  const Tables& tables = reader_->read(database);
  std::erase_if(remembered_, [&](const auto& entry) { return !tables.contains(entry.first); });
  changed = tables_to_read(tables, std::move(changed));
  bool has_written = false;
  if (made_up == MadeUp::yes) {
    if (!is_filled_)
      for (const auto& [name, _] : tables) changed.insert(name);
    is_filled_ = true;
    const NameSet filled = maker_.fill(database, tables, changed);
    has_written = !filled.empty();
    has_made_up_rows_ = has_made_up_rows_ || has_written;
    changed.merge(reader_->written(database, reader_->words_of(filled)));
  }
  for (const std::string& name : changed)
    if (const auto table = tables.find(name); table != tables.end())
      remembered_[name] = read_rows(database, dialect_, *table->second);
  return has_written;
}

std::vector<std::string> RowWatch::differences(ScratchDatabase& database, const NameSet& words,
                                               Schema schema) {
  std::vector<std::string> lines;
  const NameSet changed = written(database, words);
  const Tables& tables = schema == Schema::same ? reader_->known() : reader_->read(database);
  for (const std::string& name : changed) {
    const auto was = remembered_.find(name);
    const auto table = tables.find(name);
    if (was == remembered_.end() || table == tables.end()) continue;
    TableRows rows = read_rows(database, dialect_, *table->second);
    std::ranges::move(row_differences(was->second, rows), std::back_inserter(lines));
    was->second = std::move(rows);
  }
  return lines;
}

std::vector<TableWithoutRows> RowWatch::tables_without_rows() const {
  std::vector<TableWithoutRows> tables;
  for (const auto& [name, reason] : maker_.reasons())
    if (const auto rows = remembered_.find(name); rows != remembered_.end())
      tables.push_back({rows->second.shown, reason});
  return tables;
}

}  // namespace migrate::migc
