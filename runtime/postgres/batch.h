#pragma once

// Statements that are kept back so that many travel in one message. The server runs them in order and stops
// at the first that fails, without saying which that was.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/statement.h"

namespace migrate::postgres {

struct Piece {
  std::string sql;      // one statement, or several of the library's own
  Statement statement;  // where it comes from; the library's own: of the revision that it belongs to, if any
};

class Batch {
 public:
  // More than this goes in several messages, so that progress is seen and can be interrupted.
  static constexpr std::size_t size_limit = std::size_t{256} * 1024;

  void add(Piece piece);
  bool is_empty() const { return pieces_.empty(); }
  bool is_full() const { return size_ >= size_limit; }

  // Empties the batch.
  std::vector<Piece> take();

 private:
  std::vector<Piece> pieces_;
  std::size_t size_ = 0;
};

// A line comment at a statement's end must not swallow the semicolon, nor the next statement.
[[nodiscard]] std::string joined(const std::vector<Piece>& pieces);

}  // namespace migrate::postgres
