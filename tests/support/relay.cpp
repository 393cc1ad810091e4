#include "support/relay.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "support/sockets.h"

namespace emconform::test {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";

Asked parsed(std::string bytes) {
  const std::string_view line = std::string_view(bytes).substr(0, bytes.find("\r\n"));
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  return {.method = std::string(line.substr(0, first)),
          .target = std::string(line.substr(first + 1, last - first - 1)),
          .bytes = std::move(bytes)};
}

/// The answer of the other server; "" if there is none.
std::string forwarded(int port, std::string request) {
  request.insert(request.find("\r\n"), "\r\nConnection: close");
  const int socket = new_socket();
  std::string answer;
  if (connect_to_loopback(socket, port) && send_all(socket, request)) {
    std::array<char, 16384> buffer{};
    for (ssize_t got = 0; (got = ::recv(socket, buffer.data(), buffer.size(), 0)) > 0;)
      answer.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(socket);
  return answer;
}

void drop_header(std::string& head, std::string_view name) {
  const auto at = head.find(fmt::format("\r\n{}: ", name));
  if (at == std::string::npos) return;
  head.erase(at, std::min(head.find("\r\n", at + 2), head.size()) - at);
}

/// As it goes to the client: on a connection that stays open.
std::string framed(const Asked& asked, const std::string& answer) {
  Message message = split_message(answer);
  drop_header(message.head, "Connection");
  if (asked.method != "HEAD" && message.head.find("Content-Length: ") != std::string::npos) {
    drop_header(message.head, "Content-Length");
    message.head += fmt::format("\r\nContent-Length: {}", message.body.size());
  }
  return to_bytes(message);
}

}  // namespace

std::string Asked::header(std::string_view name) const {
  const std::string mark = fmt::format("\r\n{}: ", name);
  const auto at = bytes.find(mark);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + mark.size();
  return bytes.substr(begin, bytes.find("\r\n", begin) - begin);
}

Message split_message(const std::string& bytes) {
  const auto end = bytes.find(head_end);
  if (end == std::string::npos) return {.head = bytes};
  return {bytes.substr(0, end), bytes.substr(end + head_end.size())};
}

std::string to_bytes(const Message& message) {
  return message.head + std::string(head_end) + message.body;
}

struct Relay::State {
  AlterAnswer alter{};
  int upstream = 0, listener = -1, port = 0;
  mutable std::mutex mutex{};
  mutable std::condition_variable changed{};
  bool stopping = false;
  std::vector<Asked> requests{};
  std::vector<int> open{};  // -1 once ended
  std::vector<std::thread> threads{};
  std::thread acceptor{};

  std::optional<std::string> answer_to(const Asked& asked) {
    std::string answer = forwarded(upstream, asked.bytes);
    return alter ? alter(asked, std::move(answer)) : std::move(answer);
  }

  void serve(int socket) {
    std::string ahead, request;
    while (read_request(socket, ahead, request)) {
      const Asked asked = parsed(request);
      {
        const std::lock_guard lock(mutex);
        requests.push_back(asked);
      }
      changed.notify_all();
      const auto answer = answer_to(asked);
      if (!answer) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return stopping; });
        return;
      }
      if (!send_all(socket, framed(asked, *answer))) return;
    }
  }

  void accept_all() {
    for (;;) {
      const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      const std::lock_guard lock(mutex);
      if (stopping) {
        ::close(socket);
        return;
      }
      const std::size_t index = open.size();
      open.push_back(socket);
      threads.emplace_back([this, socket, index] {
        serve(socket);
        const std::lock_guard ended(mutex);
        ::close(socket);
        open[index] = -1;
      });
    }
  }
};

Relay::Relay(int upstream_port, AlterAnswer alter) : state_(std::make_unique<State>()) {
  state_->upstream = upstream_port;
  state_->alter = std::move(alter);
  state_->listener = new_socket();
  state_->port = bind_to_loopback(state_->listener);
  if (::listen(state_->listener, 64) != 0) throw std::runtime_error("listen failed");
  state_->acceptor = std::thread([state = state_.get()] { state->accept_all(); });
}

Relay::~Relay() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    for (const int socket : state_->open)
      if (socket >= 0) ::shutdown(socket, SHUT_RDWR);
  }
  state_->changed.notify_all();
  ::shutdown(state_->listener, SHUT_RDWR);
  state_->acceptor.join();
  for (std::thread& thread : state_->threads) thread.join();
  ::close(state_->listener);
}

int Relay::port() const { return state_->port; }

std::string Relay::base() const { return fmt::format("http://127.0.0.1:{}", port()); }

std::vector<Asked> Relay::requests() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests;
}

bool Relay::wait_until(const std::function<bool(const std::vector<Asked>&)>& holds,
                       std::chrono::milliseconds at_most) const {
  std::unique_lock lock(state_->mutex);
  return state_->changed.wait_for(lock, at_most, [&] { return holds(state_->requests); });
}

}  // namespace emconform::test
