#include "load/files.h"

#include <gmock/gmock.h>

#include <fstream>

#include "load/temporary_folder.h"

namespace emconform {
namespace {

using testing::Contains;
using testing::EndsWith;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;

TEST(EmbeddedFiles, AreThoseOfTheProject) {
  EXPECT_THAT(embedded_contracts(),
              Contains(Field(&SourceFile::name, "contracts/requirements.json")));
  EXPECT_THAT(embedded_cases(), Contains(Field(&SourceFile::name, "cases/query.json")));
  for (const auto& files : {embedded_contracts(), embedded_cases()})
    for (const SourceFile& file : files) {
      std::ifstream in(std::string(PROJECT_DIR "/") + file.name, std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      EXPECT_TRUE(in) << file.name;
      EXPECT_EQ(file.text, text) << file.name;
    }
}

TEST(ReadFolder, ReadsJsonFilesOrderedByName) {
  const TemporaryFolder folder;
  folder.write("b.json", "B");
  folder.write("a.json", "A");
  folder.write("notes.txt", "T");
  const auto files = read_folder(folder.path());
  ASSERT_TRUE(files);
  ASSERT_THAT(*files, SizeIs(2));
  EXPECT_THAT((*files)[0].name, EndsWith("/a.json"));
  EXPECT_EQ((*files)[0].text, "A");
  EXPECT_EQ((*files)[1].text, "B");
}

TEST(ReadFolder, RefusesAFolderThatIsNotThere) {
  const TemporaryFolder folder;
  const auto files = read_folder(folder.path() / "none");
  ASSERT_FALSE(files);
  EXPECT_THAT(files.error().where, EndsWith("/none"));
  EXPECT_EQ(files.error().what, "cannot be read: No such file or directory");
  EXPECT_EQ(files.error().remedy, "name a folder that holds *.json files");
  EXPECT_EQ(files.error().fault, Fault::Usage);
}

TEST(ReadFolder, RefusesAFileAndAFolderWithoutData) {
  const TemporaryFolder folder;
  folder.write("notes.txt", "T");
  EXPECT_EQ(read_folder(folder.path()).error().what, "the folder holds no *.json file");
  EXPECT_EQ(read_folder(folder.path() / "notes.txt").error().what,
            "cannot be read: Not a directory");
}

TEST(ReadFolder, RefusesAFolderThatIsCalledLikeAFile) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "x.json");
  const auto files = read_folder(folder.path());
  ASSERT_FALSE(files);
  EXPECT_THAT(files.error().where, EndsWith("/x.json"));
  EXPECT_THAT(files.error().what, HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace emconform
