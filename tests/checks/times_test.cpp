#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Times, OfAnItem) {
  expect_found(
      {
          {"no Z", "times.utc", "05:23:44Z", "05:23:44", {"/CreationTimeUTC"}},
          {"offset", "times.utc", "05:23:44Z", "05:23:44+00:00", {"/CreationTimeUTC"}},
          {"blank", "times.utc", "19T05:23:44Z", "19 05:23:44Z", {"/CreationTimeUTC"}},
          {"no such day",
           "times.utc",
           "2014-10-19T05:23",
           "2014-02-30T05:23",
           {"/CreationTimeUTC"}},
          {"seven digits", "times.utc", "05:23:44Z", "05:23:44.1234567Z", {}},
          {"eight digits", "times.utc", "05:23:44Z", "05:23:44.12345678Z", {"/CreationTimeUTC"}},
          {"ends before", "times.order", "05:40:39Z", "05:23:43.9Z", {"/EndTimeUTC"}},
          {"ends at once", "times.order", "05:40:39Z", "05:23:44Z", {}},
          {"other second", "times.name", "05:23:44Z", "05:23:45Z", {"/Name"}},
          {"fraction", "times.name", "05:23:44Z", "05:23:44.999Z", {}},
          {"name with fraction", "times.name", "05:23:44\" UID", "05:23:44.39912\" UID", {}},
      },
      data("task_session.xml"), item(Form::Entity), task_session());
}

TEST(Times, ANameWithoutTimeIsNotJudged) {
  const std::string body =
      with(data("task_session.xml"), "Name=\"srv04@2014-10-19 05:23:44\" UID", "Name=\"a\" UID");
  EXPECT_EQ(judged("times.name", answered(body, item(Form::Entity))).witnesses, 0U);
}

TEST(Times, ARunningSessionHasNoOrder) {
  const std::string body = with(data("task_session.json"), "\"2026-06-15T05:50:44.62Z\"", "null");
  const Exchange exchange = answered(body, item(Form::Entity));
  EXPECT_EQ(judged("times.order", exchange).witnesses, 0U);
  EXPECT_EQ(judged("times.utc", exchange).witnesses, 1U);
}

TEST(Times, OfEventsMayLackTheZ) {
  Contract contract{.resource = "SystemSessionEvents"};
  contract.entity = {.root = "Events",
                     .fields = {{.name = "CreationTimeUTC", .type = FieldType::LocalTime}}};
  contract.entity_list = {.root = "SystemSessionEvents", .names = {"Events", "Events"}};
  const auto judge = [&](std::string_view text) {
    const std::string body = "<SystemSessionEvents><Events><CreationTimeUTC>" + std::string(text) +
                             "</CreationTimeUTC></Events></SystemSessionEvents>";
    return places(judged("times.utc", answered(body, list(Form::Reference)), contract));
  };
  EXPECT_THAT(judge("2023-01-27T17:05:52.069837"), IsEmpty());
  EXPECT_THAT(judge("2023-01-27T17:05:52.069837Z"), IsEmpty());
  EXPECT_THAT(judge("2023-01-27T17:05:52+01:00"), ElementsAre("/Events[1]/CreationTimeUTC"));
  EXPECT_THAT(judge("yesterday"), ElementsAre("/Events[1]/CreationTimeUTC"));
}

}  // namespace
}  // namespace emconform
