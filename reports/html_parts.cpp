#include "reports/html_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/summary.h"

namespace emconform {
namespace {

struct Share {
  Verdict verdict;
  std::string_view words;
  std::size_t Counts::*count;
};

constexpr std::array<Share, 7> shares = {
    {{Verdict::Fail, "failed", &Counts::fail},
     {Verdict::Error, "without a verdict", &Counts::error},
     {Verdict::Inconclusive, "inconclusive", &Counts::inconclusive},
     {Verdict::NotTestable, "not testable", &Counts::not_testable},
     {Verdict::Warn, "warned", &Counts::warn},
     {Verdict::Waived, "waived", &Counts::waived},
     {Verdict::Pass, "passed", &Counts::pass}}};

constexpr double bar_width = 1000;  // of the drawing; it is stretched to the room there is
constexpr double least_share = 12;  // so that one of thousands is seen

std::string in_words(const Counts& counts) {
  std::string words;
  for (const Share& share : shares)
    if (const std::size_t count = counts.*share.count; count > 0)
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", thousands(count), share.words);
  return words.empty() ? "no results" : words;
}

/// The widths of the parts of a bar: each that is not empty can be seen, all fill the bar.
std::array<double, shares.size()> widths_of(const Counts& counts) {
  std::array<double, shares.size()> widths{};
  double all = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const auto count = static_cast<double>(counts.*shares[i].count);
    if (count > 0)
      widths[i] = std::max(least_share, bar_width * count / static_cast<double>(counts.all()));
    all += widths[i];
  }
  for (double& width : widths) width *= all > 0 ? bar_width / all : 0;
  return widths;
}

}  // namespace

std::string_view class_of(Verdict verdict) {
  return verdict == Verdict::NotTestable ? "not-testable" : name_of(verdict);
}

Tone tone_of(std::string_view outcome) {
  if (outcome == "CONFORMS") return Tone::Good;
  return outcome == "FAILS" || outcome == "ERROR" ? Tone::Bad : Tone::Open;
}

void write_headline(std::string_view about, std::string_view word, std::string_view why,
                    Html& html) {
  const auto header = html.element("header", {{"class", "headline"}});
  html.leaf("p", {{"class", "about"}}, about);
  html.leaf("h1", word);
  html.leaf("p", {{"class", "why"}}, why);
}

void write_callout(Tone tone, std::string_view label, std::string_view text, Html& html) {
  const auto callout = html.element(
      "p", {{"class", tone == Tone::Bad ? "callout bad"
                                        : (tone == Tone::Good ? "callout good" : "callout open")}});
  html.leaf("strong", label);
  html.text(" ");
  html.text(text);
}

void write_fact(std::string_view label, std::string_view text, Html& html) {
  if (text.empty()) return;
  html.leaf("dt", label);
  const auto fact = html.element("dd");
  html.text(text);
}

void write_code_fact(std::string_view label, std::string_view text, Html& html) {
  if (text.empty()) return;
  html.leaf("dt", label);
  const auto fact = html.element("dd");
  html.leaf("code", text);
}

void write_command(std::string_view label, std::string_view line, Html& html) {
  if (line.empty()) return;
  html.leaf("dt", label);
  const auto fact = html.element("dd", {{"class", "command"}});
  html.leaf("code", line);
}

void write_badge(Verdict verdict, Html& html) {
  html.leaf("span", {{"class", fmt::format("badge {}", class_of(verdict))}}, name_of(verdict));
}

void write_bar(const Counts& counts, Html& html) {
  const std::string words = in_words(counts);
  const auto drawing = html.element("svg", {{"class", "bar"},
                                            {"viewBox", "0 0 1000 10"},
                                            {"preserveAspectRatio", "none"},
                                            {"role", "img"},
                                            {"aria-label", words}});
  const auto widths = widths_of(counts);
  double x = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (widths[i] > 0)
      html.empty("rect", {{"class", class_of(shares[i].verdict)},
                          {"x", fmt::format("{:.1f}", x)},
                          {"width", fmt::format("{:.1f}", widths[i])},
                          {"height", "10"}});
    x += widths[i];
  }
}

void write_counts(const Counts& counts, Html& html) {
  const auto list = html.element("span", {{"class", "counts"}});
  bool is_first = true;
  for (const Share& share : shares) {
    const std::size_t count = counts.*share.count;
    if (count == 0) continue;
    if (!is_first) html.text(", ");
    is_first = false;
    html.leaf("span", {{"class", class_of(share.verdict)}},
              fmt::format("{} {}", thousands(count), share.words));
  }
}

void write_legend(const Counts& counts, Html& html) {
  const auto list = html.element("ul", {{"class", "legend"}});
  for (const Share& share : shares) {
    const std::size_t count = counts.*share.count;
    if (count == 0) continue;
    const auto entry = html.element("li", {{"class", class_of(share.verdict)}});
    html.leaf("strong", thousands(count));
    html.text(" ");
    html.text(share.words);
  }
}

void write_signature(std::string_view what, Html& html) {
  const auto section =
      html.element("section", {{"class", "signature"}, {"aria-labelledby", "decision"}});
  html.leaf("h2", {{"id", "decision"}}, "Decision");
  html.leaf("p", what);
  {
    const auto choices = html.element("ul", {{"class", "choices"}});
    for (const std::string_view choice : {"accepted", "accepted with conditions", "refused"})
      html.leaf("li", choice);
  }
  const auto lines = html.element("dl", {{"class", "lines"}});
  for (const std::string_view line : {"Conditions, remarks", "Name", "Date", "Signature"}) {
    const auto field = html.element("div");
    html.leaf("dt", line);
    html.leaf("dd", "");
  }
}

}  // namespace emconform
