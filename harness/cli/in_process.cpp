#include "cli/in_process.h"

#include <fmt/format.h>

namespace emconform {
namespace {

void add_header(Response& response, const std::string& name, const std::string& value) {
  response.header_lines.push_back(fmt::format("{}: {}", name, value));
  response.headers.push_back({name, value});
}

Result<Response> received(mock::Response answer, const std::string& authority) {
  Response response{.status = answer.status,
                    .status_line = fmt::format("HTTP/1.1 {} Status", answer.status)};
  for (const mock::Header& header : answer.headers)
    if (!header.value.empty()) add_header(response, header.name, header.value);
  const std::size_t length = answer.declared_length.value_or(answer.body.size());
  if (answer.chunked)
    add_header(response, "Transfer-Encoding", "chunked");
  else
    add_header(response, "Content-Length", std::to_string(length));
  if (!answer.chunked && length > answer.body.size())
    return fail(
        {.where = "http://" + authority,
         .what = fmt::format("the body ended after {} of {} bytes", answer.body.size(), length),
         .fault = Fault::Target});
  response.body = std::move(answer.body);
  if (!answer.chunked) response.body.resize(length);
  return response;
}

}  // namespace

Transport in_process(mock::Service& service, std::string authority) {
  return [&service, authority = std::move(authority)](const Request& request) {
    mock::RawRequest raw{.method = request.method, .target = request.target};
    for (const Header& header : request.headers)
      if (!header.value.empty()) raw.headers.push_back({header.name, header.value});
    return received(service.answer(raw, authority), authority);
  };
}

}  // namespace emconform
