#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Texts in Markdown, as GitHub and GitLab read it. A target may say anything: none of it becomes
// markup, HTML, a link, an image, a mention, a reference (#1, !2) or a command (/close).
namespace emconform {

/// A code span on one line: within it both take everything for text. What is longer than `most`
/// bytes is shortened.
std::string md_code(std::string_view text, std::size_t most = 500);

/// The same inside of a table, whose cells a pipe would end, escaped or not (readers differ): it
/// becomes a broken bar.
std::string md_cell(std::string_view text);

/// Prose on one line, for the sentences of the rules. Not for the beginning of a line, where it
/// could be a heading, an item or a command.
std::string md_prose(std::string_view text);

/// A block of shell lines, which readers offer to copy; no lines, no block.
std::string md_block(const std::vector<std::string>& lines);

}  // namespace emconform
