#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "reports/html_writer.h"

// The shell of every HTML page: one file that asks the network for nothing, and runs no script and
// uses no style but those of this program, which its Content-Security-Policy knows by their hashes.
namespace emconform {

/// A style sheet or script of reports/html/, compiled into the program.
struct Asset {
  std::string_view text{};
  std::string_view hash{};  // SHA-256 in base64, as the policy names it
};
/// Typography, tables, callouts, the printed page; the copy buttons. Every page has them.
Asset page_style();
Asset page_script();
/// Lists of results and their filters.
Asset findings_style();
Asset findings_script();

/// What a page says at first sight: of its colours, and of its icon in the browser's tab.
enum class Tone { Good, Open, Bad };

struct HtmlPage {
  std::string title{};
  Tone tone = Tone::Open;
  std::vector<Asset> styles{}, scripts{};  // beside page_style() and page_script()
  std::size_t text_limit = Html::most_text;
};

/// `write_main` writes what stands in <main>. Inline style="" and on..="" are against the policy:
/// use classes.
void write_page(const HtmlPage& page, const std::function<void(Html&)>& write_main,
                std::ostream& out);

}  // namespace emconform
