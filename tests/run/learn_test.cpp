#include "run/learn.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "load/decode.h"

namespace emconform {
namespace {

using ::testing::IsEmpty;

/// Jobs with an entity form; their lists hold references.
Knowledge knowledge_of_jobs() {
  Contract job{.resource = "Job", .uid_type = "Job"};
  job.reference = FormRule{.root = "EntityRef", .type = "JobReference"};
  job.reference->links = {{.rel = "Up", .types = {"BackupServerReference"}}};
  job.reference_list = ListRule{.root = "EntityReferences", .names = {"Ref", "Refs"}};
  job.entity = FormRule{.root = "Job", .type = "Job"};
  job.entity->fields = {{.name = "JobType", .values = {"Backup", "Sql2019"}},
                        {.name = "NextRun", .type = FieldType::DateTime, .optional = true},
                        {.name = "ScheduleEnabled", .type = FieldType::Boolean},
                        {.name = "Info", .type = FieldType::Object, .fields = {{.name = "State"}}}};
  Knowledge knowledge;
  knowledge.contracts = {job};
  knowledge.suites = {
      {.name = "job", .endpoint = "/jobs/{ID}", .contract = "Job", .shape = Shape::Item},
      {.name = "jobs", .endpoint = "/jobs", .contract = "Job", .shape = Shape::List},
      {.name = "unknownJob", .endpoint = "/jobs/0000", .contract = "Job", .shape = Shape::Error}};
  return knowledge;
}

Reading reading_of(const std::string& body, Shape shape, Form form, int status = 200) {
  Reading reading;
  reading.record = {.method = "GET", .auth = "session", .accept = "application/json"};
  reading.exchange.expected = {.statuses = {200}, .shape = shape, .form = form};
  reading.exchange.response = Response{
      .status = status,
      .headers = {{"Content-Type", "Application/JSON; charset=utf-8"}, {"X-One", "secret"}},
      .body = body};
  reading.exchange.response->timing.total = std::chrono::milliseconds(7);
  if (auto decoded = decode(body)) reading.exchange.representation = std::move(*decoded);
  return reading;
}

std::string job(int number, const std::string& members) {
  return fmt::format(R"({{"UID":"urn:veeam:Job:{:08}-0000-4000-8000-000000000000",{}}})", number,
                     members);
}

char letter(int number) { return "abcdefghijklmnopqrstuvwxyz"[number % 26]; }

class Learning : public ::testing::Test {
 protected:
  void item(const std::string& body, Form form = Form::Entity) {
    learner.learn("/api/jobs/6a?format=Entity", reading_of(body, Shape::Item, form));
  }
  LearnedResource resource() const {
    const Learned learned = learner.facts();
    return learned.resources.empty() ? LearnedResource{} : learned.resources.front();
  }
  LearnedField field(const std::string& path) const {
    for (const LearnedField& one : resource().fields)
      if (one.path == path) return one;
    ADD_FAILURE() << "nothing was learned of " << path;
    return {};
  }

  static std::vector<std::string> words(const std::vector<Seen>& all) {
    std::vector<std::string> words;
    for (const Seen& one : all) words.push_back(fmt::format("{} {}", one.what, one.times));
    return words;
  }

  const Knowledge knowledge = knowledge_of_jobs();
  Learner learner{knowledge};
};

using Words = std::vector<std::string>;

TEST_F(Learning, CountsInHowManyItemsAFieldIs) {
  item(job(1, R"("JobType":"Backup","NextRun":null)"));
  item(job(2, R"("JobType":"Backup","NextRun":"2026-11-21T11:38:00Z")"));
  item(job(2, R"("JobType":"Backup","NextRun":"2026-11-21T11:38:00.25Z")"));
  EXPECT_EQ(resource().items, 3U);
  EXPECT_EQ(resource().distinct, 2U);
  EXPECT_EQ(field("JobType").present, 3U);
  const LearnedField next_run = field("NextRun");
  EXPECT_EQ(next_run.present, 2U) << "null is absent";
  EXPECT_EQ(next_run.of, 3U);
  EXPECT_EQ(next_run.promise, Promise::Optional);
  EXPECT_EQ(next_run.fraction_digits, 2);
  EXPECT_EQ(words(next_run.types), Words({"time in UTC 2"}));
  EXPECT_EQ(next_run.right_type, "time in UTC");
}

TEST_F(Learning, NamesTypesByTheContractAndElseByLook) {
  item(job(1,
           R"("ScheduleEnabled":"true","JobType":"12","Port":9398,"Share":0.5,"Id":"12",)"
           R"("Made":"2026-11-21T11:38:00","DisplayName":"12","Tags":["a"],"Info":{"State":"1"})"));
  const std::pair<const char*, const char*> expected[] = {{"ScheduleEnabled", "quoted boolean 1"},
                                                          {"JobType", "text 1"},
                                                          {"Port", "integer 1"},
                                                          {"Share", "decimal number 1"},
                                                          {"Id", "quoted integer 1"},
                                                          {"Made", "time without a zone 1"},
                                                          {"DisplayName", "text 1"},
                                                          {"Tags", "array 1"},
                                                          {"Info", "object 1"},
                                                          {"Info/State", "text 1"}};
  for (const auto& [path, type] : expected)
    EXPECT_EQ(words(field(path).types), Words({type})) << path;
}

TEST_F(Learning, XmlTellsAttributesFromElements) {
  learner.learn("/api/jobs/6a?format=Entity",
                reading_of(R"(<Job UID="urn:veeam:Job:6a0b8a4e-0000-4000-8000-000000000000">)"
                           "<ScheduleEnabled>true</ScheduleEnabled><Info/></Job>",
                           Shape::Item, Form::Entity));
  EXPECT_EQ(resource().format, Format::Xml);
  EXPECT_EQ(words(field("UID").types), Words({"attribute, UID 1"}));
  EXPECT_EQ(words(field("ScheduleEnabled").types), Words({"boolean 1"}));
}

TEST_F(Learning, KeepsValuesOfEnumerationsAlone) {
  item(job(1, R"("JobType":"Backup","Name":"SRV01","Description":"Secret","PowerState":"On")"));
  item(job(2, R"("JobType":"Sql2019","PowerState":"srv02","RunMode":"two words")"));
  item(job(3, R"("JobType":"Mine7")"));
  EXPECT_EQ(words(field("JobType").values), Words({"(other) 1", "Backup 1", "Sql2019 1"}));
  EXPECT_EQ(field("JobType").undocumented, Words({"(other)"}));
  EXPECT_EQ(words(field("PowerState").values), Words({"(other) 1", "On 1"}));
  EXPECT_EQ(words(field("RunMode").values), Words({"(other) 1"}));
  EXPECT_THAT(field("Name").values, IsEmpty());
  EXPECT_THAT(field("Description").values, IsEmpty());
}

TEST_F(Learning, FilesListsAndSingleResourcesUnderTheirForm) {
  learner.learn(
      "/api/jobs",
      reading_of(R"({"Refs":[{"UID":"a","Type":"JobReference","Links":[{"Rel":"Up",)"
                 R"("Href":"http://em/api/backupServers/1","Type":"BackupServerReference"}]},)"
                 R"({"UID":"b","Type":"JobReference"}]})",
                 Shape::List, Form::Reference));
  // A link whose query names the form twice is followed as it is.
  learner.learn("/api/jobs/6a?format=Entity&format=Entity",
                reading_of(R"({"UID":"a"})", Shape::Item, Form::Reference));
  const Learned learned = learner.facts();
  ASSERT_EQ(learned.resources.size(), 2U);
  EXPECT_EQ(learned.resources[0].form, Form::Reference);
  EXPECT_EQ(learned.resources[0].items, 2U);
  ASSERT_EQ(learned.resources[0].links.size(), 1U);
  const LearnedLink& up = learned.resources[0].links.front();
  EXPECT_EQ(up.rel + " " + up.type, "Up BackupServerReference");
  EXPECT_EQ(up.present, 1U);
  EXPECT_EQ(up.of, 2U);
  EXPECT_EQ(up.promise, Promise::Required);
  EXPECT_EQ(learned.resources[1].form, Form::Entity);
}

TEST_F(Learning, SaysHowEachKindOfRequestIsAnswered) {
  item(job(1, R"("JobType":"Backup")"));
  learner.learn("/api/jobs/6b", reading_of("", Shape::Item, Form::Entity, 404));
  learner.learn("/api/jobs/0000", reading_of("", Shape::Error, Form::Entity, 404));
  learner.learn("/api/hosts/7f/x1", reading_of("", Shape::Item, Form::Entity));
  const Learned learned = learner.facts();
  ASSERT_EQ(learned.endpoints.size(), 3U);
  EXPECT_EQ(learned.endpoints[0].endpoint, "/hosts/{ID}/{ID}") << "no id, and no name";
  EXPECT_EQ(learned.endpoints[1].endpoint, "/jobs/0000") << "the nearest suite";
  const LearnedEndpoint& jobs = learned.endpoints[2];
  EXPECT_EQ(jobs.endpoint, "/jobs/{ID}");
  ASSERT_EQ(jobs.asks.size(), 1U);
  EXPECT_EQ(jobs.asks[0].ask, "GET, session, application/json");
  EXPECT_EQ(jobs.asks[0].expected, std::vector<int>{200});
  EXPECT_EQ(words(jobs.asks[0].answers), Words({"200 application/json; charset=utf-8 1",
                                                "404 application/json; charset=utf-8 1"}));
  EXPECT_EQ(words(jobs.headers), Words({"content-type 2", "x-one 2"}));
  EXPECT_EQ(jobs.latency.answers, 1U) << "of answers with 2xx";
  EXPECT_EQ(jobs.latency.p90, std::chrono::milliseconds(7));
}

TEST_F(Learning, LearnsNothingOfAnswersThatAreNotTheExpectedOnes) {
  learner.learn("/api/jobs/6b", reading_of(R"({"Message":"no"})", Shape::Item, Form::Entity, 404));
  learner.learn("/api/jobs/6b", reading_of(R"({"Message":"no"})", Shape::Error, Form::Entity));
  EXPECT_THAT(learner.facts().resources, IsEmpty());
}

TEST_F(Learning, IsBoundedWhateverATargetSends) {
  std::string members = R"("JobType":"Backup")", nested = "1";
  for (int i = 0; i < 3000; ++i) members += fmt::format(R"(,"Field{}":1)", i);
  for (int i = 0; i < 50; ++i) nested = fmt::format(R"({{"Deep":{}}})", nested);
  item(job(1, members));
  item(job(2, R"("Deeper":)" + nested));
  for (int i = 0; i < 300; ++i)
    item(job(i, fmt::format(R"("State":"{}","{}":1)",
                            std::string(static_cast<std::size_t>(1 + i % 38), letter(i)),
                            std::string(200, 'x') + std::to_string(i))));
  EXPECT_LE(resource().fields.size(), 500U);
  EXPECT_TRUE(resource().is_cut);
  EXPECT_LE(field("JobType").values.size(), 64U);
  for (int i = 0; i < 1000; ++i)
    learner.learn("/api/" + std::string(static_cast<std::size_t>(3 + i / 26), letter(i)),
                  reading_of("", Shape::Item, Form::Entity));
  const Learned learned = learner.facts();
  EXPECT_LE(learned.endpoints.size(), 200U);
  ASSERT_EQ(cuts_in_words(learned).size(), 1U);
  EXPECT_THAT(cuts_in_words(learned).front(), ::testing::HasSubstr("Job (entity, json)"));
}

TEST_F(Learning, LargeListsTakeNoMoreMemoryThanSmallOnes) {
  std::string body = R"({"Refs":[)";
  for (int i = 0; i < 20'000; ++i)
    body += fmt::format(R"({}{{"UID":"{}","Type":"JobReference"}})", i > 0 ? "," : "", i);
  const Reading reading = reading_of(body + "]}", Shape::List, Form::Reference);
  for (int i = 0; i < 5; ++i) learner.learn("/api/jobs", reading);
  EXPECT_EQ(resource().items, 100'000U);
  EXPECT_EQ(resource().distinct, 1024U) << "what goes beyond is not counted";
  EXPECT_EQ(resource().fields.size(), 2U);
}

std::string all_of(const Learned& learned) {
  std::string text;
  for (const LearnedResource& resource : learned.resources)
    for (const LearnedField& field : resource.fields) {
      text += fmt::format("{} {} {}\n", field.path, field.present, field.of);
      for (const Seen& value : field.values)
        text += fmt::format("{} {}\n", value.what, value.times);
    }
  return text;
}

TEST_F(Learning, DoesNotDependOnTheOrderOfTheAnswers) {
  std::vector<Reading> readings;
  for (int i = 0; i < 200; ++i)
    readings.push_back(
        reading_of(job(i, fmt::format(R"("JobType":"Backup","PowerState":"{}")",
                                      std::string(static_cast<std::size_t>(1 + i % 7), letter(i)))),
                   Shape::Item, Form::Entity));
  for (const Reading& reading : readings) learner.learn("/api/jobs/6a", reading);
  std::reverse(readings.begin(), readings.end());
  Learner other(knowledge);
  {
    std::vector<std::jthread> workers;
    for (std::size_t worker = 0; worker < 4; ++worker)
      workers.emplace_back([&, worker] {
        for (std::size_t i = worker; i < readings.size(); i += 4)
          other.learn("/api/jobs/6a", readings[i]);
      });
  }
  EXPECT_EQ(all_of(other.facts()), all_of(learner.facts()));
}

TEST_F(Learning, EveryTextOfATargetCanBeCleaned) {
  item(job(1, R"("PowerState":"Hidden","Hidden":{"Hidden":1})"));
  learner.learn("/api/Hidden", reading_of("", Shape::Item, Form::Entity));
  Learned learned = learner.facts();
  each_text(learned, [](std::string& text) {
    for (auto at = text.find("Hidden"); at != std::string::npos; at = text.find("Hidden"))
      text.replace(at, 6, "clean");
  });
  for (const LearnedResource& resource : learned.resources)
    for (const LearnedField& field : resource.fields) {
      EXPECT_EQ(field.path.find("Hidden"), std::string::npos);
      for (const Seen& value : field.values)
        EXPECT_EQ(value.what.find("Hidden"), std::string::npos);
    }
  for (const LearnedEndpoint& endpoint : learned.endpoints)
    EXPECT_EQ(endpoint.endpoint.find("Hidden"), std::string::npos);
}

}  // namespace
}  // namespace emconform
