#include "run/subjects.h"

#include <gtest/gtest.h>

#include <set>

#include "load/files.h"
#include "run/join.h"

namespace emconform {
namespace {

const Knowledge& knowledge() {
  static const auto loaded = load_knowledge({}, {}, known_checks());
  return loaded.value();
}

const Contract& contract(const std::string& resource) {
  for (const Contract& one : knowledge().contracts)
    if (one.resource == resource) return one;
  throw std::runtime_error("no contract for " + resource);
}

Unit unit_about(const Contract& rules, std::string subject) {
  return {.contract = &rules, .subject = std::move(subject)};
}

// A subject that means nothing would be a relation that can never fail.
TEST(Subjects, EveryNameInThePlanMeansSomething) {
  const Plan plan = make_plan(knowledge(), {});
  std::size_t seen = 0;
  for (const Unit& unit : plan.units) {
    if (unit.relation == nullptr) continue;
    const std::string_view relation = unit.relation->id;
    if (relation == "query.filter") {
      EXPECT_TRUE(comparison_subject(unit)) << unit.subject;
    } else if (relation == "query.sort") {
      EXPECT_TRUE(sort_subject(unit)) << unit.subject;
    } else if (relation == "query.value_forms") {
      EXPECT_TRUE(value_form(unit)) << unit.subject;
    } else if (relation == "query.not_ignored" || relation == "query.refusal") {
      EXPECT_TRUE(senseless_query(unit)) << unit.subject;
    } else {
      continue;
    }
    ++seen;
  }
  EXPECT_GT(seen, 200U);
}

TEST(Subjects, AreDifferentWithinACase) {
  for (const Suite& suite : knowledge().suites)
    for (const Case& test : suite.cases) {
      const auto subjects = subjects_of(test, contract(suite.contract));
      EXPECT_EQ(std::set<std::string>(subjects.begin(), subjects.end()).size(), subjects.size())
          << suite.name << "/" << test.name;
    }
}

TEST(ValueForm, WritesTheSameValueInAnotherWay) {
  struct Sample {
    std::string subject, value, printed;
  };
  const std::string guid = "6a0f19a8-3c5d-4b3e-9f0e-0a1b2c3d4e5f";
  const Sample samples[] = {
      {"JobUid as URN", "urn:veeam:Job:" + guid, "JobUid==urn:veeam:Job:" + guid},
      {"JobUid as URN in quotes", "urn:veeam:Job:" + guid,
       "JobUid==\"urn:veeam:Job:" + guid + "\""},
      {"JobUid as bare GUID", "urn:veeam:Job:" + guid, "JobUid==" + guid},
      {"JobUid as bare GUID in quotes", "urn:veeam:Job:" + guid, "JobUid==\"" + guid + "\""},
      {"BackupServerUid as URN", guid, "BackupServerUid==urn:veeam:BackupServer:" + guid},
      {"CreationTime in quotes", "2026-06-15T05:34:19.5Z",
       "CreationTime>=\"2026-06-15T05:34:19.5Z\""},
      {"CreationTime without fraction", "2026-06-15T05:34:19.5Z",
       "CreationTime>=2026-06-15T05:34:19Z"},
      {"CreationTime without zone", "2026-06-15T05:34:19Z", "CreationTime>=2026-06-15T05:34:19"},
      {"CreationTime without zone in quotes", "2026-06-15T05:34:19Z",
       "CreationTime>=\"2026-06-15T05:34:19\""},
      {"Name in quotes", "plain", "Name==\"plain\""},
      {"Result in lower case", "Success", "Result==success"},
      {"JobName under its name in lower case", "x", "jobname==x"},
  };
  for (const Sample& sample : samples) {
    const Unit unit = unit_about(contract("BackupJobSession"), sample.subject);
    const auto form = value_form(unit);
    ASSERT_TRUE(form) << sample.subject;
    query::Filter filter = query::compare(form->property->name, form->op, sample.value);
    form->spell(filter.comparison);
    EXPECT_EQ(query::print(filter), sample.printed);
    // What was written is what the harness itself reads.
    EXPECT_TRUE(query::parse(query::print(filter))) << sample.subject;
  }
}

Resource with_fields(const std::vector<std::pair<std::string, std::string>>& fields) {
  Resource resource;
  for (const auto& [name, text] : fields) resource.fields.push_back({.name = name, .text = text});
  return resource;
}

TEST(Join, GivesTaskSessionsTheJobOfTheirSession) {
  const QueryProperty& property = *query::find_property(contract("BackupTaskSession"), "JobName");
  const auto join = join_of(property);
  ASSERT_TRUE(join);
  EXPECT_EQ(join->resource, "BackupJobSession");
  const Resource session = with_fields({{"UID", "urn:s:1"}, {"JobName", "Nightly"}});
  Exchange tasks;
  tasks.representation.emplace();
  tasks.representation->root.children = {with_fields({{"JobSessionUid", "urn:s:1"}}),
                                         with_fields({{"JobSessionUid", "urn:s:2"}})};
  const Exchange made = joined(tasks, property, *join, joined_values(*join, {&session}));
  const auto& members = made.representation->root.children;
  EXPECT_EQ(query::value_of(property, members[0]), "Nightly");
  EXPECT_EQ(query::value_of(property, members[1]), std::nullopt);
}

TEST(Join, IsOnlyWhatIsWrittenAsOne) {
  for (const char* at : {"", "Name", "link:Up:JobReference:Name", "join:A", "join:A:B"})
    EXPECT_FALSE(join_of({.name = "x", .at = at})) << at;
}

}  // namespace
}  // namespace emconform
