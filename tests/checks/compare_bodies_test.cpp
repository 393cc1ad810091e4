#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "checks/compare.h"
#include "load/decode.h"

namespace emconform {
namespace {

Resource decoded(const std::string& body) {
  const auto representation = decode(body);
  EXPECT_TRUE(representation) << representation.error().what;
  return representation ? representation->root : Resource{};
}

std::string file(const std::string& name) {
  std::ifstream in(TEST_DIR "/data/relations/" + name);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> paths(const Resource& left, const Resource& right) {
  std::vector<std::string> all;
  for (const Difference& difference : differences(left, right)) all.push_back(difference.path);
  return all;
}

TEST(DifferencesOfBodies, AreNoneForOneJobInXmlAndJson) {
  EXPECT_EQ(paths(decoded(file("job.xml")), decoded(file("job.json"))), std::vector<std::string>{});
}

struct Change {
  std::string from, to, path;
};

TEST(DifferencesOfBodies, AreNamedWhereverTheyStand) {
  const std::vector<Change> changes = {
      {"\"RetryTimes\": 3", "\"RetryTimes\": 4", "JobScheduleOptions/RetryTimes"},
      {"09:00", "09:01", "JobScheduleOptions/Day[2]/Value"},
      {R"("January", )", "", "JobScheduleOptions/Month"},
      {"\"Order\": 1", "\"Order\": 2", "Includes/ObjectInJob/Order"},
      {R"("Excludes": {"ObjectInJobs": [])", R"("Excludes": {"ObjectInJobs": [{"Name": "x"}])",
       "Excludes"},
      {R"("Platform": null)", R"("Platform": "VMware")", "Platform"},
      {R"("Description": "")", R"("Description": null)", "Description"},
      {"vbr01", "vbr02", "Links"},
      {"20:00:00.500Z", "20:00:00.501Z", "NextRun"},
  };
  const Resource xml = decoded(file("job.xml"));
  for (const auto& [from, to, path] : changes) {
    std::string body = file("job.json");
    body.replace(body.find(from), from.size(), to);
    const auto found = paths(xml, decoded(body));
    ASSERT_FALSE(found.empty()) << from;
    for (const std::string& one : found) EXPECT_EQ(one, path) << from;
  }
}

}  // namespace
}  // namespace emconform
