#include "migc/proof/step_program.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <system_error>

#include "core/text/path.h"
#include "migc/folder/source_bytes.h"
#include "migrate/error.h"
#include "platform/process.h"
#include "platform/shell.h"

namespace migrate::migc {

namespace {

std::string ending_of(const std::optional<int>& code) {
  return code ? fmt::format("ended with exit code {}", *code) : "was ended by a signal";
}

std::string what_it_did(const core::ProofRequest& request) {
  if (request.move == core::ProofMove::all) return "all upgrades";
  return fmt::format("the {} of {}", request.move == core::ProofMove::up ? "upgrade" : "downgrade",
                     request.revision);
}

std::string command_line(const std::string& program, const core::ProofRequest& request) {
  std::string line = platform::shell_word(program);
  for (const std::string& argument : request.arguments()) line += ' ' + platform::shell_word(argument);
  return line;
}

}  // namespace

void StepProgram::run(core::ProofRequest request) const {
  request.answer = fmt::format("{}/answer-{}", folder_, platform::process_id());
  const std::optional<int> code = platform::run_in_shell(command_line(path_, request));
  const platform::FileContent answer = read_file(request.answer, platform::SymbolicLinks::refuse);
  std::error_code ignored;
  std::filesystem::remove(core::to_path(request.answer), ignored);
  if (code == 0) return;
  if (const std::optional<Error> error = core::read_answer(answer.bytes)) throw Error(*error);
  ErrorContext context;
  context.revision = request.revision;
  throw Error(ErrorKind::failed, fmt::format("{} {} in {}", path_, ending_of(code), what_it_did(request)),
              std::move(context));
}

}  // namespace migrate::migc
