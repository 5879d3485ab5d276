#include "postgres/lock.h"

#include <algorithm>
#include <random>
#include <thread>

#include "postgres/values.h"

namespace migrate::postgres {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds longest_pause{500};
constexpr milliseconds stop_is_seen_within{20};

milliseconds jittered(milliseconds pause) {
  static thread_local std::mt19937 random{std::random_device{}()};
  return milliseconds(std::uniform_int_distribution<long long>(pause.count() / 2, pause.count())(random));
}

bool is_told_to(const std::atomic<bool>* stop) {
  return stop != nullptr && stop->load();
}

// False when the run is told to stop before.
bool sleep_until(steady_clock::time_point end, const std::atomic<bool>* stop) {
  for (auto now = steady_clock::now(); now < end; now = steady_clock::now()) {
    if (is_told_to(stop)) return false;
    std::this_thread::sleep_until(stop == nullptr ? end : std::min(end, now + stop_is_seen_within));
  }
  return !is_told_to(stop);
}

std::string text_or(const Value& value, std::string_view otherwise) {
  const std::string text = text_of(value);
  return text.empty() ? std::string(otherwise) : text;
}

// Two int4 numbers stand for the key in pg_locks.
std::string holder_statement(std::int64_t key) {
  const auto bits = static_cast<std::uint64_t>(key);
  return "SET LOCAL search_path = pg_catalog, pg_temp;\n"
         "SELECT a.pid, a.application_name, a.usename, coalesce(host(a.client_addr), 'a local socket'),"
         " date_trunc('second', clock_timestamp() - a.backend_start), a.state"
         " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
         " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database ="
         " (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.classid = " +
         std::to_string(bits >> 32) + " AND l.objid = " + std::to_string(bits & 0xffffffff);
}

Error lock_timeout(const adapter::RunSettings& settings, const std::string& holder) {
  ErrorContext context;
  context.state = "Nothing was changed.";
  context.advice = "Run the command again when it is done.";
  return Error(ErrorKind::busy,
               "the lock that serialises migrations is held by " + holder + "; waited " +
                   std::to_string(settings.lock_timeout.count()) +
                   " ms, nothing was changed. Run the command again when it is done",
               std::move(context));
}

}  // namespace

Patience::Patience(milliseconds limit, const std::atomic<bool>* stop)
    : end_(steady_clock::now() + limit), stop_(stop) {}

bool Patience::pause() {
  const auto now = steady_clock::now();
  if (now >= end_) return false;
  const milliseconds pause = jittered(next_);
  next_ = std::min(next_ * 2, longest_pause);
  return sleep_until(std::min(end_, now + pause), stop_);
}

std::string describe_holder(Server& server, std::int64_t key) {
  const Rows rows = rows_of(server.exec(holder_statement(key)));
  if (rows.empty()) return "a session that has just ended";
  const Row& holder = rows.front();
  const std::string process = text_of(holder[0]);
  return "process " + process + " (\"" + text_of(holder[1]) + "\", role " + text_or(holder[2], "unknown") +
         ", from " + text_or(holder[3], "unknown") + ", connected for " + text_or(holder[4], "unknown") +
         ", " + text_or(holder[5], "state unknown") + "; to end it: SELECT pg_terminate_backend(" + process +
         "))";
}

void wait_for_lock(Server& server, const adapter::RunSettings& settings, std::int64_t key,
                   const std::function<bool()>& try_lock) {
  Patience patience(settings.lock_timeout, settings.stop);
  std::string reported;
  while (!try_lock()) {
    const std::string holder = describe_holder(server, key);
    const std::string process = holder.substr(0, holder.find('('));
    if (process != reported && settings.on_wait) settings.on_wait("waiting for the lock, held by " + holder);
    reported = process;
    if (patience.pause()) continue;
    if (is_told_to(settings.stop)) throw Error(ErrorKind::failed, "interrupted");
    throw lock_timeout(settings, holder);
  }
}

}  // namespace migrate::postgres
