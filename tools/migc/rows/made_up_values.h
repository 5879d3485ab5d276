#pragma once

// Values for columns, by what their types and the checks on them say.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "migc/rows/sql_literals.h"
#include "migc/rows/table_shape.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// How far the values of a column are from the number of their row: columns have different ones, so that a
// downgrade that confuses two of them changes the rows.
[[nodiscard]] std::int64_t offset_of_column(std::size_t place);

// Literals of SQL, of which the first are most likely to be accepted. `number` is another one in each row, so
// that the values are. Texts have letters of both cases and fractional numbers a fraction, because a revision
// may lose them.
[[nodiscard]] std::vector<std::string> values_of(Dialect dialect, const ColumnShape& column,
                                                 std::int64_t number);

// Those that a check with these literals may want: each literal as it is, a little more and less, and as the
// length of a text.
[[nodiscard]] std::vector<std::string> values_near(Dialect dialect, const ColumnShape& column,
                                                   std::int64_t number, const TextLiterals& literals);

// What texts often have to look like: a version, a URL, an e-mail address.
[[nodiscard]] std::vector<std::string> common_texts(Dialect dialect, std::int64_t number);

// A number from which some hundred on appear nowhere in these texts.
[[nodiscard]] std::int64_t find_free_number(Dialect dialect, const std::vector<std::string>& texts);

}  // namespace migrate::migc
