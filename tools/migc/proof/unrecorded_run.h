#pragma once

// Runs one move in a transaction of its own, as a program's run does, but writes no rows of the version and
// history tables and does not look for any: the proof knows where its database is. Looking and recording are
// nine tenths of what a small revision costs.

#include "migrate/chain.h"
#include "migrate/connection.h"
#include "migrate/options.h"
#include "migrate/plan.h"

namespace migrate::migc {

// REQUIRES: a plan of one step, which runs in a transaction and calls no C++ step. Throws migrate::Error, as
// apply() does.
void run_unrecorded(Connection& connection, const Chain& chain, const Plan& plan, const Options& options);

}  // namespace migrate::migc
