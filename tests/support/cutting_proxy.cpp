#include "support/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace migrate::testing {

namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(int port) {
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return server;
  close(server);
  return -1;
}

bool can_read(int socket, int milliseconds = 0) {
  pollfd waiting{socket, POLLIN, 0};
  return poll(&waiting, 1, milliseconds) > 0;
}

constexpr int look_every = 10;

std::string receive(int from) {
  char bytes[65536];
  const ssize_t size = recv(from, bytes, sizeof bytes, 0);
  return {bytes, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

bool send_all(int to, std::string_view bytes) {
  return send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

void wait_for_answer(int server) {
  char byte;
  recv(server, &byte, 1, MSG_PEEK);
}

struct Course {
  bool reaches_server;
  bool goes_on;
  bool server_hears_the_end;
};

Course course_of(Fate fate) {
  constexpr Course courses[] = {{true, true, true},
                                {false, false, true},
                                {true, false, true},
                                {false, false, false},
                                {true, false, false}};
  return courses[static_cast<std::uint8_t>(fate)];
}

// As a message of its own, which a zero byte ends.
bool is_commit(std::string_view message) {
  return message.find(std::string_view("COMMIT\0", 7)) != std::string_view::npos;
}

}  // namespace

Judge at_commit(int number, Fate fate) {
  return [fate, left = number](std::string_view message) mutable {
    return is_commit(message) && left-- == 0 ? fate : Fate::pass;
  };
}

CuttingProxy::CuttingProxy(int server_port, Judge judge, Serves serves)
    : server_port_(server_port), judge_(std::move(judge)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 8) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  if (serves == Serves::at_once) start();
}

void CuttingProxy::start() {
  thread_ = std::thread([this] { serve(); });
}

CuttingProxy::~CuttingProxy() {
  ended_ = true;
  if (thread_.joinable()) thread_.join();
  for (const Pair& pair : pairs_) {
    close(pair.client);
    close(pair.server);
  }
  for (const int server : vanished_) close(server);
  close(listener_);
}

// Nothing that libpq would like to have encrypted, and the proxy could not read.
std::string CuttingProxy::url(const std::string& database) const {
  return "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + '/' + database +
         "?sslmode=disable&gssencmode=disable";
}

void CuttingProxy::serve() {
  while (!ended_) {
    std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
    for (const Pair& pair : pairs_) {
      sockets.push_back({pair.client, POLLIN, 0});
      sockets.push_back({pair.server, POLLIN, 0});
    }
    if (poll(sockets.data(), sockets.size(), look_every) <= 0) continue;
    std::erase_if(pairs_, [this](const Pair& pair) { return !pass_on(pair); });
    if (can_read(listener_)) accept_one();
  }
}

void CuttingProxy::accept_one() {
  const Pair pair{accept(listener_, nullptr, nullptr), refuses_ ? -1 : connect_to(server_port_)};
  if (pair.server >= 0)
    pairs_.push_back(pair);
  else
    close(pair.client);
}

bool CuttingProxy::pass_on(const Pair& pair) {
  if (can_read(pair.client) && !pass_to_server(pair)) return false;
  if (!can_read(pair.server)) return true;
  const std::string answer = receive(pair.server);
  if (!answer.empty() && send_all(pair.client, answer)) return true;
  end(pair, true);
  return false;
}

bool CuttingProxy::pass_to_server(const Pair& pair) {
  const std::string message = receive(pair.client);
  const Course course = course_of(message.empty() ? Fate::cut_before : judge_(message));
  const bool has_arrived = course.reaches_server && send_all(pair.server, message);
  if (has_arrived && course.goes_on) return true;
  if (has_arrived) wait_for_answer(pair.server);
  end(pair, course.server_hears_the_end);
  return false;
}

void CuttingProxy::end(const Pair& pair, bool server_hears_it) {
  close(pair.client);
  if (server_hears_it)
    close(pair.server);
  else
    vanished_.push_back(pair.server);
}

}  // namespace migrate::testing
