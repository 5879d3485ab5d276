#include "delaying_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <stdexcept>
#include <string>
#include <vector>

namespace migrate::bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Piece {
  Clock::time_point due;
  std::string bytes;
};

// One direction of one connection.
struct Flow {
  int from;
  int to;
  std::deque<Piece> under_way = {};

  // False when the sender has closed.
  bool read(std::chrono::microseconds delay) {
    std::array<char, 65536> buffer;
    const ssize_t size = recv(from, buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    under_way.push_back({Clock::now() + delay, std::string(buffer.data(), static_cast<std::size_t>(size))});
    return true;
  }

  void deliver() {
    while (!under_way.empty() && under_way.front().due <= Clock::now()) {
      const std::string& bytes = under_way.front().bytes;
      for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t size = send(to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (size <= 0) break;
        sent += static_cast<std::size_t>(size);
      }
      under_way.pop_front();
    }
  }
};

struct Connection {
  Flow up;
  Flow down;
};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

void send_at_once(int socket) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection connect_through(int client, int server_port) {
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(server_port);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("the proxy cannot reach the server");
  send_at_once(client);
  send_at_once(server);
  return {{client, server}, {server, client}};
}

void hang_up(const Connection& connection) {
  close(connection.up.from);
  close(connection.up.to);
}

// How long nothing is due, in whole milliseconds and at most a tenth of a second.
timespec until_next(const std::list<Connection>& connections) {
  auto wait = Clock::duration(std::chrono::milliseconds(100));
  for (const Connection& connection : connections)
    for (const Flow* flow : {&connection.up, &connection.down})
      if (!flow->under_way.empty()) wait = std::min(wait, flow->under_way.front().due - Clock::now());
  const auto nanoseconds = std::max<std::int64_t>(0, std::chrono::nanoseconds(wait).count());
  return {0, nanoseconds};
}

bool is_ready(const pollfd& descriptor) {
  return (descriptor.revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

}  // namespace

DelayingProxy::DelayingProxy(int server_port, std::chrono::microseconds round_trip)
    : server_port_(server_port), delay_(round_trip / 2), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool listens = bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       listen(listener_, 8) == 0 &&
                       getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!listens) throw std::runtime_error("the proxy cannot listen on the loopback address");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

DelayingProxy::~DelayingProxy() {
  ended_ = true;
  thread_.join();
  close(listener_);
}

void DelayingProxy::serve() {
  std::list<Connection> connections;
  while (!ended_) {
    std::vector<pollfd> descriptors{{listener_, POLLIN, 0}};
    for (const Connection& connection : connections) {
      descriptors.push_back({connection.up.from, POLLIN, 0});
      descriptors.push_back({connection.down.from, POLLIN, 0});
    }
    const timespec wait = until_next(connections);
    ppoll(descriptors.data(), descriptors.size(), &wait, nullptr);
    std::size_t place = 1;
    for (auto connection = connections.begin(); connection != connections.end();) {
      const bool from_client = is_ready(descriptors[place++]), from_server = is_ready(descriptors[place++]);
      bool is_open = !from_client || connection->up.read(delay_);
      if (from_server) is_open = connection->down.read(delay_) && is_open;
      connection->up.deliver();
      connection->down.deliver();
      if (!is_open) hang_up(*connection);
      connection = is_open ? std::next(connection) : connections.erase(connection);
    }
    if (is_ready(descriptors[0]))
      connections.push_back(connect_through(accept(listener_, nullptr, nullptr), server_port_));
  }
  std::ranges::for_each(connections, hang_up);
}

}  // namespace migrate::bench
