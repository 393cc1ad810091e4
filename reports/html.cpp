#include <fmt/format.h>

#include <iterator>
#include <ostream>
#include <streambuf>

#include "reports/html_page.h"
#include "reports/html_parts.h"
#include "reports/html_sections.h"
#include "reports/reports.h"
#include "reports/summary.h"

// The page that somebody signs: the answer, what it rests on and what not; then the evidence.
namespace emconform {
namespace {

constexpr std::size_t most_bytes = 25UL * 1024 * 1024;  // of the file, as of the other reports

struct Limits {
  std::size_t text;
  bool with_exchanges;
};
constexpr Limits all_limits[] = {{Html::most_text, true},
                                 {Html::most_text / 8, true},
                                 {Html::most_text / 64, true},
                                 {Html::most_text / 64, false},
                                 {Html::most_text / 512, false}};

/// Keeps no more than a page may hold: with less of each text it is then written again.
class Bounded : public std::streambuf {
 public:
  bool is_full() const { return is_full_; }
  std::string take() { return std::move(text_); }

 private:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    const auto more = static_cast<std::size_t>(count);
    is_full_ = is_full_ || text_.size() + more > most_bytes;
    if (!is_full_) text_.append(bytes, more);
    return count;
  }
  int_type overflow(int_type byte) override {
    const char c = traits_type::to_char_type(byte);
    xsputn(&c, 1);
    return byte;
  }

  std::string text_{};
  bool is_full_ = false;
};

std::string what_is_signed(const RunResult& run) {
  std::string when = to_the_second(run.started);
  when.replace(when.find('T'), 1, " ");
  return fmt::format(
      "This decision rests on the outcome {} of {}, {} UTC, plan {:.12}, suite {:.12}.",
      outcome_of(run), run.target, when, run.plan_hash, run.suite_hash);
}

void write_footer(const RunResult& run, const Limits& limits, Html& html) {
  const auto footer = html.element("footer");
  html.leaf("p",
            fmt::format("Written by emconform {} from the run file, which holds all of it: here a "
                        "text of more than {} bytes is shortened, and of many results, findings or "
                        "exchanges that are alike some are counted only.{} Secrets were removed as "
                        "the exchanges were recorded.",
                        run.version, thousands(limits.text),
                        limits.with_exchanges ? ""
                                              : " Headers and bodies are left out: the file would "
                                                "be too large."));
}

void write_within(const Limits& limits, const RunResult& run, std::ostream& out) {
  const Verification verification = verification_of(run);
  Listing listing = listing_of(run);
  listing.with_exchanges = limits.with_exchanges;
  const HtmlPage page{.title = fmt::format("{}: {}", outcome_of(run), run.target),
                      .tone = tone_of(outcome_of(run)),
                      .styles = {findings_style()},
                      .scripts = {findings_script()},
                      .text_limit = limits.text};
  const auto write_main = [&](Html& html) {
    write_answer(run, html);
    {
      const auto top = html.element("div", {{"class", "top"}});
      write_glance(run, verification, html);
      write_facts(run, html);
    }
    write_pictures(run, html);
    write_unverified(run, verification, html);
    write_waivers(run, html);
    {
      const auto all = html.element("div", {{"class", "listing"}});  // as far as the filters reach
      write_filters(run, listing, html);
      write_findings(run, listing, html);
      write_passed(listing, html);
    }
    write_rules(run, verification, html);
    write_signature(what_is_signed(run), html);
    write_footer(run, limits, html);
  };
  write_page(page, write_main, out);
}

}  // namespace

void write_html(const RunResult& run, std::ostream& out) {
  for (const Limits& limits : all_limits) {
    Bounded buffer;
    std::ostream page(&buffer);
    write_within(limits, run, page);
    if (buffer.is_full()) continue;
    out << buffer.take();
    return;
  }
  write_within(all_limits[std::size(all_limits) - 1], run, out);  // however large that is
}

}  // namespace emconform
