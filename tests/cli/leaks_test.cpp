#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <mutex>
#include <set>

#include "cli/program.h"
#include "cli/spelled.h"
#include "mock/mock.h"
#include "support/relay.h"

// A server that writes the secrets it is told into everything it answers: nothing that the program
// writes holds one of them.
namespace emconform {
namespace {

using test::Asked;
using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Scratch;
using testing::Started;

constexpr const char* username = "emconform";
constexpr const char* password = R"(Zq7/Kx"9&Wv'Tm<3#L\p ö+)";

/// The text of all files in a folder.
std::string all_in(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) all += testing::read_file(entry.path());
  return all;
}

/// Puts spellings of the secrets into answers, in turn.
class Echo {
 public:
  Echo() {
    traces_.add_secret(password);
    const std::string credentials = std::string(username) + ":" + password;
    echoes_ = testing::echoes_of(password);
    for (const std::string& echo : testing::echoes_of(credentials)) echoes_.push_back(echo);
    for (const std::string& echo :
         testing::echoes_of("Basic " + testing::echoes_of(credentials)[1]))
      echoes_.push_back(echo);
  }

  std::string alter(const Asked& asked, const std::string& answer) {
    const std::lock_guard lock(mutex_);
    learn(answer);
    test::Message message = test::split_message(answer);
    const bool is_logon = asked.method == "POST" || asked.target == "/api/";
    if (!is_logon) alter_body(message);
    // libcurl takes no control characters there; the rest is as the server likes.
    message.head += fmt::format("\r\nX-Echo: {}\r\nX-Other: {}", next(), next());
    if (!is_logon && ++number_ % 7 == 0) {
      const auto end = message.head.find("\r\n");
      message.head.replace(9, end - 9, fmt::format("500 {}", next()));
    }
    return test::to_bytes(message);
  }

  std::string next() { return echoes_[next_++ % echoes_.size()]; }
  testing::Traces traces() const {
    const std::lock_guard lock(mutex_);
    return traces_;
  }

 private:
  /// A logon's answer holds the session's id.
  void learn(const std::string& answer) {
    for (const std::string mark : {"<SessionId>", R"("SessionId":")"}) {
      const auto at = answer.find(mark);
      if (at == std::string::npos) continue;
      const std::string guid = answer.substr(at + mark.size(), 36);
      if (!sessions_.insert(guid).second) continue;
      traces_.add_session(guid);
      for (std::string& echo : testing::echoes_of_session(guid)) echoes_.push_back(std::move(echo));
    }
  }

  /// The value between `mark` and `end`, each third time.
  void alter_values(std::string& body, const std::string& mark, char end, const char* form) {
    for (auto at = body.find(mark); at != std::string::npos; at = body.find(mark, at + 1)) {
      if (++value_ % 3 != 0) continue;
      const std::size_t begin = at + mark.size(), stop = body.find(end, begin);
      if (stop == std::string::npos) return;
      const std::string kept = body.substr(begin, stop - begin);
      body.replace(begin, stop - begin, fmt::format(fmt::runtime(form), kept, next()));
    }
  }

  void alter_body(test::Message& message) {
    std::string& body = message.body;
    for (const char* const name : {"Name", "Type", "UID", "Rel", "VmDisplayName", "Message"}) {
      alter_values(body, fmt::format(" {}=\"", name), '"', "{1}");
      alter_values(body, fmt::format("\"{}\":\"", name), '"', "{1}");
    }
    alter_values(body, " Href=\"", '"', "{0}?echo={1}");
    alter_values(body, "\"Href\":\"", '"', "{0}/{1}");
    for (const char* const name : {"State", "Result", "JobName", "CreationTimeUTC", "Reason"})
      alter_values(body, fmt::format("<{}>", name), '<', "{1}");
    if (number_ % 5 == 0) cut_off(body);
    if (number_ % 11 == 0)
      body = fmt::format("<Error Message=\"{}\" StatusCode=\"{}\" Status=\"x\"/>", next(), next());
  }

  /// A name so long that whoever quotes it cuts it off in the middle of a secret.
  void cut_off(std::string& body) {
    constexpr std::size_t longest_before = 320;
    alter_values(body, " Name=\"", '"',
                 (std::string(value_ % longest_before, 'n') + "{1}{1}{1}").c_str());
  }

  mutable std::mutex mutex_{};
  std::vector<std::string> echoes_{};
  std::set<std::string> sessions_{};
  testing::Traces traces_{};
  std::size_t next_ = 0, number_ = 0, value_ = 0;
};

class Leaks : public ::testing::Test {
 protected:
  Leaks() { secret.write("password", std::string(password) + "\n"); }

  std::vector<std::string> arguments() const {
    return {"run",
            "--target",
            relay.base(),
            "--username",
            username,
            "--password-file",
            (secret / "password").string(),
            "-v",
            "-j",
            "4",
            "--report",
            "junit=junit.xml",
            "--report",
            "har=run.har",
            "--report",
            "html=report.html",
            "--report",
            "json=report.json",
            "--report",
            "md=summary.md",
            "--report",
            "github=annotations.txt"};
  }

  std::unique_ptr<mock::Server> server =
      std::move(*mock::Server::start({.sessions = 30, .username = username, .password = password}));
  Echo echo{};
  test::Relay relay{server->port(), [this](const Asked& asked, std::string answer) {
                      return echo.alter(asked, answer);
                    }};
  Scratch folder{}, secret{};
};

TEST_F(Leaks, NothingThatARunWritesHoldsASecret) {
  const Finished finished = emconform(arguments(), folder.path());
  EXPECT_EQ(finished.exit_status, 1) << finished.err;
  const std::string everything = finished.out + finished.err + all_in(folder.path());
  EXPECT_THAT(echo.traces().found_in(everything), IsEmpty());
  // The server did write them back, and they were quoted.
  EXPECT_THAT(everything, HasSubstr("<password>"));
  EXPECT_THAT(finished.out, HasSubstr("<session"));
  EXPECT_GT(everything.size(), 500'000U);
}

TEST_F(Leaks, ARecordingHoldsEveryAnswerAndNoSecret) {
  emconform(arguments(), folder.path());
  const std::string har = testing::read_file(folder / "run.har");
  const std::string run_file = testing::read_file(folder / "emconform-report/run.ndjson");
  EXPECT_THAT(echo.traces().found_in(har), IsEmpty());
  EXPECT_THAT(echo.traces().found_in(run_file), IsEmpty());
  for (const std::string* file : {&har, &run_file}) {
    EXPECT_THAT(*file, HasSubstr("withheldpassword"));
    EXPECT_THAT(*file, HasSubstr("5e551000-0000-4000-a000-000000000001"));  // for a session's id
    EXPECT_GT(file->size(), 2'000'000U);
  }
}

TEST_F(Leaks, NothingThatAKilledRunLeavesHoldsASecret) {
  Started program(arguments(), folder.path());
  ASSERT_TRUE(relay.wait_until([](const auto& requests) { return requests.size() > 100; }));
  const std::string command = testing::read_file(fmt::format("/proc/{}/cmdline", program.pid()));
  const Finished killed = program.end_by(SIGKILL);
  EXPECT_THAT(command, HasSubstr("--password-file"));
  EXPECT_THAT(echo.traces().found_in(command), IsEmpty());
  EXPECT_THAT(echo.traces().found_in(killed.out + killed.err + all_in(folder.path())), IsEmpty());
  EXPECT_TRUE(std::filesystem::exists(folder / "emconform-report/run.ndjson.part"));
}

TEST(LeaksOfErrors, AnAnswerThatIsNoHttpIsQuotedWithoutSecrets) {
  const std::string quoted = std::string(30, 'x') + password;  // the quotation ends inside of it
  auto server = std::move(*mock::Server::start({.username = username, .password = password}));
  const test::Relay relay(server->port(), [&](const Asked& asked, const std::string& answer) {
    return asked.method == "POST" ? quoted : answer;
  });
  const Scratch folder;
  folder.write("password", std::string(password) + "\n");
  const Finished finished = emconform(
      {"run", "--target", relay.base(), "--username", username, "--password-file", "password"},
      folder.path());
  EXPECT_EQ(finished.exit_status, 4);
  testing::Traces traces;
  traces.add_secret(password);
  EXPECT_THAT(finished.err, HasSubstr("xxxxxx<password>"));
  EXPECT_THAT(traces.found_in(finished.err), IsEmpty());
}

struct Slip {
  const char* name;
  std::vector<std::string> arguments;
};

void PrintTo(const Slip& slip, std::ostream* out) { *out << slip.name; }

class EachSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(EachSlip, IsRefusedWithoutRepeatingTheSecret) {
  const Scratch folder;
  folder.write("password", "x\n");
  const Finished finished = emconform(GetParam().arguments, folder.path());
  EXPECT_EQ(finished.exit_status, 2) << finished.err;
  EXPECT_THAT(finished.out + finished.err, ::testing::Not(HasSubstr("hunter2")));
  EXPECT_THAT(all_in(folder.path()), ::testing::Not(HasSubstr("hunter2")));
}

INSTANTIATE_TEST_SUITE_P(
    OfAUser, EachSlip,
    ::testing::Values(
        Slip{"PasswordInTheName",
             {"run", "--target", "em01", "--username", "u:hunter2", "--password-file", "password"}},
        Slip{"PasswordInTheTarget",
             {"run", "--target", "https://u:hunter2@em01", "--username", "u", "--password-file",
              "password"}},
        Slip{"PasswordInTheProxy",
             {"run", "--target", "em01", "--username", "u", "--password-file", "password",
              "--proxy", "http://u:hunter2@proxy:3128"}},
        Slip{"PasswordForAVariable",
             {"run", "--target", "em01", "--username", "u", "--password-env", "hunter2"}},
        Slip{"PasswordForAFile",
             {"run", "--target", "em01", "--username", "u", "--password-file", "hunter2"}},
        Slip{"PasswordAsAnOption",
             {"run", "--target", "em01", "--username", "u", "--password=hunter2"}},
        Slip{"PasswordAsAWord",
             {"run", "--target", "em01", "--username", "u", "--password", "hunter2"}}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(LeaksOfCommands, APasswordThatStandsWhereItShouldNotIsNotReported) {
  const auto server = std::move(*mock::Server::start({.password = "hunter2-and-more"}));
  const Scratch folder;
  folder.write("password", "hunter2-and-more\n");
  const Finished finished = emconform(
      {"run", "--target", server->url(), "--username", "emconform", "--password-file", "password",
       "--filter", "jobs/list", "--filter", "hunter2-and-more", "--output", "out-hunter2-and-more"},
      folder.path());
  EXPECT_EQ(finished.exit_status, 0) << finished.err;
  const std::string written = all_in(folder / "out-hunter2-and-more");
  EXPECT_THAT(written, HasSubstr("--filter <password> --output out-<password>"));
  EXPECT_THAT(finished.out + finished.err + written, ::testing::Not(HasSubstr("hunter2")));
}

TEST(LeaksOfCommands, APasswordTooShortToBeReplacedIsSaidToBe) {
  const std::string note = "the password has under 4 characters";
  for (const std::string short_or_not : {"abc", "abcd"}) {
    const auto server = std::move(*mock::Server::start({.password = short_or_not}));
    const Scratch folder;
    folder.write("password", short_or_not + "\n");
    const Finished finished =
        emconform({"run", "--target", server->url(), "--username", "emconform", "--password-file",
                   "password", "--filter", "jobs/list"},
                  folder.path());
    EXPECT_EQ(finished.exit_status, 0) << finished.err;
    EXPECT_EQ(finished.out.find(note) == std::string::npos, short_or_not.size() == 4);
  }
}

TEST(LeaksOfCommands, AProxysPasswordMayStandInTheConfigFileAndIsNotReported) {
  const Scratch folder;
  folder.write("password", "x\n");
  folder.write("config.json", R"({"proxy": "http://u:hunter2@127.0.0.1:1"})");
  const Finished finished = emconform({"run", "--config", "config.json", "--target", "http://em01",
                                       "--username", "u", "--password-file", "password"},
                                      folder.path());
  EXPECT_EQ(finished.exit_status, 4) << finished.err;
  EXPECT_THAT(finished.err, HasSubstr("the connection to the proxy was refused"));
  EXPECT_THAT(finished.out + finished.err, ::testing::Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace emconform
