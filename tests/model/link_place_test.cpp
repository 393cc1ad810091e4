#include "model/link_place.h"

#include <gtest/gtest.h>

namespace emconform {
namespace {

TEST(LinkPlace, HasRelationTypeAndPart) {
  const auto place = split_link_place("link:Up:BackupServerReference:Name");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->rel, "Up");
  EXPECT_EQ(place->type, "BackupServerReference");
  EXPECT_EQ(place->part, "Name");
}

TEST(LinkPlace, IsNoFieldNorHalfAPlace) {
  for (const char* text : {"", "Name", "CreationTimeUTC", "link:", "link:Up", "link:Up:Name"})
    EXPECT_FALSE(split_link_place(text)) << text;
}

TEST(LinkPlace, FitsOneRelationAndType) {
  const auto place = split_link_place("link:Up:JobReference:Id");
  EXPECT_TRUE(is_at({.rel = "Up", .type = "JobReference"}, *place));
  EXPECT_FALSE(is_at({.rel = "Down", .type = "JobReference"}, *place));
  EXPECT_FALSE(is_at({.rel = "Up", .type = "Job"}, *place));
  EXPECT_FALSE(is_at({.rel = "Up"}, *place));
}

TEST(LinkPlace, GivesThePartOfALink) {
  const std::string guid = "6a0f19a8-3c5d-4b3e-9f0e-000000000001";
  const Link link{.rel = "Up", .href = "https://em:9398/api/jobs/" + guid, .name = "nightly"};
  EXPECT_EQ(value_at(link, {"Up", "", "Id"}), guid);
  EXPECT_EQ(value_at(link, {"Up", "", "Name"}), "nightly");
  EXPECT_EQ(value_at(link, {"Up", "", "Href"}), link.href);
  EXPECT_EQ(value_at({.href = "https://em:9398/api/jobs"}, {"Up", "", "Id"}), std::nullopt);
  EXPECT_EQ(value_at({}, {"Up", "", "Id"}), std::nullopt);
  EXPECT_EQ(value_at({}, {"Up", "", "Name"}), std::nullopt);
}

}  // namespace
}  // namespace emconform
