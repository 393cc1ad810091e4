#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "support/responder.h"

namespace emconform {
namespace {

using ::testing::AllOf;
using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using testing::RunningMock;
using testing::Scratch;

struct Mistake {
  const char* name;
  std::vector<std::string> arguments;
  int exit_status;
  std::vector<std::string> said;  // on standard error
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

class EachMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(EachMistake, IsExplained) {
  const Scratch folder;
  folder.write("password", "wrong\n");
  folder.write("file", "");
  folder.write("config.json", R"({"jbos": 1})");
  folder.write("cases/jobs.json",
               "{\n  \"$schema\": \"../contracts/schema/suite.schema.json\",\n"
               "  \"name\": \"jobs\",\n  \"endpoint\": \"/jobs\",\n  \"contract\": \"Job\",\n"
               "  \"shape\": \"list\",\n  \"cases\": [\n"
               "    { \"name\": \"list\", \"acept\": [null] }\n  ]\n}\n");
  const Finished finished = emconform(GetParam().arguments, folder.path());
  EXPECT_EQ(finished.exit_status, GetParam().exit_status) << finished.err;
  for (const std::string& words : GetParam().said) EXPECT_THAT(finished.err, HasSubstr(words));
}

INSTANTIATE_TEST_SUITE_P(
    OnTheCommandLine, EachMistake,
    ::testing::Values(
        Mistake{"UnknownOption",
                {"run", "--targt", "em01"},
                2,
                {"--targt", "--target", "see emconform run --help"}},
        Mistake{"OptionTwice",
                {"selftest", "--seed", "1", "--seed", "2"},
                2,
                {"--seed is given more than once", "see emconform selftest --help"}},
        Mistake{"UnknownCommand", {"rnu"}, 2, {"rnu", "run"}},
        Mistake{"NoCommand", {}, 2, {"--help"}},
        Mistake{"NoCredentials", {"run", "--target", "em01"}, 2, {"--username", "--password-env"}},
        Mistake{"PasswordVariableNotSet",
                {"run", "--target", "em01", "--username", "u", "--password-env", "NOT_SET_HERE"},
                2,
                {"NOT_SET_HERE", "not set"}},
        Mistake{"PasswordAsAValue",
                {"run", "--target", "em01", "--username", "u", "--password", "p"},
                2,
                {"--password"}},
        Mistake{"UnknownConfigKey", {"run", "--config", "config.json"}, 2, {"jbos"}},
        Mistake{"NoConfigFile", {"run", "--config", "none.json"}, 2, {"none.json"}},
        Mistake{"NothingListens",
                {"run", "--target", "http://127.0.0.1:1", "--username", "u", "--password-file",
                 "password"},
                4,
                {"127.0.0.1:1", "refused"}},
        Mistake{"BadTarget",
                {"run", "--target", "ftp://em01", "--username", "u", "--password-file", "password"},
                2,
                {"ftp"}},
        Mistake{"UnknownKeyInACase",
                {"lint", "--cases", "cases"},
                2,
                {"jobs.json:8", "/cases/0", "acept", "accept"}},
        Mistake{"UnwritableReport",
                {"run", "--report", "junit=file/junit.xml"},
                3,
                {"file", "cannot be written"}},
        Mistake{"UnwritableOutput", {"run", "--output", "file/out"}, 3, {"file"}},
        Mistake{"UnknownReportFormat", {"run", "--report", "junti=x"}, 2, {"junti", "junit"}},
        Mistake{"UnknownDefect", {"run", "--defect", "links.up"}, 2, {"links.up"}},
        Mistake{"UnknownIdToExplain", {"explain", "links.requird"}, 2, {"links.required"}},
        Mistake{"NoRunFile", {"report", "none.ndjson"}, 2, {"none.ndjson"}}),
    [](const auto& param) { return param.param.name; });

TEST(Target, ThatIsNoEnterpriseManagerIsNamedAsSuch) {
  const Scratch folder;
  folder.write("password", "x\n");
  const test::Responder server(
      test::answer_each("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 35\r\n\r\n"
                        "<html><body>It works!</body></html>"));
  const Finished finished = emconform(
      {"run", "--target", server.base(), "--username", "u", "--password-file", "password"},
      folder.path());
  EXPECT_EQ(finished.exit_status, 4);
  EXPECT_THAT(finished.err, HasSubstr("no Veeam Backup Enterprise Manager"));
}

TEST(Target, ThatCannotBeReachedLeavesReportsThatSayWhy) {
  const Scratch folder;
  folder.write("password", "x\n");
  folder.write("emconform-report/junit.xml", "of the run before");
  const Finished finished = emconform(
      {"run", "--target", "http://127.0.0.1:1", "--username", "u", "--password-file", "password"},
      folder.path());
  EXPECT_EQ(finished.exit_status, 4);
  EXPECT_THAT(
      testing::read_file(folder / "emconform-report/junit.xml"),
      HasSubstr("<error type=\"run.start\" message=\"http://127.0.0.1:1: the connection was "
                "refused"));
  const Finished report = emconform({"report", "emconform-report/run.ndjson"}, folder.path());
  EXPECT_EQ(report.exit_status, 4);
  EXPECT_THAT(report.out, HasSubstr("the run could not start"));
}

TEST(Target, ThatRefusesThePasswordEndsTheRunWith4) {
  const Scratch folder;
  folder.write("password", "wrong\n");
  const RunningMock mock{{}};
  const Finished finished = emconform(
      {"run", "--target", mock.url(), "--username", "emconform", "--password-file", "password"},
      folder.path());
  EXPECT_EQ(finished.exit_status, 4);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("logon was refused (401)"), HasSubstr("--username")));
}

TEST(Output, ThatCannotBeWrittenIsFoundBeforeTheTargetIsAsked) {
  const Scratch folder;
  folder.write("password", "x\n");
  folder.write("file", "");
  // The target does not exist: had it been asked first, the exit status would be 4.
  const Finished finished = emconform({"run", "--target", "http://127.0.0.1:1", "--username", "u",
                                       "--password-file", "password", "--output", "file/out"},
                                      folder.path());
  EXPECT_EQ(finished.exit_status, 3);
}

}  // namespace
}  // namespace emconform
