#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>

#include "reports/har.h"
#include "reports/har_entry.h"
#include "reports/text.h"

namespace emconform {
namespace {

using Json = nlohmann::json;

constexpr int deepest = 64;

Error refused(const std::string& name, std::string what, std::string remedy) {
  return {
      .where = name, .what = std::move(what), .remedy = std::move(remedy), .fault = Fault::Usage};
}

/// Counts what it passes on, and stops at a limit.
class Limited : public std::streambuf {
 public:
  Limited(std::streambuf& source, std::size_t most) : source_(source), left_(most) {}
  bool is_over() const { return is_over_; }

 protected:
  int_type underflow() override {
    if (left_ == 0) {
      is_over_ = source_.sgetc() != traits_type::eof();
      return traits_type::eof();
    }
    const auto wanted = static_cast<std::streamsize>(std::min(left_, buffer_.size()));
    const std::streamsize got = source_.sgetn(buffer_.data(), wanted);
    left_ -= static_cast<std::size_t>(got);
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return got == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_.front());
  }

 private:
  std::streambuf& source_;
  std::size_t left_;
  bool is_over_ = false;
  std::array<char, 1U << 16U> buffer_{};
};

Json parse(std::istream& in) {
  return Json::parse(in, [](int depth, Json::parse_event_t, Json&) {
    if (depth > deepest)
      throw har::Bad(fmt::format("it is nested more than {} levels deep", deepest));
    return true;
  });
}

const Json& demanded(const Json& object, const char* key, const std::string& pointer,
                     bool (Json::*is_right)() const noexcept, const char* kind) {
  if (!object.is_object()) throw har::Bad(fmt::format("{} is no object", pointer));
  const auto found = object.find(key);
  if (found == object.end()) throw har::Bad(fmt::format("{}/{} is missing", pointer, key));
  if (!((*found).*is_right)()) throw har::Bad(fmt::format("{}/{} is no {}", pointer, key, kind));
  return *found;
}

std::string creator_of(const Json& log) {
  const auto creator = log.find("creator");
  if (creator == log.end() || !creator->is_object()) return {};
  std::string text;
  for (const char* const key : {"name", "version"})
    if (creator->contains(key) && (*creator)[key].is_string())
      text += (text.empty() ? "" : " ") + (*creator)[key].get<std::string>();
  return text;
}

Recording recording_of(const Json& file) {
  const Json& log = demanded(file, "log", "", &Json::is_object, "object");
  const Json& entries = demanded(log, "entries", "/log", &Json::is_array, "array");
  Recording recording{.creator = creator_of(log)};
  if (log.contains("_emconform"))
    recording.run = har::read_recorded_run({log["_emconform"], "/log/_emconform"});
  har::Bodies bodies(recording.bodies);
  for (std::size_t i = 0; i < entries.size(); ++i)
    recording.exchanges.push_back(
        har::read_entry({entries[i], fmt::format("/log/entries/{}", i)}, bodies));
  return recording;
}

}  // namespace

Result<Recording> read_har(std::istream& in, const std::string& name, std::size_t most_bytes) {
  constexpr const char* remedy =
      "emconform run --report har=FILE writes such files, and browsers by \"Save all as HAR\"";
  Limited limited(*in.rdbuf(), most_bytes);
  std::istream stream(&limited);
  try {
    Json file = parse(stream);
    return recording_of(file);
  } catch (const har::Bad& bad) {
    return fail(refused(name, fmt::format("this is no HAR: {}", bad.what()), remedy));
  } catch (const Json::exception& error) {
    if (limited.is_over())
      return fail(refused(name, fmt::format("it is larger than {} MiB", most_bytes >> 20U),
                          "record less: --filter, or --sample 1"));
    return fail(refused(
        name, fmt::format("this is no HAR, since no JSON: {}", visible(error.what())), remedy));
  }
}

}  // namespace emconform
