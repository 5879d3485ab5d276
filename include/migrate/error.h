#pragma once

// The one exception that this library throws.
//
//     try {
//       migrate::upgrade(connection, inventory::revisions());
//     } catch (const migrate::Error& error) {
//       std::fprintf(stderr, "%s\n", error.what());
//       return migrate::exit_code(error.kind());
//     }
//
// what() is for people; a program decides by kind() and by the fields of context().

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

enum class ErrorKind : std::uint8_t {
  negative_answer,  // a question was answered with no
  usage,           // unknown or ambiguous target, several heads, irreversible, missing step, open transaction
  bad_input,       // a revision file or the chain is wrong
  lint,            // a rule forbids a statement
  mismatch,        // history or tables differ from the program, or are damaged or foreign
  busy,            // the lock or the database stayed busy
  unavailable,     // cannot connect, no permission, read-only, wrong version
  failed,          // a revision failed or was interrupted, and was rolled back
  incomplete,      // a non-transactional step is half done; running again resumes
  newer_database,  // the database is newer than the program
  unknown_outcome,  // a commit may or may not have happened
  internal,         // a bug in this library
};

// The exit code of a command that ends with this error.
constexpr int exit_code(ErrorKind kind) noexcept {
  constexpr int codes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 70};
  return codes[static_cast<std::uint8_t>(kind)];
}

// Where it happened, as far as that is known: empty and zero mean "not known".
struct ErrorContext {
  std::string revision;
  std::uint32_t statement = 0;  // counted from 1 within the script
  std::string file;             // relative to the migrations folder
  std::uint32_t line = 0;
  std::string database_code;              // SQLSTATE, or SQLite's extended result code
  std::string database_message = {};      // the database's own words
  std::vector<std::string> applied = {};  // the revisions that this run had finished before, in order
  std::string state = {};                 // where the database is now, in one sentence
  std::string advice = {};                // what to do next
};

class MIGRATE_API Error : public std::exception {
 public:
  // The message says what failed, which state the database is in, and what to do next.
  Error(ErrorKind kind, std::string message);
  Error(ErrorKind kind, std::string message, ErrorContext&& context);
  Error(ErrorKind kind, std::string message, const ErrorContext& context);
  // An exception is copied while it is thrown, when a second one would end the process.
  Error(const Error&) noexcept;
  Error& operator=(const Error&) noexcept;
  ~Error() override;

  ErrorKind kind() const noexcept { return kind_; }
  const char* what() const noexcept override;
  const ErrorContext& context() const noexcept { return content_->context; }

 private:
  struct Content {
    std::string message;
    ErrorContext context;
  };

  ErrorKind kind_;
  std::shared_ptr<const Content> content_;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
