#include "checks/links.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "checks/expectation.h"
#include "model/href.h"

namespace emconform {
namespace {

std::string_view value(const std::optional<std::string>& attribute) {
  return attribute ? std::string_view(*attribute) : std::string_view{};
}

/// Actions have no Type: absent, null and empty are the same here.
bool has_type(const Link& link, const LinkRule& rule) {
  if (rule.types.empty()) return value(link.type).empty();
  return std::find(rule.types.begin(), rule.types.end(), value(link.type)) != rule.types.end();
}

bool matches(const Link& link, const LinkRule& rule) {
  return value(link.rel) == rule.rel && has_type(link, rule);
}

bool leads_to(const Link& link, const LinkRule& rule, std::string_view id) {
  const auto href = split_href(value(link.href));
  return href && std::any_of(rule.paths.begin(), rule.paths.end(), [&](const std::string& path) {
           return fits_template(*href, path, id);
         });
}

bool needs_id(const LinkRule& rule) {
  return std::any_of(rule.paths.begin(), rule.paths.end(), [](const std::string& path) {
    return path.find("{ID}") != std::string::npos;
  });
}

std::string types_of(const LinkRule& rule) {
  return rule.types.empty() ? "no Type" : fmt::format("Type {}", fmt::join(rule.types, " or "));
}

std::string paths_of(const LinkRule& rule, std::string_view id) {
  return fmt::format("/api{}{}", fmt::join(rule.paths, " or /api"),
                     needs_id(rule) ? fmt::format(" with ID {}", cut(id)) : "");
}

std::string words_for(const LinkRule& rule) {
  return fmt::format("Rel {} and {}", rule.rel, types_of(rule));
}

/// The links of one resource, each with the rule that it is held to.
struct RuledLinks {
  const Resource& resource;
  const FormRule& form;
  std::string_view id;
  std::vector<const LinkRule*> rules{};  // one per link; nullptr: a link that no rule names

  std::ptrdiff_t count(const LinkRule& rule) const {
    return std::count(rules.begin(), rules.end(), &rule);
  }
};

/// Rel and Type tell the rule. Where several rules share them (actions have no Type), the path
/// does; a link that fits none of their paths goes to the rule that has fewest.
RuledLinks rule_links(const Resource& resource, const FormRule& form) {
  RuledLinks ruled{resource, form, own_id(resource, form)};
  ruled.rules.assign(resource.links.size(), nullptr);
  std::vector<const LinkRule*> candidates;
  std::vector<std::size_t> homeless;
  const auto find_candidates = [&](const Link& link) {
    candidates.clear();
    for (const LinkRule& rule : form.links)
      if (matches(link, rule)) candidates.push_back(&rule);
  };
  for (std::size_t i = 0; i < resource.links.size(); ++i) {
    const Link& link = resource.links[i];
    find_candidates(link);
    if (candidates.empty()) continue;
    if (candidates.size() == 1) {
      ruled.rules[i] = candidates.front();
      continue;
    }
    const auto fit = std::find_if(candidates.begin(), candidates.end(),
                                  [&](auto* rule) { return leads_to(link, *rule, ruled.id); });
    if (fit == candidates.end())
      homeless.push_back(i);
    else
      ruled.rules[i] = *fit;
  }
  for (const std::size_t i : homeless) {
    find_candidates(resource.links[i]);
    // A rule without a path takes any link.
    const auto open = std::find_if(candidates.begin(), candidates.end(),
                                   [](const LinkRule* rule) { return rule->paths.empty(); });
    ruled.rules[i] = open != candidates.end()
                         ? *open
                         : *std::min_element(candidates.begin(), candidates.end(),
                                             [&](const LinkRule* a, const LinkRule* b) {
                                               return ruled.count(*a) < ruled.count(*b);
                                             });
  }
  return ruled;
}

/// Whether links.type will hold a link to this rule: it leads to its place, and no rule names it.
bool is_there_with_other_type(const RuledLinks& ruled, const LinkRule& rule) {
  for (std::size_t i = 0; i < ruled.rules.size(); ++i) {
    const Link& link = ruled.resource.links[i];
    if (ruled.rules[i] == nullptr && value(link.rel) == rule.rel && leads_to(link, rule, ruled.id))
      return true;
  }
  return false;
}

template <class Judge>
Judgement judge_links(const Exchange& exchange, const Contract& contract, Judge judge) {
  Judgement judgement;
  const FormRule* form = member_rule(exchange.expected, contract);
  if (form == nullptr) return judgement;
  each_member(exchange, contract, [&](const Resource& resource, const Place& place) {
    judge(rule_links(resource, *form), place, judgement);
  });
  return judgement;
}

std::string links_that_are(const Resource& resource) {
  if (!resource.has_links) return "no Links";
  std::string text;
  for (const Link& link : resource.links)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", value(link.rel), value(link.type));
  return text.empty() ? "no link" : cut(text);
}

/// Calls visit(href, place of the owner, index of the link or npos for the resource's own Href).
template <class Visit>
void each_href(const Exchange& exchange, const Contract& contract, Visit visit) {
  each_resource(exchange.representation->root, member_names(exchange.expected, contract),
                [&](const Resource& resource, const Place& place) {
                  if (const auto own = text_of(resource, "Href"))
                    visit(*own, place, std::string_view::npos);
                  for (std::size_t i = 0; i < resource.links.size(); ++i)
                    visit(value(resource.links[i].href), place, i);
                });
}

std::string path_of_href(const Place& place, std::size_t index) {
  return index == std::string_view::npos ? path_of(place, "Href")
                                         : path_of_link(place, index, "Href");
}

}  // namespace

// A link to the place of the rule that has another Type is links.type's finding, not a missing one.
Judgement required_links(const Exchange& exchange, const Contract& contract) {
  return judge_links(
      exchange, contract, [](const RuledLinks& ruled, const Place& place, Judgement& judgement) {
        for (const LinkRule& rule : ruled.form.links) {
          if (rule.minimum < 1) continue;
          ++judgement.witnesses;
          if (ruled.count(rule) == 0 && !is_there_with_other_type(ruled, rule))
            judgement.findings.push_back({path_of(place, "Links"), "a link with " + words_for(rule),
                                          links_that_are(ruled.resource)});
        }
      });
}

Judgement link_counts(const Exchange& exchange, const Contract& contract) {
  return judge_links(exchange, contract,
                     [](const RuledLinks& ruled, const Place& place, Judgement& judgement) {
                       for (const LinkRule& rule : ruled.form.links) {
                         const auto count = ruled.count(rule);
                         if (count == 0 || (rule.maximum < 0 && rule.minimum < 2))
                           continue;  // links.required
                         ++judgement.witnesses;
                         const bool many = rule.maximum >= 0 && count > rule.maximum;
                         if (many || count < rule.minimum)
                           judgement.findings.push_back(
                               {path_of(place, "Links"),
                                fmt::format("at {} {} of {}", many ? "most" : "least",
                                            many ? rule.maximum : rule.minimum, words_for(rule)),
                                std::to_string(count)});
                       }
                     });
}

Judgement link_attributes(const Exchange& exchange, const Contract& contract) {
  // Rel and Href of all links, those of the pages and of nested objects too.
  Judgement judgement;
  each_resource(
      exchange.representation->root, member_names(exchange.expected, contract),
      [&](const Resource& resource, const Place& place) {
        for (std::size_t i = 0; i < resource.links.size(); ++i) {
          ++judgement.witnesses;
          const Link& link = resource.links[i];
          if (value(link.rel).empty())
            judgement.findings.push_back(
                {path_of_link(place, i, "Rel"), "a link relation", "none"});
          if (value(link.href).empty())
            judgement.findings.push_back({path_of_link(place, i, "Href"), "a URL", "none"});
        }
      });
  const Judgement names = judge_links(
      exchange, contract, [](const RuledLinks& ruled, const Place& place, Judgement& result) {
        for (std::size_t i = 0; i < ruled.rules.size(); ++i)
          if (ruled.rules[i] != nullptr && ruled.rules[i]->named &&
              value(ruled.resource.links[i].name).empty())
            result.findings.push_back(
                {path_of_link(place, i, "Name"), "the Name of what the link leads to", "none"});
      });
  judgement.findings.insert(judgement.findings.end(), names.findings.begin(), names.findings.end());
  return judgement;
}

Judgement link_types(const Exchange& exchange, const Contract& contract) {
  return judge_links(
      exchange, contract, [](const RuledLinks& ruled, const Place& place, Judgement& judgement) {
        for (std::size_t i = 0; i < ruled.rules.size(); ++i) {
          if (ruled.rules[i] != nullptr) {
            ++judgement.witnesses;
            continue;
          }
          const Link& link = ruled.resource.links[i];
          const auto& rules = ruled.form.links;
          const auto rule = std::find_if(rules.begin(), rules.end(), [&](const LinkRule& r) {
            return r.rel == value(link.rel) && leads_to(link, r, ruled.id);
          });
          if (rule == rules.end()) continue;  // unknown links are allowed
          ++judgement.witnesses;
          judgement.findings.push_back({path_of_link(place, i, "Type"), types_of(*rule),
                                        value(link.type).empty() ? "none" : cut(*link.type)});
        }
      });
}

Judgement link_targets(const Exchange& exchange, const Contract& contract) {
  return judge_links(
      exchange, contract, [](const RuledLinks& ruled, const Place& place, Judgement& judgement) {
        for (std::size_t i = 0; i < ruled.rules.size(); ++i) {
          const LinkRule* rule = ruled.rules[i];
          if (rule == nullptr || rule->paths.empty()) continue;
          const Link& link = ruled.resource.links[i];
          // links.absolute and identity.uid report what cannot be judged here.
          if (!split_href(value(link.href)) || (needs_id(*rule) && ruled.id.empty())) continue;
          ++judgement.witnesses;
          if (!leads_to(link, *rule, ruled.id))
            judgement.findings.push_back(
                {path_of_link(place, i, "Href"), paths_of(*rule, ruled.id), cut(value(link.href))});
        }
      });
}

Judgement absolute_hrefs(const Exchange& exchange, const Contract& contract) {
  Judgement judgement;
  each_href(exchange, contract, [&](std::string_view text, const Place& place, std::size_t index) {
    if (text.empty()) return;  // links.attributes, identity.href
    ++judgement.witnesses;
    if (!split_href(text))
      judgement.findings.push_back(
          {path_of_href(place, index), "an absolute http or https URL", cut(text)});
  });
  return judgement;
}

// Which host the Hrefs name is the server's affair (api-facts, 11), but one answer has one. What
// most of them say is held to be right, so that one stray Href gives one finding.
Judgement one_authority(const Exchange& exchange, const Contract& contract) {
  const auto origin = [](const Href& href) {
    return lower(href.scheme) + "://" + lower(href.authority);
  };
  std::unordered_map<std::string, std::size_t> counts;
  each_href(exchange, contract, [&](std::string_view text, const Place&, std::size_t) {
    if (const auto href = split_href(text)) ++counts[origin(*href)];
  });
  Judgement judgement;
  for (const auto& [name, count] : counts) judgement.witnesses += count;
  if (counts.size() < 2) return judgement;
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
        return std::tie(a.second, b.first) < std::tie(b.second, a.first);
      });
  each_href(exchange, contract, [&](std::string_view text, const Place& place, std::size_t index) {
    const auto href = split_href(text);
    if (href && origin(*href) != most->first)
      judgement.findings.push_back(
          {path_of_href(place, index), cut(most->first + ", as the others"), cut(origin(*href))});
  });
  return judgement;
}

}  // namespace emconform
