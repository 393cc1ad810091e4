#pragma once

#include <string>
#include <string_view>
#include <vector>

// The pages of the specification (tests/data/spec), cut into what they state.
namespace emconform {

/// The statements of a page, in its order, each run of white space (also no-break) one blank.
///
/// Examples. A tag is what stands between '<' and '>'; only <Enterprise-Manager> is a placeholder.
/// A start tag is a statement (of an element, its attributes, its namespace), together with text
/// and end tag where it holds text alone. End tags state nothing, but one that lacks its '>' does.
/// What differs from an earlier statement in GUIDs, in the value of Name or in the text of the
/// element alone repeats it: six items of a list state what one does.
///
/// Text. Pages print tables as rows with '|' or one cell to a line, and lists with '-' or a bullet:
/// both come to the same. A line is cut into sentences after a full stop before a capital letter.
/// - Single words on neighbouring lines are the first cells of a row, and one statement: "Name
///   String". "Description" ends the row with the names of the columns.
/// - What ends in a colon takes what follows it, and all items of a list that have no explanation
///   of their own: "Possible values: True False". Items that have one ("Backup — VM backup job
///   session.") stand for themselves.
/// - The request and answer of an example begin at "Request:", "Request Header:", "Response:" and
///   "Response Body:".
std::vector<std::string> statements(std::string_view page);

}  // namespace emconform
