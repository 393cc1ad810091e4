#include "model/message.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

TEST(WithoutParticulars, LeavesWhatIsTheSameInEveryRun) {
  struct Sample {
    const char* text;
    const char* expected;
  };
  const Sample samples[] = {
      {"", ""},
      {"a link with Rel Up", "a link with Rel Up"},
      {"6a51bcd0-4ec9-4b71-a321-5df5a9d7a0a7", "{ID}"},
      {"urn:veeam:Job:6a51bcd0-4ec9-4b71-a321-5df5a9d7a0a7, thus", "urn:veeam:Job:{ID}, thus"},
      {"x6a51bcd0-4ec9-4b71-a321-5df5a9d7a0a7", "x6a51bcd0-4ec9-4b71-a321-5df5a9d7a0a7"},
      {"at 2026-06-15T05:50:44.62Z.", "at {time}."},
      {"at 2026-06-15 05:50:44, or", "at {time}, or"},
      {"on 2026-06-15.", "on {time}."},
      {"2026-06-15", "{time}"},
      {"/Ref[12]/Links/Link[1]/@Href", "/Ref[*]/Links/Link[*]/@Href"},
      {"[a] [12", "[a] [12"},
      {"https://em01.example.com:9398/api/jobs", "https://{host}/api/jobs"},
      {"http://em01", "http://{host}"},
      {"200, got 404", "200, got 404"},
      {"1234 bytes, 12345", "{n} bytes, {n}"},
      {"v1_7 and v12345", "v1_7 and v12345"},
  };
  for (const Sample& sample : samples)
    EXPECT_EQ(without_particulars(sample.text), sample.expected) << sample.text;
}

TEST(WithoutParticulars, ChangesNothingTheSecondTime) {
  for (const char* text : {"https://a:1/api/6a51bcd0-4ec9-4b71-a321-5df5a9d7a0a7 [3] 12345",
                           "2026-06-15T05:50:44.62Z", "", "[", "://", "2026-06-1"}) {
    const std::string once = without_particulars(text);
    EXPECT_EQ(without_particulars(once), once) << text;
  }
}

TEST(KindOfAFinding, IsTheSameHoweverManyAreAlike) {
  const Finding one{"/Ref[1]", "a name", "none"},
      many{"/Ref[77]", "a name", "none (and 9 more alike)"};
  EXPECT_EQ(kind_of(one), kind_of(many));
  EXPECT_EQ(kind_of(one), "/Ref[*]: expected a name, got none");
  EXPECT_NE(kind_of(one), kind_of({"/Ref[1]", "a name", "another"}));
}

}  // namespace
}  // namespace emconform
