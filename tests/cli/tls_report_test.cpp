#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "cli/run_files.h"

// Every report says who was talked to, and whether that is known for sure.
namespace emconform {
namespace {

using ::testing::AllOf;
using testing::emconform;
using testing::Finished;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RunningMock;
using testing::Scratch;

class TlsReport : public ::testing::Test {
 protected:
  Finished run(const std::vector<std::string>& more) {
    std::vector<std::string> all = {"run",
                                    "--target",
                                    mock.url(),
                                    "--username",
                                    "emconform",
                                    "--password-file",
                                    (folder / "password").string(),
                                    "--filter",
                                    "jobs/list",
                                    "--report",
                                    "junit=junit.xml"};
    all.insert(all.end(), more.begin(), more.end());
    return emconform(all, folder.path());
  }

  Scratch folder{};
  std::filesystem::path password = folder.write("password", "emconform\n");
  RunningMock mock{{"--tls", "--certificate-file", (folder / "cert.pem").string()}};
};

TEST_F(TlsReport, NamesProtocolAndCertificateEverywhere) {
  const Finished finished = run({"--cacert", "cert.pem"});
  ASSERT_EQ(finished.exit_status, 0) << finished.err;
  const RunResult file = run_file_in(folder);
  EXPECT_THAT(file.tls, AllOf(HasSubstr("TLSv1."), HasSubstr("certificate verified"),
                              HasSubstr("certificate of "), HasSubstr("issued by "),
                              HasSubstr("valid until ")));
  EXPECT_FALSE(file.insecure);
  const std::string junit = testing::read_file(folder / "junit.xml");
  EXPECT_THAT(junit, HasSubstr("<property name=\"tls\" value=\"" + file.tls + "\""));
  EXPECT_THAT(finished.out, AllOf(HasSubstr("TLSv1."), HasSubstr("valid until")));
  for (const std::string& text : {finished.out, junit})
    EXPECT_THAT(text, Not(HasSubstr("not verified (--insecure)")));
}

TEST_F(TlsReport, WithoutVerificationEveryReportSaysSoAloud) {
  const Finished finished = run({"-k"});
  ASSERT_EQ(finished.exit_status, 0) << finished.err;
  const RunResult file = run_file_in(folder);
  EXPECT_TRUE(file.insecure);
  EXPECT_THAT(file.tls, HasSubstr("certificate NOT verified (--insecure)"));
  const std::string first_lines = finished.out.substr(0, finished.out.find("\n\n"));
  EXPECT_THAT(first_lines, HasSubstr("INSECURE"));
  const std::string junit = testing::read_file(folder / "junit.xml");
  EXPECT_THAT(junit,
              AllOf(HasSubstr("<property name=\"insecure\""), HasSubstr("<system-out>INSECURE"),
                    HasSubstr("NOT verified (--insecure)")));
}

TEST_F(TlsReport, WhatAKilledRunLeavesSaysItToo) {
  ASSERT_EQ(run({"-k"}).exit_status, 0);
  const std::string file = testing::read_file(folder / "emconform-report/run.ndjson");
  folder.write("first.part", file.substr(0, file.find('\n') + 1));
  const Finished report = emconform({"report", "first.part"}, folder.path());
  EXPECT_EQ(report.exit_status, 130);
  EXPECT_THAT(report.out, AllOf(HasSubstr("INSECURE"), HasSubstr("TLSv1.")));
}

TEST_F(TlsReport, AnonymizedItNamesNoHost) {
  ASSERT_EQ(run({"-k", "--anonymize"}).exit_status, 0);
  EXPECT_THAT(run_file_in(folder).tls,
              AllOf(HasSubstr("TLSv1."), HasSubstr("valid until"), Not(HasSubstr("issued by"))));
}

TEST_F(TlsReport, TheSystemsCertificatesAreTrustedAndNoOthers) {
  const Finished finished = run({});
  EXPECT_EQ(finished.exit_status, 4);
  EXPECT_THAT(finished.err, HasSubstr("--cacert"));
}

}  // namespace
}  // namespace emconform
