#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// What the servers of the tests have in common.
namespace emconform::test {

int new_socket(int flags = 0);
/// Binds to any free port of 127.0.0.1 and returns it.
int bind_to_loopback(int socket);
bool connect_to_loopback(int socket, int port);
/// Of a header section in the spelling of libcurl and curl; 0 without one.
std::size_t content_length(std::string_view head);
bool send_all(int socket, std::string_view bytes);
/// Reads one request; `ahead` holds what was read beyond it. False at the end of the connection.
bool read_request(int socket, std::string& ahead, std::string& request);

}  // namespace emconform::test
