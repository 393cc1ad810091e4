#include "cli/config_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

namespace emconform {
namespace {

using nlohmann::json;

/// Short names of options that a file may hold by their long ones.
struct Alias {
  std::string_view name, letter;
};
constexpr Alias aliases[] = {{"jobs", "-j"}, {"insecure", "-k"}, {"verbose", "-v"}};

std::optional<std::string> config_file_of(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with("--config=")) return words[i].substr(9);
    if (words[i] == "--config" && i + 1 < words.size()) return words[i + 1];
  }
  return std::nullopt;
}

bool is_given(const std::vector<std::string>& words, const std::string& name) {
  const std::string option = "--" + name;
  const auto alias = std::find_if(std::begin(aliases), std::end(aliases),
                                  [&](const Alias& candidate) { return candidate.name == name; });
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return word == option || word.starts_with(option + "=") ||
           (alias != std::end(aliases) && word.starts_with(alias->letter));
  });
}

std::string text_of_value(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void add_option(const std::string& name, const json& value, std::vector<std::string>& words) {
  if (value.is_array()) {
    for (const json& one : value) words.push_back(fmt::format("--{}={}", name, text_of_value(one)));
  } else if (!value.is_boolean()) {
    words.push_back(fmt::format("--{}={}", name, text_of_value(value)));
  } else if (value.get<bool>()) {
    words.push_back("--" + name);
  }
}

}  // namespace

Result<std::vector<std::string>> with_config_file(std::vector<std::string> words) {
  const auto file = config_file_of(words);
  if (!file) return words;
  std::ifstream in(*file, std::ios::binary);
  if (!in)
    return fail({.where = "--config " + *file,
                 .what = "the file cannot be opened",
                 .remedy = "check the path and its permissions"});
  const json options = json::parse(in, nullptr, false);
  if (!options.is_object())
    return fail({.where = *file,
                 .what = "is no JSON object",
                 .remedy = R"(write {"target": "https://em01:9398", "jobs": 2})"});
  const std::vector<std::string> given = words;
  for (const auto& [name, value] : options.items())
    if (!is_given(given, name)) add_option(name, value, words);
  return words;
}

}  // namespace emconform
