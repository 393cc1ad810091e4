#include "load/waivers.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <tuple>

#include "load/json_values.h"
#include "load/nearest.h"
#include "load/schema.h"
#include "model/instant.h"
#include "model/release.h"

namespace emconform {
namespace {

using Words = std::vector<std::string>;
using nlohmann::json;

Waiver read_waiver(const json& object) {
  const json releases = object.value("releases", json::object());
  return {.rule = text_in(object, "rule"),
          .endpoint = text_in(object, "endpoint"),
          .first_release = text_in(releases, "first"),
          .last_release = text_in(releases, "last"),
          .message = text_in(object, "message"),
          .ticket = text_in(object, "ticket"),
          .owner = text_in(object, "owner"),
          .reason = text_in(object, "reason"),
          .since = text_in(object, "since"),
          .expires = text_in(object, "expires"),
          .most = integer_in<std::size_t>(object, "most", 1)};
}

std::string suggestion(const std::string& word, const Words& known, const std::string& command) {
  const auto near = nearest(word, known);
  return near ? fmt::format("did you mean '{}'?", *near) : "see " + command;
}

/// What names the same departures.
auto identity_of(const Waiver& waiver) {
  return std::tie(waiver.rule, waiver.endpoint, waiver.message, waiver.first_release,
                  waiver.last_release);
}

/// Holds waivers to what is known.
class CrossCheck {
 public:
  CrossCheck(const Document& document, const Knowledge& knowledge, const Words& rules,
             std::vector<Error>& errors)
      : document_(document), rules_(rules), errors_(errors) {
    for (const Suite& suite : knowledge.suites) endpoints_.push_back(suite.endpoint);
  }

  void check(const std::vector<Waiver>& waivers) {
    for (std::size_t i = 0; i < waivers.size(); ++i) {
      pointer_ = fmt::format("/waivers/{}", i);
      check_one(waivers[i]);
      const auto same = std::find_if(waivers.begin(), waivers.end(), [&](const Waiver& other) {
        return identity_of(other) == identity_of(waivers[i]);
      });
      if (same != waivers.begin() + static_cast<std::ptrdiff_t>(i))
        complain("/rule", fmt::format("/waivers/{} is about the same", same - waivers.begin()),
                 "remove one of the two");
    }
  }

 private:
  void complain(const char* key, std::string what, std::string remedy) {
    errors_.push_back(error_at(document_, pointer_ + key, std::move(what), std::move(remedy)));
  }

  void check_one(const Waiver& waiver) {
    if (std::find(rules_.begin(), rules_.end(), waiver.rule) == rules_.end())
      complain("/rule", fmt::format("unknown rule '{}'", waiver.rule),
               suggestion(waiver.rule, rules_, "emconform list checks"));
    if (std::none_of(endpoints_.begin(), endpoints_.end(), [&](const std::string& endpoint) {
          return fnmatch(waiver.endpoint.c_str(), endpoint.c_str(), 0) == 0;
        }))
      complain("/endpoint", fmt::format("no endpoint fits '{}'", waiver.endpoint),
               suggestion(waiver.endpoint, endpoints_, "emconform list cases"));
    if (!waiver.last_release.empty() && is_before(waiver.last_release, waiver.first_release))
      complain("/releases", "the last release is before the first", "swap them");
    check_days(waiver);
    check_filled_in("/ticket", waiver.ticket, "name the ticket");
    check_filled_in("/owner", waiver.owner, "say who answers for it");
    check_filled_in("/reason", waiver.reason, "say why it is accepted");
  }

  void check_days(const Waiver& waiver) {
    bool are_days = true;
    const std::pair<const char*, const std::string*> days[] = {{"/since", &waiver.since},
                                                               {"/expires", &waiver.expires}};
    for (const auto& [key, day] : days)
      if (!parse_date_time(*day + "T00:00:00Z")) {
        complain(key, fmt::format("'{}' is no day", *day), "write it as 2026-11-21");
        are_days = false;
      }
    if (are_days && waiver.expires < waiver.since)
      complain("/expires", "the waiver ends before it begins", "correct one of the two days");
  }

  void check_filled_in(const char* key, const std::string& text, const char* remedy) {
    if (text == to_fill_in) complain(key, fmt::format("is still {}", to_fill_in), remedy);
  }

  const Document& document_;
  const Words& rules_;
  std::vector<Error>& errors_;
  Words endpoints_{};
  std::string pointer_{};
};

}  // namespace

tl::expected<std::vector<Waiver>, std::vector<Error>> parse_waivers(
    const SourceFile& file, const Knowledge& knowledge,
    const std::vector<std::string>& known_checks) {
  std::vector<Error> errors;
  const Document document = parse_document(file, errors);
  if (errors.empty())
    errors = schema_errors(document, schema_named("contracts/schema/waivers.schema.json"));
  std::vector<Waiver> waivers;
  if (errors.empty()) {
    for (const json& object : document.json.at("waivers")) waivers.push_back(read_waiver(object));
    CrossCheck(document, knowledge, known_checks, errors).check(waivers);
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return waivers;
}

tl::expected<std::vector<Waiver>, std::vector<Error>> load_waivers(
    const std::filesystem::path& file, const Knowledge& knowledge,
    const std::vector<std::string>& known_checks) {
  auto text = read_text(file);
  if (!text) return tl::unexpected(std::vector<Error>{std::move(text.error())});
  return parse_waivers({file.generic_string(), *std::move(text)}, knowledge, known_checks);
}

std::string to_text(const std::vector<Waiver>& waivers) {
  using Ordered = nlohmann::ordered_json;
  Ordered all = Ordered::array();
  for (const Waiver& waiver : waivers) {
    Ordered object = {{"rule", waiver.rule}, {"endpoint", waiver.endpoint}};
    if (!waiver.first_release.empty()) object["releases"]["first"] = waiver.first_release;
    if (!waiver.last_release.empty()) object["releases"]["last"] = waiver.last_release;
    object["message"] = waiver.message;
    object["ticket"] = waiver.ticket;
    object["owner"] = waiver.owner;
    object["reason"] = waiver.reason;
    object["since"] = waiver.since;
    object["expires"] = waiver.expires;
    object["most"] = waiver.most;
    all.push_back(std::move(object));
  }
  return Ordered{{"waivers", std::move(all)}}.dump(2, ' ', false,
                                                   Ordered::error_handler_t::replace) +
         "\n";
}

}  // namespace emconform
