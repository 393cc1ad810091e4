#include "run/learn.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "checks/expectation.h"
#include "model/href.h"

namespace emconform {
namespace {

constexpr std::size_t most_endpoints = 200;
constexpr std::size_t most_asks = 200;         // of one endpoint
constexpr std::size_t most_answers = 16;       // of one ask
constexpr std::size_t most_headers = 64;       // of one endpoint
constexpr std::size_t most_times = 1u << 18U;  // of one endpoint: 1 MiB
constexpr std::size_t longest_name = 100;      // bytes

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
    if (!segment.empty()) segments.push_back(segment);
  }
  return segments;
}

/// How many segments of the template are met word by word; -1: the path does not fit.
int fit(const std::vector<std::string_view>& path, std::string_view path_template) {
  const auto pattern = segments_of(path_template);
  if (path.size() != pattern.size()) return -1;
  int words = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (equal_ignoring_case(path[i], pattern[i]))
      ++words;
    else if (pattern[i] != "{ID}")
      return -1;
  }
  return words;
}

bool is_word(std::string_view text) {
  return text.size() <= longest_name && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

/// Of a path that no suite is about: what may be an id is left out.
std::string generalized(const std::vector<std::string_view>& path) {
  std::string name;
  for (const std::string_view segment : path)
    name.append("/").append(is_word(segment) ? segment : "{ID}");
  return name.empty() ? "/" : name;
}

std::string_view query_type(std::string_view query) {
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    if (part.starts_with("type=")) return part.substr(5);
  }
  return {};
}

bool is_expected(const Exchange& exchange) {
  const auto& statuses = exchange.expected.statuses;
  return std::find(statuses.begin(), statuses.end(), exchange.response->status) != statuses.end();
}

std::string ask_in_words(const Reading& reading) {
  const ExchangeRecord& record = reading.record;
  return fmt::format("{}, {}, {}", record.method, record.auth,
                     record.accept.empty() ? "no Accept" : record.accept);
}

/// "200 application/xml; charset=utf-8": letter case makes no difference in a media type.
std::string answer_in_words(const Response& response) {
  const auto type = header(response.headers, "Content-Type");
  return fmt::format("{} {}", response.status,
                     type ? lower(type->substr(0, longest_name)) : "no Content-Type");
}

/// The smallest time that so much of all are not above; `sorted` is not empty.
std::chrono::microseconds percentile(const std::vector<std::uint32_t>& sorted, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return std::chrono::microseconds(sorted[std::max<std::size_t>(rank, 1) - 1]);
}

Latency latency_of(std::vector<std::uint32_t> times) {
  if (times.empty()) return {};
  std::sort(times.begin(), times.end());
  return {.answers = times.size(),
          .p50 = percentile(times, 0.5),
          .p90 = percentile(times, 0.9),
          .p99 = percentile(times, 0.99)};
}

}  // namespace

Learner::Learner(const Knowledge& knowledge) : knowledge_(knowledge) {}

Learner::Endpoint Learner::endpoint_of(std::string_view target) const {
  const std::size_t mark = std::min(target.find('?'), target.size());
  auto path = segments_of(target.substr(0, mark));
  if (!path.empty()) path.erase(path.begin());  // "api"
  if (path.size() == 1 && equal_ignoring_case(path.front(), "query")) {
    const std::string_view type = query_type(target.substr(std::min(mark + 1, target.size())));
    for (const Contract& contract : knowledge_.contracts)
      if (!type.empty() && contract.query_type == type)
        return {fmt::format("/query?type={}", type), &contract, Shape::Query};
    return {.name = "/query"};
  }
  const Suite* best = nullptr;
  int words = -1;
  for (const Suite& suite : knowledge_.suites)
    if (const int fits = fit(path, suite.endpoint); fits > words) {
      best = &suite;
      words = fits;
    }
  if (best == nullptr) return {.name = generalized(path)};
  const auto contract =
      std::find_if(knowledge_.contracts.begin(), knowledge_.contracts.end(),
                   [&](const Contract& one) { return one.resource == best->contract; });
  return {best->endpoint, contract == knowledge_.contracts.end() ? nullptr : &*contract,
          best->shape};
}

void Learner::learn(std::string_view target, const Reading& reading) {
  if (!reading.exchange.response) return;
  const Endpoint endpoint = endpoint_of(target);
  const std::lock_guard lock(mutex_);
  if (endpoints_.size() < most_endpoints || endpoints_.contains(endpoint.name))
    learn_answer(reading, endpoints_[endpoint.name]);
  // Links to entities are followed as they are, with whatever else their query says.
  const bool is_entity = lower(target).find("format=entity") != std::string::npos;
  learn_resources(reading.exchange, is_entity ? Form::Entity : reading.exchange.expected.form,
                  endpoint);
}

void Learner::learn_answer(const Reading& reading, EndpointFacts& facts) {
  const Response& response = *reading.exchange.response;
  ++facts.answers;
  const std::pair ask{ask_in_words(reading), reading.exchange.expected.statuses};
  if (facts.asks.size() < most_asks || facts.asks.contains(ask)) {
    if (!count_one(facts.asks[ask], answer_in_words(response), most_answers)) facts.is_cut = true;
  } else {
    facts.is_cut = true;
  }
  std::vector<std::string> names;
  for (const Header& header : response.headers) names.push_back(lower(header.name));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string& name : names)
    if (name.size() > longest_name || !count_one(facts.headers, name, most_headers))
      facts.is_cut = true;
  const auto took = response.timing.total.count();
  if (response.status / 100 == 2 && facts.microseconds.size() < most_times)
    facts.microseconds.push_back(static_cast<std::uint32_t>(
        std::clamp<decltype(took)>(took, 0, std::numeric_limits<std::uint32_t>::max())));
}

void Learner::learn_resources(const Exchange& exchange, Form form, const Endpoint& endpoint) {
  if (endpoint.contract == nullptr || exchange.expected.shape != endpoint.shape ||
      !exchange.representation || !is_expected(exchange))
    return;
  const Contract& contract = *endpoint.contract;
  Expected expected = exchange.expected;
  if (expected.shape == Shape::Item) expected.form = form;
  const FormRule* rule = member_rule(expected, contract);
  if (rule == nullptr) return;
  const bool is_entity = contract.entity && rule == &*contract.entity;
  const Representation& body = *exchange.representation;
  const auto [entry, is_new] = resources_.try_emplace(
      {contract.resource, is_entity ? Form::Entity : Form::Reference, body.format}, rule);
  LearnedObjects& objects = entry->second;
  objects.add_names(body.upper_case_count, body.lower_case_count);
  each_member(exchange, contract,
              [&](const Resource& resource, const Place&) { objects.learn(resource); });
}

Learned Learner::facts() const {
  const std::lock_guard lock(mutex_);
  Learned learned;
  for (const auto& [key, objects] : resources_) {
    LearnedResource facts = objects.facts();
    std::tie(facts.resource, facts.form, facts.format) = key;
    learned.resources.push_back(std::move(facts));
  }
  for (const auto& [name, facts] : endpoints_) {
    LearnedEndpoint endpoint{.endpoint = name,
                             .answers = facts.answers,
                             .headers = seen(facts.headers),
                             .latency = latency_of(facts.microseconds),
                             .is_cut = facts.is_cut};
    for (const auto& [ask, answers] : facts.asks)
      endpoint.asks.push_back({ask.first, ask.second, seen(answers)});
    learned.endpoints.push_back(std::move(endpoint));
  }
  return learned;
}

void each_text(Learned& learned, const std::function<void(std::string&)>& change) {
  const auto change_all = [&](std::vector<Seen>& all) {
    for (Seen& one : all) change(one.what);
  };
  for (LearnedResource& resource : learned.resources) {
    for (LearnedField& field : resource.fields) {
      change(field.path);
      change_all(field.values);
      for (std::string& value : field.undocumented) change(value);
    }
    for (LearnedLink& link : resource.links)
      for (std::string* text : {&link.owner, &link.rel, &link.type}) change(*text);
  }
  for (LearnedEndpoint& endpoint : learned.endpoints) {
    change(endpoint.endpoint);
    for (LearnedAsk& ask : endpoint.asks) change_all(ask.answers);
    change_all(endpoint.headers);
  }
}

std::vector<std::string> cuts_in_words(const Learned& learned) {
  std::vector<std::string> sentences;
  const auto add = [&](const std::string& what) {
    sentences.push_back(
        fmt::format("what was learned of {} is not all: the target sends more than is kept", what));
  };
  for (const LearnedResource& one : learned.resources)
    if (one.is_cut)
      add(fmt::format("{} ({}, {})", one.resource, name_of(one.form), name_of(one.format)));
  for (const LearnedEndpoint& one : learned.endpoints)
    if (one.is_cut) add(one.endpoint);
  return sentences;
}

}  // namespace emconform
