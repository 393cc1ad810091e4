#include "load/cross_check.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <map>
#include <utility>

#include "load/nearest.h"
#include "model/link_place.h"

namespace emconform {
namespace {

using Words = std::vector<std::string>;

bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "did you mean 'Job'?", or all that is known, nearest first.
std::string suggestion(const std::string& word, const Words& known) {
  if (const auto near = nearest(word, known)) return fmt::format("did you mean '{}'?", *near);
  if (known.empty()) return "none is known";
  return fmt::format("known: {}", fmt::join(nearest_first(word, known), ", "));
}

void require_known(const Document& document, const std::string& pointer, std::string_view kind,
                   const std::string& word, const Words& known, std::vector<Error>& errors) {
  if (contains(known, word)) return;
  errors.push_back(error_at(document, pointer, fmt::format("unknown {} '{}'", kind, word),
                            suggestion(word, known)));
}

/// Names must be given once; `names` in body order, `place` says where the i-th stands.
template <class Place>
void require_unique(const Document& document, std::string_view kind, const Words& names,
                    Place place, std::vector<Error>& errors) {
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto [found, added] = first.emplace(names[i], i);
    if (added) continue;
    const auto offset = document.offsets.at(place(found->second));
    errors.push_back(error_at(document, place(i),
                              fmt::format("{} '{}' is given twice", kind, names[i]),
                              fmt::format("rename one; the first is in line {}",
                                          line_column(document.text, offset).line)));
  }
}

/// The ids, and a glob for each of their families: "links.*".
Words ids_and_families(const Words& ids) {
  Words words = ids;
  for (const std::string& id : ids) {
    std::string family = id.substr(0, id.find('.')) + ".*";
    if (!contains(words, family)) words.push_back(std::move(family));
  }
  return words;
}

void cross_check_case(const Document& document, const std::string& pointer, const Case& test,
                      const Contract* contract, const Known& known, std::vector<Error>& errors) {
  for (std::size_t i = 0; i < test.checks.size(); ++i) {
    const std::string& glob = test.checks[i];
    const bool fits = std::any_of(known.checks.begin(), known.checks.end(), [&](const auto& id) {
      return fnmatch(glob.c_str(), id.c_str(), 0) == 0;
    });
    if (!fits && glob != "*")
      errors.push_back(error_at(document, fmt::format("{}/checks/{}", pointer, i),
                                fmt::format("no check is called '{}'", glob),
                                suggestion(glob, ids_and_families(known.checks))));
  }
  if (!test.relation.empty())
    require_known(document, pointer + "/relation", "relation", test.relation, known.checks, errors);
  if (contract == nullptr) return;  // its file is faulty, which is reported already
  Words properties;
  for (const QueryProperty& property : contract->query_properties)
    properties.push_back(property.name);
  for (std::size_t i = 0; i < test.properties.size(); ++i)
    require_known(document, fmt::format("{}/properties/{}", pointer, i),
                  fmt::format("property of {}", contract->resource), test.properties[i], properties,
                  errors);
}

void cross_check_fields(const Document& document, const std::string& pointer,
                        const std::vector<FieldRule>& rules, std::vector<Error>& errors) {
  Words names;
  for (const FieldRule& rule : rules) names.push_back(rule.name);
  const auto place = [&](std::size_t i) { return fmt::format("{}/{}/name", pointer, i); };
  require_unique(document, "field", names, place, errors);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i].not_before.empty())
      require_known(document, fmt::format("{}/{}/not_before", pointer, i), "field",
                    rules[i].not_before, names, errors);
    cross_check_fields(document, fmt::format("{}/{}/fields", pointer, i), rules[i].fields, errors);
  }
}

/// The link beside a field is one that the form has.
void cross_check_references(const Document& document, const std::string& pointer,
                            const FormRule& form, std::vector<Error>& errors) {
  Words links;
  for (const LinkRule& rule : form.links)
    for (const std::string& type : rule.types) links.push_back(rule.rel + ":" + type);
  for (std::size_t i = 0; i < form.fields.size(); ++i)
    if (const auto place = split_link_place(form.fields[i].link))
      require_known(document, fmt::format("{}/fields/{}/link", pointer, i), "link",
                    fmt::format("{}:{}", place->rel, place->type), links, errors);
}

void cross_check_form(const Document& document, const std::string& pointer,
                      const std::optional<FormRule>& form, std::vector<Error>& errors) {
  if (!form) return;
  cross_check_fields(document, pointer + "/fields", form->fields, errors);
  cross_check_references(document, pointer, *form, errors);
}

}  // namespace

void cross_check_contract(const Document& document, const Contract& contract,
                          std::vector<Error>& errors) {
  cross_check_form(document, "/reference", contract.reference, errors);
  cross_check_form(document, "/entity", contract.entity, errors);
  Words names;
  for (const QueryProperty& property : contract.query_properties) names.push_back(property.name);
  const auto place = [](std::size_t i) { return fmt::format("/query/properties/{}/name", i); };
  require_unique(document, "property", names, place, errors);
}

void cross_check_suite(const Document& document, const Suite& suite, const Known& known,
                       std::vector<Error>& errors) {
  require_known(document, "/contract", "contract", suite.contract, known.resources, errors);
  if (suite.discovery)
    require_known(document, "/discovery/contract", "contract", suite.discovery->contract,
                  known.resources, errors);
  const auto contract =
      std::find_if(known.contracts.begin(), known.contracts.end(),
                   [&](const Contract& each) { return each.resource == suite.contract; });
  const Contract* found = contract == known.contracts.end() ? nullptr : &*contract;
  Words names;
  for (const Case& test : suite.cases) {
    cross_check_case(document, fmt::format("/cases/{}", names.size()), test, found, known, errors);
    names.push_back(test.name);
  }
  const auto place = [](std::size_t i) { return fmt::format("/cases/{}/name", i); };
  require_unique(document, "case", names, place, errors);
}

void cross_check_requirements(const Document& document,
                              const std::vector<Requirement>& requirements, const Known& known,
                              std::vector<Error>& errors) {
  Words ids;
  for (const Requirement& requirement : requirements) {
    for (std::size_t i = 0; i < requirement.checks.size(); ++i)
      require_known(document, fmt::format("/requirements/{}/checks/{}", ids.size(), i), "check",
                    requirement.checks[i], known.checks, errors);
    if (requirement.checks.empty() && requirement.reason.empty())
      errors.push_back(error_at(document, fmt::format("/requirements/{}/checks", ids.size()),
                                fmt::format("'{}' has neither checks nor a reason", requirement.id),
                                "name a check, or say in \"reason\" why there is none"));
    ids.push_back(requirement.id);
  }
  const auto place = [](std::size_t i) { return fmt::format("/requirements/{}/id", i); };
  require_unique(document, "requirement", ids, place, errors);
}

}  // namespace emconform
