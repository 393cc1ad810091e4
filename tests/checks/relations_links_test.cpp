#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file

std::size_t count(const Judgement& judgement) { return judgement.findings.size(); }

Judgement resolved(const std::string& type, const Exchange& target) {
  const Link link{.rel = "Down", .href = href("/x"), .type = type};
  Resource origin = session(1);
  origin.links = {link};
  const FollowedLink followed{&origin, &link, "/Links/Link[1]", &target};
  return link_resolves({&followed, 1}, item(origin), contract());
}

Exchange json_root(Resource root) { return item(std::move(root), Form::Entity, Format::Json); }

Resource array_named(const std::string& name, std::vector<Resource> items = {}) {
  Resource array;
  array.element = name;
  array.is_list = true;
  array.children = std::move(items);
  return array;
}

struct Target {
  std::string type;
  Exchange target;
};

TEST(LinkResolves, AcceptsWhatTheTypePromises) {
  const std::vector<Target> samples = {
      {"BackupJobSessionReference", item(reference(1).named("EntityRef"))},
      {"BackupJobSessionReference", json_root(reference(1).named(""))},
      {"BackupJobSession", item(session(1))},
      {"BackupJobSession", json_root(session(1).named(""))},
      {"BackupJobSessionReferenceList", list({}, Form::Reference)},
      {"BackupJobSessionReferenceList", json_root(Sample().child(array_named("Refs")))},
      {"BackupJobSessionReferenceList", json_root(Sample().field("Refs", "", Writing::Null))},
      {"BackupJobSessionList", list({session(1)})},
      {"BackupJobSessionList", json_list({session(1)})},
      {"ObjectInJobList",
       item(Sample().named("ObjectsInJob").child(Sample().named("ObjectInJob")))},
      {"QueryService", item(Sample().named("QuerySvc").field("Type", "QueryService"))},
      {"Task", item(Sample().named("Task"))},
      // Links that the documentation itself types otherwise.
      {"BackupJobSession", item(Sample().named("SystemSession").field("Type", "SystemSession"))},
      {"BackupJobSessionReference",
       item(Sample().named("EntityRef").field("Type", "SystemSessionReference"))},
      {"BackupJobSessionReferenceList", item(Sample().named("SystemSessions"))},
      {"BackupJobSessionReferenceList", json_root(Sample().child(array_named("Sessions")))},
      {"JobReference", item(Sample().named("EntityRef").field("Type", "NasJobReference"))},
  };
  for (const auto& [type, target] : samples) {
    const auto judgement = resolved(type, target);
    EXPECT_EQ(count(judgement), 0U)
        << type << ": " << (judgement.findings.empty() ? "" : judgement.findings[0].actual);
    EXPECT_EQ(judgement.witnesses, 1U) << type;
  }
}

TEST(LinkResolves, ReportsDeadLinksAndOtherTypes) {
  const std::vector<Target> samples = {
      {"BackupJobSessionReference", refused(404)},
      {"BackupJobSessionReference", refused(500)},
      {"BackupJobSessionReference", item(session(1))},
      {"BackupJobSessionReference",
       item(Sample().named("EntityRef").field("Type", "JobReference"))},
      {"BackupJobSession", item(reference(1))},
      {"BackupJobSession", json_root(reference(1).named(""))},
      {"BackupJobSessionReferenceList", list({session(1)})},
      {"BackupJobSessionReferenceList", json_list({session(1)})},
      {"JobList", list({session(1)})},
      {"Task", item(Sample().named("Job"))},
  };
  for (const auto& [type, target] : samples) {
    const auto judgement = resolved(type, target);
    EXPECT_EQ(count(judgement), 1U) << type;
    EXPECT_EQ(judgement.witnesses, 1U) << type;
    for (const Finding& finding : judgement.findings) EXPECT_EQ(finding.where, "/Links/Link[1]");
  }
}

TEST(LinkResolves, LeavesOpenWhatCannotBeTold) {
  const std::vector<Target> samples = {
      {"BackupJobSession", unanswered()},
      {"CredentialsList", item(Sample().named("SomeCredentials"))},
      {"Task", json_root(Sample().field("TaskId", "task-1"))},
  };
  for (const auto& [type, target] : samples) {
    const auto judgement = resolved(type, target);
    EXPECT_EQ(count(judgement), 0U) << type;
    EXPECT_EQ(judgement.witnesses, 0U) << type;
    EXPECT_EQ(judgement.undecided, 1U) << type;
  }
}

TEST(LinkResolves, JudgesALinkWithoutTypeByItsStatus) {
  const Link link{.rel = "Next", .href = href("/query")};
  const Exchange good = query_page({}), dead = refused(404);
  Resource origin = session(1);
  origin.links = {link};
  const std::vector<FollowedLink> followed = {{&origin, &link, "/a", &good},
                                              {&origin, &link, "/b", &dead}};
  const auto judgement = link_resolves(followed, item(origin), contract());
  EXPECT_EQ(judgement.witnesses, 2U);
  ASSERT_EQ(count(judgement), 1U);
  EXPECT_EQ(judgement.findings[0].where, "/b");
}

TEST(LinkResolves, JudgesOnlyLinksThatStayed) {
  const Resource origin = session(1);
  const Exchange dead = refused(404), wrong = item(Sample().named("Task"));
  const Resource moved = session(1).without_links().link("Up", "JobReference", "/jobs/elsewhere");
  for (const Exchange& again : {list({}), list({session(2)}), list({moved})})
    for (const Exchange* target : {&dead, &wrong}) {
      const FollowedLink followed{&origin, origin.links.data(), "/Links/Link[1]", target};
      const auto judgement = link_resolves({&followed, 1}, again, contract());
      EXPECT_EQ(count(judgement), 0U);
      EXPECT_EQ(judgement.witnesses, 0U);
      EXPECT_EQ(judgement.undecided, 1U);
    }
  const Exchange changed = list({session(1).field("Progress", "99")});
  const FollowedLink followed{&origin, origin.links.data(), "/Links/Link[1]", &dead};
  EXPECT_EQ(count(link_resolves({&followed, 1}, changed, contract())), 1U)
      << "a session that goes on leads where it led";
}

Judgement alternated(const Resource& origin, const Exchange& there, const Exchange& back) {
  const Alternates one{&origin, &there, &back};
  return alternate({&one, 1}, item(origin), contract());
}

TEST(Alternate, HoldsThereAndBack) {
  const auto judgement = alternated(reference(1), item(session(1)), item(reference(1)));
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(count(alternated(session(1), item(reference(1)), item(session(1)))), 0U);
}

TEST(Alternate, ReportsOtherResourcesSameFormsAndDeadEnds) {
  EXPECT_EQ(count(alternated(reference(1), item(session(2)), item(reference(1)))), 1U);
  EXPECT_EQ(count(alternated(reference(1), item(reference(1)), item(reference(1)))), 1U);
  EXPECT_EQ(count(alternated(reference(1), item(session(1)), item(session(1)))), 1U);
  EXPECT_EQ(count(alternated(reference(1), item(session(1)), item(reference(2)))), 1U);
  EXPECT_EQ(count(alternated(reference(1), refused(404), item(reference(1)))), 1U);
  EXPECT_EQ(count(alternated(reference(1), item(session(1)), refused(404))), 1U);
}

TEST(Alternate, LeavesOpenWhatWasNotAnswered) {
  const auto judgement = alternated(reference(1), unanswered(), unanswered());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 0U);
  EXPECT_EQ(judgement.undecided, 1U);
}

TEST(Alternate, JudgesOnlyWhatStayed) {
  const Resource origin = reference(1);
  const Exchange dead = refused(404), other = item(session(2));
  for (const Exchange& again : {list({}, Form::Reference), list({reference(2)}, Form::Reference),
                                list({reference(1).without_links()}, Form::Reference)})
    for (const Exchange* there : {&dead, &other}) {
      const Alternates one{&origin, there, &dead};
      const auto judgement = alternate({&one, 1}, again, contract());
      EXPECT_EQ(count(judgement), 0U);
      EXPECT_EQ(judgement.witnesses, 0U);
      EXPECT_EQ(judgement.undecided, 1U);
    }
}

}  // namespace
}  // namespace emconform
