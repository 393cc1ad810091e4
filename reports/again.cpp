#include "reports/again.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace emconform {
namespace {

/// Options that say whom to ask and how, and what the contract is. The others (--filter, --level,
/// --shard, --report, --output, ..) say what the whole run was for.
constexpr std::string_view kept_with_value[] = {"--target",
                                                "--username",
                                                "--password-env",
                                                "--password-file",
                                                "--cacert",
                                                "--cert",
                                                "--key",
                                                "--resolve",
                                                "--proxy",
                                                "--config",
                                                "--connect-timeout",
                                                "--first-byte-timeout",
                                                "--max-time",
                                                "--max-body",
                                                "--dialect",
                                                "--clock-tolerance",
                                                "--seed",
                                                "--sample",
                                                "--matrix",
                                                "--defect",
                                                "--variant",
                                                "--contracts",
                                                "--cases",
                                                "--rate",
                                                "--retry"};
constexpr std::string_view kept_alone[] = {"--password-stdin", "--probe-methods", "--anonymize"};

template <std::size_t N>
bool holds(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

/// An option and what stands behind it.
struct Given {
  std::string name{}, value{};
};

std::vector<Given> options_of(std::string_view command) {
  std::vector<Given> options;
  while (!command.empty()) {
    const std::string_view word = command.substr(0, command.find(' '));
    command.remove_prefix(std::min(word.size() + 1, command.size()));
    if (word.starts_with("--")) {
      const std::size_t sign = std::min(word.find('='), word.size());
      options.push_back({std::string(word.substr(0, sign)),
                         std::string(word.substr(std::min(sign + 1, word.size())))});
    } else if (word.starts_with("-") || options.empty()) {
      options.push_back({std::string(word)});
    } else {
      options.back().value += (options.back().value.empty() ? "" : " ") + std::string(word);
    }
  }
  return options;
}

/// For fnmatch: the text itself and nothing else.
std::string as_glob(std::string_view text) {
  std::string glob;
  for (const char c : text) {
    if (std::string_view("*?[]\\").find(c) != std::string_view::npos) glob += '\\';
    glob += c;
  }
  return glob;
}

bool is_rule(const RunResult& run, std::string_view check) {
  return !run.knows_all_rules ||
         std::any_of(run.rules.begin(), run.rules.end(),
                     [&](const RuleInfo& rule) { return rule.id == check; });
}

}  // namespace

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos)
    return std::string(text);
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'')
      quoted += R"('\'')";
    else
      quoted += c;
  }
  return quoted + '\'';
}

std::string again_of(const RunResult& run, const CaseResult& result) {
  std::string line = "emconform run";
  bool names_target = run.target == "embedded mock";
  for (const Given& option : options_of(run.command)) {
    if (holds(kept_with_value, option.name) && !option.value.empty())
      line += fmt::format(" {} {}", option.name, shell_word(option.value));
    else if (holds(kept_alone, option.name))
      line += ' ' + option.name;
    names_target |= option.name == "--target" || option.name == "--config";
  }
  if (!names_target) line += " --target " + shell_word(run.target);
  if (run.insecure) line += " --insecure";
  if (is_rule(run, result.check))
    line +=
        " --filter " +
        shell_word(as_glob(fmt::format("{}/{}/{}", result.suite, result.case_name, result.check)));
  return line + " --output emconform-again";
}

}  // namespace emconform
