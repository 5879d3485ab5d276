#include "support/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string_view>

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

bool can_read(int socket, int milliseconds) {
  pollfd waiting{socket, POLLIN, 0};
  return poll(&waiting, 1, milliseconds) > 0;
}

// False when the other side has closed.
bool pass(int from, int to) {
  char bytes[65536];
  const ssize_t size = recv(from, bytes, sizeof bytes, 0);
  return size > 0 && send(to, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
}

constexpr int look_every = 10;
// As a message of its own, which a zero byte ends.
constexpr std::string_view commit_message("COMMIT\0", 7);

}  // namespace

CuttingProxy::CuttingProxy(int server_port)
    : server_port_(server_port), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 8) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

CuttingProxy::~CuttingProxy() {
  ended_ = true;
  thread_.join();
  close(listener_);
}

void CuttingProxy::cut(Cut cut, bool then_refuse) {
  then_refuse_ = then_refuse;
  cut_ = cut;
}

void CuttingProxy::serve() {
  while (!ended_) {
    if (!can_read(listener_, look_every)) continue;
    const int client = accept(listener_, nullptr, nullptr);
    const int server = refuses_ ? -1 : connect_to(server_port_);
    if (server >= 0) forward(client, server);
    close(server);
    close(client);
  }
}

void CuttingProxy::forward(int client, int server) {
  while (!ended_) {
    pollfd both[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (poll(both, 2, look_every) <= 0) continue;
    if (both[0].revents != 0 && !pass_to_server(client, server)) return;
    if (both[1].revents != 0 && !pass(server, client)) return;
  }
}

bool CuttingProxy::pass_to_server(int client, int server) {
  char bytes[65536];
  const ssize_t size = recv(client, bytes, sizeof bytes, MSG_PEEK);
  if (size <= 0) return false;
  const bool is_commit =
      std::string_view(bytes, static_cast<std::size_t>(size)).find(commit_message) != std::string_view::npos;
  if (!is_commit || cut_ == Cut::never) return pass(client, server);
  refuses_ = then_refuse_.load();
  if (cut_.exchange(Cut::never) == Cut::before_commit) return false;
  pass(client, server);
  char answer;
  recv(server, &answer, 1, MSG_PEEK);
  return false;
}

}  // namespace migrate::testing
