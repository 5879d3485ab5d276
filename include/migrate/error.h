#pragma once

// The one exception that this library throws.
//
//     try {
//       migrate::upgrade(connection, inventory::revisions());
//     } catch (const migrate::Error& error) {
//       std::fprintf(stderr, "%s\n", error.what());
//       return migrate::exit_code(error.kind());
//     }

#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace migrate {

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
  std::string database_code;         // SQLSTATE, or SQLite's extended result code
  std::vector<std::string> applied;  // the revisions that this run had finished before, in order
};

class Error : public std::exception {
 public:
  // The message says what failed, which state the database is in, and what to do next.
  Error(ErrorKind kind, std::string message, ErrorContext context = {})
      : kind_(kind), message_(std::move(message)), context_(std::move(context)) {}

  ErrorKind kind() const noexcept { return kind_; }
  const char* what() const noexcept override { return message_.c_str(); }
  const ErrorContext& context() const noexcept { return context_; }

 private:
  ErrorKind kind_;
  std::string message_;
  ErrorContext context_;
};

}  // namespace migrate
