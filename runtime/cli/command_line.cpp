#include "cli/command_line.h"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <ostream>

#include "cli/complete.h"
#include "cli/manual.h"
#include "cli/parse_line.h"
#include "cli/print.h"
#include "core/text/redact.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"

namespace migrate::cli {

namespace {

constexpr int usage_error = exit_code(ErrorKind::usage);

// Whatever the message quotes, a password in a URL is not printed, and no terminal obeys it.
void print_error(const Program& program, std::ostream& err, std::string_view label,
                 std::string_view message) {
  const std::string shown = core::shown_lines(core::redact_urls(message));
  if (program.use_color())
    print(err, "\x1b[1;31m{}:\x1b[0m {}\n", label, shown);
  else
    print(err, "{}: {}\n", label, shown);
}

int report(const Program& program, const LineMistake& mistake, std::ostream& err) {
  const std::string command = mistake.command == nullptr ? "" : fmt::format(" {}", mistake.command->name);
  print_error(program, err, "error", mistake.message);
  print(err, "  {}{} --help shows what there is\n", program.name, command);
  return usage_error;
}

int run_command(const Program& program, const Command& command, std::ostream& err) {
  try {
    return command.run();
  } catch (const Error& error) {
    print_error(program, err, "error", error.what());
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    print_error(program, err, "internal error", error.what());
    return exit_code(ErrorKind::internal);
  }
}

int answer(const Program& program, const ParsedLine& line, std::ostream& out, std::ostream& err) {
  if (const auto* mistake = std::get_if<LineMistake>(&line)) return report(program, *mistake, err);
  if (const auto* command = std::get_if<const Command*>(&line)) return run_command(program, **command, err);
  out << std::get<AskedText>(line).text;
  return 0;
}

// What no person asks: the shell that completes a line, and the package that needs the manual page.
bool answers_quietly(const Program& program, int argc, const char* const* argv, std::ostream& out) {
  const std::string_view question = argc > 1 ? argv[1] : "";
  if (question == completion_question) print_completions(out, complete(program, {argv + 2, argv + argc}));
  if (question == manual_question) out << manual_page(program);
  return question == completion_question || question == manual_question;
}

int parse_and_run(const Program& program, int argc, const char* const* argv, std::ostream& out,
                  std::ostream& err) {
  const int code = answers_quietly(program, argc, argv, out)
                       ? 0
                       : answer(program, parse_line(program, {argv + 1, argv + argc}), out, err);
  if (out.flush()) return code;
  print_error(program, err, "error", "the output could not be written");
  return exit_code(ErrorKind::unavailable);
}

}  // namespace

int run_guarded(std::ostream& err, const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    err << "error: out of memory; an open transaction was rolled back. Free memory and run the command "
           "again\n";
    return exit_code(ErrorKind::unavailable);
  } catch (const std::exception& error) {
    err << "internal error: " << core::redact_urls(error.what()) << '\n';
    return exit_code(ErrorKind::internal);
  }
}

int run_command_line(const Program& program, int argc, const char* const* argv, std::ostream& out,
                     std::ostream& err) {
  return run_guarded(err, [&] { return parse_and_run(program, argc, argv, out, err); });
}

}  // namespace migrate::cli
