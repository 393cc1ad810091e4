#include <utility>

#include "faults/fault.h"

namespace emconform::faults {
namespace {

using Applies = std::function<bool(const Answer&)>;

std::function<Target(const mock::Server&)> proxy_if(Place place, Applies applies, Change change) {
  return [=](const mock::Server& mock) {
    auto responder = std::make_shared<test::Responder>(test::Script{test::forward(
        mock.port(),
        [=](const std::string& request, const std::string& bytes) -> std::optional<test::Script> {
          if (!place(request)) return std::nullopt;
          const Answer real = parse_answer(bytes);
          if (!applies(real)) return std::nullopt;
          return change(real);
        })});
    return Target{.url = responder->base(), .alive = {responder}};
  };
}

}  // namespace

Place at(std::string path) {
  return [path = std::move(path)](const std::string& request) {
    for (const char* method : {"GET ", "HEAD "})
      for (const char* end : {" ", "?"})
        if (request.starts_with(method + path + end)) return true;
    return false;
  };
}

Place at_sessions() { return at("/api/backupSessions"); }

Place at_logon() {
  return [](const std::string& request) { return request.starts_with("POST /api/sessionMngr/"); };
}

Place at_welcome() { return at("/api/"); }

Place after_logon() {
  return [](const std::string& request) {
    return request.starts_with("GET /api/") && !request.starts_with("GET /api/ ");
  };
}

Place everywhere() {
  return [](const std::string&) { return true; };
}

std::function<Target(const mock::Server&)> proxy(Place place, Change change) {
  return proxy_if(
      std::move(place), [](const Answer&) { return true; }, std::move(change));
}

std::function<Target(const mock::Server&)> xml_proxy(Place place, Change change) {
  return proxy_if(std::move(place), is_xml, std::move(change));
}

std::function<Target(const mock::Server&)> json_proxy(Place place, Change change) {
  return proxy_if(
      std::move(place), [](const Answer& answer) { return !is_xml(answer); }, std::move(change));
}

std::function<Target(const mock::Server&)> server(test::Script script) {
  return [script = std::move(script)](const mock::Server&) {
    auto responder = std::make_shared<test::Responder>(script);
    return Target{.url = responder->base(), .alive = {responder}};
  };
}

test::Script on(std::string bytes) { return {test::send(std::move(bytes)), test::again()}; }
test::Script on(const Answer& answer) { return on(to_bytes(answer)); }
test::Script last(std::string bytes) { return {test::send(std::move(bytes))}; }

Change changed(std::function<Answer(const Answer& real)> make) {
  return [make = std::move(make)](const Answer& real) { return on(make(real)); };
}

Change body(std::function<std::string(const Answer& real)> make) {
  return changed(
      [make = std::move(make)](const Answer& real) { return with_body(real, make(real)); });
}

Change always(test::Script script) {
  return [script = std::move(script)](const Answer&) { return script; };
}

}  // namespace emconform::faults
