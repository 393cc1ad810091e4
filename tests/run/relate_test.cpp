#include "run/relate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/moving_target.h"
#include "run/runner.h"

// Relations over lists that move between two readings: what stays different is found, what may
// have moved is not.
namespace emconform {
namespace {

using testing::answer;
using testing::by_format;
using testing::FakeTarget;
using testing::guid;
using ::testing::HasSubstr;
using testing::json_list;
using testing::path;
using testing::script;
using testing::Shown;
using testing::uid;
using testing::xml_item;
using testing::xml_list;

class RelateTest : public ::testing::Test {
 protected:
  RelateTest() {
    testing::give_logon(target);
    target.on("GET /api/", answer(200, R"({"SupportedVersions":{"SupportedVersions":[]},)"
                                       R"("Links":[]})"));
    target.on("GET /api/backupSessions/", answer(404));
    target.on("GET /api/jobs/", answer(404));
    knowledge.contracts = {testing::session_contract()};
    suite = {.name = "sessions",
             .endpoint = "/backupSessions",
             .contract = "BackupJobSession",
             .shape = Shape::List};
  }

  static Case relation(const std::string& id, Form form = Form::Reference) {
    return {.name = id,
            .accept = {Accept{}},
            .form = {form},
            .status = {200},
            .shape = Shape::List,
            .relation = id,
            .other = "/backupSessions"};
  }

  std::vector<CaseResult> run_cases(std::vector<Case> cases,
                                    const std::vector<std::string>& filters = {}) {
    for (Case& test : cases) test.shape = suite.shape;
    suite.cases = std::move(cases);
    knowledge.suites = {suite};
    RunOptions options{.base = "http://em:9399", .credentials = {"user", "secret"}, .jobs = 1};
    options.gather.sample = sample;
    const auto result = run(make_plan(knowledge, {.filters = filters}), knowledge, options, {},
                            target.transport(), {}, stop);
    return result ? result->results : std::vector<CaseResult>{};
  }

  CaseResult judge(const std::string& id, Form form = Form::Reference) {
    const auto results = run_cases({relation(id, form)});
    return results.size() == 1 ? results.front() : CaseResult{};
  }

  FakeTarget target{};
  Knowledge knowledge{};
  Suite suite{};
  int sample = 5;
  std::atomic<bool> stop{false};
};

std::string at(int n) { return "UID " + uid(n); }

/// One finding, about that session.
void expect_found(const CaseResult& result, int session) {
  EXPECT_EQ(result.verdict, Verdict::Fail) << result.note;
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_THAT(result.findings[0].where, HasSubstr(at(session)));
}

// XML and JSON.

TEST_F(RelateTest, SameContentNamesTheOneItemThatJsonLacks) {
  target.on("GET /api/backupSessions",
            by_format(script({xml_list({{1, 2, 3}})}), script({json_list({{1, 3}})})));
  const CaseResult result = judge("relation.same_content");
  expect_found(result, 2);
  EXPECT_EQ(result.findings_in_all, 1U);
}

TEST_F(RelateTest, SameContentShowsOneOfManyThatDifferAlike) {
  Shown many{.sessions = {}};
  for (int n = 1; n <= 300; ++n) many.sessions.push_back(n);
  Shown other = many;
  other.name = "weekly";
  target.on("GET /api/backupSessions",
            by_format(script({xml_list(many)}), script({json_list(other)})));
  const CaseResult result = judge("relation.same_content");
  expect_found(result, 1);
  EXPECT_EQ(result.findings_in_all, 300U);
  EXPECT_THAT(result.findings[0].actual, HasSubstr("and 299 more alike"));
}

TEST_F(RelateTest, SameContentForgivesWhatLeftInBetween) {
  target.on("GET /api/backupSessions",
            by_format(script({xml_list({{1, 2}}), xml_list({{1, 2}}), xml_list({{1}})}),
                      script({json_list({{1}})})));
  const CaseResult result = judge("relation.same_content");
  EXPECT_EQ(result.verdict, Verdict::Pass);
  EXPECT_EQ(result.witnesses, 1U);
  EXPECT_EQ(result.undecided, 1U);
}

TEST_F(RelateTest, SameContentForgivesWhatCameAndWentInBetween) {
  target.on("GET /api/backupSessions",
            by_format(script({xml_list({{1}})}),
                      script({json_list({{1, 2}}), json_list({{1, 3}}), json_list({{1}})})));
  const CaseResult result = judge("relation.same_content");
  EXPECT_EQ(result.verdict, Verdict::Pass);
  EXPECT_EQ(result.undecided, 1U);
}

TEST_F(RelateTest, SameContentDecidesNothingWhereNothingStays) {
  target.on("GET /api/backupSessions",
            by_format(script({xml_list({{1}}), xml_list({{2}}), xml_list({{3}})}),
                      script({json_list({{4}}), json_list({{5}}), json_list({{6}})})));
  EXPECT_EQ(judge("relation.same_content").verdict, Verdict::Inconclusive);
}

// Reference and entity.

class ReferenceEntityTest : public RelateTest {
 protected:
  void answer_with(const std::vector<Shown>& references, const std::vector<Shown>& entities) {
    std::vector<Response> refs, full;
    for (const Shown& shown : references) refs.push_back(xml_list(shown));
    for (const Shown& shown : entities) full.push_back(xml_list(shown, Form::Entity));
    target.on("GET /api/backupSessions", script(refs));
    target.on("GET /api/backupSessions?format=Entity", script(full));
  }
};

TEST_F(ReferenceEntityTest, NamesTheItemThatStaysMissing) {
  answer_with({{{1, 2}}}, {{{1}}});
  expect_found(judge("relation.reference_entity"), 2);
}

TEST_F(ReferenceEntityTest, ForgivesWhatMovedInBetween) {
  answer_with({{{1, 2}}, {{1, 2}}, {{1}}}, {{{1}}, {{1, 3}}, {{1}}});
  const CaseResult result = judge("relation.reference_entity");
  EXPECT_EQ(result.verdict, Verdict::Pass);
  EXPECT_EQ(result.undecided, 2U);
}

TEST_F(ReferenceEntityTest, DecidesNothingWhereNothingStays) {
  answer_with({{{1}}, {{2}}, {{3}}}, {{{4}}, {{5}}, {{6}}});
  EXPECT_EQ(judge("relation.reference_entity").verdict, Verdict::Inconclusive);
}

// What members lead to: all that they lead to is not found.

class DeadTargets : public RelateTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(DeadTargets, AreFoundWhereTheMemberStays) {
  target.on("GET /api/backupSessions", script({xml_list({{1}})}));
  const CaseResult result = judge(GetParam());
  EXPECT_EQ(result.verdict, Verdict::Fail) << result.note;
  ASSERT_FALSE(result.findings.empty());
  EXPECT_THAT(result.findings[0].where, HasSubstr(at(1)));
}

TEST_P(DeadTargets, AreForgivenWhereTheMemberIsGoneAfterwards) {
  target.on("GET /api/backupSessions", script({xml_list({{1}}), xml_list({{1}}), xml_list({{}})}));
  const CaseResult result = judge(GetParam());
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_GT(result.undecided, 0U);
}

TEST_P(DeadTargets, AreForgivenWhereTheListIsAnotherNow) {
  target.on("GET /api/backupSessions", script({xml_list({{1}}), xml_list({{2}})}));
  const CaseResult result = judge(GetParam());
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_EQ(result.undecided, 1U);
}

INSTANTIATE_TEST_SUITE_P(Of, DeadTargets,
                         ::testing::Values("relation.member_item", "relation.link_resolves",
                                           "relation.alternate"),
                         [](const auto& param) {
                           const std::string id = param.param;
                           return id.substr(id.find('.') + 1);
                         });

TEST_F(RelateTest, MemberItemFindsADifferenceThatStays) {
  target.on("GET /api/backupSessions", script({xml_list({{1, 2}})}));
  target.on("GET " + path(1), xml_item(1, {}));
  target.on("GET " + path(2), xml_item(2, {.name = "weekly"}));
  expect_found(judge("relation.member_item"), 2);
}

TEST_F(RelateTest, MemberItemLooksAgainAtTheSameMembersWhereverTheyStand) {
  sample = 1;  // the second of the list
  target.on("GET /api/backupSessions",
            script({xml_list({{1, 2, 3}}), xml_list({{4, 5, 6, 1, 2, 3}})}));
  for (const int n : {1, 3, 4, 5, 6}) target.on("GET " + path(n), xml_item(n, {}));
  expect_found(judge("relation.member_item"), 2);
}

TEST_F(RelateTest, MemberItemForgivesAChangeInBetween) {
  target.on("GET /api/backupSessions",
            script({xml_list({{1}}), xml_list({{1}}), xml_list({{1}, "weekly"})}));
  target.on("GET " + path(1), xml_item(1, {.name = "weekly"}));
  EXPECT_EQ(judge("relation.member_item").verdict, Verdict::Inconclusive);
}

// A job's sessions.

class BelongsToJobTest : public RelateTest {
 protected:
  BelongsToJobTest() {
    suite.endpoint = "/jobs/{ID}/backupSessions";
    suite.discovery = Discovery{.from = "/jobs",
                                .contract = "BackupJobSession",
                                .rel = "Down",
                                .type = "BackupJobSessionReferenceList"};
    const std::string body = "<EntityReferences><Ref UID='urn:veeam:Job:" + guid(900) +
                             "'><Links>" +
                             testing::link_xml("Down", "BackupJobSessionReferenceList", list_path) +
                             "</Links></Ref></EntityReferences>";
    target.on("GET /api/jobs", script({answer(200, body)}));
  }

  CaseResult judge_lists(const std::vector<Shown>& part, const std::vector<Shown>& whole) {
    std::vector<Response> parts, wholes;
    for (const Shown& shown : part) parts.push_back(xml_list(shown, Form::Entity));
    for (const Shown& shown : whole) wholes.push_back(xml_list(shown, Form::Entity));
    target.on("GET " + list_path, script(parts));
    target.on("GET /api/backupSessions?format=Entity", script(wholes));
    return judge("relation.belongs_to_job", Form::Entity);
  }

  const std::string list_path = "/api/jobs/" + guid(900) + "/backupSessions";
};

TEST_F(BelongsToJobTest, NamesTheSessionThatStaysMissing) {
  expect_found(judge_lists({{{1}}}, {{{1, 2}}}), 2);
}

TEST_F(BelongsToJobTest, NamesTheSessionThatStaysAlone) {
  expect_found(judge_lists({{{1, 2}}}, {{{1}}}), 2);
}

TEST_F(BelongsToJobTest, ForgivesWhatMovedInBetween) {
  const CaseResult result = judge_lists({{{1, 2}}, {{1, 2}}, {{1}}}, {{{1}}, {{1, 3}}, {{1}}});
  EXPECT_EQ(result.verdict, Verdict::Pass);
  EXPECT_EQ(result.undecided, 2U);
}

TEST_F(BelongsToJobTest, DecidesNothingWhereNothingStays) {
  EXPECT_EQ(judge_lists({{{1}}, {{2}}, {{3}}}, {{{4}}, {{5}}, {{6}}}).verdict,
            Verdict::Inconclusive);
}

// Up and Down.

class UpDownTest : public RelateTest {
 protected:
  CaseResult judge_lists(const std::vector<Shown>& sessions, const std::vector<Shown>& of_job) {
    const std::string job = "/api/jobs/" + guid(900);
    std::vector<Response> all, listed;
    for (const Shown& shown : sessions) all.push_back(xml_list(shown, Form::Entity));
    for (const Shown& shown : of_job) listed.push_back(xml_list(shown));
    target.on("GET /api/backupSessions?format=Entity", script(all));
    target.on("GET " + job,
              answer(200, "<EntityRef UID='urn:veeam:Job:" + guid(900) + "'><Links>" +
                              testing::link_xml("Down", "BackupJobSessionReferenceList",
                                                job + "/backupSessions") +
                              "</Links></EntityRef>"));
    target.on("GET " + job + "/backupSessions", script(listed));
    return judge("relation.up_down", Form::Entity);
  }
};

TEST_F(UpDownTest, HoldsForAListedSession) {
  const CaseResult result = judge_lists({{{1, 2}}}, {{{1, 2}}});
  EXPECT_EQ(result.verdict, Verdict::Pass);
  EXPECT_EQ(result.witnesses, 2U);
}

TEST_F(UpDownTest, NamesTheSessionThatStaysMissing) {
  expect_found(judge_lists({{{1, 2}}}, {{{1}}}), 2);
}

TEST_F(UpDownTest, LooksAtAllThatLeadToTheParentsOfTheSample) {
  sample = 1;
  expect_found(judge_lists({{{1, 2, 3, 4, 5, 6, 7}}}, {{{1, 2, 3, 5, 6, 7}}}), 4);
}

TEST_F(UpDownTest, ForgivesWhatMovedInBetween) {
  const CaseResult result = judge_lists({{{1, 2}}, {{1, 2}}, {{1}}}, {{{1}}});
  EXPECT_EQ(result.verdict, Verdict::Pass);
  EXPECT_EQ(result.undecided, 1U);
}

TEST_F(UpDownTest, DecidesNothingWhereNothingStays) {
  EXPECT_EQ(judge_lists({{{1}}, {{2}}, {{3}}}, {{{4}}}).verdict, Verdict::Inconclusive);
}

// Places that are deleted, and faults that are reported elsewhere.

class ItemTest : public RelateTest {
 protected:
  ItemTest() {
    suite.endpoint = "/backupSessions/{ID}";
    suite.shape = Shape::Item;
    suite.discovery = Discovery{.from = "/backupSessions", .contract = "BackupJobSession"};
  }
  static Case item_case() {
    return {.name = "item",
            .auth = {Auth::Session},
            .accept = {Accept{std::nullopt, Format::Xml, {}}},
            .form = {Form::Reference},
            .status = {200},
            .checks = {"http.status"}};
  }
};

TEST_F(ItemTest, ThatWasDeletedIsNoFault) {
  target.on("GET /api/backupSessions", script({xml_list({{1}}), xml_list({{2}})}));
  const auto results = run_cases({item_case(), relation("relation.same_content")});
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].verdict, Verdict::Inconclusive);
  EXPECT_THAT(results[0].note, HasSubstr("deleted"));
  EXPECT_EQ(results[1].verdict, Verdict::Inconclusive);
}

TEST_F(ItemTest, ThatIsStillListedMustBeFoundAndOneRuleSaysSo) {
  target.on("GET /api/backupSessions", script({xml_list({{1}})}));
  const auto results = run_cases({item_case(), relation("relation.same_content")});
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].verdict, Verdict::Fail);
  EXPECT_EQ(results[1].verdict, Verdict::Inconclusive);
  EXPECT_THAT(results[1].note, HasSubstr("status 404: see http.status"));
}

TEST_F(ItemTest, WhoseStatusNobodyElseJudgesIsTheRelationsFinding) {
  target.on("GET /api/backupSessions", script({xml_list({{1}})}));
  const auto results = run_cases({item_case(), relation("relation.same_content")}, {"relation.*"});
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].verdict, Verdict::Fail);
  ASSERT_EQ(results[0].findings.size(), 1U);
  EXPECT_EQ(results[0].findings[0].actual, "status 404");
}

TEST_F(ItemTest, ThatFailsBesideOthersThatAreFineIsTheRelationsFinding) {
  target.on("GET /api/backupSessions", script({xml_list({{1, 2}})}));
  target.on("GET " + path(1), by_format(script({xml_item(1, {})}),
                                        script({answer(200, testing::session_json(1, {}))})));
  target.on("GET " + path(2), answer(500, "<Error/>"));
  const auto results = run_cases({item_case(), relation("relation.same_content")});
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].verdict, Verdict::Pass);
  EXPECT_EQ(results[1].verdict, Verdict::Fail);
  ASSERT_EQ(results[1].findings.size(), 1U);
  EXPECT_EQ(results[1].findings[0].where, "GET " + path(2));
}

}  // namespace
}  // namespace emconform
