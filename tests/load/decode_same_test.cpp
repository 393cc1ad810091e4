#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "load/decoded.h"

// The same resource, written in XML and in JSON, decodes to the same.
namespace emconform {
namespace {

/// A resource before it is written.
struct Thing {
  std::map<std::string, std::string> attributes{}, elements{};
  std::vector<Link> links{};
  std::map<std::string, Thing> objects{};
  std::map<std::string, std::vector<Thing>> lists{};  // "Ref" -> <Ref/>.., "Refs": [..]
};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Thing thing(int depth) {
    Thing result;
    for (int i = 0; i < below(4); ++i) result.attributes[fmt::format("Attribute{}", i)] = text();
    result.attributes["UID"] = text();  // an element without any attribute would be a text
    for (int i = 0; i < below(4); ++i) result.elements[fmt::format("Element{}", i)] = text();
    for (int i = 0; i < below(3); ++i) result.links.push_back(link());
    if (depth == 0) return result;
    for (int i = 0; i < below(3); ++i)
      result.objects[fmt::format("Object{}", i)] = thing(depth - 1);
    for (int i = 0; i < below(3); ++i) {
      std::vector<Thing>& list = result.lists[fmt::format("Item{}", i)];
      for (int items = below(3) + 1; items > 0; --items) list.push_back(thing(depth - 1));
    }
    return result;
  }

 private:
  int below(unsigned bound) { return static_cast<int>(random_() % bound); }

  std::string text() {
    constexpr std::string_view pieces[] = {"a",
                                           "Z",
                                           "0",
                                           " ",
                                           "<",
                                           ">",
                                           "&",
                                           "\"",
                                           "'",
                                           "]]",
                                           "\xC3\xA4",
                                           "\\",
                                           "\xE2\x82\xAC",
                                           "/",
                                           "{",
                                           "-->",
                                           ";",
                                           "&amp;",
                                           "\xF0\x9F\x98\x80"};
    std::string result;
    for (int i = below(8); i > 0; --i) result += pieces[random_() % std::size(pieces)];
    return result;
  }

  Link link() {
    Link result{.rel = text(), .href = text()};
    if (below(2) == 0) result.type = text();
    if (below(2) == 0) result.name = text();
    return result;
  }

  std::mt19937 random_;
};

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '&')
      result += "&amp;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

std::string attribute(const char* name, const std::optional<std::string>& value) {
  return value ? fmt::format(" {}=\"{}\"", name, escaped(*value)) : "";
}

std::string xml(const std::string& name, const Thing& thing) {
  std::string result = fmt::format("<{}", name);
  for (const auto& [key, value] : thing.attributes) result += attribute(key.c_str(), value);
  result += ">\n";
  if (!thing.links.empty()) result += "<Links>";
  for (const Link& link : thing.links)
    result +=
        fmt::format("<Link{}{}{}{}/>\n", attribute("Rel", link.rel), attribute("Href", link.href),
                    attribute("Type", link.type), attribute("Name", link.name));
  if (!thing.links.empty()) result += "</Links>";
  for (const auto& [key, value] : thing.elements)
    result += fmt::format("<{0}>{1}</{0}>", key, escaped(value));
  for (const auto& [key, object] : thing.objects) result += xml(key, object);
  for (const auto& [key, list] : thing.lists)
    for (const Thing& item : list) result += xml(key, item);
  return result + fmt::format("</{}>", name);
}

nlohmann::json or_null(const std::optional<std::string>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json();
}

/// `camel` as release 13 writes names.
nlohmann::json json(const Thing& thing, bool camel) {
  const auto spelt = [&](std::string name) {
    if (!camel) return name;
    if (name == "UID") return std::string("uid");
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
    return name;
  };
  nlohmann::json result = nlohmann::json::object();
  for (const auto& [key, value] : thing.attributes) result[spelt(key)] = value;
  for (const auto& [key, value] : thing.elements) result[spelt(key)] = value;
  for (const Link& link : thing.links)
    result[spelt("Links")].push_back({{spelt("Rel"), or_null(link.rel)},
                                      {spelt("Href"), or_null(link.href)},
                                      {spelt("Type"), or_null(link.type)},
                                      {spelt("Name"), or_null(link.name)}});
  for (const auto& [key, object] : thing.objects) result[spelt(key)] = json(object, camel);
  for (const auto& [key, list] : thing.lists)
    for (const Thing& item : list) result[spelt(key + "s")].push_back(json(item, camel));
  return result;
}

void expect_decoded(const Thing& thing, const Resource& resource) {
  EXPECT_EQ(resource.fields.size(), thing.attributes.size() + thing.elements.size());
  for (const auto* scalars : {&thing.attributes, &thing.elements})
    for (const auto& [name, value] : *scalars) EXPECT_EQ(text_of(resource, name), value) << name;
  EXPECT_EQ(resource.has_links, !thing.links.empty());
  ASSERT_EQ(resource.links.size(), thing.links.size());
  for (std::size_t i = 0; i < thing.links.size(); ++i) {
    EXPECT_EQ(resource.links[i].rel, thing.links[i].rel);
    EXPECT_EQ(resource.links[i].href, thing.links[i].href);
    EXPECT_EQ(resource.links[i].type, thing.links[i].type);
    EXPECT_EQ(resource.links[i].name, thing.links[i].name);
  }
  for (const auto& [name, object] : thing.objects) {
    const Resource* child = find_child(resource, name);
    ASSERT_NE(child, nullptr) << name;
    expect_decoded(object, *child);
  }
  for (const auto& [name, list] : thing.lists) {
    const auto found = members(resource, {name, name + "s"});
    ASSERT_EQ(found.size(), list.size()) << name;
    for (std::size_t i = 0; i < list.size(); ++i) expect_decoded(list[i], *found[i]);
  }
}

TEST(Decode, GivesTheSameForXmlAndJson) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    const Thing thing = Generator(seed).thing(3);
    expect_decoded(thing, decoded(xml("Thing", thing)).root);
    expect_decoded(thing, decoded(json(thing, false).dump()).root);
    expect_decoded(thing, decoded(json(thing, true).dump()).root);
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace emconform
