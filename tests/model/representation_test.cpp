#include "model/representation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/contract.h"

namespace emconform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// An element or property with a Name, by which a test tells it again.
Resource item(const std::string& element, const std::string& name) {
  return {.element = element, .fields = {{"Name", name, Writing::Attribute}}};
}

Resource holding(const std::string& element, std::vector<Resource> children) {
  return {.element = element, .children = std::move(children)};
}

Resource array(const std::string& property, std::vector<Resource> children) {
  return {.element = property, .is_list = true, .children = std::move(children)};
}

std::vector<std::string> names_of(const Resource& parent, const ListNames& names) {
  std::vector<std::string> found;
  for (const Resource* member : members(parent, names))
    found.emplace_back(text_of(*member, "Name").value_or("(nameless)"));
  return found;
}

TEST(FindField, TakesTheFirstThatIsNotNull) {
  const Resource resource = {.fields = {{"State", "", Writing::Null},
                                        {"State", "Stopped", Writing::String},
                                        {"State", "Working", Writing::String},
                                        {"Reason", "", Writing::Text},
                                        {"EndTimeUTC", "", Writing::Null}}};
  EXPECT_EQ(text_of(resource, "State"), "Stopped");
  EXPECT_EQ(find_field(resource, "State"), &resource.fields[1]);
  EXPECT_EQ(text_of(resource, "Reason"), "") << "empty is not absent";
  EXPECT_EQ(text_of(resource, "EndTimeUTC"), std::nullopt) << "null is absent";
  EXPECT_EQ(text_of(resource, "state"), std::nullopt) << "names have a case";
  EXPECT_EQ(find_field(resource, ""), nullptr);
}

TEST(FindChild, TakesTheFirstOfThatName) {
  const Resource parent = holding("Job", {item("A", "1"), item("B", "2"), item("B", "3")});
  EXPECT_EQ(find_child(parent, "B"), &parent.children[1]);
  EXPECT_EQ(find_child(parent, "C"), nullptr);
}

const ListNames refs = {"Ref", "Refs"};
const ListNames sessions = {"BackupJobSession", "BackupJobSessions"};
const ListNames system_sessions = {"Sessions", "Sessions"};

TEST(Members, OfXmlAreTheRepeatedElementsInOrder) {
  EXPECT_THAT(names_of(holding("EntityReferences", {item("Ref", "1"), item("Ref", "2")}), refs),
              ElementsAre("1", "2"));
  EXPECT_THAT(names_of(holding("EntityReferences",
                               {item("Ref", "1"), item("Other", "x"), item("Ref", "2")}),
                       refs),
              ElementsAre("1", "2"));
  EXPECT_THAT(names_of(holding("EntityReferences", {}), refs), IsEmpty());
}

TEST(Members, OfXmlMayStandInAWrapperOfTheListsName) {
  const Resource entities = holding(
      "Entities", {holding("BackupJobSessions",
                           {item("BackupJobSession", "1"), item("BackupJobSession", "2")})});
  EXPECT_THAT(names_of(entities, sessions), ElementsAre("1", "2"));
  EXPECT_THAT(names_of(holding("Entities", {holding("BackupJobSessions", {})}), sessions),
              IsEmpty());
}

TEST(Members, OfXmlMayBearTheNameOfTheList) {
  EXPECT_THAT(names_of(holding("SystemSessions", {item("Sessions", "1"), item("Sessions", "2")}),
                       system_sessions),
              ElementsAre("1", "2"));
  EXPECT_THAT(names_of(holding("SystemSessions", {item("Sessions", "only")}), system_sessions),
              ElementsAre("only"));
  EXPECT_THAT(names_of(holding("SystemSessions", {}), system_sessions), IsEmpty());
}

TEST(Members, OfJsonAreTheItemsOfTheArray) {
  EXPECT_THAT(names_of(holding("", {array("Refs", {item("", "1"), item("", "2")})}), refs),
              ElementsAre("1", "2"));
  EXPECT_THAT(names_of(holding("", {array("Refs", {})}), refs), IsEmpty());
  EXPECT_THAT(names_of(holding("", {array("Sessions", {item("", "1")})}), system_sessions),
              ElementsAre("1"));
  EXPECT_THAT(names_of(holding("", {array("Other", {item("", "x")})}), refs), IsEmpty());
}

TEST(Members, OfJsonMayBeWrappedInAnObjectOfTheSameName) {
  const Resource entities = holding(
      "Entities",
      {holding("BackupJobSessions", {array("BackupJobSessions", {item("", "1"), item("", "2")})})});
  EXPECT_THAT(names_of(entities, sessions), ElementsAre("1", "2"));
  const Resource empty =
      holding("Entities", {holding("BackupJobSessions", {array("BackupJobSessions", {})})});
  EXPECT_THAT(names_of(empty, sessions), IsEmpty());
}

TEST(Members, AListOfTheElementsNameIsNoMember) {
  EXPECT_THAT(names_of(holding("", {array("Ref", {item("", "x")})}), refs), IsEmpty());
}

TEST(Contract, GivesTheRulesOfAForm) {
  Contract contract;
  EXPECT_EQ(form_rule(contract, Form::Reference), nullptr);
  EXPECT_EQ(form_rule(contract, Form::Entity), nullptr);
  EXPECT_EQ(list_rule(contract, Form::Reference), nullptr);
  contract.reference = FormRule{.root = "EntityRef"};
  contract.entity = FormRule{.root = "Job"};
  contract.reference_list = ListRule{.root = "EntityReferences"};
  EXPECT_EQ(form_rule(contract, Form::Reference)->root, "EntityRef");
  EXPECT_EQ(form_rule(contract, Form::Entity)->root, "Job");
  EXPECT_EQ(list_rule(contract, Form::Reference)->root, "EntityReferences");
  EXPECT_EQ(list_rule(contract, Form::Entity), nullptr);
}

TEST(Header, IsFoundInAnyLetterCase) {
  const std::vector<::emconform::Header> headers = {{"content-type", "text/xml"},
                                                    {"Content-Type", "second"}};
  EXPECT_EQ(header(headers, "Content-Type"), "text/xml");
  EXPECT_EQ(header(headers, "Accept"), std::nullopt);
}

}  // namespace
}  // namespace emconform
