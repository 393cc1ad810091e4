#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file

std::size_t count(const Judgement& judgement) { return judgement.findings.size(); }
std::string at(int n) { return "UID " + uid(n); }

/// The clock stands a day after the sessions were created, known to two minutes.
Interval clock_days_after(int days) {
  const Instant created = parse_date_time("2026-06-15T05:50:44.62Z")->instant;
  const Instant now = created + std::chrono::days(days);
  return {now - std::chrono::minutes(2), now + std::chrono::minutes(2)};
}

Resource of_job(int n, int job) {
  return session(n).without_links().link("Up", "JobReference", "/jobs/" + guid(job), "job");
}

Judgement belongs(const Exchange& part, const Exchange& whole, int days = 1) {
  return belongs_to_job(still(part), still(whole), guid(900), clock_days_after(days), contract());
}

TEST(BelongsToJob, HoldsForTheJobsPartOfAll) {
  const auto judgement = belongs(list({of_job(1, 900), of_job(2, 900)}),
                                 list({of_job(1, 900), of_job(2, 900), of_job(3, 901)}));
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 2U);
}

TEST(BelongsToJob, ReportsForeignMissingAndUnknownSessions) {
  const Exchange whole = list({of_job(1, 900), of_job(2, 900), of_job(3, 901)});
  struct Departure {
    std::vector<Resource> part;
    std::string where;
  };
  const std::vector<Departure> samples = {
      {{of_job(1, 900), of_job(2, 900), of_job(3, 901)}, at(3)},
      {{of_job(1, 900)}, at(2)},
      {{of_job(1, 900), of_job(2, 900), of_job(4, 900)}, at(4)},
  };
  for (const auto& [members, where] : samples) {
    const auto judgement = belongs(list(members), whole);
    ASSERT_EQ(count(judgement), 1U) << where;
    EXPECT_EQ(judgement.findings[0].where, where);
  }
}

TEST(BelongsToJob, LooksInTheOtherListOnlyForWhatIsInsideTheWindow) {
  const Exchange both = list({of_job(1, 900), of_job(2, 900)}), one = list({of_job(1, 900)});
  for (const auto& [part, whole] : {std::pair(&both, &one), std::pair(&one, &both)}) {
    EXPECT_EQ(count(belongs(*part, *whole, 29)), 1U);
    EXPECT_EQ(count(belongs(*part, *whole, 31)), 0U);
    const auto edge = belongs(*part, *whole, 30);
    EXPECT_EQ(count(edge), 0U);
    EXPECT_EQ(edge.undecided, 1U);
  }
}

TEST(BelongsToJob, NeedsNoClockWithoutAWindow) {
  Contract unbounded = contract();
  unbounded.window_days = 0;
  const Exchange both = list({of_job(1, 900), of_job(2, 900)}), one = list({of_job(1, 900)});
  EXPECT_EQ(count(belongs_to_job(still(both), still(one), guid(900), {}, unbounded)), 1U);
}

TEST(BelongsToJob, LeavesMovingSessionsOpen) {
  const Exchange part = list({of_job(1, 900), of_job(2, 900)});
  const Exchange again = list({of_job(2, 900), of_job(3, 900)});
  const Exchange whole = list({of_job(2, 900), of_job(3, 900)});
  const auto judgement =
      belongs_to_job({part, again}, still(whole), guid(900), clock_days_after(1), contract());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(judgement.undecided, 1U);
}

TEST(BelongsToJob, LeavesASessionOfAMomentOpen) {
  const Exchange part = list({of_job(1, 900)});
  const Exchange moment = list({of_job(1, 900), of_job(2, 900)});
  const auto judgement =
      belongs_to_job(still(part), {moment, part}, guid(900), clock_days_after(1), contract());
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.undecided, 1U);
}

/// The rules of a job that lists its sessions, and a session that leads up to it.
const LinkRule down_rule{.rel = "Down",
                         .types = {"BackupJobSessionReferenceList"},
                         .inverse = "link:Up:JobReference:Id"};

Resource job(int n) {
  return Sample()
      .named("Ref")
      .field("UID", "urn:veeam:Job:" + guid(n))
      .link("Down", "BackupJobSessionReferenceList", "/jobs/" + guid(n) + "/backupSessions");
}

Judgement down(const Exchange& sessions, const Exchange& again) {
  const Resource parent = job(900);
  const FollowedDown one{&parent, &down_rule, &sessions};
  return up_down({&one, 1}, {}, again, {}, contract());
}
Judgement down(const Exchange& sessions) {
  return down(sessions, list({job(900)}, Form::Reference));
}

TEST(UpDown, EachMemberOfAListLeadsUp) {
  const auto judgement = down(list({reference(1), reference(2)}, Form::Reference));
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 2U);
}

TEST(UpDown, AMemberThatLeadsElsewhereIsNamed) {
  const Resource stranger =
      reference(2).without_links().link("Up", "JobReference", "/jobs/" + guid(901));
  const auto judgement = down(list({reference(1), stranger}, Form::Reference));
  ASSERT_EQ(count(judgement), 1U);
  EXPECT_EQ(judgement.findings[0].where, at(2));
}

TEST(UpDown, LeavesOpenMembersWithoutALinkAndListsWithoutAnAnswer) {
  const Resource mute = reference(1).without_links();
  for (const Exchange& list : {list({mute}, Form::Reference), refused(404), unanswered()}) {
    const auto judgement = down(list);
    EXPECT_EQ(count(judgement), 0U);
    EXPECT_EQ(judgement.witnesses, 0U);
    EXPECT_EQ(judgement.undecided, 1U);
  }
}

TEST(UpDown, LeavesTheListOfAParentThatIsGoneOpen) {
  const Exchange stranger =
      list({reference(2).without_links().link("Up", "JobReference", "/jobs/" + guid(901))},
           Form::Reference);
  for (const Exchange& again : {list({}, Form::Reference), list({job(901)}, Form::Reference)}) {
    const auto judgement = down(stranger, again);
    EXPECT_EQ(count(judgement), 0U);
    EXPECT_EQ(judgement.undecided, 1U);
  }
}

Judgement up(const std::vector<Resource>& children, const Exchange& listed, const Exchange& again,
             int days = 1) {
  const Exchange parent = item(job(900), Form::Reference);
  FollowedUp one{.link = children.front().links.data(), .parent = &parent, .list = &listed};
  for (const Resource& child : children) one.children.push_back(&child);
  return up_down({}, {&one, 1}, again, clock_days_after(days), contract());
}

TEST(UpDown, WhatLeadsUpIsListedThere) {
  const std::vector<Resource> children = {session(1), session(2)};
  const Exchange all = list({reference(2), reference(1), reference(3)}, Form::Reference);
  const auto judgement = up(children, all, list(children));
  EXPECT_EQ(count(judgement), 0U);
  EXPECT_EQ(judgement.witnesses, 2U);
}

TEST(UpDown, AChildThatIsNotListedIsNamed) {
  const std::vector<Resource> children = {session(1), session(2)};
  const Exchange one = list({reference(1)}, Form::Reference);
  const auto judgement = up(children, one, list(children));
  ASSERT_EQ(count(judgement), 1U);
  EXPECT_EQ(judgement.findings[0].where, at(2));
}

TEST(UpDown, AChildNeedNotBeListedBeyondTheWindow) {
  const std::vector<Resource> children = {session(1), session(2)};
  const Exchange one = list({reference(1)}, Form::Reference);
  EXPECT_EQ(count(up(children, one, list(children), 29)), 1U);
  EXPECT_EQ(count(up(children, one, list(children), 31)), 0U);
  const auto edge = up(children, one, list(children), 30);
  EXPECT_EQ(count(edge), 0U);
  EXPECT_EQ(edge.undecided, 1U);
}

TEST(UpDown, LeavesChildrenThatAreGoneOpen) {
  const std::vector<Resource> children = {session(1)};
  const Exchange none = list({}, Form::Reference);
  EXPECT_EQ(count(up(children, none, list({session(1).field("Progress", "99")}))), 1U);
  for (const Exchange& again : {list({}), list({session(2)}), list({of_job(1, 901)})}) {
    const auto judgement = up(children, none, again);
    EXPECT_EQ(count(judgement), 0U);
    EXPECT_EQ(judgement.undecided, 1U);
  }
}

TEST(UpDown, LeavesAParentWithoutAnAnswerOpen) {
  const std::vector<Resource> children = {session(1)};
  for (const Exchange& listed : {refused(404), unanswered()}) {
    const auto judgement = up(children, listed, list(children));
    EXPECT_EQ(count(judgement), 0U);
    EXPECT_EQ(judgement.witnesses, 0U);
    EXPECT_EQ(judgement.undecided, 1U);
  }
}

}  // namespace
}  // namespace emconform
