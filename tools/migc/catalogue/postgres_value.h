#pragma once

// Values of facts, as the catalogue's columns have them, in the form in which two are the same when they mean
// the same.

#include <string>
#include <string_view>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

namespace migrate::migc {

// The facts that a column of a query states. Its name says what the value is:
//
//     "code:body"   code in SQL or PL/pgSQL, which blanks, comments and the case of words do not change
//     "index:"      the definition of an index, which is taken apart
//     "text:body"   text that counts as it is
//     "default"     what the server spells itself, in one way
//
// An empty value states nothing.
void state_column(std::string_view column, std::string_view value, std::vector<Fact>& facts);

[[nodiscard]] std::string canonical_code(std::string_view code);

// What the clock said when the expression was stored, as 'now'::timestamp does: '$clock' in its place. A
// literal with fractions of a second below the millisecond, of the last year, is not written by hand.
[[nodiscard]] std::string without_clock(std::string_view expression);

}  // namespace migrate::migc
