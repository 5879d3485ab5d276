#include "postgres/batch.h"

#include <utility>

namespace migrate::postgres {

void Batch::add(Piece piece) {
  size_ += piece.sql.size();
  pieces_.push_back(std::move(piece));
}

std::vector<Piece> Batch::take() {
  size_ = 0;
  return std::exchange(pieces_, {});
}

std::string joined(const std::vector<Piece>& pieces) {
  std::string sql;
  for (const Piece& piece : pieces) sql += piece.sql + "\n;\n";
  return sql;
}

}  // namespace migrate::postgres
