#include "migc/scratch/sqlite_stand_ins.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace migrate::migc {

namespace {

constexpr std::string_view missing_function = "no such function: ";
constexpr std::string_view missing_collation = "no such collation sequence: ";

void return_first(sqlite3_context* context, int count, sqlite3_value** values) {
  if (count > 0) sqlite3_result_value(context, values[0]);
}

int compare_bytes(void*, int left_size, const void* left, int right_size, const void* right) {
  const int order = std::memcmp(left, right, static_cast<std::size_t>(std::min(left_size, right_size)));
  return order != 0 ? order : left_size - right_size;
}

// For any number of arguments, and wherever a function of SQLite's own may be called.
void add_function(sqlite3* db, const std::string& name) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  sqlite3_create_function_v2(db, name.c_str(), -1, flags, nullptr, return_first, nullptr, nullptr, nullptr);
}

void add_collation(sqlite3* db, const std::string& name) {
  sqlite3_create_collation(db, name.c_str(), SQLITE_UTF8, nullptr, compare_bytes);
}

std::string name_after(std::string_view message, std::string_view beginning) {
  return message.starts_with(beginning) ? std::string(message.substr(beginning.size())) : std::string();
}

}  // namespace

void SqliteStandIns::add(sqlite3* db) {
  databases_.insert(db);
  for (const std::string& name : functions_) add_function(db, name);
  for (const std::string& name : collations_) add_collation(db, name);
}

bool SqliteStandIns::stand_in_for(std::string_view message) {
  const std::string function = name_after(message, missing_function);
  const std::string collation = name_after(message, missing_collation);
  if (!function.empty() && functions_.insert(function).second) {
    for (sqlite3* db : databases_) add_function(db, function);
    return true;
  }
  if (!collation.empty() && collations_.insert(collation).second) {
    for (sqlite3* db : databases_) add_collation(db, collation);
    return true;
  }
  return false;
}

}  // namespace migrate::migc
