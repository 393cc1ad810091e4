#include "reports/html_page.h"

#include <fmt/format.h>

#include <ostream>

#include "reports/text.h"

namespace emconform {
namespace {

constexpr std::size_t most_title = 200;  // bytes

std::string hashes_of(const std::vector<Asset>& assets) {
  std::string hashes;
  for (const Asset& asset : assets) hashes += fmt::format(" 'sha256-{}'", asset.hash);
  return hashes;
}

/// The icon is the only picture, and is in the page. No script can write markup.
std::string policy_of(const std::vector<Asset>& styles, const std::vector<Asset>& scripts) {
  return fmt::format(
      "default-src 'none'; style-src{}; script-src{}; img-src data:; base-uri 'none'; "
      "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      hashes_of(styles), hashes_of(scripts));
}

std::string_view colour_of(Tone tone) {
  switch (tone) {
    case Tone::Good:
      return "1a7f37";
    case Tone::Bad:
      return "b3261e";
    case Tone::Open:
      break;
  }
  return "8a5a00";
}

std::string_view name_of(Tone tone) {
  switch (tone) {
    case Tone::Good:
      return "good";
    case Tone::Bad:
      return "bad";
    case Tone::Open:
      break;
  }
  return "open";
}

/// A dot in the tone's colour, so that the tab tells the outcome.
std::string icon_of(Tone tone) {
  return fmt::format(
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
      "%3Ccircle cx='8' cy='8' r='7' fill='%23{}'/%3E%3C/svg%3E",
      colour_of(tone));
}

std::vector<Asset> joined(Asset first, const std::vector<Asset>& others) {
  std::vector<Asset> all = {first};
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

}  // namespace

void write_page(const HtmlPage& page, const std::function<void(Html&)>& write_main,
                std::ostream& out) {
  const std::vector<Asset> styles = joined(page_style(), page.styles);
  const std::vector<Asset> scripts = joined(page_script(), page.scripts);
  Html html(out, page.text_limit);
  out << "<!DOCTYPE html>\n";
  const auto root = html.element("html", {{"lang", "en"}, {"class", name_of(page.tone)}});
  {
    const auto head = html.element("head");
    html.empty("meta", {{"charset", "utf-8"}});
    html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                        {"content", policy_of(styles, scripts)}});
    html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    html.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
    html.leaf("title", shortened(visible(page.title), most_title));
    html.empty("link", {{"rel", "icon"}, {"href", icon_of(page.tone)}});
    // The assets are this program's own, and hashed: they are written as they are.
    for (const Asset& style : styles) out << "\n<style>" << style.text << "</style>";
  }
  const auto body = html.element("body");
  {
    const auto main = html.element("main");
    write_main(html);
  }
  for (const Asset& script : scripts) out << "<script>" << script.text << "</script>\n";
}

}  // namespace emconform
