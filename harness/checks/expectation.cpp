#include "checks/expectation.h"

#include "model/href.h"

namespace emconform {
namespace {

constexpr std::size_t longest_shown = 200;

bool same_list(const ListRule& a, const ListRule& b) {
  return a.root == b.root && a.names.element == b.names.element;
}

/// The segment of a path that stands where the template has {ID}; "" if there is none.
std::string_view segment_at_id(std::string_view path, std::string_view path_template) {
  const std::size_t mark = path_template.find("{ID}");
  if (mark == std::string_view::npos) return {};
  std::size_t segments = 1;  // "/api" is not in the template
  for (const char c : path_template.substr(0, mark)) segments += c == '/' ? 1 : 0;
  std::string_view segment;
  while (segments-- > 0) {
    while (path.starts_with('/')) path.remove_prefix(1);
    segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
  }
  return segment;
}

}  // namespace

bool is_about_resources(const Expected& expected) {
  return expected.shape == Shape::Item || is_collection(expected);
}

bool is_collection(const Expected& expected) {
  return expected.shape == Shape::List || expected.shape == Shape::Query;
}

const FormRule* member_rule(const Expected& expected, const Contract& contract) {
  if (!is_about_resources(expected)) return nullptr;
  const bool entities_only = contract.reference_list && contract.entity_list &&
                             same_list(*contract.reference_list, *contract.entity_list);
  if (expected.shape == Shape::List && (entities_only || !contract.reference_list))
    return form_rule(contract, Form::Entity);
  return form_rule(contract, expected.form);
}

ListNames member_names(const Expected& expected, const Contract& contract) {
  if (expected.shape == Shape::Query)
    return expected.form == Form::Entity ? contract.query_names : ListNames{"Ref", "Refs"};
  const ListRule* list = list_rule(contract, expected.form);
  return expected.shape == Shape::List && list != nullptr ? list->names : ListNames{};
}

Answer answer_of(const Exchange& exchange, const Contract& contract) {
  if (!exchange.representation || !is_about_resources(exchange.expected)) return {};
  const Resource& root = exchange.representation->root;
  if (exchange.expected.shape == Shape::Item) return {.resources = {&root}};
  const ListNames names = member_names(exchange.expected, contract);
  Answer answer{.path = names.element, .numbered = true};
  if (exchange.expected.shape == Shape::List) {
    answer.resources = members(root, names);
    // How JSON names the list in GET /systemSessions was never seen: the root element's name will
    // do as well (api-facts, section 4).
    const ListRule* list = list_rule(contract, exchange.expected.form);
    if (answer.resources.empty() && list != nullptr)
      answer.resources = members(root, {names.element, list->root});
    return answer;
  }
  if (exchange.expected.form == Form::Reference) {
    answer.path = "Refs/" + names.element;
    answer.resources = members(root, names);
  } else if (const Resource* entities = find_child(root, "Entities")) {
    answer.path = "Entities/" + names.property + "/" + names.element;
    answer.resources = members(*entities, names);
  }
  return answer;
}

void each_member(const Exchange& exchange, const Contract& contract, const ResourceVisitor& visit) {
  const Answer answer = answer_of(exchange, contract);
  for (std::size_t i = 0; i < answer.resources.size(); ++i)
    visit(*answer.resources[i], answer.place(i));
}

std::string_view own_id(const Resource& resource, const FormRule& rule) {
  if (const auto uid = text_of(resource, "UID"))
    if (const auto parts = split_uid(*uid); parts && is_guid(parts->id)) return parts->id;
  if (const auto session = text_of(resource, "SessionId")) return *session;
  const auto text = text_of(resource, "Href");
  const auto href = text ? split_href(*text) : std::nullopt;
  return href ? segment_at_id(href->path, rule.href) : std::string_view{};
}

std::string cut(std::string_view text) {
  if (text.size() <= longest_shown) return std::string(text);
  std::size_t end = longest_shown;
  // Not in the middle of a UTF-8 sequence: reports must stay readable by their own parsers.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string shown(const Resource& resource, std::string_view field) {
  const auto text = text_of(resource, field);
  return text ? "'" + cut(*text) + "'" : "none";
}

}  // namespace emconform
