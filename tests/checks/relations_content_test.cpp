#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "checks/relation_samples.h"

namespace emconform {
namespace {

using namespace samples;  // NOLINT(google-build-using-namespace): the words of this file

std::vector<std::string> wheres(const Judgement& judgement) {
  std::vector<std::string> all;
  for (const Finding& finding : judgement.findings) all.push_back(finding.where);
  return all;
}
std::string at(int n) { return "UID " + uid(n); }

using Wheres = std::vector<std::string>;

TEST(Relations, AreNamedOnceAndCiteTheirRule) {
  std::set<std::string_view> ids;
  for (const Relation& relation : relations()) {
    EXPECT_TRUE(ids.insert(relation.id).second) << relation.id;
    EXPECT_FALSE(relation.rule.empty()) << relation.id;
    EXPECT_FALSE(relation.source.empty()) << relation.id;
  }
  EXPECT_GE(ids.size(), 11U);
}

TEST(SameContent, HoldsForEqualLists) {
  const Exchange xml = list({session(1), session(2)});
  const auto judgement =
      same_content(still(xml), still(json_list({session(1), session(2)})), contract());
  EXPECT_EQ(wheres(judgement), Wheres{});
  EXPECT_EQ(judgement.witnesses, 2U);
  EXPECT_EQ(judgement.undecided, 0U);
}

TEST(SameContent, ReportsEachDepartureOfJson) {
  const Exchange xml = list({session(1), session(2)});
  struct Departure {
    std::vector<Resource> json;
    Wheres found;
  };
  const std::vector<Departure> samples = {
      {{session(1)}, {at(2)}},
      {{session(1), session(2), session(3)}, {at(3)}},
      {{session(2), session(1)}, {at(1)}},
      {{session(1), session(2).field("Result", "Failed")}, {at(2)}},
      {{session(1), session(2).field("FailureMessage", "x")}, {at(2)}},
      {{session(1).field("IsRetry", "false"), session(2)}, {at(1)}},
      {{session(1).without_links(), session(2)}, {at(1), at(1)}},
      {{session(1).field("Progress", "99"), session(2).field("Name", "n")}, {at(1), at(2)}},
  };
  for (const auto& [json, found] : samples)
    EXPECT_EQ(wheres(same_content(still(xml), still(json_list(json)), contract())), found);
}

TEST(SameContent, DoesNotJudgeWhatMoved) {
  const Exchange before = list({session(1).field("Progress", "10"), session(2), session(4)});
  const Exchange json = json_list({session(1).field("Progress", "20"), session(2), session(3)});
  const Exchange after = list({session(1).field("Progress", "30"), session(2), session(3)});
  const auto judgement = same_content({before, after}, still(json), contract());
  EXPECT_EQ(wheres(judgement), Wheres{});
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(judgement.undecided, 2U);  // 1 moved, 4 left
}

TEST(SameContent, BlamesAStrangerOnlyIfItStoodThereBeforeAndAfter) {
  const Exchange xml = list({session(1)});
  const Exchange both = json_list({session(1), session(2)}), one = json_list({session(1)});
  const auto moment = same_content(still(xml), {both, one}, contract());
  EXPECT_EQ(wheres(moment), Wheres{}) << "created after one reading of XML, ended before the next";
  EXPECT_EQ(moment.undecided, 1U);
  const Exchange late = list({session(1), session(2)});
  EXPECT_EQ(wheres(same_content({xml, late}, still(both), contract())), Wheres{}) << "just created";
  EXPECT_EQ(wheres(same_content(still(xml), still(both), contract())), Wheres{at(2)});
}

TEST(SameContent, LeavesThePagesOfAMovingListOpen) {
  const auto page = [](std::vector<Resource> members) {
    return query_page(std::move(members), 1, 2, 2);
  };
  const Exchange xml = page({session(1), session(2)}), moved = page({session(3), session(1)});
  EXPECT_EQ(wheres(same_content(still(xml), {moved, xml}, contract())), Wheres{})
      << "2 was on the next page for a moment";
  EXPECT_EQ(wheres(same_content(still(xml), still(moved), contract())).size(), 2U);
}

TEST(SameContent, LeavesAnOrderThatChangesOpen) {
  const Exchange xml = list({session(1), session(2)});
  const Exchange one = json_list({session(2), session(1)}),
                 other = json_list({session(1), session(2)});
  EXPECT_EQ(wheres(same_content(still(xml), {one, other}, contract())), Wheres{});
}

TEST(SameContent, ComparesPaging) {
  const Exchange xml = query_page({session(1)}, 1, 1);
  const auto judgement =
      same_content(still(xml), still(query_page({session(1)}, 1, 2)), contract());
  EXPECT_EQ(wheres(judgement), Wheres{"the list itself"});
}

TEST(SameContent, ComparesItemsAlsoIfTheyNameThemselvesDifferently) {
  const Exchange xml = item(session(1));
  EXPECT_EQ(
      wheres(same_content(still(xml), still(item(in_json(session(1)), Form::Entity, Format::Json)),
                          contract())),
      Wheres{});
  const auto judgement = same_content(
      still(xml), still(item(in_json(session(1).field("UID", uid(2))), Form::Entity, Format::Json)),
      contract());
  EXPECT_EQ(wheres(judgement), Wheres{at(1)});
  EXPECT_EQ(judgement.witnesses, 1U);
}

TEST(SameContent, DecidesNothingWithoutAnAnswer) {
  const Exchange xml = list({session(1)});
  for (const Exchange& missing : {refused(500), unanswered()}) {
    const auto judgement = same_content(still(xml), still(missing), contract());
    EXPECT_EQ(judgement.witnesses, 0U);
    EXPECT_EQ(judgement.undecided, 1U);
    EXPECT_FALSE(judgement.note.empty());
    EXPECT_EQ(wheres(judgement), Wheres{});
  }
}

TEST(ReferenceEntity, HoldsForTheTwoFormsOfAList) {
  const Exchange refs = list({reference(1), reference(2)}, Form::Reference);
  const auto judgement =
      reference_entity(still(refs), still(list({session(2), session(1)})), contract());
  EXPECT_EQ(wheres(judgement), Wheres{});
  EXPECT_EQ(judgement.witnesses, 2U);
}

TEST(ReferenceEntity, ReportsWhatOneFormSaysAlone) {
  const Exchange refs = list({reference(1), reference(2)}, Form::Reference);
  Resource other_job = session(2);
  other_job.links[0].href = href("/jobs/" + guid(901));
  Resource other_link_name = session(2);
  other_link_name.links[0].name = "renamed";
  struct Departure {
    std::vector<Resource> entities;
    Wheres found;
  };
  const std::vector<Departure> samples = {
      {{session(1)}, {at(2)}},
      {{session(1), session(2), session(3)}, {at(3)}},
      {{session(1), session(2).field("Name", "other")}, {at(2)}},
      {{session(1), other_job}, {at(2), at(2)}},
      {{session(1), other_link_name}, {at(2), at(2)}},
  };
  for (const auto& [entities, found] : samples)
    EXPECT_EQ(wheres(reference_entity(still(refs), still(list(entities)), contract())), found);
}

TEST(ReferenceEntity, JudgesOnlyWhatStoodStill) {
  const Exchange before = list({reference(1), reference(2)}, Form::Reference);
  const Exchange after = list({reference(2), reference(3)}, Form::Reference);
  const Exchange between = list({session(2), session(3), session(4)});
  const Exchange later = list({session(2), session(3)});
  const auto judgement = reference_entity({before, after}, {between, later}, contract());
  EXPECT_EQ(wheres(judgement), Wheres{});
  EXPECT_EQ(judgement.witnesses, 1U);
  EXPECT_EQ(judgement.undecided, 2U);  // 1 left, 4 was there for a moment
}

TEST(ReferenceEntity, ReportsAnItemThatIsAnotherInItsOtherForm) {
  const Exchange ref = item(reference(1), Form::Reference);
  EXPECT_EQ(wheres(reference_entity(still(ref), still(item(session(1))), contract())), Wheres{});
  EXPECT_EQ(wheres(reference_entity(still(ref), still(item(session(2))), contract())),
            (Wheres{at(1), at(1)}));
}

Judgement followed(const Resource& member, const Exchange& target, const Exchange& again) {
  const FollowedMember one{&member, &target};
  return member_item({&one, 1}, again, contract());
}

Judgement followed(const Resource& member, const Exchange& target) {
  return followed(member, target, list({member}));
}

TEST(MemberItem, HoldsForEqualResources) {
  const auto judgement = followed(session(1), item(session(1).field("Extra", "in the item alone")));
  EXPECT_EQ(wheres(judgement), Wheres{});
  EXPECT_EQ(judgement.witnesses, 1U);
}

TEST(MemberItem, ReportsFieldsLinksAndDeadHrefs) {
  EXPECT_EQ(wheres(followed(session(1), item(session(1).field("Result", "Failed")))),
            Wheres{at(1)});
  EXPECT_EQ(wheres(followed(session(1), item(session(2)))).size(), 5U);  // UID, Name, Href, Links
  EXPECT_EQ(wheres(followed(session(1), item(session(1).link("Down", "X", "/x")))), Wheres{at(1)});
  EXPECT_EQ(wheres(followed(session(1), refused(404))), Wheres{at(1)});
}

TEST(MemberItem, LetsRunningSessionsMove) {
  const Resource running = session(1).field("State", "Working").field("Progress", "10");
  const auto judgement = followed(running, item(session(1)));
  EXPECT_EQ(wheres(judgement), Wheres{});
  EXPECT_EQ(judgement.undecided, 2U);
  EXPECT_EQ(
      wheres(followed(running, item(session(1).field("CreationTimeUTC", "2026-06-15T05:50:45Z")))),
      Wheres{at(1)});
}

TEST(MemberItem, LeavesOpenWhatWasNotAnswered) {
  EXPECT_EQ(followed(session(1), unanswered()).undecided, 1U);
  EXPECT_EQ(followed(session(1), item(session(2)), refused(500)).undecided, 1U);
}

TEST(MemberItem, JudgesOnlyMembersThatStayed) {
  const Exchange other = item(session(1).field("Result", "Failed"));
  for (const Exchange& again :
       {list({}), list({session(2)}), list({session(1).field("Name", "n")})})
    for (const Exchange& target : {refused(404), other}) {
      const auto judgement = followed(session(1), target, again);
      EXPECT_EQ(wheres(judgement), Wheres{});
      EXPECT_EQ(judgement.witnesses, 0U);
      EXPECT_EQ(judgement.undecided, 1U);
    }
}

}  // namespace
}  // namespace emconform
