#pragma once

// A TCP proxy on the loopback address after which a server looks far away: every byte arrives half a round
// trip after it was sent, however many others are on their way.

#include <atomic>
#include <chrono>
#include <thread>

namespace migrate::bench {

class DelayingProxy {
 public:
  DelayingProxy(int server_port, std::chrono::microseconds round_trip);
  DelayingProxy(const DelayingProxy&) = delete;
  DelayingProxy& operator=(const DelayingProxy&) = delete;
  ~DelayingProxy();

  int port() const { return port_; }

 private:
  void serve();

  int server_port_;
  std::chrono::microseconds delay_;
  int listener_;
  int port_ = 0;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace migrate::bench
