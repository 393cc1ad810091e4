#include "mock/sql_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/properties.h"

namespace emconform::mock {
namespace {

using testing::HasSubstr;

tl::expected<SqlFilter, std::string> compiled(std::string_view filter) {
  return compile_filter(filter, job_session_properties());
}

TEST(SqlFilter, KeepsPrecedenceAndGrouping) {
  struct Sample {
    std::string_view filter, where;
  };
  constexpr Sample samples[] = {
      {"IsRetry==True", "is_retry == ?1"},
      {"IsRetry==True;UID!=11111111-2222-3333-4444-555555555555", "(is_retry == ?1 AND id != ?2)"},
      {"IsRetry==True,EndTime<2026-01-01T00:00:00", "(is_retry == ?1 OR ended < ?2)"},
      {"IsRetry<True,IsRetry<=True;IsRetry>True",
       "((is_retry <= ?2 AND is_retry > ?3) OR is_retry < ?1)"},
      {"(IsRetry<True,IsRetry<=True);IsRetry>=True",
       "((is_retry < ?1 OR is_retry <= ?2) AND is_retry >= ?3)"},
      {"((IsRetry==True))", "is_retry == ?1"},
      {" ( IsRetry == True ; IsRetry != False ) ", "(is_retry == ?1 AND is_retry != ?2)"},
      {"Name==x", "name COLLATE NOCASE == ?1"},
  };
  for (const Sample& sample : samples) {
    const auto filter = compiled(sample.filter);
    ASSERT_TRUE(filter) << sample.filter << ": " << filter.error();
    EXPECT_EQ(filter->where, sample.where) << sample.filter;
  }
}

TEST(SqlFilter, ReadsValuesByTheTypeOfTheProperty) {
  struct Sample {
    std::string_view filter;
    SqlValue value;
  };
  const Sample samples[] = {
      {R"(Name==plain)", "plain"},
      {R"(Name==  two words  )", "two words"},
      {R"(Name===x)", "=x"},
      {R"(Name=="")", ""},
      {R"(Name==" blanks stay ")", " blanks stay "},
      {R"(Name=="a;b,(c)==&<\\")", R"(a;b,(c)==&<\\)"},
      {R"(Name=="say ""yes""")", R"(say "yes")"},
      {R"(Name=="Öffentlich 文件")", "Öffentlich 文件"},
      {R"(Name==exch@2013-08-26 22:28:51)", "exch@2013-08-26 22:28:51"},
      {"UID==88B395E2-81ff-439c-558c-188d97274c15", "88b395e2-81ff-439c-558c-188d97274c15"},
      {R"(uid=="URN:veeam:backupjobsession:88b395e2-81ff-439c-558c-188d97274c15")",
       "88b395e2-81ff-439c-558c-188d97274c15"},
      {"JobUid==urn:veeam:Job:88b395e2-81ff-439c-558c-188d97274c15",
       "88b395e2-81ff-439c-558c-188d97274c15"},
      {"CreationTime>=1970-01-01T00:00:01", std::int64_t{1'000'000}},
      {"CreationTime>=1970-01-02T01:01:01Z", std::int64_t{90'061'000'000}},
      {R"(CreationTime>="1970-01-01T00:00:00.5")", std::int64_t{500'000}},
      {R"(CreationTime>="1970-01-01T00:00:00.123456Z")", std::int64_t{123'456}},
      {"CreationTime>=1970-01-01T00:00:00.1234567Z", std::int64_t{123'456}},
      {"CreationTime>=1969-12-31T23:59:59.9Z", std::int64_t{-100'000}},
      {"CreationTime>=2024-02-29T00:00:00Z", std::int64_t{1'709'164'800'000'000}},
      {"State==starting", std::int64_t{0}},
      {"STATE==\"Stopped\"", std::int64_t{5}},
      {"Result==None", std::int64_t{0}},
      {"result==FAILED", std::int64_t{3}},
      {"JobType==nasbackup", std::int64_t{6}},
      {"IsRetry==TRUE", std::int64_t{1}},
      {"isretry==false", std::int64_t{0}},
  };
  for (const Sample& sample : samples) {
    const auto filter = compiled(sample.filter);
    ASSERT_TRUE(filter) << sample.filter << ": " << filter.error();
    ASSERT_EQ(filter->parameters.size(), 1U) << sample.filter;
    EXPECT_EQ(filter->parameters.front(), sample.value) << sample.filter;
  }
}

TEST(SqlFilter, ReadsWholeNumbers) {
  const auto filter =
      compile_filter("TotalSize>-1;TotalSize<9223372036854775807", task_session_properties());
  ASSERT_TRUE(filter);
  EXPECT_EQ(filter->parameters,
            (std::vector<SqlValue>{std::int64_t{-1}, std::int64_t{9223372036854775807}}));
}

TEST(SqlFilter, NamesWhatIsWrong) {
  struct Sample {
    std::string_view filter, error;
  };
  constexpr Sample samples[] = {
      {"", "malformed at character 1"},
      {"   ", "malformed"},
      {"Foo==1", "Unknown property 'Foo' in filter."},
      {"CreationTimeUTC>2026-01-01T00:00:00", "Unknown property 'CreationTimeUTC'"},
      {"Progress==100", "Unknown property 'Progress'"},
      {"Name", "malformed at character 5"},
      {"Name=x", "malformed at character 5"},
      {"Name=>x", "malformed"},
      {"Name==", "malformed at character 7"},
      {"==x", "malformed"},
      {"Name==x;", "malformed at character 9"},
      {"Name==x,", "malformed"},
      {";Name==x", "malformed"},
      {"Name==x;;Name==y", "malformed"},
      {"Name==\"x", "malformed"},
      {"Name==\"x\"y", "malformed"},
      {"Name==x\"y\"", "malformed"},
      {"(Name==x", "malformed at character 9"},
      {"Name==x)", "malformed at character 8"},
      {"()", "malformed"},
      {"Name==Backup (daily)", "malformed"},
      {"Name==x\xff\"", "malformed"},
      {"N\xffme==x", "malformed"},
      {"State==Sleeping", "'State' is compared with one of Starting, Stopping, Working"},
      {"State==Completed", "'State'"},
      {"Result==5", "one of None, Success, Warning, Failed"},
      {"IsRetry==1", "True or False"},
      {"UID==1234", "a GUID or urn:veeam:BackupJobSession:<GUID>"},
      {"JobUid==urn:veeam:BackupJobSession:88b395e2-81ff-439c-558c-188d97274c15", "urn:veeam:Job:"},
      {"UID==88b395e2-81ff-439c-558c-188d97274c1g", "a GUID"},
      {"CreationTime>2026-06-14", "a UTC time"},
      {"CreationTime>2026-02-30T00:00:00", "a UTC time"},
      {"CreationTime>2026-06-14T24:00:00", "a UTC time"},
      {"CreationTime>2026-06-14T21:60:00", "a UTC time"},
      {"CreationTime>2026-06-14T21:07:25.", "a UTC time"},
      {"CreationTime>2026-06-14T21:07:25.12345678", "a UTC time"},
      {"CreationTime>2026-06-14T21:07:25+02:00", "a UTC time"},
      {"CreationTime>2026-06-14 21:07:25", "a UTC time"},
      {"CreationTime>yesterday", "a UTC time"},
  };
  for (const Sample& sample : samples) {
    const auto filter = compiled(sample.filter);
    ASSERT_FALSE(filter) << sample.filter;
    EXPECT_THAT(filter.error(), HasSubstr(sample.error)) << sample.filter;
  }
}

TEST(SqlFilter, RefusesNumbersThatAreNone) {
  for (const std::string_view value : {"1.5", "+1", "0x10", "9223372036854775808", "\"\"", "1e3"})
    EXPECT_FALSE(compile_filter("TotalSize==" + std::string(value), task_session_properties()))
        << value;
}

TEST(SqlFilter, RepeatsNothingUnprintableInItsErrors) {
  for (const std::string_view filter :
       {"N\x01me==x", "State==\x02", "\xc3==x", "IsRetry==\"\xff\"", "UID==\x7f"}) {
    const auto refused = compiled(filter);
    ASSERT_FALSE(refused);
    for (const char c : refused.error()) EXPECT_TRUE(c >= ' ' && c <= '~') << refused.error();
  }
}

TEST(SqlFilter, BoundsLengthAndNesting) {
  const auto nested = [](std::size_t depth) {
    return compiled(std::string(depth, '(') + "Name==x" + std::string(depth, ')'));
  };
  EXPECT_TRUE(nested(64));
  ASSERT_FALSE(nested(65));
  EXPECT_THAT(nested(65).error(), HasSubstr("nested too deeply"));
  ASSERT_FALSE(nested(4000));

  const std::string longest = "Name==" + std::string(8 * 1024 - 6, 'x');
  EXPECT_TRUE(compiled(longest));
  ASSERT_FALSE(compiled(longest + "x"));
  EXPECT_THAT(compiled(longest + "x").error(), HasSubstr("longer than 8192 bytes"));
}

TEST(SqlSort, TakesAnyPropertyInAnyCase) {
  EXPECT_EQ(compile_sort("creationtime", job_session_properties()), "created");
  EXPECT_EQ(compile_sort("NAME", backup_server_properties()), "name COLLATE NOCASE");
  EXPECT_EQ(
      compile_sort("State", task_session_properties()),
      "CASE state WHEN 'InProgress' THEN 0 WHEN 'Pending' THEN 1 WHEN 'Completed' THEN 2 END");
}

TEST(SqlSort, RefusesWhatIsNoProperty) {
  EXPECT_EQ(compile_sort("Progress", job_session_properties()).error(),
            "Unknown property 'Progress' to sort by.");
  EXPECT_FALSE(compile_sort("Name,State", job_session_properties()));
  EXPECT_FALSE(compile_sort("name; DROP TABLE job", job_session_properties()));
  EXPECT_THAT(compile_sort("N\xff", job_session_properties()).error(),
              testing::Not(HasSubstr("\xff")));
}

TEST(Properties, AreThoseOfTheHelpPages) {
  const auto names = [](std::span<const Property> properties) {
    std::vector<std::string_view> result;
    for (const Property& property : properties) result.push_back(property.name);
    return result;
  };
  EXPECT_THAT(
      names(job_session_properties()),
      testing::ElementsAre("UID", "Name", "JobType", "JobUid", "JobName", "CreationTime", "EndTime",
                           "State", "Result", "IsRetry", "BackupServerUid", "BackupServerName"));
  EXPECT_THAT(names(task_session_properties()),
              testing::ElementsAre("UID", "Name", "CreationTime", "EndTime", "State", "Result",
                                   "Reason", "TotalSize", "JobSessionUid", "JobUid", "JobName",
                                   "BackupServerUid", "BackupServerName", "VmDisplayName"));
  EXPECT_THAT(names(backup_server_properties()),
              testing::ElementsAre("UID", "Name", "Description", "Port", "Version"));
  EXPECT_THAT(names(job_properties()),
              testing::ElementsAre("UID", "Name", "JobType", "Platform", "Description",
                                   "ScheduleConfigured", "ScheduleEnabled", "NextRun",
                                   "BackupServerUid", "BackupServerName"));
}

}  // namespace
}  // namespace emconform::mock
