#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "reports/diff_parts.h"
#include "reports/summary.h"

// How two runs were answered: statuses, media types, headers, times.
namespace emconform {
namespace {

constexpr std::size_t most_endpoints = 4;       // named of those that differ alike
constexpr std::size_t enough_for_latency = 20;  // answers
constexpr double slower_by = 1.5;               // times
constexpr std::chrono::milliseconds least_delay{50};

/// Without which a client does not understand an answer, or cannot log on.
bool is_vital(std::string_view header, std::string_view endpoint) {
  const bool is_logon = endpoint.starts_with("/sessionMngr");
  return header == "content-type" ||
         (is_logon && (header == "x-restsvcsessionid" || header == "set-cookie"));
}

std::set<std::string> statuses_of(const LearnedAsk& ask) {
  std::set<std::string> statuses;
  for (const Seen& answer : ask.answers)
    statuses.insert(answer.what.substr(0, answer.what.find(' ')));
  return statuses;
}

/// What stands behind the status; with or without parameters.
std::set<std::string> media_types_of(const LearnedAsk& ask, bool with_parameters) {
  std::set<std::string> types;
  for (const Seen& answer : ask.answers) {
    std::string type = answer.what.substr(std::min(answer.what.find(' ') + 1, answer.what.size()));
    if (!with_parameters) type = type.substr(0, type.find(';'));
    while (type.ends_with(' ')) type.pop_back();
    types.insert(std::move(type));
  }
  return types;
}

bool are_disjoint(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::none_of(a.begin(), a.end(), [&](const std::string& one) { return b.contains(one); });
}

bool are_expected(const std::set<std::string>& statuses, const LearnedAsk& ask) {
  return std::all_of(statuses.begin(), statuses.end(), [&](const std::string& status) {
    return std::any_of(ask.expected.begin(), ask.expected.end(),
                       [&](int one) { return std::to_string(one) == status; });
  });
}

/// The media types that the API's pages name.
bool are_documented(const std::set<std::string>& media_types) {
  return std::all_of(media_types.begin(), media_types.end(), [](const std::string& type) {
    return type == "application/xml" || type == "application/json";
  });
}

std::string words_for(const std::set<std::string>& all) {
  return listed({all.begin(), all.end()}, 6);
}

/// Of a header that both answers of an endpoint could bear.
std::size_t times_of(const LearnedEndpoint& endpoint, std::string_view header) {
  for (const Seen& one : endpoint.headers)
    if (one.what == header) return one.times;
  return 0;
}

class Endpoints {
 public:
  void compare(const LearnedEndpoint& old, const LearnedEndpoint& now) {
    for (const LearnedAsk& later : now.asks)
      for (const LearnedAsk& earlier : old.asks)
        if (earlier.ask == later.ask && earlier.expected == later.expected)
          compare_asks(now.endpoint, earlier, later);
    compare_headers(old, now);
    compare_latency(old, now);
  }

  void finish(std::vector<RunDifference>& differences) {
    for (auto& [key, group] : groups_) {
      group.difference.where = counted_and_listed(group.endpoints, "endpoint", most_endpoints);
      differences.push_back(std::move(group.difference));
    }
  }

 private:
  struct Group {
    RunDifference difference{};
    std::set<std::string> endpoints{};
  };

  /// What changed alike at several endpoints is told once.
  RunDifference& add(const std::string& endpoint, RunDifference difference) {
    Group& group = groups_[fmt::format("{}\n{}\n{}\n{}", name_of(difference.change),
                                       difference.what, difference.before, difference.after)];
    if (group.endpoints.empty()) group.difference = std::move(difference);
    group.endpoints.insert(endpoint);
    return group.difference;
  }

  void compare_asks(const std::string& endpoint, const LearnedAsk& old, const LearnedAsk& now) {
    const auto name = fmt::format("{}: {}", endpoint, now.ask);
    const auto earlier = statuses_of(old), later = statuses_of(now);
    if (earlier != later) {
      const bool was_right = are_expected(earlier, old), is_right = are_expected(later, now);
      const Change change = !was_right && is_right         ? Change::Fix
                            : !was_right && !is_right      ? Change::Other
                            : are_disjoint(earlier, later) ? Change::Breaking
                                                           : Change::Other;
      add_of(add(endpoint, {.change = change,
                            .what = "status",
                            .before = words_for(earlier),
                            .after = words_for(later)}),
             name);
      return;  // another status has another body
    }
    const auto old_types = media_types_of(old, false), new_types = media_types_of(now, false);
    if (old_types != new_types) {
      const Change change = !are_documented(old_types) && are_documented(new_types) ? Change::Fix
                            : are_disjoint(old_types, new_types) ? Change::Breaking
                                                                 : Change::Other;
      add_of(add(endpoint, {.change = change,
                            .what = "media type",
                            .before = words_for(old_types),
                            .after = words_for(new_types)}),
             name);
    } else if (const auto was = media_types_of(old, true), is = media_types_of(now, true);
               was != is) {
      add_of(add(endpoint, {.change = Change::Other,
                            .what = "parameters of the media type",
                            .before = words_for(was),
                            .after = words_for(is)}),
             name);
    }
  }

  void compare_headers(const LearnedEndpoint& old, const LearnedEndpoint& now) {
    const auto words = [](std::size_t times, const LearnedEndpoint& endpoint) {
      return times == endpoint.answers ? "in every answer" : times == 0 ? "in none" : "in some";
    };
    std::set<std::string> names;
    for (const LearnedEndpoint* endpoint : {&old, &now})
      for (const Seen& header : endpoint->headers) names.insert(header.what);
    for (const std::string& name : names) {
      const std::size_t earlier = times_of(old, name), later = times_of(now, name);
      const bool is_gone = later == 0 && !now.is_cut &&
                           would_be_seen(earlier, old.answers, old.answers, now.answers);
      const bool is_new = earlier == 0 && !old.is_cut &&
                          would_be_seen(later, now.answers, now.answers, old.answers);
      if (!is_gone && !is_new) continue;

      add(now.endpoint, {.change = is_new                         ? Change::Addition
                                   : is_vital(name, now.endpoint) ? Change::Breaking
                                                                  : Change::Other,
                         .what = "header " + name,
                         .before = words(earlier, old),
                         .after = words(later, now)});
    }
  }

  void compare_latency(const LearnedEndpoint& old, const LearnedEndpoint& now) {
    const Latency &earlier = old.latency, &later = now.latency;
    if (std::min(earlier.answers, later.answers) < enough_for_latency) return;
    const auto is_slower = [](std::chrono::microseconds was, std::chrono::microseconds is) {
      return is - was > least_delay &&
             static_cast<double>(is.count()) > slower_by * static_cast<double>(was.count());
    };
    if (!is_slower(earlier.p50, later.p50) || !is_slower(earlier.p90, later.p90)) return;
    const auto words = [](const Latency& latency) {
      const auto milliseconds = [](std::chrono::microseconds time) {
        return static_cast<double>(time.count()) / 1000;
      };
      return fmt::format("half within {:.0f} ms, 9 of 10 within {:.0f} ms ({})",
                         milliseconds(latency.p50), milliseconds(latency.p90),
                         counted(latency.answers, "answer"));
    };
    add(now.endpoint, {.change = Change::Slower,
                       .what = "time to answer",
                       .before = words(earlier),
                       .after = words(later)});
  }

  std::map<std::string, Group> groups_{};
};

const LearnedEndpoint* find(const std::vector<LearnedEndpoint>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const LearnedEndpoint& one) { return one.endpoint == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

void compare_endpoints(const std::vector<LearnedEndpoint>& before,
                       const std::vector<LearnedEndpoint>& after,
                       std::vector<RunDifference>& differences) {
  Endpoints endpoints;
  for (const LearnedEndpoint& now : after)
    if (const LearnedEndpoint* old = find(before, now.endpoint)) endpoints.compare(*old, now);
  endpoints.finish(differences);
}

}  // namespace emconform
