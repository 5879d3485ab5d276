#include "migc/drift/applied_database.h"

#include <fmt/format.h>

#include "migc/proof/runner.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::migc {

namespace {

// A program runs one revision at a time.
void run_with_program(const ProgramOfSteps& program, const Chain& chain, Dialect dialect,
                      const std::vector<std::string>& rows, ScratchDatabase& database) {
  const StepProgram steps(program.path, program.folder, program.runs_all);
  Runner runner(chain, dialect, &steps, ProofOptions().limit);
  std::vector<std::string> there;
  for (const std::string& row : rows) {
    const Plan plan = plan_upgrade(chain, there, row);
    for (const PlanStep& step : plan.steps)
      runner.advance(database, there, chain[step.move()->revision].id());
  }
}

}  // namespace

std::unique_ptr<ScratchDatabase> make_applied_database(ScratchEngine& engine, const Chain& chain,
                                                       const std::vector<std::string>& rows,
                                                       const ProgramOfSteps& program) try {
  std::unique_ptr<ScratchDatabase> database = engine.make_database();
  if (program.path.empty())
    for (const std::string& row : rows) (void)upgrade(database->connection(), chain, row);
  else
    run_with_program(program, chain, engine.dialect(), rows, *database);
  database->end_session();
  return database;
} catch (const Error& error) {
  if (error.kind() != ErrorKind::usage || error.context().revision.empty()) throw;
  throw Error(ErrorKind::usage, fmt::format("revision {} calls a C++ step, which migc does not have",
                                            error.context().revision));
}

}  // namespace migrate::migc
