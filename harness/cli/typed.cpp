#include "cli/typed.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "reports/diff.h"
#include "reports/reports.h"

namespace emconform {

namespace {

template <class Table>
Formats names_in(const Table& table) {
  Formats names;
  for (const auto& reporter : table) names.push_back(reporter.name);
  return names;
}

}  // namespace

Formats report_formats() { return names_in(reporters()); }
Formats diff_formats() { return names_in(diff_reporters()); }

Result<std::vector<ReportFile>> parse_reports(const std::vector<std::string>& texts,
                                              const Formats& formats) {
  std::vector<ReportFile> files;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    const std::string format = text.substr(0, equals);
    const bool known = std::find(formats.begin(), formats.end(), format) != formats.end();
    if (!known)
      return fail({.where = "--report " + text,
                   .what = fmt::format("'{}' is no report format", format),
                   .remedy = fmt::format("formats: {}", fmt::join(formats, ", "))});
    if (equals == std::string::npos || equals + 1 == text.size())
      return fail({.where = "--report " + text,
                   .what = "the file is missing",
                   .remedy = fmt::format("write --report {}=FILE", format)});
    files.push_back({format, text.substr(equals + 1)});
  }
  return files;
}

std::optional<double> requests_in_a_second(const std::string& text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string unit = slash == text.size() ? "s" : text.substr(slash + 1);
  double rate = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + slash, rate);
  constexpr double most = 1e6, minute = 60, hour = 3600;
  if (error != std::errc{} || end != text.data() + slash || !(rate > 0) || rate > most)
    return std::nullopt;
  if (unit == "s") return rate;
  if (unit == "m") return rate / minute;
  if (unit == "h") return rate / hour;
  return std::nullopt;
}

std::string command_of(const std::vector<std::string>& words, bool anonymize) {
  constexpr std::string_view places[] = {
      "--cacert", "--cert",   "--key",   "--config",  "--cases",        "--contracts",
      "--output", "--report", "--proxy", "--resolve", "--password-env", "--password-file"};
  std::string command = "emconform";
  bool is_place = false;
  for (const std::string& word : words) {
    const std::string option = word.substr(0, word.find('='));
    const bool is_known =
        std::find(std::begin(places), std::end(places), option) != std::end(places);
    if (anonymize && is_place)
      command += " ...";
    else
      command += ' ' + (anonymize && is_known && option != word ? option + "=..." : word);
    is_place = is_known && option == word;
  }
  return command;
}

Result<void> refuse_visible_password(const std::string& proxy,
                                     const std::vector<std::string>& words) {
  const bool is_visible = std::any_of(
      words.begin(), words.end(), [&](const std::string& word) { return word.ends_with(proxy); });
  if (proxy.find('@') == std::string::npos || !is_visible) return {};
  return fail(
      {.where = "--proxy",
       .what = "the URL holds user information, which every process can read here",
       .remedy = R"(put {"proxy": "http://.."} into a file and give it with --config FILE)"});
}

}  // namespace emconform
