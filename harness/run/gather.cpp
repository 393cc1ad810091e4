#include "run/gather.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "checks/items.h"
#include "model/href.h"
#include "run/strata.h"

namespace emconform {
namespace {

// Tried, in order, until a list with members is found.
constexpr std::size_t most_candidates = 12;

bool has_both_forms(Shape shape, const Contract& contract) {
  return shape == Shape::Item ? contract.reference && contract.entity
                              : contract.reference_list && contract.entity_list;
}

/// A target without its format parameter: the reference form's URL.
std::string without_format(const Href& href) {
  if (equal_ignoring_case(href.query, "format=Entity")) return std::string(href.path);
  return target_of(href);
}

/// Whether a path stays below /api however it is read: the session id goes to nothing else.
bool is_of_api(const Href& href) {
  const std::string path = lower(percent_decode(href.path));
  return path.starts_with("/api/") && path.find("/../") == std::string::npos &&
         !path.ends_with("/..") && path.find('\\') == std::string::npos;
}

std::string name_of(const Unit& unit) {
  return fmt::format("{}/{} [{}]", unit.suite->name, unit.test->name, unit.variant);
}

const Link* find_link(const Resource& resource, const std::string& rel, const std::string& type) {
  const auto found = std::find_if(
      resource.links.begin(), resource.links.end(),
      [&](const Link& link) { return link.rel == rel && (type.empty() || link.type == type); });
  return found == resource.links.end() ? nullptr : &*found;
}

}  // namespace

Accept xml_accept() { return {.value = std::nullopt, .format = Format::Xml, .reason = {}}; }
Accept json_accept() { return {.value = "application/json", .format = Format::Json, .reason = {}}; }

std::string with_query(std::string target, std::string_view query) {
  if (query.empty()) return target;
  target += target.find('?') == std::string::npos ? '?' : '&';
  return target.append(query);
}

Gather::Gather(Reader& reader, const Knowledge& knowledge, const GatherOptions& options,
               const Unit& unit)
    : reader_(reader), knowledge_(knowledge), options_(options), unit_(unit) {}

const Exchange& Gather::keep(ReadingPtr reading) {
  const auto known = std::find(readings_.begin(), readings_.end(), reading);
  if (known != readings_.end()) return (*known)->exchange;
  readings_.push_back(std::move(reading));
  return readings_.back()->exchange;
}

void Gather::make_first(const Exchange& exchange) {
  const auto found = std::find_if(readings_.begin(), readings_.end(),
                                  [&](const auto& r) { return &r->exchange == &exchange; });
  if (found != readings_.end()) std::rotate(readings_.begin(), found, found + 1);
}

const Exchange& Gather::own(Exchange exchange) { return made_.emplace_back(std::move(exchange)); }

bool Gather::resolve_last_page(Ask& ask) {
  constexpr std::string_view mark = "{LAST}";
  const std::size_t at = ask.target.find(mark);
  if (at == std::string::npos) return true;
  Ask first = ask;
  first.target =
      fmt::format("{}1{}", ask.target.substr(0, at), ask.target.substr(at + mark.size()));
  const Exchange& answer = attempt(first);
  if (problem_) return false;
  const auto count = paging_number(answer, "PagesCount");
  if (!count) {
    note_problem(
        {Verdict::NotTestable, "the first page does not say how many there are", {}, false});
    return false;
  }
  ask.target.replace(at, mark.size(), fmt::format("{}", *count));
  return true;
}

void Gather::note_problem(Problem problem) {
  if (!problem_) problem_ = std::move(problem);
}

const Exchange& Gather::attempt(const Ask& ask, bool again) {
  const Exchange& exchange =
      keep(again ? reader_.read_again(ask, name_of(unit_)) : reader_.read(ask));
  // Fault::Usage: the run has come to an end that the user has set.
  if (exchange.error)
    note_problem({exchange.error->fault == Fault::Usage ? Verdict::NotTestable : Verdict::Error,
                  fmt::format("{} {}: {}", ask.method, ask.target, exchange.error->what),
                  {},
                  false});
  return exchange;
}

namespace {

/// Why an answer is not what was asked for; nullopt if it is.
std::optional<Finding> departure(const Ask& ask, const Exchange& exchange) {
  const auto& statuses = ask.expected.statuses;
  const int status = exchange.response->status;
  const std::string where = ask.method + " " + ask.target;
  if (std::find(statuses.begin(), statuses.end(), status) == statuses.end())
    return Finding{where, fmt::format("status {}", fmt::join(statuses, " or ")),
                   fmt::format("status {}", status)};
  if (!exchange.representation)
    return Finding{where, "a readable body",
                   exchange.malformed.empty() ? "no body" : exchange.malformed};
  return std::nullopt;
}

}  // namespace

const Exchange& Gather::need(const Ask& ask, bool again) {
  const Exchange& exchange = attempt(ask, again);
  if (exchange.error) return exchange;
  if (auto found = departure(ask, exchange)) {
    const auto reading = std::find_if(readings_.begin(), readings_.end(),
                                      [&](const auto& r) { return &r->exchange == &exchange; });
    note_problem({Verdict::Fail, "", std::move(found), false, *reading});
  }
  return exchange;
}

const Contract* Gather::contract_of(std::string_view resource) const {
  const auto found =
      std::find_if(knowledge_.contracts.begin(), knowledge_.contracts.end(),
                   [&](const Contract& contract) { return contract.resource == resource; });
  return found == knowledge_.contracts.end() ? nullptr : &*found;
}

Ask Gather::ask_list(const std::string& endpoint, Form form) const {
  Ask ask{.target = "/api" + endpoint};
  if (form == Form::Entity) ask.target = with_query(ask.target, "format=Entity");
  ask.expected = {.statuses = {200},
                  .shape = Shape::List,
                  .form = form,
                  .format = Format::Xml,
                  .id = {},
                  .camel_case = false};
  return ask;
}

std::optional<Ask> Gather::ask_href(std::string_view text) const {
  const auto href = split_href(text);
  if (!href || !is_of_api(*href)) return std::nullopt;
  const bool entity = equal_ignoring_case(href->query, "format=Entity");
  const std::string_view last = last_segment(href->path);
  return Ask{.method = "GET",
             .target = target_of(*href),
             .auth = Auth::Session,
             .accept = {},
             .expected = {.statuses = {200},
                          .shape = Shape::Item,
                          .form = entity ? Form::Entity : Form::Reference,
                          .format = Format::Xml,
                          .id = is_guid(last) ? std::optional<std::string>(last) : std::nullopt,
                          .camel_case = false}};
}

/// The list from which ids are taken. It is judged by a suite of its own: here a bad one only means
/// that there is nothing to ask for.
const Exchange* Gather::discovery_list(const Discovery& discovery) {
  const Ask ask = ask_list(discovery.from, Form::Reference);
  const Exchange& list = attempt(ask);
  if (list.error) return nullptr;
  const auto found = departure(ask, list);
  if (!found) return &list;
  note_problem({Verdict::NotTestable,
                fmt::format("{} answered with {}", found->where, found->actual),
                {},
                false});
  return nullptr;
}

/// Where a member of the discovery list leads; nullopt if nowhere, or if it is not to be asked for.
std::optional<Instance> Gather::place_of(const Resource& member) const {
  // Logon sessions of others, and those that cases open, may end at any moment.
  const auto session = text_of(member, "SessionId");
  if (session && !equal_ignoring_case(*session, reader_.session_id())) return std::nullopt;
  const Discovery& discovery = *unit_.suite->discovery;
  std::optional<std::string_view> text = text_of(member, "Href");
  if (!discovery.rel.empty()) {
    const Link* link = find_link(member, discovery.rel, discovery.type);
    text =
        link != nullptr && link->href ? std::optional<std::string_view>(*link->href) : std::nullopt;
  }
  const auto href = text ? split_href(*text) : std::nullopt;
  if (!href || !is_of_api(*href)) return std::nullopt;
  const auto uid = split_uid(text_of(member, "UID").value_or(""));
  return Instance{.target = without_format(*href),
                  .id = std::string(uid ? uid->id : last_segment(href->path))};
}

bool Gather::is_gone(const Instance& place) {
  const auto& discovery = unit_.suite->discovery;
  const Contract* contract = discovery ? contract_of(discovery->contract) : nullptr;
  if (contract == nullptr) return false;
  const Ask ask = ask_list(discovery->from, Form::Reference);
  const Exchange& list = keep(reader_.read_again(ask, name_of(unit_)));
  if (list.error || departure(ask, list)) return false;
  const Resources members = resources_of(list, *contract);
  return std::none_of(members.begin(), members.end(), [&](const Resource* member) {
    const auto other = place_of(*member);
    return other && other->target == place.target;
  });
}

bool Gather::forgive_if_gone(const Instance& place) {
  constexpr int first_error = 400;
  if (!problem_ || !problem_->accused ||
      problem_->accused->exchange.response->status < first_error || !is_gone(place))
    return false;
  problem_.reset();
  return true;
}

/// Has the result name one of the unit's readings without its body, which lives as long as the
/// unit does.
ReadingPtr Gather::without_body(const Exchange& exchange) {
  const auto whole = std::find_if(readings_.begin(), readings_.end(),
                                  [&](const auto& r) { return &r->exchange == &exchange; });
  auto light = std::make_shared<Reading>();
  light->record = (*whole)->record;
  set_aside_.push_back(std::exchange(*whole, light));
  return light;
}

/// What another unit has found under this name. A result names the same readings, whoever came
/// first.
PlacesPtr Gather::recall(const std::string& name) {
  auto known = reader_.find_places(name);
  if (known != nullptr)
    for (const ReadingPtr& list : known->lists) keep(list);
  return known;
}

PlacesPtr Gather::remember(const std::string& name, Places places) {
  for (const ReadingPtr& own : places.lists) std::erase(readings_, own);
  reader_.keep_places(name, std::make_shared<const Places>(std::move(places)));
  return recall(name);  // another unit may have been first
}

/// What the list leads to, found out once for all units. nullptr, with a problem noted: the list
/// cannot be read.
PlacesPtr Gather::discovered(const Discovery& discovery, const Contract& contract) {
  const std::string name =
      fmt::format("{} {} {} {}", discovery.from, discovery.contract, discovery.rel, discovery.type);
  if (auto known = recall(name)) return known;
  const Exchange* list = discovery_list(discovery);
  if (list == nullptr) return nullptr;
  Places places{.lists = {without_body(*list)}};
  const Resources members = resources_of(*list, contract);
  places.has_members = !members.empty();
  for (const Resource* member : members)
    if (auto place = place_of(*member)) places.instances.push_back(std::move(*place));
  return remember(name, std::move(places));
}

std::vector<Instance> Gather::instances(std::size_t most) {
  const Suite& suite = *unit_.suite;
  if (!suite.discovery) return {{.target = "/api" + suite.endpoint, .id = {}}};
  const Discovery& discovery = *suite.discovery;
  const Contract* contract = contract_of(discovery.contract);
  if (contract == nullptr) return {};
  const PlacesPtr places = discovered(discovery, *contract);
  if (places == nullptr) return {};
  if (places->instances.empty())
    note_problem({Verdict::NotTestable,
                  fmt::format("{} has no member that leads to {}", discovery.from, suite.endpoint),
                  {},
                  !discovery.optional.empty() && !places->has_members});
  const auto count = std::min(most, places->instances.size());
  return {places->instances.begin(),
          places->instances.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::optional<Instance> Gather::instance() {
  const Suite& suite = *unit_.suite;
  const bool choose = suite.discovery && suite.shape == Shape::List;
  auto candidates = instances(choose ? most_candidates : 1);
  if (candidates.empty()) return std::nullopt;
  if (!choose) return candidates.front();
  const std::string name = "with members: " + suite.name;
  if (const auto known = recall(name)) return known->instances.front();
  Places chosen{.instances = {candidates.front()}};
  for (const Instance& candidate : candidates) {
    Ask whole = ask(candidate, Form::Reference, xml_accept());
    whole.auth = Auth::Session;  // whatever the unit itself asks with
    whole.expected.statuses = {200};
    whole.expected.shape = suite.shape;
    const Exchange& list = attempt(whole);
    if (problem_) return std::nullopt;
    chosen.lists.push_back(without_body(list));
    if (resources_of(list, *unit_.contract).empty()) continue;
    chosen.instances = {candidate};
    break;
  }
  return remember(name, std::move(chosen))->instances.front();
}

Ask Gather::ask(const Instance& instance, Form form, const Accept& accept) const {
  const Case& test = *unit_.test;
  const Shape shape = unit_.suite->shape;
  Ask ask{.method = test.method, .target = with_query(instance.target, test.query)};
  ask.auth = unit_.auth;
  ask.accept = accept.value;
  if (form == Form::Entity && shape == Shape::Query)
    ask.target = with_query(ask.target, "format=Entities");
  else if (form == Form::Entity && has_both_forms(shape, *unit_.contract))
    ask.target = with_query(ask.target, "format=Entity");
  ask.expected = {.statuses = test.status,
                  .shape = test.shape,
                  .form = form,
                  .format = accept.format,
                  .id = {},
                  .camel_case = false};
  if (shape == Shape::Item && !instance.id.empty()) ask.expected.id = instance.id;
  return ask;
}

Resources Gather::sample(const Resources& resources) const {
  const int wanted = unit_.test->sample > 0 ? unit_.test->sample : options_.sample;
  if (wanted <= 0) return resources;
  return strata(resources, *unit_.contract, static_cast<std::size_t>(wanted), options_.seed);
}

Interval Gather::server_clock(const Exchange& exchange) {
  if (!exchange.response) return {};
  const auto text = header(exchange.response->headers, "Date");
  const auto date = text ? parse_http_date(*text) : std::nullopt;
  if (!date) {
    note_problem(
        {Verdict::Inconclusive,
         fmt::format("the answer has no Date{}, so the time on the server's clock is unknown",
                     text ? " that can be read" : ""),
         {},
         false});
    return {};
  }
  // The date was written at some moment of its second; the list was cut before, but after the
  // request was sent.
  return {.earliest = *date - exchange.response->timing.total - options_.clock_tolerance,
          .latest = *date + std::chrono::seconds(1) + options_.clock_tolerance};
}

}  // namespace emconform
