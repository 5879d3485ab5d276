#pragma once

// What migc asks of the program that has a chain's C++ steps, and what the program answers: one move, by
// command line, and the error of it, by a file. Both sides write and read them here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/error.h"
#include "migrate/proof_program.h"

namespace migrate::core {

enum class ProofMove : std::uint8_t { up, down, all };  // all: from nothing to the heads, as a new database

struct ProofRequest {
  ProofDatabase database;
  std::string chain = {};  // its root digest
  ProofMove move = ProofMove::all;
  std::string revision = {};           // that the move is of; of `all`, empty
  std::vector<std::string> rows = {};  // of the version table, before it
  std::string answer = {};             // the file for the error

  // In plain ASCII, which the code page of no Windows program changes.
  [[nodiscard]] std::vector<std::string> arguments() const;
  // Nothing for arguments that are no request.
  [[nodiscard]] static std::optional<ProofRequest> parse(const std::vector<std::string>& arguments);
};

// Fields that end in NUL, in a fixed order.
[[nodiscard]] std::string answer_of(const Error& error);
// Nothing for bytes that are no answer: the program ended before it wrote them all.
[[nodiscard]] std::optional<Error> read_answer(std::string_view bytes);

}  // namespace migrate::core
