#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "load/decoded.h"
#include "load/files.h"
#include "load/temporary_folder.h"

namespace emconform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// All ids that the ledger's schema knows stand for those that the program has.
std::vector<std::string> known_checks() {
  std::ifstream in(PROJECT_DIR "/contracts/schema/requirements.schema.json");
  return nlohmann::json::parse(in).at(
      nlohmann::json::json_pointer("/definitions/requirement/properties/checks/items/enum"));
}

const Contract* contract_named(const Knowledge& knowledge, std::string_view resource) {
  for (const Contract& contract : knowledge.contracts)
    if (contract.resource == resource) return &contract;
  return nullptr;
}

const Suite* suite_named(const Knowledge& knowledge, std::string_view name) {
  for (const Suite& suite : knowledge.suites)
    if (suite.name == name) return &suite;
  return nullptr;
}

/// A folder of contracts and one of cases, beside what is embedded.
struct Folders {
  TemporaryFolder contracts{}, cases{};
  bool with_contracts = false, with_cases = false;

  void add_contract(const std::string& name, const std::string& text) {
    contracts.write(name, text);
    with_contracts = true;
  }
  void add_suite(const std::string& name, const std::string& text) {
    cases.write(name, text);
    with_cases = true;
  }

  tl::expected<Knowledge, std::vector<Error>> load() const {
    using Folder = std::optional<std::filesystem::path>;
    return load_knowledge(with_contracts ? Folder(contracts.path()) : Folder(),
                          with_cases ? Folder(cases.path()) : Folder(), known_checks());
  }

  /// What is wrong; the folders are called "contracts" and "cases".
  std::vector<std::string> faults() const {
    const auto knowledge = load();
    std::vector<std::string> texts;
    if (knowledge) return texts;
    for (const Error& error : knowledge.error()) {
      std::string text = message_of(error);
      for (const auto& [folder, name] : {std::pair(contracts.path().string(), "contracts"),
                                         std::pair(cases.path().string(), "cases")})
        for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
          text.replace(at, folder.size(), name);
      texts.push_back(std::move(text));
    }
    return texts;
  }
};

constexpr const char* minimal_suite =
    R"({"name": "tapes", "endpoint": "/tapes", "contract": "Tape", "shape": "list",
 "cases": [{"name": "list"}]})";

TEST(LoadKnowledge, LoadsWhatIsEmbedded) {
  const auto knowledge = Folders().load();
  ASSERT_TRUE(knowledge) << knowledge.error().front().where << knowledge.error().front().what;
  EXPECT_GE(knowledge->contracts.size(), 12U);
  EXPECT_GE(knowledge->suites.size(), 25U);
  EXPECT_GE(knowledge->requirements.size(), 50U);
  EXPECT_EQ(knowledge->hash.size(), 64U);
  const auto by_resource = [](const auto& a, const auto& b) { return a.resource < b.resource; };
  const auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
  EXPECT_TRUE(
      std::is_sorted(knowledge->contracts.begin(), knowledge->contracts.end(), by_resource));
  EXPECT_TRUE(std::is_sorted(knowledge->suites.begin(), knowledge->suites.end(), by_name));
}

TEST(LoadKnowledge, FillsEveryMemberOfAContract) {
  Folders folders;
  folders.add_contract("Tape.json", test_data("load/Tape.json"));
  const auto knowledge = folders.load();
  ASSERT_TRUE(knowledge);
  const Contract* tape = contract_named(*knowledge, "Tape");
  ASSERT_NE(tape, nullptr);
  EXPECT_EQ(tape->uid_type, "Tape");
  EXPECT_EQ(tape->source, "a page");
  EXPECT_EQ(tape->window_days, 30);
  EXPECT_THAT(tape->file, testing::EndsWith("/Tape.json"));
  ASSERT_TRUE(tape->reference && tape->entity && tape->reference_list && tape->entity_list);
  EXPECT_EQ(tape->reference->root, "EntityRef");
  EXPECT_EQ(tape->reference->type, "TapeReference");
  EXPECT_EQ(tape->reference->href, "/tapes/{ID}");
  ASSERT_THAT(tape->reference->links, SizeIs(2));
  const LinkRule& up = tape->reference->links[0];
  EXPECT_EQ(up.rel, "Up");
  EXPECT_THAT(up.types, ElementsAre("BackupServerReference"));
  EXPECT_THAT(up.paths, ElementsAre("/backupServers/{*}"));
  EXPECT_TRUE(up.named);
  EXPECT_EQ(up.minimum, 1);
  EXPECT_EQ(up.maximum, 1);
  const LinkRule& related = tape->reference->links[1];
  EXPECT_THAT(related.types, IsEmpty());
  EXPECT_FALSE(related.named);
  EXPECT_EQ(related.minimum, 0);
  EXPECT_EQ(related.maximum, -1);
  EXPECT_THAT(tape->reference->fields, IsEmpty());

  ASSERT_THAT(tape->entity->fields, SizeIs(4));
  const FieldRule& name = tape->entity->fields[0];
  EXPECT_EQ(name.name, "Label");
  EXPECT_EQ(name.type, FieldType::String);
  EXPECT_TRUE(name.attribute);
  EXPECT_TRUE(name.optional);
  EXPECT_THAT(name.values, ElementsAre("A", "B"));
  EXPECT_THAT(name.tolerated, ElementsAre("C"));
  const FieldRule& size = tape->entity->fields[1];
  EXPECT_EQ(size.type, FieldType::Long);
  EXPECT_FALSE(size.attribute);
  EXPECT_FALSE(size.optional);
  EXPECT_EQ(size.minimum, 0);
  EXPECT_EQ(size.maximum, 9223372036854775807);
  EXPECT_EQ(tape->entity->fields[2].uid_type, "Job");
  EXPECT_EQ(tape->entity->fields[2].link, "link:Up:JobReference:Id");
  ASSERT_THAT(tape->entity->links, SizeIs(1));
  EXPECT_EQ(tape->entity->links[0].inverse, "link:Down:TapeReferenceList:Href");
  EXPECT_EQ(up.inverse, "");
  const FieldRule& drive = tape->entity->fields[3];
  EXPECT_EQ(drive.type, FieldType::Object);
  ASSERT_THAT(drive.fields, SizeIs(2));
  EXPECT_EQ(drive.fields[1].not_before, "Begin");
  EXPECT_EQ(drive.fields[1].minimum, std::nullopt);

  EXPECT_EQ(tape->reference_list->root, "EntityReferences");
  EXPECT_EQ(tape->reference_list->names.element, "Ref");
  EXPECT_EQ(tape->entity_list->names.property, "Tapes");
  EXPECT_EQ(tape->query_type, "Tape");
  EXPECT_EQ(tape->query_names.element, "Tape");
  ASSERT_THAT(tape->query_properties, SizeIs(1));
  EXPECT_EQ(tape->query_properties[0].name, "JobUid");
  EXPECT_EQ(tape->query_properties[0].type, FieldType::Uid);
  EXPECT_EQ(tape->query_properties[0].uid_type, "Job");
  EXPECT_EQ(tape->query_properties[0].at, "link:Up:JobReference:Id");
}

TEST(LoadKnowledge, FillsEveryMemberOfASuite) {
  Folders folders;
  folders.add_contract("Tape.json", test_data("load/Tape.json"));
  folders.add_suite("tapes.json", test_data("load/tapes.json"));
  const auto knowledge = folders.load();
  ASSERT_TRUE(knowledge) << testing::PrintToString(folders.faults());
  const Suite* tapes = suite_named(*knowledge, "tapes");
  ASSERT_NE(tapes, nullptr);
  EXPECT_EQ(tapes->endpoint, "/tapes/{ID}");
  EXPECT_EQ(tapes->contract, "Tape");
  EXPECT_EQ(tapes->shape, Shape::Item);
  ASSERT_TRUE(tapes->discovery);
  EXPECT_EQ(tapes->discovery->from, "/jobs");
  EXPECT_EQ(tapes->discovery->contract, "Job");
  EXPECT_EQ(tapes->discovery->rel, "Down");
  EXPECT_EQ(tapes->discovery->type, "TapeReference");
  ASSERT_THAT(tapes->cases, SizeIs(3));

  const Case& plain = tapes->cases[0];
  EXPECT_EQ(plain.method, "GET");
  EXPECT_THAT(plain.auth, ElementsAre(Auth::Session));
  ASSERT_THAT(plain.accept, SizeIs(1));
  EXPECT_EQ(plain.accept[0].value, std::nullopt);
  EXPECT_EQ(plain.accept[0].format, Format::Xml);
  EXPECT_THAT(plain.form, ElementsAre(Form::Reference));
  EXPECT_THAT(plain.status, ElementsAre(200));
  EXPECT_EQ(plain.shape, Shape::Item) << "as the suite says";
  EXPECT_THAT(plain.checks, ElementsAre("*"));
  EXPECT_EQ(plain.sample, 0);
  EXPECT_THAT(plain.where, testing::EndsWith("/tapes.json:8"));

  const Case& matrix = tapes->cases[1];
  EXPECT_EQ(matrix.method, "HEAD");
  EXPECT_THAT(matrix.auth, ElementsAre(Auth::CookieOverHeader, Auth::LoggedOff));
  ASSERT_THAT(matrix.accept, SizeIs(5));
  EXPECT_EQ(matrix.accept[0].value, std::nullopt);
  EXPECT_EQ(matrix.accept[1].format, Format::Json);
  EXPECT_EQ(matrix.accept[2].format, Format::Xml);
  EXPECT_EQ(matrix.accept[3].format, Format::Json) << "application/json stands in it";
  EXPECT_EQ(matrix.accept[4].format, std::nullopt);
  EXPECT_EQ(matrix.accept[4].value, "a/b");
  EXPECT_EQ(matrix.accept[4].reason, "open");
  EXPECT_THAT(matrix.form, ElementsAre(Form::Reference, Form::Entity));
  EXPECT_EQ(matrix.query, "a=b");
  EXPECT_THAT(matrix.status, ElementsAre(401, 404));
  EXPECT_EQ(matrix.reason, "why");
  EXPECT_EQ(matrix.shape, Shape::Error);
  EXPECT_THAT(matrix.checks, ElementsAre("links.*", "http.status"));

  const Case& relation = tapes->cases[2];
  EXPECT_EQ(relation.relation, "query.filter");
  EXPECT_THAT(relation.properties, ElementsAre("JobUid"));
  EXPECT_EQ(relation.other, "Job");
  EXPECT_THAT(relation.links, ElementsAre("Up"));
  EXPECT_EQ(relation.sample, 5);
}

TEST(LoadKnowledge, ReplacesAndAdds) {
  const auto embedded = Folders().load();
  Folders folders;
  folders.add_contract("Tape.json", R"({"resource": "Tape"})");
  folders.add_contract("mine.json", R"({"resource": "VmRestorePoint", "source": "mine"})");
  folders.add_contract("requirements.json", test_data("load/requirements.json"));
  folders.add_suite("tapes.json", minimal_suite);
  const auto knowledge = folders.load();
  ASSERT_TRUE(knowledge) << testing::PrintToString(folders.faults());
  EXPECT_EQ(knowledge->contracts.size(), embedded->contracts.size() + 1);
  EXPECT_EQ(contract_named(*knowledge, "VmRestorePoint")->source, "mine");
  EXPECT_EQ(knowledge->suites.size(), embedded->suites.size() + 1);
  EXPECT_EQ(knowledge->requirements.size(), embedded->requirements.size() + 1);
  EXPECT_EQ(knowledge->requirements.back().id, "AUTH-99");
  EXPECT_EQ(knowledge->requirements.back().level, Level::Should);
  EXPECT_NE(knowledge->hash, embedded->hash);
}

TEST(LoadKnowledge, HashIsOfNamesAndTextsNotOfFolders) {
  const auto hash_of = [](const std::string& name, const std::string& text) {
    Folders folders;
    folders.add_contract(name, text);
    return folders.load()->hash;
  };
  const std::string first = hash_of("a.json", R"({"resource": "A"})");
  EXPECT_EQ(hash_of("a.json", R"({"resource": "A"})"), first);
  EXPECT_NE(hash_of("b.json", R"({"resource": "A"})"), first);
  EXPECT_NE(hash_of("a.json", R"({"resource": "A" })"), first);
}

TEST(LoadKnowledge, NamesWhatASuiteUsesAndNobodyDefines) {
  Folders folders;
  folders.add_contract("Tape.json", test_data("load/Tape.json"));
  folders.add_suite("a.json", test_data("load/suite_with_unknown_names.json"));
  EXPECT_THAT(
      folders.faults(),
      ElementsAre(
          "cases/a.json:4:15 /contract: unknown contract 'Tap'; did you mean 'Tape'?",
          "cases/a.json:6:47 /discovery/contract: unknown contract 'Jobb'; did you mean 'Job'?",
          "cases/a.json:8:44 /cases/0/checks/1: no check is called 'link.*'; did you mean "
          "'links.*'?",
          "cases/a.json:9:15 /cases/1/name: case 'list' is given twice; rename one; the first is "
          "in line 8"));
}

TEST(LoadKnowledge, NamesThePropertyThatCannotBeQueried) {
  Folders folders;
  folders.add_suite("a.json", R"({"name": "a", "endpoint": "/query", "contract": "BackupJobSession",
 "shape": "query", "cases": [{"name": "b", "relation": "query.filter",
 "properties": ["UID", "JobUuid"]}]})");
  EXPECT_THAT(folders.faults(),
              ElementsAre("cases/a.json:3:24 /cases/0/properties/1: unknown property of "
                          "BackupJobSession 'JobUuid'; did you mean 'JobUid'?"));
}

TEST(LoadKnowledge, RefusesWhatTheSchemaRefuses) {
  Folders folders;
  folders.add_suite("a.json", test_data("load/suite_with_schema_faults.json"));
  std::string expected = test_data("load/suite_with_schema_faults.txt"), found;
  for (const std::string& fault : folders.faults()) found += fault + "\n";
  EXPECT_EQ(found, expected);
}

TEST(LoadKnowledge, RefusesNamesThatAreTaken) {
  Folders folders;
  folders.add_contract("a.json", R"({"resource": "Tape"})");
  folders.add_contract("b.json", R"({"resource": "Tape"})");
  folders.add_suite("c.json", minimal_suite);
  folders.add_suite("d.json", minimal_suite);
  EXPECT_THAT(folders.faults(),
              ElementsAre("contracts/b.json:1:14 /resource: 'Tape' is already in "
                          "contracts/a.json; rename one of the two",
                          "cases/d.json:1:10 /name: 'tapes' is already in cases/c.json; rename "
                          "one of the two"));
}

TEST(LoadKnowledge, ReportsAllFaultsOfAllFiles) {
  Folders folders;
  folders.add_contract("Tape.json", R"({"resource": "Tape", "window_day": 3})");
  folders.add_contract("broken.json", R"({"resource": "Broken",})");
  folders.add_contract("times.json", R"({"resource": "Times", "entity": {"root": "T", "links": [],
 "fields": [{"name": "End", "type": "DateTime", "not_before": "Begn"},
            {"name": "Begin", "type": "Datetime"}]}})");
  folders.add_contract("fields.json", R"({"resource": "Fields", "entity": {"root": "T", "links": [],
 "fields": [{"name": "End", "type": "DateTime", "not_before": "Begn"},
            {"name": "Begin", "type": "DateTime"}, {"name": "End", "type": "Int"}]}})");
  folders.add_suite("tapes.json", minimal_suite);  // not at fault: its contract's file is
  EXPECT_THAT(
      folders.faults(),
      ElementsAre(
          "contracts/Tape.json:1:22 /window_day: unknown key 'window_day'; did you mean "
          "'window_days'?",
          "contracts/broken.json:1:23: not well-formed JSON: unexpected '}'; expected string "
          "literal; remove the comma before '}'",
          "contracts/fields.json:3:61 /entity/fields/2/name: field 'End' is given twice; rename "
          "one; the first is in line 2",
          "contracts/fields.json:2:63 /entity/fields/0/not_before: unknown field 'Begn'; did you "
          "mean 'Begin'?",
          "contracts/times.json:3:39 /entity/fields/1/type: 'Datetime' is not allowed here; did "
          "you mean 'DateTime'? allowed: DateTime, LocalTime, String, Int, Uid, Guid, Version, "
          "Object, Any, Long, UShort, Boolean, Urn"));
}

TEST(LoadKnowledge, NamesTheLinkBesideAFieldThatTheFormLacks) {
  Folders folders;
  folders.add_contract("Tape.json", R"({"resource": "Tape", "entity": {"root": "T",
 "links": [{"rel": "Up", "types": ["JobReference"]}],
 "fields": [{"name": "JobUid", "type": "Uid", "link": "link:Up:JobRefrence:Id"},
            {"name": "JobName", "type": "String", "link": "link:Up:JobReference:Name"}]}})");
  EXPECT_THAT(folders.faults(),
              ElementsAre("contracts/Tape.json:3:55 /entity/fields/0/link: unknown link "
                          "'Up:JobRefrence'; did you mean 'Up:JobReference'?"));
}

TEST(LoadKnowledge, ReportsFoldersThatCannotBeRead) {
  Folders folders;
  folders.with_contracts = true;
  EXPECT_THAT(folders.faults(), ElementsAre("contracts: the folder holds no *.json file; name a "
                                            "folder that holds *.json files"));
}

TEST(LoadKnowledge, RefusesARequirementThatNothingChecksForNoReason) {
  Folders folders;
  folders.add_contract("requirements.json", R"({"requirements": [
 {"id": "AUTH-98", "level": "must", "grade": "prose", "document": "d", "section": "", "rule": "r",
  "checks": [], "reason": "None can be provoked."},
 {"id": "AUTH-99", "level": "must", "grade": "prose", "document": "d", "section": "", "rule": "r",
  "checks": []}]})");
  EXPECT_THAT(folders.faults(),
              ElementsAre("contracts/requirements.json:5:13 /requirements/1/checks: 'AUTH-99' has "
                          "neither checks nor a reason; name a check, or say in \"reason\" why "
                          "there is none"));
}

TEST(LoadKnowledge, RefusesALedgerThatNamesNoCheck) {
  Folders folders;
  folders.add_contract("requirements.json", test_data("load/requirements.json"));
  const auto knowledge =
      load_knowledge(folders.contracts.path(), std::nullopt, {"http.status", "links.required"});
  ASSERT_FALSE(knowledge);
  EXPECT_THAT(knowledge.error(), testing::Contains(testing::Field(
                                     &Error::where, testing::HasSubstr(" /requirements/"))));
}

}  // namespace
}  // namespace emconform
