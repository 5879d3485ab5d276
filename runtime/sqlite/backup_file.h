#pragma once

// The file of a backup: what differs by operating system.

#include <string>

namespace migrate::sqlite {

[[nodiscard]] bool is_same_file(const char* one, const char* other) noexcept;

// The copy becomes as private as the file. Where that fails, it has the permissions of new files.
void copy_permissions(const char* file, const char* copy) noexcept;

// Gives the finished file its name, so that a loss of power leaves it or the one before. Says why that
// failed, and nothing else.
[[nodiscard]] std::string rename_durably(const std::string& from, const std::string& to);

void remove_file(const std::string& path) noexcept;

// What a person runs to put a backup in the place of a database.
[[nodiscard]] std::string restore_command(const std::string& database, const std::string& backup);

}  // namespace migrate::sqlite
