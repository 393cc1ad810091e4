#include <sys/socket.h>
#include <unistd.h>

#include <string_view>
#include <utility>

#include "fuzz/fuzz.h"
#include "fuzz/judge_body.h"
#include "load/decode.h"
#include "transport/http.h"

// The bytes that a server sends -> HttpClient -> what every check says of the answer. There is no
// server: the client's connection is one end of a pair of sockets, and the bytes, then the end of
// the connection, are there before it asks.

namespace {

/// What the system hands to connect() says nothing of the input.
struct Server {
  std::string_view bytes_to_come{};
  int end = -1;  // of the pair
};
Server server;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

}  // namespace

/// Takes the place of the system's.
extern "C" int connect(int client, const sockaddr* address, socklen_t) {
  if (address->sa_family != AF_INET) return -1;
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
  // All fit into the socket's buffer (script/fuzz caps them); the request fits into the other
  // one's.
  const ssize_t sent = write(ends[1], server.bytes_to_come.data(), server.bytes_to_come.size());
  shutdown(ends[1], SHUT_WR);
  dup2(ends[0], client);
  close(ends[0]);
  server.end = ends[1];
  return sent < 0 ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace emconform;
  server.bytes_to_come = fuzz::text(data, size);
  HttpClient client({.base = "http://127.0.0.1:9"});
  Exchange exchange{.request = {.target = "/api/jobs"}};
  Result<Response> response = client.send(exchange.request);
  close(std::exchange(server.end, -1));
  if (!response) {
    fuzz::require(!response.error().what.empty() && response.error().fault == Fault::Target,
                  "a broken answer has a reason, and is the target's fault");
    return 0;
  }
  fuzz::require(response->status >= 200, "an interim answer is none");
  exchange.response = *std::move(response);
  if (auto representation = decode(exchange.response->body))
    exchange.representation = *std::move(representation);
  else
    exchange.malformed = representation.error().what;
  fuzz::judge(exchange);
  return 0;
}
