#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view asked =
    "type=backupTaskSession&Format=Entities&filter=CreationTime>=%222026-06-15T00:21:49%22&"
    "sortDesc=name&pageSize=2&page=2";

struct Sample {
  std::string_view name, from, to;
  std::vector<std::string> places;
};

void expect_places(std::string_view check, const std::vector<Sample>& samples) {
  const std::string body = data("query_page_2_of_4.json");
  const Judgement right = judged(check, queried(asked, body));
  EXPECT_THAT(places(right), IsEmpty());
  EXPECT_GT(right.witnesses, 0U);
  for (const Sample& sample : samples)
    EXPECT_EQ(places(judged(check, queried(asked, with(body, sample.from, sample.to)))),
              sample.places)
        << sample.name;
}

TEST(PagingInfo, SaysWhatWasAskedFor) {
  expect_places(
      "paging.info",
      {
          {"other page", "\"PageNum\": 2", "\"PageNum\": 1", {"/PagingInfo/PageNum"}},
          {"other size", "\"PageSize\": 2", "\"PageSize\": 100", {"/PagingInfo/PageSize"}},
          {"smaller than the page",
           "\"PageSize\": 2",
           "\"PageSize\": 1",
           {"/PagingInfo/PageSize", "/"}},
          {"no number", "\"PageSize\": 2", "\"PageSize\": \"2\"", {"/PagingInfo/PageSize"}},
          {"no pages", "\"PagesCount\": 4", "\"PagesCount\": 0", {"/PagingInfo/PagesCount"}},
          {"missing", "\"PagesCount\": 4", "\"Pages\": 4", {"/PagingInfo/PagesCount"}},
      });
}

TEST(PagingInfo, IsTheFirstPageAndAnySizeByDefault) {
  const std::string body =
      R"({"Refs":{"Refs":[{"UID":"a"}]},"PagingInfo":{"PageNum":1,"PageSize":100,"PagesCount":1}})";
  const auto judge = [](const std::string& text) {
    return places(judged("paging.info", queried("type=Job", text, Form::Reference)));
  };
  EXPECT_THAT(judge(body), IsEmpty());
  EXPECT_THAT(judge(with(body, "\"PageSize\":100", "\"PageSize\":0")),
              ElementsAre("/PagingInfo/PageSize"));
  EXPECT_THAT(
      judge(with(with(body, "PagesCount\":1", "PagesCount\":2"), "PageNum\":1", "PageNum\":2")),
      ElementsAre("/PagingInfo/PageNum"));
}

TEST(PagingInfo, BeyondTheLastPageIsUndecided) {
  const std::string body =
      R"({"Refs":null,"PagingInfo":{"PageNum":9,"PageSize":100,"PagesCount":1}})";
  const Judgement judgement =
      judged("paging.info", queried("type=Job&page=9", body, Form::Reference));
  EXPECT_THAT(places(judgement), IsEmpty());
  EXPECT_EQ(judgement.undecided, 1U);
}

TEST(PagingInfo, InXmlIsWrittenInAttributes) {
  const std::string body = data("query_answered_with_backup_servers.xml");
  EXPECT_THAT(places(judged("paging.info", queried("type=BackupServer", body))), IsEmpty());
  const std::string element = with(body, " PagesCount=\"1\" PageSize=\"100\" PageNum=\"1\">",
                                   " PageSize=\"100\" PageNum=\"1\"><PagesCount>1</PagesCount>");
  EXPECT_THAT(places(judged("paging.info", queried("type=BackupServer", element))),
              ElementsAre("/PagingInfo/PagesCount"));
}

TEST(PagingLinks, LeadToTheRightPagesOfTheSameQuery) {
  const std::string first = "/PagingInfo/Links/Link[1]/Href";
  expect_places("paging.links",
                {
                    {"no First", "\"First\"", "\"Other\"", {"/PagingInfo/Links"}},
                    {"no Next", "\"Next\"", "\"Other\"", {"/PagingInfo/Links"}},
                    {"no Last", "\"Last\"", "\"Other\"", {"/PagingInfo/Links"}},
                    {"other page", "page=1", "page=2", {first}},
                    {"no page", "&page=1", "", {first}},
                    {"other size", "pageSize=2", "pageSize=100", {first}},
                    {"other filter", "2026-06-15T00%3a", "2026-06-15T01%3a", {first}},
                    {"filter left out", "&filter=", "&other=", {first}},
                    {"other order of parameters",
                     "type=BackupTaskSession&format=Entities",
                     "format=Entities&type=BackupTaskSession",
                     {}},
                    {"other type", "type=BackupTaskSession", "type=Job", {first}},
                    {"other sort", "sortDesc=Name", "sortAsc=Name", {first}},
                    {"other path", "/api/query?", "/api/jobs?", {first}},
                    {"Next to this page", "page=3", "page=2", {"/PagingInfo/Links/Link[2]/Href"}},
                    {"Last short of it", "page=4", "page=3", {"/PagingInfo/Links/Link[3]/Href"}},
                    {"Next on the last page",
                     "\"PagesCount\": 4",
                     "\"PagesCount\": 2",
                     {"/PagingInfo/Links/Link[2]", "/PagingInfo/Links/Link[3]/Href"}},
                });
}

TEST(PagingLinks, AnEncodedBlankIsABlankHoweverItIsWritten) {
  const std::string link =
      "https://em/api/query?type=Job&filter=Name%3d%3d%22a+b%22&pageSize=5&page=1";
  const std::string body = R"({"Refs":{"Refs":[{"UID":"a"}]},"PagingInfo":{"Links":[)"
                           R"({"Rel":"First","Href":")" +
                           link + R"("},{"Rel":"Last","Href":")" + link +
                           R"("}],"PageNum":1,"PageSize":5,"PagesCount":1}})";
  const auto judgement =
      judged("paging.links", queried("type=Job&filter=Name==%22a%20b%22", body, Form::Reference));
  EXPECT_THAT(places(judgement), IsEmpty());
  EXPECT_EQ(judgement.witnesses, 3U);
}

TEST(PagingLinks, OfAnEmptyResultAreUndecided) {
  const std::string body =
      R"({"Refs":null,"PagingInfo":{"PageNum":1,"PageSize":100,"PagesCount":0}})";
  const auto judgement = judged("paging.links", queried("type=Job", body, Form::Reference));
  EXPECT_THAT(places(judgement), IsEmpty());
  EXPECT_EQ(judgement.undecided, 1U);
}

}  // namespace
}  // namespace emconform
