#include "checks/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "checks/expectation.h"
#include "model/href.h"

namespace emconform {
namespace {

constexpr std::string_view info_path = "/PagingInfo";

struct Parameter {
  std::string name{}, value{};  // decoded
};

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The server's own encoder writes a blank as '+' (api-facts, section 5: lower-case hex is its
/// mark).
std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    if (escape) {
      result += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      result += text[i] == '+' ? ' ' : text[i];
    }
  }
  return result;
}

/// A filter may hold raw '=': the first one ends the name.
std::vector<Parameter> parameters_of(std::string_view query) {
  std::vector<Parameter> parameters;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (!pair.empty())
      parameters.push_back({decoded(pair.substr(0, equals)),
                            decoded(pair.substr(std::min(equals + 1, pair.size())))});
  }
  return parameters;
}

std::vector<Parameter> parameters_of_request(const Request& request) {
  const std::size_t mark = request.target.find('?');
  if (mark == std::string::npos) return {};
  return parameters_of(std::string_view(request.target).substr(mark + 1));
}

const std::string* find_parameter(const std::vector<Parameter>& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) {
    return equal_ignoring_case(p.name, name);
  });
  return found == parameters.end() ? nullptr : &found->value;
}

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<std::int64_t> number_of(const Resource& info, std::string_view name) {
  const auto text = text_of(info, name);
  return text ? integer(*text) : std::nullopt;
}

std::optional<std::int64_t> asked_for(const std::vector<Parameter>& parameters,
                                      std::string_view name) {
  const std::string* text = find_parameter(parameters, name);
  return text == nullptr ? std::nullopt : integer(*text);
}

/// One attribute of PagingInfo: an integer, not less than `least`.
void judge_number(const Resource& info, std::string_view name, std::int64_t least,
                  Judgement& judgement) {
  ++judgement.witnesses;
  const Field* field = find_field(info, name);
  const auto number = number_of(info, name);
  const bool native = field != nullptr &&
                      (field->writing == Writing::Number || field->writing == Writing::Attribute);
  if (!number || *number < least || !native)
    judgement.findings.push_back(
        {fmt::format("{}/{}", info_path, name),
         fmt::format("an integer of at least {}{}", least,
                     number && *number >= least ? ", an attribute in XML, a number in JSON" : ""),
         shown(info, name)});
}

void judge_equal(const Resource& info, std::string_view name, std::int64_t expected,
                 Judgement& judgement) {
  const auto number = number_of(info, name);
  if (number && *number != expected)
    judgement.findings.push_back({fmt::format("{}/{}", info_path, name),
                                  fmt::format("{}, as asked for", expected), shown(info, name)});
}

/// A link to another page asks what the request asked, but for the page.
void judge_page_link(const Link& link, const std::string& where,
                     const std::vector<Parameter>& request, std::int64_t page,
                     std::optional<std::int64_t> page_size, Judgement& judgement) {
  ++judgement.witnesses;
  const auto report = [&](std::string expected, std::string actual) {
    judgement.findings.push_back({where, std::move(expected), std::move(actual)});
  };
  const auto href = link.href ? split_href(*link.href) : std::nullopt;
  if (!href || !equal_ignoring_case(last_segment(href->path), "query")) {
    report("a URL of /query", link.href ? "'" + cut(*link.href) + "'" : "none");
    return;
  }
  const auto parameters = parameters_of(href->query);
  constexpr std::array<std::string_view, 5> kept = {"type", "format", "filter", "sortAsc",
                                                    "sortDesc"};
  for (const std::string_view name : kept) {
    const std::string* asked = find_parameter(request, name);
    if (asked == nullptr) continue;
    const std::string* said = find_parameter(parameters, name);
    const bool same = said != nullptr &&
                      (name == "filter" ? *said == *asked : equal_ignoring_case(*said, *asked));
    if (!same)
      report(fmt::format("{}={}", name, cut(*asked)),
             said == nullptr ? fmt::format("no {}", name) : cut(*said));
  }
  const auto expect_number = [&](std::string_view name, std::int64_t expected) {
    const std::string* said = find_parameter(parameters, name);
    if (said == nullptr || integer(*said) != expected)
      report(fmt::format("{}={}", name, expected),
             said == nullptr ? fmt::format("no {}", name) : cut(*said));
  };
  expect_number("page", page);
  if (page_size) expect_number("pageSize", *page_size);
}

}  // namespace

// Without pageSize the server chooses: the pages contradict each other (api-facts, 11.1). What a
// page beyond the last one is called is not written.
Judgement paging_info(const Exchange& exchange, const Contract& contract) {
  const Resource* info = find_child(exchange.representation->root, "PagingInfo");
  if (info == nullptr) return {.note = "there is no PagingInfo: see body.root"};
  Judgement judgement;
  const std::size_t count = answer_of(exchange, contract).resources.size();
  judge_number(*info, "PagesCount", count > 0 ? 1 : 0, judgement);
  judge_number(*info, "PageNum", count > 0 ? 1 : 0, judgement);
  judge_number(*info, "PageSize", 1, judgement);

  const auto request = parameters_of_request(exchange.request);
  const auto pages = number_of(*info, "PagesCount");
  const auto page = asked_for(request, "page").value_or(1);
  if (pages && page >= 1 && page <= *pages)
    judge_equal(*info, "PageNum", page, judgement);
  else
    ++judgement.undecided;
  const auto size = asked_for(request, "pageSize");
  if (size && *size > 0) judge_equal(*info, "PageSize", *size, judgement);
  const auto said = number_of(*info, "PageSize");
  if (said && *said > 0 && count > static_cast<std::uint64_t>(*said))
    judgement.findings.push_back(
        {"/", fmt::format("at most {} members on the page", *said), std::to_string(count)});
  return judgement;
}

Judgement paging_links(const Exchange& exchange, const Contract& contract) {
  const Resource* info = find_child(exchange.representation->root, "PagingInfo");
  const auto page = info != nullptr ? number_of(*info, "PageNum") : std::nullopt;
  const auto pages = info != nullptr ? number_of(*info, "PagesCount") : std::nullopt;
  if (!page || !pages) return {.note = "there is no PagingInfo with numbers: see paging.info"};
  Judgement judgement;
  if (*pages == 0 || (answer_of(exchange, contract).resources.empty() && info->links.empty()))
    return {.undecided = 1, .note = "which paging links an empty result has is not written"};

  const auto request = parameters_of_request(exchange.request);
  const auto page_size = number_of(*info, "PageSize");
  const auto judge = [&](std::string_view rel, std::int64_t target, bool wanted, bool allowed) {
    bool found = false;
    const Place place{nullptr, "PagingInfo", 0};
    for (std::size_t i = 0; i < info->links.size(); ++i) {
      if (info->links[i].rel != rel) continue;
      found = true;
      if (allowed)
        judge_page_link(info->links[i], path_of_link(place, i, "Href"), request, target, page_size,
                        judgement);
      else
        judgement.findings.push_back({path_of_link(place, i), fmt::format("no {} here", rel),
                                      fmt::format("page {} of {}", *page, *pages)});
    }
    if (wanted && !found)
      judgement.findings.push_back(
          {fmt::format("{}/Links", info_path), fmt::format("a link with Rel {}", rel), "none"});
  };
  const bool more = *page < *pages;
  ++judgement.witnesses;
  judge("First", 1, true, true);
  judge("Next", *page + 1, more, more);
  judge("Last", *pages, true, true);
  return judgement;
}

}  // namespace emconform
