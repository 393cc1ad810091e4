#include "load/facts.h"

#include <cctype>
#include <sstream>

namespace emconform {
namespace {

std::string squeezed(const std::string& text) {
  std::istringstream words(text);
  std::string result;
  for (std::string word; words >> word;) result += (result.empty() ? "" : " ") + word;
  return result;
}

}  // namespace

std::map<std::string, std::vector<std::string>> facts_by_section(const std::string& text) {
  std::map<std::string, std::vector<std::string>> facts;
  std::vector<std::string>* section = nullptr;
  bool in_code = false;
  std::string code;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      if (in_code && section != nullptr) section->push_back(squeezed(code));
      in_code = !in_code;
      code.clear();
    } else if (in_code) {
      code += line + "\n";
    } else if (line.starts_with("## ")) {
      section = &facts[line.substr(3, line.find('.') - 3)];
    } else if (line.starts_with("|-") && section != nullptr) {
      section->pop_back();  // the head of the table
    } else if (section != nullptr && !line.empty() && !line.starts_with('#')) {
      section->push_back(squeezed(line));
    }
  }
  return facts;
}

}  // namespace emconform
