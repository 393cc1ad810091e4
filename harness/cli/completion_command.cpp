#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/commands.h"

namespace emconform {
namespace {

using Commands = std::vector<CommandInfo>;
using Words = std::vector<std::string>;

/// The program's own options come first in describe_commands().
std::vector<CommandInfo> without_program(const Commands& all) {
  return {std::next(all.begin()), all.end()};
}

bool is_option(const OptionInfo& option) { return option.names.front().starts_with('-'); }

/// What can stand there, if it is one of few words.
Words choices_of(const OptionInfo& option) {
  Words words = option.choices;
  // `run` and `diff` have other formats: each option says which.
  constexpr std::string_view mark = "formats: ";
  const std::size_t at = option.summary.find(mark);
  if (option.value == "FORMAT=FILE" && at != std::string::npos) {
    std::string_view formats = std::string_view(option.summary).substr(at + mark.size());
    while (!formats.empty()) {
      const std::string_view format = formats.substr(0, formats.find(", "));
      words.push_back(fmt::format("{}=", format));
      formats.remove_prefix(std::min(format.size() + 2, formats.size()));
    }
  }
  return words;
}

bool names_file(const OptionInfo& option) {
  return option.value == "FILE" || option.value == "DIR" || option.names.front() == "RUN" ||
         option.names.front() == "OLD" || option.names.front() == "NEW" ||
         option.names.front() == "FILE";
}

Words names_of(const CommandInfo& command) {
  Words words;
  for (const OptionInfo& option : command.options)
    if (is_option(option)) words.insert(words.end(), option.names.begin(), option.names.end());
  return words;
}

/// Inside of '...' of a POSIX shell.
std::string single_quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text)
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  return quoted;
}

constexpr const char* bash_begin =
    R"sh(# bash completion of emconform: eval "$(emconform completion bash)"
_emconform() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]} options='' choices=''
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then command=''; fi
  case $command in
)sh";

constexpr const char* bash_end = R"sh(  esac
  mapfile -t COMPREPLY < <(compgen -W "${choices:-$options}" -- "$word")
  # shellcheck disable=SC2128
  [[ ${#COMPREPLY[@]} -ne 1 || $COMPREPLY != *= ]] || compopt -o nospace
  if [[ -n $command && -z $choices && $word != -* ]]; then
    local files
    mapfile -t files < <(compgen -f -- "$word")
    COMPREPLY+=("${files[@]}")
  fi
}
complete -o filenames -F _emconform emconform
)sh";

void print_bash(const Commands& commands) {
  Words names;
  for (const CommandInfo& command : commands) names.push_back(command.name);
  fmt::print("{}    '') options='{} --help --version' ;;\n", bash_begin, fmt::join(names, " "));
  for (const CommandInfo& command : commands) {
    fmt::print("    {})\n      options='{}'\n      case $before in\n", command.name,
               fmt::join(names_of(command), " "));
    for (const OptionInfo& option : command.options) {
      if (!is_option(option) || option.value.empty()) continue;
      const Words choices = choices_of(option);
      if (!choices.empty())
        fmt::print("        {}) choices='{}' ;;\n", fmt::join(option.names, " | "),
                   fmt::join(choices, " "));
      else if (names_file(option))
        fmt::print("        {}) mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;\n",
                   fmt::join(option.names, " | "));
      else
        fmt::print("        {}) return ;;\n", fmt::join(option.names, " | "));
    }
    for (const OptionInfo& option : command.options)
      if (!is_option(option) && !choices_of(option).empty())
        fmt::print("        *) options+=' {}' ;;\n", fmt::join(choices_of(option), " "));
    fmt::print("      esac ;;\n");
  }
  fmt::print("{}", bash_end);
}

/// Of a specification of _arguments: brackets and colons mean something there.
std::string for_zsh(std::string_view text) {
  std::string escaped;
  for (const char c : single_quoted(text)) {
    if (c == '[' || c == ']' || c == ':') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string action_of(const OptionInfo& option) {
  if (const Words choices = choices_of(option); !choices.empty())
    return fmt::format("({})", fmt::join(choices, " "));
  if (option.value == "DIR") return "_files -/";
  return names_file(option) ? "_files" : " ";
}

constexpr const char* zsh_middle = R"sh(  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
)sh";

void print_zsh(const Commands& commands) {
  fmt::print("#compdef emconform\n_emconform() {{\n  local -a commands=(\n");
  for (const CommandInfo& command : commands)
    fmt::print("    '{}:{}'\n", command.name, for_zsh(command.summary));
  fmt::print("{}", zsh_middle);
  for (const CommandInfo& command : commands) {
    fmt::print("    {})\n      _arguments", command.name);
    for (const OptionInfo& option : command.options) {
      if (!is_option(option)) {
        fmt::print(" \\\n        '*:{}:{}'", for_zsh(option.names.front()), action_of(option));
        continue;
      }
      for (const std::string& name : option.names)
        fmt::print(" \\\n        '*{}[{}]{}'", name, for_zsh(option.summary),
                   option.value.empty()
                       ? ""
                       : fmt::format(":{}:{}", for_zsh(option.value), action_of(option)));
    }
    fmt::print("\n      ;;\n");
  }
  fmt::print("  esac\n}}\ncompdef _emconform emconform\n");
}

void print_fish(const Commands& commands) {
  fmt::print("# fish completion of emconform: emconform completion fish | source\n");
  for (const CommandInfo& command : commands) {
    fmt::print("complete -c emconform -f -n __fish_use_subcommand -a {} -d '{}'\n", command.name,
               single_quoted(command.summary));
    for (const OptionInfo& option : command.options) {
      const std::string where =
          fmt::format("complete -c emconform -n '__fish_seen_subcommand_from {}'", command.name);
      const Words choices = choices_of(option);
      const std::string values =
          choices.empty() ? "" : fmt::format(" -f -a '{}'", fmt::join(choices, " "));
      if (!is_option(option)) {
        fmt::print("{}{} -d '{}'\n", where, values, single_quoted(option.summary));
        continue;
      }
      std::string names;
      for (const std::string& name : option.names)
        names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      fmt::print("{}{}{}{} -d '{}'\n", where, names, option.value.empty() ? "" : " -r", values,
                 single_quoted(option.summary));
    }
  }
}

}  // namespace

int completion_command(const CompletionArguments& arguments) {
  const Commands commands = without_program(describe_commands());
  if (arguments.shell == "bash")
    print_bash(commands);
  else if (arguments.shell == "zsh")
    print_zsh(commands);
  else
    print_fish(commands);
  return 0;
}

}  // namespace emconform
