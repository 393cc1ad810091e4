#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"

// The language of the tests of checks: bodies, the answers that bear them, what a check says.
namespace emconform::samples {

/// A file of tests/data/checks.
std::string data(std::string_view file);

/// The text with the first `from` replaced; a test that replaces nothing is aborted.
std::string with(std::string text, std::string_view from, std::string_view to);

/// The contracts that the samples are held to.
Contract task_session();
Contract system_session();
Contract logon_session();

Expected item(Form form);
Expected list(Form form);
Expected query(Form form);
Expected error(int status);

/// A 200 (or the first expected status) with that body, decoded, and headers that fit it.
Exchange answered(std::string body, const Expected& expected);

/// GET /api/query with these parameters, answered so.
Exchange queried(std::string_view parameters, std::string body, Form form = Form::Entity);

/// What the check of that id says; a test with an id that is not in the table, or does not apply,
/// is aborted.
Judgement judged(std::string_view check, const Exchange& exchange,
                 const Contract& contract = task_session());

/// Where the findings are.
std::vector<std::string> places(const Judgement& judgement);

/// One departure from a conforming body: a text replaced, and where a check must find it.
struct Departure {
  std::string_view name, check, from, to;
  std::vector<std::string> places;
};

/// Each departure is found in its place, and the body without it has no finding but was judged.
void expect_found(const std::vector<Departure>& departures, const std::string& body,
                  const Expected& expected, const Contract& contract);

}  // namespace emconform::samples
