#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/document.h"
#include "mock/mock.h"

// A request as the mock sees it, an answer as its resources give it, and the bytes of the response.
namespace emconform::mock {

struct Header {
  std::string name{}, value{};
};

/// A request as it came over the wire.
struct RawRequest {
  std::string method{}, target{};  // the target as sent: path and query, not decoded
  std::vector<Header> headers{};
};

struct Parameter {
  std::string written{};  // the name as the client wrote it, for the links of a query's pages
  std::string name{};     // in lower case
  std::string value{};    // decoded
};

enum class Format { Xml, Json };

struct Request {
  std::string method{};                 // GET for a HEAD too
  std::vector<std::string> segments{};  // of the path below /api, decoded
  bool below_api = false;
  std::string_view route{};        // the pattern that the path fits: "backupSessions/{id}"
  std::vector<std::string> ids{};  // what stands in the place of {id}, in lower case
  std::vector<Parameter> parameters{};
  Format format = Format::Xml;
  bool entity = false;   // ?format=Entity
  std::string api{};     // "https://host:9398/api", as the client addressed the server
  std::string accept{};  // as sent; all Accept headers, joined by a comma
  std::optional<std::string> token{};  // of the logon session; empty text if sent without a value
  bool token_in_cookie = false;
  std::optional<std::string> header_token{};  // the one that a cookie overrides
  std::optional<std::string> basic{};         // "user:password"
  Time time{};
  std::size_t number = 0;        // of all requests to this server, from 1
  std::size_t route_number = 0;  // of all requests to this route, from 1
  int default_page_size = 100;   // of a query
};

/// Reads a request. `scheme` is "http" or "https", `authority` stands in for a missing Host.
Request parse_request(const RawRequest& raw, std::string_view scheme, std::string_view authority);

/// The value of the first parameter of that name (in lower case).
std::optional<std::string> parameter(const Request& request, std::string_view name);

/// What a resource answers.
struct Reply {
  int status = 200;
  std::optional<Document> document{};
  std::vector<Header> headers{};
};

/// An Error representation; Message, StatusCode and Status are attributes in XML.
Reply error_reply(int status, std::string message);

struct Response {
  int status = 200;
  std::vector<Header> headers{};
  std::string body{};
  std::optional<std::size_t> declared_length{};  // Content-Length, if it is not the body's
  std::chrono::milliseconds delay{};             // before the first byte
  std::chrono::milliseconds pause{};             // in the middle of the body
  bool chunked = false;                          // sent in chunks, without Content-Length
};

/// The value of a header, or null.
std::string* header(Response& response, std::string_view name);

}  // namespace emconform::mock
