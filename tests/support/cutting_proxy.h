#pragma once

// A TCP proxy on the loopback address for one connection after another, which can break one at a chosen
// moment.

#include <atomic>
#include <string>
#include <thread>

namespace migrate::testing {

enum class Cut : int {
  never,
  before_commit,  // the message with the COMMIT does not reach the server
  after_commit,   // it does, and the server's answer does not come back
};

class CuttingProxy {
 public:
  explicit CuttingProxy(int server_port);
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;
  ~CuttingProxy();

  int port() const { return port_; }
  // At the next COMMIT, once. `then_refuse`: no connection gets through afterwards.
  void cut(Cut cut, bool then_refuse = false);

 private:
  void serve();
  void forward(int client, int server);
  bool pass_to_server(int client, int server);

  int server_port_;
  int listener_;
  int port_ = 0;
  std::atomic<Cut> cut_ = Cut::never;
  std::atomic<bool> then_refuse_ = false;
  std::atomic<bool> refuses_ = false;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace migrate::testing
