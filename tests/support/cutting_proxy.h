#pragma once

// Stands between a program and a server on the loopback address, sees each message of the program, and can
// break the connection at any of them.
//
//     CuttingProxy proxy(server.port(), at_commit(0, Fate::cut_before));
//     PostgresConnection connection(proxy.url("d"));

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace migrate::testing {

// Of a message and of its connection.
enum class Fate : std::uint8_t {
  pass,
  cut_before,     // the message does not reach the server, and both sides see the end of the connection
  cut_after,      // it does, the answer does not come back, and both see the end
  vanish_before,  // as cut_before, but the server hears nothing any more, not even of the end
  vanish_after,   // as cut_after, likewise
};

// Asked for each message, on the proxy's thread.
using Judge = std::function<Fate(std::string_view message)>;

// For the message with a COMMIT, of which the first has the number 0; all others pass.
[[nodiscard]] Judge at_commit(int number, Fate fate);

class CuttingProxy {
 public:
  // A proxy that is to serve later has no thread before; so a program can still be forked off. Its clients
  // wait.
  enum class Serves : bool { at_once, later };
  CuttingProxy(int server_port, Judge judge, Serves serves = Serves::at_once);
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;
  ~CuttingProxy();

  void start();
  std::string url(const std::string& database) const;
  // From now on. Connections that exist stay.
  void refuse() { refuses_ = true; }

 private:
  struct Pair {
    int client;
    int server;
  };

  void serve();
  void accept_one();
  // False when the connection is over.
  bool pass_on(const Pair& pair);
  bool pass_to_server(const Pair& pair);
  void end(const Pair& pair, bool server_hears_it);

  int server_port_;
  Judge judge_;
  int listener_;
  int port_ = 0;
  std::vector<Pair> pairs_;
  std::vector<int> vanished_;  // connections to the server of which it hears nothing any more
  std::atomic<bool> refuses_ = false;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace migrate::testing
