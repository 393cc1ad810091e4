#include "mock/service.h"

#include <utility>

#include "mock/encode.h"
#include "mock/generate.h"
#include "mock/routes.h"
#include "mock/text.h"

namespace emconform::mock {

namespace {

Time real_time() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string_view message_of(TokenState state) {
  switch (state) {
    case TokenState::Missing:
    case TokenState::Empty:
      return "The request has no X-RestSvcSessionId.";
    case TokenState::Malformed:
    case TokenState::Unknown:
      return "The X-RestSvcSessionId names no logon session.";
    default:
      return "The logon session has ended.";
  }
}

Response encoded(const Request& request, const Reply& reply, const Traits& traits) {
  Response response{.status = reply.status, .headers = reply.headers};
  response.headers.push_back({"Date", http_date(request.time)});
  if (!reply.document) return response;
  const bool json = request.format == Format::Json;
  response.headers.push_back({"Content-Type", json ? "application/json" : "application/xml"});
  response.body =
      json ? encode_json(*reply.document, traits.json) : encode_xml(*reply.document, traits.xml);
  return response;
}

Data make_data(Options options, const Traits& traits, Time now) {
  options.sessions = traits.sessions.value_or(options.sessions);
  Data data = generate(options, now);
  traits.data(data, now);
  return data;
}

}  // namespace

Service::Service(const Options& options, const Hooks& hooks, const Traits& traits)
    : hooks_{hooks},
      traits_{traits},
      scheme_{options.tls ? "https" : "http"},
      user_{options.username},
      password_{options.password},
      start_{options.now.value_or(real_time()) + traits.clock},
      clock_stands_{options.clock_stands},
      store_{make_data(options, traits, start_)},
      logons_{traits.logons} {
  for (RestorePoint& point : store_.restore_points()) {
    auto& points = restore_points_[point.session_id];
    points.push_back(std::move(point));
  }
}

Response Service::answer(const RawRequest& raw, std::string_view authority) {
  Request request = parse_request(raw, scheme_, authority);
  request.time = now();
  store_.advance(request.time);
  Reply reply = reply_to(request);
  hooks_.reply(request, reply);
  Response response = encoded(request, reply, traits_);
  hooks_.response(request, response);
  return response;
}

std::size_t Service::open_logon_sessions() const { return logons_.open_count(now()); }

Time Service::now() const {
  if (clock_stands_) return start_;
  return start_ + std::chrono::duration_cast<std::chrono::microseconds>(
                      std::chrono::steady_clock::now() - started_);
}

void Service::count(Request& request) {
  const std::lock_guard lock{counting_};
  request.number = ++requests_;
  request.route_number = ++requests_of_route_[request.route];
}

// A path that does not exist is told to everybody (inferred: WCF dispatches before it authorizes).
Reply Service::reply_to(Request& request) {
  const Route* route = match_route(request);
  if (route != nullptr && !traits_.serves(route->pattern)) route = nullptr;
  count(request);
  hooks_.request(request);
  if (route == nullptr) return error_reply(404, "There is no such resource.");
  const bool served = request.method == route->method;
  const bool refused =
      !request.method.empty() && route->refused.find(request.method) != std::string_view::npos;
  if (!served && !refused && (request.method != "GET" || route->get == nullptr)) {
    Reply reply = error_reply(405, "The resource does not support this method.");
    reply.headers.push_back({"Allow", allowed_methods(*route)});
    return reply;
  }
  Context context{
      request, store_, logons_, hooks_, user_, password_, {request.api, restore_points_}};
  if (!route->open) {
    Credential credential = logons_.look_up(request.token, request.time);
    hooks_.authorize(request, credential);
    if (credential.state != TokenState::Open)
      return error_reply(401, std::string{message_of(credential.state)});
    context.session_id = credential.session_id;
  }
  if (refused) return error_reply(403, "This server is read-only.");
  return served ? route->handler(context) : route->get(context);
}

}  // namespace emconform::mock
