#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(WellFormed, ABodyIsThereAndDecodes) {
  const Expected expected = item(Form::Entity);
  EXPECT_THAT(places(judged("body.well_formed", answered(data("task_session.xml"), expected))),
              IsEmpty());
  EXPECT_THAT(places(judged("body.well_formed", answered("", expected))), ElementsAre("body"));
  EXPECT_THAT(places(judged("body.well_formed", answered("<a>&</a>", expected))),
              ElementsAre("body"));
  EXPECT_THAT(places(judged("body.well_formed", answered("{\"a\":}", expected))),
              ElementsAre("body"));
}

TEST(WellFormed, ThereIsNoBodyWhereNoneIsExpected) {
  const Expected none{.statuses = {204}, .shape = Shape::None};
  EXPECT_THAT(places(judged("body.well_formed", answered("", none))), IsEmpty());
  EXPECT_THAT(places(judged("body.well_formed", answered("<a/>", none))), ElementsAre("body"));
}

TEST(Root, OfAnXmlItem) {
  const std::string conforming = data("task_session_reference.xml");
  const auto judge = [](const std::string& body) {
    return places(judged("body.root", answered(body, item(Form::Reference))));
  };
  EXPECT_THAT(judge(conforming), IsEmpty());
  EXPECT_THAT(judge(with(conforming, "v1.0", "v1.1")), ElementsAre("/"));
  EXPECT_THAT(judge("<EntityRef/>"), ElementsAre("/"));
  EXPECT_THAT(judge("<Other xmlns='http://www.veeam.com/ent/v1.0'/>"), ElementsAre("/"));
  EXPECT_THAT(judge("<Other/>"), ElementsAre("/", "/"));
}

TEST(Root, OfAnXmlListNamesItsMembers) {
  const std::string conforming = data("task_sessions.xml");
  const auto judge = [](const std::string& body) {
    return judged("body.root", answered(body, list(Form::Reference)));
  };
  EXPECT_THAT(places(judge(conforming)), IsEmpty());
  EXPECT_EQ(judge(conforming).witnesses, 4U);  // root and three members
  std::string other = with(conforming, "<Ref ", "<EntityRef ");
  other = with(other, "</Ref>", "</EntityRef>");
  EXPECT_THAT(places(judge(other)), ElementsAre("/EntityRef[1]"));
  EXPECT_THAT(places(judged("body.root", answered(conforming, list(Form::Entity)))),
              ElementsAre("/", "/Ref[1]", "/Ref[2]", "/Ref[3]"));
}

TEST(Root, OfSystemSessionsIsTheSameInBothForms) {
  const std::string body = data("system_sessions.xml");
  for (const Form form : {Form::Reference, Form::Entity})
    EXPECT_THAT(places(judged("body.root", answered(body, list(form)), system_session())),
                IsEmpty());
}

TEST(Root, OfAJsonListIsItsProperty) {
  struct Sample {
    std::string body;
    Form form;
    std::vector<std::string> places;
  };
  const std::vector<Sample> samples = {
      {R"({"Refs":[]})", Form::Reference, {}},
      {R"({"Refs":null})", Form::Reference, {}},
      {R"({"refs":[{"uid":"x"}]})", Form::Reference, {}},
      {R"({"BackupTaskSessions":[]})", Form::Entity, {}},
      {R"({"Links":[]})", Form::Reference, {"/"}},
      {R"({"BackupTaskSessions":[]})", Form::Reference, {"/"}},
      {R"({"Refs":{"UID":"x"}})", Form::Reference, {"/Refs"}},
      {R"({"Refs":"x"})", Form::Reference, {"/Refs"}},
  };
  for (const Sample& sample : samples)
    EXPECT_EQ(places(judged("body.root", answered(sample.body, list(sample.form)))), sample.places)
        << sample.body;
}

TEST(Root, OfSystemSessionsInJsonMayBearEitherName) {
  for (const std::string_view name : {"Sessions", "SystemSessions"}) {
    const std::string body = "{\"" + std::string(name) + R"(":[{"UID":"x"}]})";
    const Exchange exchange = answered(body, list(Form::Entity));
    EXPECT_THAT(places(judged("body.root", exchange, system_session())), IsEmpty());
    EXPECT_THAT(places(judged("identity.uid", exchange, system_session())),
                ElementsAre("/Sessions[1]/UID"));
  }
}

TEST(Root, OfAJsonItemIsItsType) {
  const std::string conforming = data("task_session.json");
  const auto judge = [](const std::string& body) {
    return places(judged("body.root", answered(body, item(Form::Entity))));
  };
  EXPECT_THAT(judge(conforming), IsEmpty());
  EXPECT_THAT(judge(with(conforming, R"("Type": "BackupTaskSession")", R"("Type": "Job")")),
              ElementsAre("/Type"));
  EXPECT_THAT(judge(R"({"Other":1})"), ElementsAre("/"));
}

TEST(Root, OfAQueryIsAQueryResultOfTheType) {
  const std::string json = data("query_page_2_of_4.json");
  const auto judge = [](const std::string& body, Form form) {
    return places(judged("body.root", queried("type=BackupTaskSession", body, form)));
  };
  EXPECT_THAT(judge(json, Form::Entity), IsEmpty());
  EXPECT_THAT(judge(json, Form::Reference), ElementsAre("/"));
  EXPECT_THAT(judge(with(json, "\"PagingInfo\"", "\"Paging\""), Form::Entity), ElementsAre("/"));
  EXPECT_THAT(judge(with(json, "\"Entities\"", "\"Entity\""), Form::Entity), ElementsAre("/"));
  EXPECT_THAT(judge(R"({"Refs":{"Refs":[]},"PagingInfo":{"PageNum":1}})", Form::Reference),
              IsEmpty());
  EXPECT_THAT(judge(data("query_answered_with_backup_servers.xml"), Form::Entity),
              ElementsAre("/Entities/BackupServers"));
}

TEST(ErrorForm, SaysMessageAndStatus) {
  struct Sample {
    std::string body;
    std::vector<std::string> places;
  };
  const std::string head = R"(<Error xmlns="http://www.veeam.com/ent/v1.0" )";
  const std::vector<Sample> samples = {
      {head + R"(Message="no" StatusCode="404"/>)", {}},
      {head + R"(Message="no" StatusCode="404" Status="NotFound"><StackTrace/></Error>)", {}},
      {R"({"FirstChanceExceptionMessage":null,"Message":"no","Status":null,"StatusCode":404})", {}},
      {R"({"message":"no","statusCode":404})", {}},
      {head + R"(Message="" StatusCode="404"/>)", {"/Message"}},
      {head + R"(Message="no" StatusCode="500"/>)", {"/StatusCode"}},
      {head + "/>", {"/Message", "/StatusCode"}},
      {R"({"Message":7,"StatusCode":"404"})", {"/Message", "/StatusCode"}},
      {R"({"Message":null,"StatusCode":null})", {"/Message", "/StatusCode"}},
      {"", {"body"}},
  };
  for (const Sample& sample : samples)
    EXPECT_EQ(places(judged("body.error_form", answered(sample.body, error(404)))), sample.places)
        << sample.body;
  EXPECT_EQ(judged("body.error_form", answered("<Error>", error(404))).witnesses, 0U);
}

TEST(Root, OfAnErrorIsError) {
  const auto judge = [](const std::string& body) {
    return places(judged("body.root", answered(body, error(404))));
  };
  EXPECT_THAT(judge(R"(<Error xmlns="http://www.veeam.com/ent/v1.0"/>)"), IsEmpty());
  EXPECT_THAT(judge(R"({"Message":null,"StatusCode":404})"), IsEmpty());
  EXPECT_THAT(judge(R"(<html/>)"), ElementsAre("/", "/"));
  EXPECT_THAT(judge(R"({"error":"x"})"), ElementsAre("/"));
}

}  // namespace
}  // namespace emconform
