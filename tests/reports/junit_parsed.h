#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "reports/reports.h"

// A JUnit report as its readers see it.
namespace emconform {

inline std::string junit(const RunResult& run) {
  std::ostringstream out;
  write_junit(run, out);
  return std::move(out).str();
}

inline std::size_t number(pugi::xml_node node, const char* xpath) {
  return node.select_nodes(xpath).size();
}

struct Parsed {
  explicit Parsed(const RunResult& run) : Parsed(junit(run)) {}
  explicit Parsed(const std::string& text) {
    const auto result = document.load_buffer(text.data(), text.size(), pugi::parse_full);
    EXPECT_TRUE(result) << result.description();
  }
  pugi::xml_node root() const { return document.child("testsuites"); }
  pugi::xml_node testcase(const std::string& classname) const {
    return document.select_node(("//testcase[@classname='" + classname + "']").c_str()).node();
  }
  /// Of the whole run: "complete", "gate", "waivers".
  pugi::xml_node run_case(const std::string& name) const { return named("emconform.run", name); }
  pugi::xml_node named(const std::string& classname, const std::string& name) const {
    return document
        .select_node(("//testcase[@classname='" + classname + "'][@name='" + name + "']").c_str())
        .node();
  }
  /// "classname name" of every testcase.
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& found : root().select_nodes("//testcase"))
      all.push_back(std::string(found.node().attribute("classname").value()) + " " +
                    found.node().attribute("name").value());
    return all;
  }
  pugi::xml_document document{};
};

}  // namespace emconform
