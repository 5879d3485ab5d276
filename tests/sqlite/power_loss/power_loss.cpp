// Cuts the power at each write of a run, and looks at what the next run finds.
//
// The runs of scenarios.h are recorded, each in two journal modes. For each point of a record, and for
// several ways to lose what was not synchronised, the files are written as a disk would have them, opened and
// recovered. Afterwards the database must be as it was before or after one of the run's transactions, and the
// next run must finish. The recovery is recorded and cut in the same way.
//
// Where nothing is synchronised, the same must find damage; otherwise it could not find any.

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>

#include "migrate/migrator.h"
#include "migrate/sqlite.h"
#include "sqlite/database_dump.h"
#include "sqlite/power_loss/recording_vfs.h"
#include "sqlite/power_loss/scenarios.h"
#include "support/temporary_folder.h"

namespace migrate::testing {

namespace {

constexpr std::string_view usage =
    "usage: power_loss [--every N] [--losses N] [--at SCENARIO MODE POINT LOSS [POINT LOSS]]\n"
    "\n"
    "  --every N    cuts the power at every Nth write only\n"
    "  --losses N   ways to lose what was not synchronised, at each of them (6)\n"
    "  --at ...     one of them, as a failure names it: the second pair is the cut during the recovery\n";

enum class Synchronous : std::uint8_t { full, off };

struct Amount {
  std::size_t every = 1;
  std::size_t losses = 6;
};

struct Cut {
  std::size_t point;
  std::size_t loss;
};

// What was found, for the last line and for whether it is as expected.
struct Count {
  std::size_t points = 0;
  std::size_t images = 0;
  std::size_t during_recovery = 0;
  std::size_t damaged = 0;
};

PowerLoss loss_of(const Cut& cut) {
  if (cut.loss == 0) return {};
  if (cut.loss == 1) return {.kept = Kept::none};
  const std::size_t sector = cut.loss % 2 == 0 ? 512 : 4096;
  return {.kept = Kept::some, .sector = sector, .seed = cut.point * 1000 + cut.loss};
}

class Trial {
 public:
  Trial(const Scenario& scenario, const char* mode, Synchronous synchronous)
      : scenario_(scenario), mode_(mode), synchronous_(synchronous) {}

  Count run(const Amount& amount);
  // What is wrong after one cut, or two.
  std::string at(const Cut& cut, const std::optional<Cut>& during_recovery);

 private:
  std::string work() const { return folder_.file("work"); }
  std::string file() const { return work() + "/test.db"; }
  void record();
  void learn_states();
  void prepare();
  void open(const std::function<void(Connection&)>& work) const;
  Files files_after(const Files& start, const std::vector<DiskOperation>& operations, const Cut& cut) const;
  std::string state() const;
  std::string end() const;
  std::string what_is_wrong();
  std::string what_is_wrong_after_check();
  void look_at(const Cut& cut, const Amount& amount, Count& count);
  void look_at_recovery(const Cut& cut, const Amount& amount, Count& count);
  void report(const Cut& cut, const std::optional<Cut>& during_recovery, const std::string& wrong,
              Count& count);

  const Scenario& scenario_;
  std::string mode_;
  Synchronous synchronous_;
  TemporaryFolder folder_;
  Files start_;
  std::vector<DiskOperation> operations_;
  std::set<std::string> states_;
  std::string end_;
  // Of the last recovery.
  Files recovery_start_;
  std::vector<DiskOperation> recovery_;
  std::set<Files> seen_;
};

// A program passes a handle only to switch synchronisation off.
void Trial::open(const std::function<void(Connection&)>& work) const {
  if (synchronous_ == Synchronous::full) {
    SqliteConnection connection(file());
    return work(connection);
  }
  SQLite::Database db(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec("PRAGMA synchronous = OFF");
  SqliteConnection connection(db, {.allow_unsafe_durability = true});
  work(connection);
}

// A new database in the default mode does not exist before the run.
void Trial::prepare() {
  write_files(work(), {});
  if (mode_ == "wal")
    SQLite::Database(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("PRAGMA journal_mode = WAL");
  open(scenario_.prepare);
}

void Trial::record() {
  prepare();
  const Recording recording(work());
  open(scenario_.run);
  start_ = recording.start();
  operations_ = recording.operations();
  end_ = end();
}

Files Trial::files_after(const Files& start, const std::vector<DiskOperation>& operations,
                         const Cut& cut) const {
  Disk disk(start);
  for (std::size_t i = 0; i < cut.point; ++i) disk.apply(operations[i]);
  return disk.after_power_loss(loss_of(cut));
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::string Trial::state() const {
  SQLite::Database db(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  return joined(dump(db));
}

// Without the times in the history.
std::string Trial::end() const {
  SQLite::Database db(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  const std::string steps = joined(lines_of(
      db, "SELECT seq, revision, direction, state FROM migrate_history WHERE state = 'done' ORDER BY seq"));
  db.exec("DELETE FROM migrate_history");
  return joined(dump(db)) + steps;
}

// A program that dies leaves all that it wrote; other tests show that this is right. A transaction ends with
// a deleted journal, or with a synchronisation.
void Trial::learn_states() {
  for (std::size_t point = 0; point <= operations_.size(); ++point) {
    const bool may_end = point == 0 || point == operations_.size() ||
                         std::holds_alternative<Deleted>(operations_[point - 1]) ||
                         std::holds_alternative<Synchronised>(operations_[point - 1]) ||
                         std::holds_alternative<Truncated>(operations_[point - 1]);
    if (!may_end) continue;
    write_files(work(), files_after(start_, operations_, {point, 0}));
    states_.insert(state());
  }
  if (synchronous_ == Synchronous::full && states_.size() != scenario_.states)
    throw std::runtime_error("the run has " + std::to_string(states_.size()) + " states, not " +
                             std::to_string(scenario_.states));
}

std::string Trial::what_is_wrong_after_check() {
  {
    SQLite::Database db(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const std::string integrity = db.execAndGet("PRAGMA integrity_check");
    if (integrity != "ok") return integrity;
  }
  const std::string found = state();
  if (!states_.contains(found)) return "no transaction of the run left it so:\n" + found;
  open(scenario_.run);
  const std::string end_now = end();
  return end_now == end_ ? "" : "the next run ended elsewhere:\n" + end_now;
}

// Recovers by the check that a program makes first, and keeps a record of that.
std::string Trial::what_is_wrong() {
  try {
    {
      const Recording recording(work());
      recovery_start_ = recording.start();
      open([&](Connection& connection) { check(connection, *scenario_.chain); });
      recovery_ = recording.operations();
    }
    return what_is_wrong_after_check();
  } catch (const std::exception& exception) {
    return exception.what();
  }
}

std::string Trial::at(const Cut& cut, const std::optional<Cut>& during_recovery) {
  if (operations_.empty()) {
    record();
    learn_states();
  }
  write_files(work(), files_after(start_, operations_, cut));
  const std::string wrong = what_is_wrong();
  if (!during_recovery) return wrong;
  write_files(work(), files_after(recovery_start_, recovery_, *during_recovery));
  return what_is_wrong();
}

void Trial::report(const Cut& cut, const std::optional<Cut>& during_recovery, const std::string& wrong,
                   Count& count) {
  if (wrong.empty()) return;
  ++count.damaged;
  if (synchronous_ == Synchronous::off) return;
  std::printf("power_loss --at %s %s %zu %zu", scenario_.name.c_str(), mode_.c_str(), cut.point, cut.loss);
  if (during_recovery) std::printf(" %zu %zu", during_recovery->point, during_recovery->loss);
  std::printf("\n%s\n", wrong.c_str());
}

void Trial::look_at_recovery(const Cut& cut, const Amount& amount, Count& count) {
  const Files start = recovery_start_;
  const std::vector<DiskOperation> operations = recovery_;
  // Recoveries are much the same, so that each cut has its turn at other points.
  const std::size_t every = 4 * amount.every;
  for (std::size_t point = 1 + cut.point % every; point <= operations.size(); point += every) {
    const Cut second{point, 1 + (cut.point + point) % amount.losses};
    const Files files = files_after(start, operations, second);
    if (!seen_.insert(files).second) continue;
    write_files(work(), files);
    report(cut, second, what_is_wrong(), count);
    ++count.during_recovery;
  }
}

void Trial::look_at(const Cut& cut, const Amount& amount, Count& count) {
  const Files files = files_after(start_, operations_, cut);
  if (!seen_.insert(files).second) return;
  write_files(work(), files);
  ++count.images;
  report(cut, std::nullopt, what_is_wrong(), count);
  if (synchronous_ == Synchronous::full) look_at_recovery(cut, amount, count);
}

Count Trial::run(const Amount& amount) {
  record();
  learn_states();
  Count count;
  for (std::size_t point = 0; point <= operations_.size(); point += amount.every) {
    for (std::size_t loss = 0; loss < amount.losses; ++loss) look_at({point, loss}, amount, count);
    ++count.points;
  }
  return count;
}

constexpr const char* modes[] = {"delete", "wal"};

bool run_all(const Amount& amount) {
  bool is_good = true;
  for (const Scenario& scenario : scenarios()) {
    for (const char* mode : modes) {
      const Count count = Trial(scenario, mode, Synchronous::full).run(amount);
      std::printf("%s, %s: %zu points, %zu images, %zu more of recoveries, %zu damaged\n",
                  scenario.name.c_str(), mode, count.points, count.images, count.during_recovery,
                  count.damaged);
      is_good = is_good && count.damaged == 0 && count.images > count.points / 2;
    }
  }
  return is_good;
}

bool run_control(const Amount& amount) {
  bool is_good = true;
  for (const char* mode : modes) {
    const Count count = Trial(scenarios().front(), mode, Synchronous::off).run(amount);
    std::printf("synchronous=OFF, %s: %zu of %zu images are damaged, as they have to be\n", mode,
                count.damaged, count.images);
    is_good = is_good && count.damaged > 0;
  }
  return is_good;
}

std::size_t number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::invalid_argument(std::string(text));
  return number;
}

bool run_one(const std::vector<std::string_view>& words) {
  if (words.size() != 4 && words.size() != 6) throw std::invalid_argument("--at");
  const auto scenario = std::ranges::find(scenarios(), words[0], &Scenario::name);
  if (scenario == scenarios().end()) throw std::invalid_argument(std::string(words[0]));
  std::optional<Cut> second;
  if (words.size() == 6) second = Cut{number_of(words[4]), number_of(words[5])};
  Trial trial(*scenario, std::string(words[1]).c_str(), Synchronous::full);
  const std::string wrong = trial.at({number_of(words[2]), number_of(words[3])}, second);
  std::printf("%s\n", wrong.empty() ? "nothing is wrong" : wrong.c_str());
  return wrong.empty();
}

bool run(const std::vector<std::string_view>& words) {
  Amount amount;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--at") return run_one({words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end()});
    if (i + 1 == words.size()) throw std::invalid_argument(std::string(words[i]));
    if (words[i] == "--every")
      amount.every = number_of(words[++i]);
    else if (words[i] == "--losses")
      amount.losses = number_of(words[++i]);
    else
      throw std::invalid_argument(std::string(words[i]));
  }
  const bool is_good = run_all(amount);
  return run_control(amount) && is_good;
}

}  // namespace

}  // namespace migrate::testing

int main(int argc, char** argv) {
  // In memory where that can be had: nothing here waits for a disk.
  if (::access("/dev/shm", W_OK) == 0) ::setenv("TMPDIR", "/dev/shm", 1);
  const migrate::testing::TemporaryFolder temporary;
  ::setenv("SQLITE_TMPDIR", temporary.path().c_str(), 1);
  migrate::testing::install_recording_vfs();
  try {
    return migrate::testing::run({argv + 1, argv + argc}) ? 0 : 1;
  } catch (const std::invalid_argument&) {
    std::fputs(std::string(migrate::testing::usage).c_str(), stderr);
    return 2;
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "%s\n", exception.what());
    return 70;
  }
}
