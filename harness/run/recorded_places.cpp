#include "run/recorded_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "model/href.h"

namespace emconform {
namespace {

constexpr int unauthorized = 401;
constexpr int server_error = 500;

using Parameters = std::map<std::string, std::string>;  // names in lower case, values decoded

Parameters parameters_of(std::string_view query) {
  Parameters parameters;
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    const std::size_t equals = std::min(part.find('='), part.size());
    if (!part.empty())
      parameters[lower(percent_decode(part.substr(0, equals)))] =
          percent_decode(part.substr(std::min(equals + 1, part.size())));
  }
  return parameters;
}

struct Target {
  std::string path{};  // without a slash at its end
  Parameters parameters{};
};

Target target_in(const std::string& text) {
  const std::size_t mark = std::min(text.find('?'), text.size());
  std::string path = text.substr(0, mark);
  while (path.ends_with('/')) path.pop_back();
  return {path, parameters_of(std::string_view(text).substr(std::min(mark + 1, text.size())))};
}

std::string value(const Parameters& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

/// "/jobs/{ID}/backupSessions": any id will do.
bool is_at(const Target& target, const Suite& suite) {
  std::string endpoint = suite.endpoint;
  while (endpoint.ends_with('/')) endpoint.pop_back();
  for (auto at = endpoint.find("{ID}"); at != std::string::npos; at = endpoint.find("{ID}"))
    endpoint.replace(at, 4, "{*}");
  if (endpoint.empty()) return equal_ignoring_case(target.path, "/api");
  return fits_template({.scheme = "http", .authority = "em", .path = target.path, .query = {}},
                       endpoint, "");
}

/// The query service is asked for several types of resources, by one suite each.
bool asks_for_type(const Case& test, const std::string& type) {
  const std::string own = value(parameters_of(test.query), "type");
  return own.empty() || equal_ignoring_case(own, type);
}

bool is_for(const Case& test, const Request& request, const Target& target) {
  return test.relation.empty() && test.method == request.method &&
         asks_for_type(test, value(target.parameters, "type"));
}

bool has_status(const Case& test, int first, int last) {
  return std::any_of(test.status.begin(), test.status.end(),
                     [&](int status) { return status >= first && status <= last; });
}

bool judges_all(const Case& test) {
  return std::find(test.checks.begin(), test.checks.end(), "*") != test.checks.end();
}

/// The case with such a status; rather one that judges by all rules.
const Case* find_case(const Suite& suite, const Request& request, const Target& target, int first,
                      int last) {
  const Case* best = nullptr;
  for (const Case& test : suite.cases)
    if (is_for(test, request, target) && has_status(test, first, last) &&
        (best == nullptr || (judges_all(test) && !judges_all(*best))))
      best = &test;
  return best;
}

const Suite* find_suite(const Knowledge& knowledge, const Request& request, const Target& target) {
  const Suite* best = nullptr;
  for (const Suite& suite : knowledge.suites) {
    const bool asked = std::any_of(suite.cases.begin(), suite.cases.end(),
                                   [&](const Case& test) { return is_for(test, request, target); });
    // One that names the resource knows more of it than one for any.
    if (is_at(target, suite) && asked &&
        (best == nullptr || best->endpoint.find("{ID}") != std::string::npos))
      best = &suite;
  }
  return best;
}

/// A parameter that the specification does not name, or a value that it does not; "" if all is
/// known.
std::string unknown_parameter(const Suite& suite, const Parameters& parameters) {
  constexpr std::array<std::string_view, 7> of_queries = {
      "type", "format", "filter", "sortasc", "sortdesc", "pagesize", "page"};
  const bool is_query = suite.shape == Shape::Query;
  for (const auto& [name, text] : parameters) {
    const bool known =
        is_query ? std::find(of_queries.begin(), of_queries.end(), name) != of_queries.end()
                 : name == "format" || (name == "v" && suite.name == "logon");
    const bool right = name != "format" ||
                       equal_ignoring_case(text, is_query ? "Entities" : "Entity") ||
                       (is_query && equal_ignoring_case(text, "Refs"));
    if (!known || !right) return fmt::format("{}={}", name, text);
  }
  return {};
}

bool has_both_forms(const Suite& suite, const Contract& contract) {
  if (suite.shape == Shape::Item) return contract.reference && contract.entity;
  return suite.shape == Shape::Query || (contract.reference_list && contract.entity_list);
}

/// What must come back; nullopt: either format will do, or the request says more than one.
std::optional<Format> format_asked_for(const Request& request) {
  const std::string accept = lower(header(request.headers, "Accept").value_or(""));
  const bool open = accept.find('*') != std::string::npos || accept.find(',') != std::string::npos;
  const std::string type = accept.substr(0, accept.find(';'));
  if (open || type.empty()) return std::nullopt;
  if (type == "application/json") return Format::Json;
  if (type == "application/xml") return Format::Xml;
  return std::nullopt;
}

bool shows_credentials(const Request& request) {
  return std::any_of(request.headers.begin(), request.headers.end(), [](const Header& header) {
    return !header.value.empty() && (equal_ignoring_case(header.name, "X-RestSvcSessionId") ||
                                     equal_ignoring_case(header.name, "Authorization") ||
                                     equal_ignoring_case(header.name, "Cookie"));
  });
}

struct CaseOrWhyNot {
  const Case* test = nullptr;
  std::string why_not{};
};

CaseOrWhyNot case_for(const Suite& suite, const RecordedExchange& exchange, const Target& target) {
  const int status = exchange.response->status;
  const Request& request = exchange.request;
  if (status == unauthorized) {
    if (shows_credentials(request))
      return {nullptr,
              "the recording does not show whether the credentials were right, or the "
              "session still open: 401"};
    return {find_case(suite, request, target, unauthorized, unauthorized),
            "no case expects 401 here"};
  }
  const bool as_good = status / 100 == 2;
  if (!as_good && status != server_error)
    return {nullptr,
            fmt::format("the recording does not show whether the request was right: {}", status)};
  return {find_case(suite, request, target, 200, 299), "no case expects success here"};
}

const Contract* contract_of(const Suite& suite, const Knowledge& knowledge) {
  const auto found =
      std::find_if(knowledge.contracts.begin(), knowledge.contracts.end(),
                   [&](const Contract& contract) { return contract.resource == suite.contract; });
  return found == knowledge.contracts.end() ? nullptr : &*found;
}

}  // namespace

std::string path_of(const RecordedExchange& exchange) {
  const std::string& target = exchange.request.target;
  return target.substr(0, target.find('?'));
}

PlaceOrWhyNot place_of(const RecordedExchange& exchange, const Knowledge& knowledge) {
  const Request& request = exchange.request;
  const Target target = target_in(request.target);
  const Suite* suite = find_suite(knowledge, request, target);
  const Contract* contract = suite != nullptr ? contract_of(*suite, knowledge) : nullptr;
  if (contract == nullptr) return {.why_not = "no suite is about it"};
  PlaceOrWhyNot result;
  const CaseOrWhyNot found = case_for(*suite, exchange, target);
  const std::string unknown = unknown_parameter(*suite, target.parameters);
  if (found.test == nullptr)
    result.why_not = found.why_not;
  else if (!unknown.empty())
    result.why_not = fmt::format("the specification does not say what {} means", unknown);
  // By what rules it would have been judged is told of what is not judged as well.
  const Case* test =
      found.test != nullptr ? found.test : find_case(*suite, request, target, 200, 299);
  if (test == nullptr) return {.why_not = "no case asks for it"};
  RecordedPlace place{.suite = suite, .contract = contract, .test = *test};
  place.test.name = "recorded";
  place.test.reason.clear();
  if (has_both_forms(*suite, *contract) && !value(target.parameters, "format").empty() &&
      !equal_ignoring_case(value(target.parameters, "format"), "Refs"))
    place.form = Form::Entity;
  const std::string_view last = last_segment(target.path);
  place.expected = {.statuses = place.test.status,
                    .shape = place.test.shape,
                    .form = place.form,
                    .format = format_asked_for(request),
                    .id = {},
                    .camel_case = false};
  if (suite->shape == Shape::Item && suite->discovery && is_guid(last))
    place.expected.id = std::string(last);
  result.place = std::move(place);
  return result;
}

}  // namespace emconform
