#pragma once

// A C++ step is a function that a revision calls between two statements:
//
//     -- migrate: call backfill_error_count
//
//     void inventory::steps::backfill_error_count(migrate::StepContext& context) { ... }
//
// It runs inside the transaction of its revision; an exception that it throws rolls that transaction back.

namespace migrate {

class StepContext;

using StepFunction = void (*)(StepContext&);

}  // namespace migrate
