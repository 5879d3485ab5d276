#include "core/run/proof_move.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace migrate::core {

namespace {

constexpr std::array<std::string_view, 3> moves = {"up", "down", "all"};
constexpr std::size_t argument_count = 8;
constexpr std::size_t answer_fields = 10;

std::vector<std::string> split(std::string_view text, char end) {
  std::vector<std::string> parts;
  for (std::size_t at = text.find(end); at != std::string_view::npos; at = text.find(end)) {
    parts.emplace_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  return parts;
}

std::optional<Dialect> dialect_called(std::string_view name) {
  for (const Dialect dialect : {Dialect::sqlite, Dialect::postgres})
    if (name == to_string(dialect)) return dialect;
  return std::nullopt;
}

constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr char escape = '=';

// As quoted-printable text has it: "=C3=BC" for a character outside of ASCII, "=3D" for "=".
std::string in_ascii(std::string_view text) {
  std::string ascii;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != escape)
      ascii += c;
    else
      ((ascii += escape) += hex_digits[byte >> 4]) += hex_digits[byte & 15];
  }
  return ascii;
}

// An `=` that no two digits follow stays as it is.
std::string from_ascii(std::string_view ascii) {
  std::string text;
  for (std::size_t at = 0; at < ascii.size(); ++at) {
    const bool is_escape = ascii[at] == escape && at + 2 < ascii.size();
    const std::size_t high = is_escape ? hex_digits.find(ascii[at + 1]) : std::string_view::npos;
    const std::size_t low = is_escape ? hex_digits.find(ascii[at + 2]) : std::string_view::npos;
    if (high == std::string_view::npos || low == std::string_view::npos) {
      text += ascii[at];
    } else {
      text += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  return text;
}

std::uint32_t number_in(const std::string& text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::vector<std::string> ProofRequest::arguments() const {
  std::string list;
  for (const std::string& row : rows) list += row + ',';
  return {std::string(to_string(database.dialect)),
          in_ascii(database.address),
          database.foreign_keys ? "keys" : "no-keys",
          chain,
          std::string(moves[static_cast<std::size_t>(move)]),
          revision,
          list,
          in_ascii(answer)};
}

std::optional<ProofRequest> ProofRequest::parse(const std::vector<std::string>& arguments) {
  if (arguments.size() != argument_count) return std::nullopt;
  const std::optional<Dialect> dialect = dialect_called(arguments[0]);
  const auto* const move = std::find(moves.begin(), moves.end(), arguments[4]);
  if (!dialect || move == moves.end()) return std::nullopt;
  return ProofRequest{.database = {.dialect = *dialect,
                                   .address = from_ascii(arguments[1]),
                                   .foreign_keys = arguments[2] == "keys"},
                      .chain = arguments[3],
                      .move = static_cast<ProofMove>(move - moves.begin()),
                      .revision = arguments[5],
                      .rows = split(arguments[6], ','),
                      .answer = from_ascii(arguments[7])};
}

std::string answer_of(const Error& error) {
  const ErrorContext& context = error.context();
  std::string bytes;
  for (const std::string& field :
       {std::to_string(static_cast<unsigned>(error.kind())), std::string(error.what()), context.revision,
        std::to_string(context.statement), context.file, std::to_string(context.line), context.database_code,
        context.database_message, context.state, std::string("end")})
    bytes += field + '\0';
  return bytes;
}

std::optional<Error> read_answer(std::string_view bytes) {
  const std::vector<std::string> fields = split(bytes, '\0');
  if (fields.size() != answer_fields || fields[9] != "end") return std::nullopt;
  ErrorContext context{.revision = fields[2],
                       .statement = number_in(fields[3]),
                       .file = fields[4],
                       .line = number_in(fields[5]),
                       .database_code = fields[6],
                       .database_message = fields[7],
                       .state = fields[8]};
  return Error(static_cast<ErrorKind>(number_in(fields[0])), fields[1], std::move(context));
}

}  // namespace migrate::core
