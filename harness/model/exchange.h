#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/instant.h"
#include "model/representation.h"
#include "model/result.h"

// One request, the response to it, and what was expected of it.
namespace emconform {

struct Header {
  std::string name{}, value{};
};

struct Request {
  std::string method = "GET";
  std::string target{};  // path and query, as it goes over the wire: "/api/jobs?format=Entity"
  std::vector<Header> headers{};
  std::string body{};
  /// By whom and what for, never sent: equal requests of a recording are told apart by it.
  std::string purpose{};
};

/// When and how long, measured by the harness.
struct Timing {
  std::chrono::system_clock::time_point sent{};
  std::chrono::microseconds connect{}, tls{}, first_byte{}, total{};  // each since the start
  bool new_connection = false;
};

struct Response {
  int status = 0;
  std::string status_line{};                // as received, without the line end
  std::vector<std::string> header_lines{};  // as received, without line ends: judged raw
  std::vector<Header> headers{};            // parsed from them; names as the server wrote them
  std::string body{};                       // without its Content-Encoding
  /// Bytes of the body as it was sent, where a Content-Encoding was undone.
  std::optional<std::size_t> encoded_bytes{};
  bool has_bytes_behind = false;  // more came after its end, though nothing more was asked
  Timing timing{};
};

/// The value of the first header of that name, in any letter case; nullopt if there is none.
std::optional<std::string_view> header(const std::vector<Header>& headers, std::string_view name);

/// Sends one request. A refused connection is an Error; a 500 is a Response.
/// May be called from several threads at once.
using Transport = std::function<Result<Response>(const Request&)>;

/// What the body of an answer is about.
enum class Shape {
  Item,   // one resource
  List,   // a collection of the resource
  Query,  // a QueryResult over the resource
  Error,  // an Error body
  None,   // no body (204)
};

/// The two forms of a key resource. Resources with one form are held to their entity form.
enum class Form { Reference, Entity };

/// What the case that sent a request expects of the answer.
struct Expected {
  std::vector<int> statuses{};
  Shape shape = Shape::Item;
  Form form = Form::Reference;
  std::optional<Format> format{};   // nullopt: either, the request leaves it open
  std::optional<std::string> id{};  // GUID of the item that was asked for, if one was
  bool camel_case = false;          // JSON dialect of this target: camelCase (release 13)
};

/// One request and its answer. Exactly one of response and error is set.
struct Exchange {
  Request request{};
  Expected expected{};
  std::optional<Response> response{};
  std::optional<Error> error{};           // no answer: transport failed
  SharedRepresentation representation{};  // none: no body, or malformed
  std::string malformed{};                // why the body could not be decoded; "" if it was
};

}  // namespace emconform
