#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>

#include "cli/program.h"

// Completions and the manual page say what --help says, and shells understand them.
namespace emconform {
namespace {

using testing::emconform;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using testing::Scratch;
using Words = std::vector<std::string>;

std::string printed_by(const Words& arguments) {
  const Scratch folder;
  const auto finished = emconform(arguments, folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.err;
  return finished.out;
}

struct Closer {
  void operator()(std::FILE* pipe) const { pclose(pipe); }
};

/// What a shell command prints, and whether it ends well.
std::pair<std::string, bool> shell(const std::string& command) {
  std::unique_ptr<std::FILE, Closer> pipe(popen((command + " 2>&1").c_str(), "r"));
  std::string text;
  std::array<char, 4096> buffer{};
  while (const auto read = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    text.append(buffer.data(), read);
  return {text, pclose(pipe.release()) == 0};
}

/// What bash offers for the last word.
Words offered(const Words& words) {
  const Scratch folder;
  const auto script = folder.write("completion.bash", printed_by({"completion", "bash"}));
  std::string line = "source " + script.string() + "; COMP_WORDS=(emconform";
  for (const std::string& word : words) line += " '" + word + "'";
  line += "); COMP_CWORD=" + std::to_string(words.size()) +
          "; compopt() { :; }; _emconform; printf '%s\\n' \"${COMPREPLY[@]}\"";
  const auto [text, ended_well] = shell("cd " + folder.path().string() + " && bash -c \"" + [&] {
    std::string quoted;
    for (const char c : line)
      quoted += (c == '"' || c == '$' || c == '\\') ? std::string("\\") + c : std::string(1, c);
    return quoted;
  }() + "\"");
  EXPECT_TRUE(ended_well) << text;
  Words all;
  for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos;
       begin = end + 1)
    all.push_back(text.substr(begin, end - begin));
  return all;
}

TEST(Bash, OffersCommandsOptionsAndTheirValues) {
  EXPECT_THAT(offered({""}), IsSupersetOf({"run", "report", "waive", "--version"}));
  EXPECT_EQ(offered({"exp"}), Words{"explain"});
  EXPECT_THAT(offered({"run", "--pass"}),
              IsSupersetOf({"--password-env", "--password-file", "--password-stdin"}));
  EXPECT_EQ(offered({"run", "--level", ""}), (Words{"must", "derived", "should", "may"}));
  EXPECT_THAT(offered({"run", "--report", ""}), IsSupersetOf({"junit="}));
  EXPECT_THAT(offered({"list", "de"}), IsSupersetOf({"defects"}));
  EXPECT_EQ(offered({"completion", "z"}), Words{"zsh"});
}

TEST(Bash, OffersFilesWhereFilesAreWanted) {
  EXPECT_EQ(offered({"report", "completion.b"}), Words{"completion.bash"});
  EXPECT_EQ(offered({"run", "--cacert", ""}), Words{"completion.bash"});
}

TEST(Bash, FindsNothingToSayOfTheScript) {
  const Scratch folder;
  const auto script = folder.write("completion.bash", printed_by({"completion", "bash"}));
  const auto [text, ended_well] = shell("shellcheck -s bash " + script.string());
  EXPECT_TRUE(ended_well) << text;
}

TEST(OtherShells, AreToldOfEveryCommandAndOption) {
  for (const char* name : {"zsh", "fish"}) {
    const std::string script = printed_by({"completion", name});
    for (const char* word : {"waive", "max-run-time", "probe-methods", "must", "junit="})
      EXPECT_THAT(script, HasSubstr(word)) << name;
  }
}

TEST(Manual, IsFormattedWithoutAWarningAndHoldsEveryOption) {
  const Scratch folder;
  const auto page = folder.write("emconform.1", printed_by({"man"}));
  const auto [warnings, is_fine] =
      shell("groff -man -Tascii -ww " + page.string() + " >/dev/null && echo fine");
  EXPECT_EQ(warnings, "fine\n");
  EXPECT_TRUE(is_fine);
  const auto [text, ended_well] = shell("groff -man -Tascii -P-cbou " + page.string());
  EXPECT_TRUE(ended_well);
  const std::string help = printed_by({"run", "--help"});
  std::size_t options = 0;
  for (auto at = help.find("  --"); at != std::string::npos; at = help.find("  --", at + 1)) {
    const std::string name = help.substr(at + 2, help.find_first_of(" ,\n", at + 2) - at - 2);
    EXPECT_THAT(text, HasSubstr(name));
    ++options;
  }
  EXPECT_GT(options, 30U);
  for (const char* section : {"EXIT STATUS", "ENVIRONMENT", "COMMANDS"})
    EXPECT_THAT(text, HasSubstr(section));
}

}  // namespace
}  // namespace emconform
