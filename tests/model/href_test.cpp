#include "model/href.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

constexpr const char* id = "6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5b";

TEST(SplitHref, SplitsAbsoluteUrls) {
  struct Sample {
    const char *text, *scheme, *authority, *path, *query, *target;
  };
  const Sample samples[] = {
      {"https://em01:9398/api/jobs/6a?format=Entity", "https", "em01:9398", "/api/jobs/6a",
       "format=Entity", "/api/jobs/6a?format=Entity"},
      {"http://em01/api", "http", "em01", "/api", "", "/api"},
      {"http://em01", "http", "em01", "", "", "/"},
      {"http://em01?a=b", "http", "em01", "", "a=b", "/?a=b"},
      {"http://em01/", "http", "em01", "/", "", "/"},
      {"HTTPS://EM01:9398/API/Jobs", "HTTPS", "EM01:9398", "/API/Jobs", "", "/API/Jobs"},
      {"http://[::1]:9399/api//jobs", "http", "[::1]:9399", "/api//jobs", "", "/api//jobs"},
      {"http://em/a?b?c=d/e", "http", "em", "/a", "b?c=d/e", "/a?b?c=d/e"},
      {"http://em/a?", "http", "em", "/a", "", "/a"},
      {"http://em/a%20b?c=%3B", "http", "em", "/a%20b", "c=%3B", "/a%20b?c=%3B"},
      {"http://em/a?filter=Name==x;State==y", "http", "em", "/a", "filter=Name==x;State==y",
       "/a?filter=Name==x;State==y"},
      {"http://em/mail@example", "http", "em", "/mail@example", "", "/mail@example"},
  };
  for (const Sample& sample : samples) {
    const auto href = split_href(sample.text);
    ASSERT_TRUE(href) << sample.text;
    EXPECT_EQ(href->scheme, sample.scheme);
    EXPECT_EQ(href->authority, sample.authority);
    EXPECT_EQ(href->path, sample.path);
    EXPECT_EQ(href->query, sample.query);
    EXPECT_EQ(target_of(*href), sample.target);
  }
}

TEST(SplitHref, RefusesEverythingElse) {
  for (const char* text : {"",
                           "/api/jobs",
                           "api/jobs",
                           "//em01/api",
                           "em01:9398/api",
                           "ftp://em01/api",
                           "file:///etc/passwd",
                           "javascript://em/%0aalert(1)",
                           "http:/em01/api",
                           "http:em01",
                           "://em01",
                           "http://",
                           "http:///api",
                           "http://?x",
                           "http://user@em01/api",
                           "http://user:secret@em01/api",
                           "http://em01/a b",
                           "http://em01/a\tb",
                           "http://em01/a\n",
                           " http://em01/a",
                           "http://em01/a#top",
                           "http://em01/a\x7f",
                           "http://em01/a\x01"})
    EXPECT_FALSE(split_href(text)) << text;
  EXPECT_FALSE(split_href(std::string_view("http://em01/a\0b", 15)));
}

TEST(IsGuid, Wants32HexadecimalDigitsInFiveGroups) {
  EXPECT_TRUE(is_guid("6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5b"));
  EXPECT_TRUE(is_guid("6A0F1B2C-3D4E-4F50-8A9B-0C1D2E3F4A5B"));
  EXPECT_TRUE(is_guid("6A0f1b2c-3d4E-4f50-8a9b-0c1d2e3f4A5B"));
  EXPECT_TRUE(is_guid("00000000-0000-0000-0000-000000000000"));
  for (const char* text :
       {"", "6a0f1b2c", "{6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5b}",
        "6a0f1b2c3d4e4f508a9b0c1d2e3f4a5b", "6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5",
        "6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5bc", "6a0f1b2g-3d4e-4f50-8a9b-0c1d2e3f4a5b",
        "6a0f1b2c_3d4e_4f50_8a9b_0c1d2e3f4a5b", "6a0f1b2-c3d4e-4f50-8a9b-0c1d2e3f4a5b",
        " 6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5", "------------------------------------"})
    EXPECT_FALSE(is_guid(text)) << text;
}

TEST(SplitUid, SplitsUrnsOfTheApi) {
  struct Sample {
    const char *text, *type, *id;
  };
  for (const Sample& sample :
       {Sample{"urn:veeam:Job:6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5b", "Job",
               "6a0f1b2c-3d4e-4f50-8a9b-0c1d2e3f4a5b"},
        {"urn:veeam:BackupServer:1", "BackupServer", "1"},
        {"urn:veeam:Vm_Restore-Point2:a_b-C", "Vm_Restore-Point2", "a_b-C"}}) {
    const auto uid = split_uid(sample.text);
    ASSERT_TRUE(uid) << sample.text;
    EXPECT_EQ(uid->type, sample.type);
    EXPECT_EQ(uid->id, sample.id);
  }
  for (const char* text :
       {"", "urn:veeam:", "urn:veeam:Job", "urn:veeam:Job:", "urn:veeam::1", "urn:other:Job:1",
        "URN:VEEAM:Job:1", "veeam:Job:1", "urn:veeam:Job:1:2", "urn:veeam:Job:a.b",
        "urn:veeam:Job:a b", " urn:veeam:Job:1", "urn:veeam:Job:1 ", "urn:veeam:J/b:1",
        "urn:veeam:Job:{1}", "urn:veeam:Job:\xc3\xa4"})
    EXPECT_FALSE(split_uid(text)) << text;
}

TEST(LastSegment, IsWhatStandsBehindTheLastSlash) {
  struct Sample {
    const char *path, *last;
  };
  for (const auto& [path, last] : {Sample{"/api/jobs/6a", "6a"},
                                   {"/api/jobs/6a/", "6a"},
                                   {"/api/jobs/6a//", "6a"},
                                   {"/api", "api"},
                                   {"api", "api"},
                                   {"/", ""},
                                   {"", ""}})
    EXPECT_EQ(last_segment(path), last) << path;
}

TEST(FitsTemplate, ComparesSegmentBySegment) {
  const std::string base = "http://em/api";
  const std::string upper_case_id = "6A0F1B2C-3D4E-4F50-8A9B-0C1D2E3F4A5B";
  const std::pair<std::string, std::pair<const char*, bool>> samples[] = {
      {base + "/jobs", {"/jobs", true}},
      {base + "/Jobs", {"/jobs", true}},
      {"http://em/API/JOBS", {"/jobs", true}},
      {"http://em/api//jobs", {"/jobs", true}},
      {base + "/jobs/", {"/jobs", true}},
      {base + "/jobs/" + id, {"/jobs", false}},
      {base, {"/jobs", false}},
      {base, {"/", true}},
      {base + "/", {"/", true}},
      {base + "/jobs", {"/", false}},
      {"http://em/jobs", {"/jobs", false}},
      {"http://em/", {"/", false}},
      {"http://em", {"/", false}},
      {base + "/jobs/" + id, {"/jobs/{ID}", true}},
      {base + "/jobs/" + upper_case_id, {"/jobs/{ID}", true}},
      {base + "/jobs/00000000-0000-4000-8000-000000000000", {"/jobs/{ID}", false}},
      {base + "/jobs", {"/jobs/{ID}", false}},
      {base + "/jobs/" + id + "/backupSessions", {"/jobs/{ID}/backupSessions", true}},
      {base + "/jobs/" + id + "/taskSessions", {"/jobs/{ID}/backupSessions", false}},
      {base + "/jobs/anything", {"/jobs/{*}", true}},
      {base + "/jobs/", {"/jobs/{*}", false}},
      {base + "/jobs/a/b", {"/jobs/{*}", false}},
      {base + "/a/b/c", {"/{*}/b/{*}", true}},
      {base + "/jobs/" + id + "?format=Entity", {"/jobs/{ID}?format=Entity", true}},
      {base + "/jobs/" + id, {"/jobs/{ID}?format=Entity", false}},
      {base + "/jobs/" + id + "?format=Entity", {"/jobs/{ID}", false}},
      {base + "/jobs/" + id + "?format=entity", {"/jobs/{ID}?format=Entity", false}},
      {base + "/jobs?action=start", {"/jobs?action=start", true}},
  };
  for (const auto& [text, expected] : samples) {
    const auto href = split_href(text);
    ASSERT_TRUE(href) << text;
    EXPECT_EQ(fits_template(*href, expected.first, id), expected.second)
        << text << " and " << expected.first;
  }
}

TEST(EqualIgnoringCase, KnowsAsciiLettersAlone) {
  EXPECT_TRUE(equal_ignoring_case("", ""));
  EXPECT_TRUE(equal_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(equal_ignoring_case("a", ""));
  EXPECT_FALSE(equal_ignoring_case("", "a"));
  EXPECT_FALSE(equal_ignoring_case("abc", "abcd"));
  EXPECT_FALSE(equal_ignoring_case("[", "{")) << "32 apart, but no letters";
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
  EXPECT_FALSE(equal_ignoring_case("\xc3\x84", "\xc3\xa4")) << "no other letters";
}

TEST(PercentEncode, LeavesUnreservedCharactersAlone) {
  const std::string unreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  EXPECT_EQ(percent_encode(unreserved), unreserved);
  EXPECT_EQ(percent_encode(""), "");
  EXPECT_EQ(percent_encode("Name==\"a b\";x"), "Name%3d%3d%22a%20b%22%3bx");
  EXPECT_EQ(percent_encode("+&?/#%"), "%2b%26%3f%2f%23%25");
  EXPECT_EQ(percent_encode("J\xc3\xa4ger"), "J%c3%a4ger");
  EXPECT_EQ(percent_encode(std::string(1, '\0') + "\x7f"), "%00%7f");
}

}  // namespace
}  // namespace emconform
