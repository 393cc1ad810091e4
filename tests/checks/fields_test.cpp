#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Fields, OfAnXmlItem) {
  expect_found(
      {
          {"missing", "fields.required", "<State>Completed</State>", "", {"/State"}},
          {"optional", "fields.required", " VmDisplayName=\"srv04\"", "", {}},
          {"empty is there", "fields.required", "Completed</State>", "</State>", {}},
          {"no number", "fields.type", "64424509440", "64 GB", {"/TotalSize"}},
          {"fraction", "fields.type", "64424509440", "1.5", {"/TotalSize"}},
          {"too large", "fields.type", "64424509440", "9223372036854775808", {"/TotalSize"}},
          {"empty number", "fields.type", "64424509440", "", {"/TotalSize"}},
          {"element, no attribute",
           "fields.type",
           " VmDisplayName=\"srv04\">",
           "><VmDisplayName>a</VmDisplayName>",
           {"/VmDisplayName"}},
          {"attribute, no element", "fields.type", "VmDisplayName", "State", {"/State", "/State"}},
          {"own attribute as an element",
           "fields.type",
           " Name=\"srv04@2014-10-19 05:23:44\" UID=\"urn:veeam:BackupTaskSession:88767486-89d6-"
           "4340-92f0-2ad615a8f21b\" VmDisplayName=\"srv04\">",
           "><Name>x</Name>",
           {"/Name"}},
          {"twice", "fields.type", "<State>", "<State>Pending</State><State>", {"/State"}},
          {"object", "fields.type", "Completed</State>", "<A>x</A></State>", {"/State"}},
          {"UID of another type",
           "fields.type",
           "urn:veeam:BackupJobSession",
           "urn:veeam:Job",
           {"/JobSessionUid"}},
          {"no UID", "fields.type", "urn:veeam:BackupJobSession:", "", {"/JobSessionUid"}},
          {"unknown value", "fields.enumeration", "Completed", "Done", {"/State"}},
          {"letter case", "fields.enumeration", "Completed", "completed", {"/State"}},
          {"tolerated", "fields.enumeration", "Success", "None", {}},
          {"below", "fields.range", "64424509440", "-1", {"/TotalSize"}},
      },
      data("task_session.xml"), item(Form::Entity), task_session());
}

TEST(Fields, OfAJsonItem) {
  expect_found(
      {
          {"null is absent", "fields.required", "\"Completed\"", "null", {"/State"}},
          {"text, no number",
           "fields.type",
           "\"TotalSize\": 0",
           R"("TotalSize":"0")",
           {"/TotalSize"}},
          {"fraction", "fields.type", "\"TotalSize\": 0", R"("TotalSize":0.5)", {"/TotalSize"}},
          {"number, no text", "fields.type", "\"Completed\"", "7", {"/State"}},
          {"boolean, no text", "fields.type", "\"Completed\"", "true", {"/State"}},
          {"array, no text", "fields.type", "\"Completed\"", "[]", {"/State"}},
          {"name is a number", "fields.type", "\"MYHOST@2026-06-15 05:50:19\"", "7", {"/Name"}},
          {"URN", "fields.type", "urn:VMware:Vm:", "urn:VMware:", {"/VmUid"}},
          {"unknown value", "fields.enumeration", "\"Success\"", "\"Ok\"", {"/Result"}},
      },
      data("task_session.json"), item(Form::Entity), task_session());
}

TEST(Fields, UnknownOnesAreAllowed) {
  const std::string body = with(data("task_session.xml"), "<State>", "<New a=\"1\"/><State>");
  for (const std::string_view id :
       {"fields.required", "fields.type", "fields.enumeration", "fields.range"})
    EXPECT_THAT(places(judged(id, answered(body, item(Form::Entity)))), IsEmpty()) << id;
}

TEST(Fields, OfMembersAndOfNestedObjects) {
  expect_found(
      {
          {"missing in the second",
           "fields.required",
           "</Sessions>\n<Sessions ",
           "</Sessions><Sessions><Result><Result>Success</Result><Message/></Result></Sessions>"
           "<Sessions ",
           {"/Sessions[2]/CreationTimeUTC", "/Sessions[2]/Result/IsCanceled"}},
          {"text in place of the object",
           "fields.type",
           "<Result>\n<Result>CompletedSuccessfully</Result>\n<Message/>\n"
           "<IsCanceled>false</IsCanceled>\n</Result>",
           "<Result>Success</Result>",
           {"/Sessions[1]/Result"}},
          {"nested boolean", "fields.type", "false", "False", {"/Sessions[1]/Result/IsCanceled"}},
          {"nested value",
           "fields.enumeration",
           "<Result>CompletedSuccessfully",
           "<Result>Fine",
           {"/Sessions[1]/Result/Result"}},
      },
      data("system_sessions.xml"), list(Form::Reference), system_session());
}

TEST(Fields, OfQueryMembers) {
  const std::string body =
      with(data("query_page_2_of_4.json"), "\"State\": \"Completed\"", "\"State\": 1");
  const auto judgement = judged("fields.type", queried("type=BackupTaskSession", body));
  EXPECT_THAT(places(judgement),
              ElementsAre("/Entities/BackupTaskSessions/BackupTaskSession[1]/State"));
  EXPECT_EQ(judgement.witnesses, 2U * 13U);  // nine fields of the contract and four own ones
}

TEST(Fields, HaveNoWitnessInAnEmptyList) {
  const Exchange exchange = answered(R"({"BackupTaskSessions":[]})", list(Form::Entity));
  EXPECT_EQ(judged("fields.required", exchange).witnesses, 0U);
}

TEST(FieldTypes, AreLexicallyRight) {
  struct Sample {
    FieldType type;
    std::string text;
    bool right;
  };
  const std::string guid = "5b08bf82-530a-4cca-ac1a-8327b68250bd";
  const std::vector<Sample> samples = {
      {FieldType::Int, "-2147483648", true},
      {FieldType::Int, "2147483648", false},
      {FieldType::Int, " 1", false},
      {FieldType::Long, "2147483648", true},
      {FieldType::UShort, "65535", true},
      {FieldType::UShort, "65536", false},
      {FieldType::UShort, "-1", false},
      {FieldType::Boolean, "false", true},
      {FieldType::Boolean, "True", false},
      {FieldType::Guid, guid, true},
      {FieldType::Guid, "{" + guid + "}", false},
      {FieldType::Uid, "urn:veeam:Job:" + guid, true},
      {FieldType::Uid, "urn:veeam:Job: " + guid, false},
      {FieldType::Uid, "urn:veeam:Job:7", false},
      {FieldType::Urn, "urn:VMware:Vm:" + guid + ".vm-66228", true},
      {FieldType::Urn, "urn:vCloud:Vm:" + guid + ".urn:vcloud:vm:" + guid, true},
      {FieldType::Urn, "urn:VMware::" + guid, false},
      {FieldType::Urn, "urn:VMware:Vm:", false},
      {FieldType::Urn, "urn:VMware:V m:1", false},
      {FieldType::Version, "12.3.2.4465", true},
      {FieldType::Version, "9.5", true},
      {FieldType::Version, "12", false},
      {FieldType::Version, "1.2.3.4.5", false},
      {FieldType::Version, "1..2", false},
      {FieldType::Version, "12.3a", false},
  };
  for (const Sample& sample : samples) {
    Contract contract = task_session();
    contract.entity->fields = {{.name = "F", .type = sample.type}};
    const std::string body = "<BackupTaskSession><F>" + sample.text + "</F></BackupTaskSession>";
    const auto judgement = judged("fields.type", answered(body, item(Form::Entity)), contract);
    EXPECT_EQ(judgement.findings.empty(), sample.right) << sample.text;
    EXPECT_EQ(judgement.witnesses, 1U);
  }
}

TEST(Findings, CutLongValues) {
  const std::string body =
      with(data("task_session.xml"), "Completed", std::string(199, 'x') + "\xC3\xA4" + "yyy");
  const auto judgement = judged("fields.enumeration", answered(body, item(Form::Entity)));
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].actual, "'" + std::string(199, 'x') + "...'");
}

}  // namespace
}  // namespace emconform
