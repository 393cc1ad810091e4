#include "load/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "load/cross_check.h"
#include "load/embedded.h"
#include "load/read_data.h"
#include "load/schema.h"
#include "load/sha256.h"

namespace emconform {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = 16 << 20;

std::vector<SourceFile> embedded_in(std::string_view folder) {
  std::vector<SourceFile> files;
  for (const EmbeddedFile& file : embedded_files()) {
    const auto slash = file.name.rfind('/');
    if (slash != std::string_view::npos && file.name.substr(0, slash) == folder)
      files.push_back({std::string(file.name), std::string(file.text)});
  }
  return files;
}

std::string base_name(const std::string& name) { return name.substr(name.rfind('/') + 1); }

bool is_ledger(const SourceFile& file) { return base_name(file.name) == "requirements.json"; }

/// A file that was parsed; `valid` if it fits its schema, so that it can be read.
struct Parsed {
  Document document{};
  bool valid = false;
};

/// The faults and the findings of a load so far.
struct Load {
  nlohmann::json contract_schema = schema_named("contracts/schema/contract.schema.json");
  nlohmann::json suite_schema = schema_named("contracts/schema/suite.schema.json");
  nlohmann::json ledger_schema = schema_named("contracts/schema/requirements.schema.json");
  std::vector<Error> errors{};
  Known known{};
  Knowledge knowledge{};
  std::string hashed{};  // what the hash is over

  Parsed parse(const SourceFile& file, const nlohmann::json& schema) {
    // Base names only: the same files in another folder are the same tests. Lengths keep what
    // belongs to one file apart from the next.
    hashed += fmt::format("{} {}\n{}\n", base_name(file.name), file.text.size(), file.text);
    const std::size_t before = errors.size();
    Parsed parsed{.document = parse_document(file, errors)};
    if (errors.size() != before) return parsed;
    std::vector<Error> found = schema_errors(parsed.document, schema);
    parsed.valid = found.empty();
    std::move(found.begin(), found.end(), std::back_inserter(errors));
    return parsed;
  }
};

/// Adds what was read to what is known. In a later set of files (a user's folder) it replaces what
/// has the same name; in the same set it is a fault.
template <class Thing>
void add_or_replace(std::vector<Thing>& things, Thing thing, std::string Thing::*name,
                    const char* pointer, const Document& document,
                    std::map<std::string, std::string>& of_this_set, std::vector<Error>& errors) {
  const auto [earlier, added] = of_this_set.emplace(thing.*name, document.name);
  if (!added) {
    errors.push_back(error_at(document, pointer,
                              fmt::format("'{}' is already in {}", thing.*name, earlier->second),
                              "rename one of the two"));
    return;
  }
  const auto same = std::find_if(things.begin(), things.end(),
                                 [&](const Thing& each) { return each.*name == thing.*name; });
  if (same == things.end())
    things.push_back(std::move(thing));
  else
    *same = std::move(thing);
}

/// Adds the rules of a ledger; one that has the id of an earlier file's replaces that.
void load_ledger(const SourceFile& file, Load& load) {
  const Parsed parsed = load.parse(file, load.ledger_schema);
  if (!parsed.valid) return;
  std::vector<Requirement> requirements = read_requirements(parsed.document);
  cross_check_requirements(parsed.document, requirements, load.known, load.errors);
  std::vector<Requirement>& all = load.knowledge.requirements;
  for (Requirement& requirement : requirements) {
    const auto same = std::find_if(
        all.begin(), all.end(), [&](const Requirement& each) { return each.id == requirement.id; });
    if (same == all.end())
      all.push_back(std::move(requirement));
    else
      *same = std::move(requirement);
  }
}

/// Contracts come before suites, which name them.
void load_contracts(const std::vector<SourceFile>& files, Load& load) {
  std::map<std::string, std::string> of_this_set;
  for (const SourceFile& file : files) {
    if (is_ledger(file)) {
      load_ledger(file, load);
      continue;
    }
    const Parsed parsed = load.parse(file, load.contract_schema);
    // A suite that names the contract of a faulty file is not at fault itself.
    const nlohmann::json& json = parsed.document.json;
    const std::string stem = fs::path(file.name).stem().string();
    load.known.resources.push_back(json.is_object() && json.contains("resource") &&
                                           json.at("resource").is_string()
                                       ? json.at("resource").get<std::string>()
                                       : stem);
    if (!parsed.valid) continue;
    Contract contract = read_contract(parsed.document);
    cross_check_contract(parsed.document, contract, load.errors);
    add_or_replace(load.known.contracts, std::move(contract), &Contract::resource, "/resource",
                   parsed.document, of_this_set, load.errors);
  }
}

/// Called when all contracts are known.
void load_suites(const std::vector<SourceFile>& files, Load& load) {
  std::map<std::string, std::string> of_this_set;
  for (const SourceFile& file : files) {
    const Parsed parsed = load.parse(file, load.suite_schema);
    if (!parsed.valid) continue;
    Suite suite = read_suite(parsed.document);
    cross_check_suite(parsed.document, suite, load.known, load.errors);
    add_or_replace(load.knowledge.suites, std::move(suite), &Suite::name, "/name", parsed.document,
                   of_this_set, load.errors);
  }
}

/// The files of a user's folder; none if there is no folder.
std::vector<SourceFile> files_of(const std::optional<fs::path>& folder, Load& load) {
  if (!folder) return {};
  auto files = read_folder(*folder);
  if (files) return *std::move(files);
  load.errors.push_back(std::move(files.error()));
  return {};
}

}  // namespace

std::vector<SourceFile> embedded_contracts() { return embedded_in("contracts"); }

std::vector<SourceFile> embedded_cases() { return embedded_in("cases"); }

Result<std::string> read_text(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error)
    return fail({.where = path.generic_string(),
                 .what = fmt::format("cannot be read: {}", error.message())});
  if (size > largest_file)
    return fail({.where = path.generic_string(), .what = "is larger than 16 MiB"});
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return fail({.where = path.generic_string(), .what = "cannot be read"});
  return text;
}

Result<std::vector<SourceFile>> read_folder(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> paths;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().extension() == ".json") paths.push_back(entry->path());
  if (error)
    return fail({.where = folder.generic_string(),
                 .what = fmt::format("cannot be read: {}", error.message()),
                 .remedy = "name a folder that holds *.json files"});
  if (paths.empty())
    return fail({.where = folder.generic_string(),
                 .what = "the folder holds no *.json file",
                 .remedy = "name a folder that holds *.json files"});
  std::sort(paths.begin(), paths.end());
  std::vector<SourceFile> files;
  for (const fs::path& path : paths) {
    auto text = read_text(path);
    if (!text) return fail(std::move(text.error()));
    files.push_back({path.generic_string(), *std::move(text)});
  }
  return files;
}

tl::expected<Knowledge, std::vector<Error>> load_knowledge(
    const std::optional<fs::path>& contracts_folder, const std::optional<fs::path>& cases_folder,
    const std::vector<std::string>& known_checks) {
  Load load;
  load.known.checks = known_checks;
  load_contracts(embedded_contracts(), load);
  load_contracts(files_of(contracts_folder, load), load);
  load_suites(embedded_cases(), load);
  load_suites(files_of(cases_folder, load), load);
  if (!load.errors.empty()) return tl::unexpected(std::move(load.errors));

  Knowledge knowledge = std::move(load.knowledge);
  knowledge.contracts = std::move(load.known.contracts);
  std::sort(knowledge.contracts.begin(), knowledge.contracts.end(),
            [](const auto& a, const auto& b) { return a.resource < b.resource; });
  std::sort(knowledge.suites.begin(), knowledge.suites.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  knowledge.hash = sha256(load.hashed);
  return knowledge;
}

}  // namespace emconform
