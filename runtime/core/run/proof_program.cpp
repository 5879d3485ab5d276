#include "migrate/proof_program.h"

#include <cstdio>
#include <exception>

#include "core/plan/undoing.h"
#include "core/run/proof_move.h"
#include "core/text/open_file.h"
#include "migrate/migrator.h"
#include "migrate/observer.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace {

using core::ProofMove;
using core::ProofRequest;

// The revisions are to be proven, and not the snapshot.
void run_all_steps(const Chain& chain, Connection& connection) {
  Observer wants_steps;
  Options options;
  options.observer = &wants_steps;
  upgrade(connection, chain, options);
}

void run_move(const ProofRequest& request, const Chain& chain, Connection& connection) {
  if (request.move == ProofMove::all) {
    run_all_steps(chain, connection);
    return;
  }
  const bool goes_up = request.move == ProofMove::up;
  const Revision revision = chain[chain.find_revision(request.revision).value_or(0)];
  // An undo is planned from the rows that the upgrade found.
  const Plan plan = plan_upgrade(chain, request.rows, revision.id());
  apply(connection, chain, goes_up ? plan : core::undoing(plan));
}

int answer(const ProofRequest& request, const Error& error) {
  const std::string bytes = core::answer_of(error);
  if (std::FILE* file = core::open_file(request.answer, "wb")) {
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
  }
  return exit_code(error.kind());
}

int run(const ProofRequest& request, const Chain& chain,
        std::unique_ptr<Connection> (*connect)(const ProofDatabase&)) {
  try {
    if (request.chain != chain.root_digest())
      throw Error(ErrorKind::unavailable,
                  "the program was built with other revisions than the folder has; build it again");
    const std::unique_ptr<Connection> connection = connect(request.database);
    run_move(request, chain, *connection);
    return 0;
  } catch (const Error& error) {
    return answer(request, error);
  } catch (const std::exception& error) {
    return answer(request, Error(ErrorKind::failed, error.what()));
  }
}

}  // namespace

int run_for_proof(int argument_count, const char* const* arguments, const Chain& chain,
                  std::unique_ptr<Connection> (*connect)(const ProofDatabase&)) {
  const std::optional<ProofRequest> request =
      ProofRequest::parse({arguments + 1, arguments + argument_count});
  if (request) return run(*request, chain, connect);
  std::fputs(
      "This program runs the C++ steps of a chain for its proof: migc check --dir DIR --program THIS\n",
      stderr);
  return exit_code(ErrorKind::usage);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
