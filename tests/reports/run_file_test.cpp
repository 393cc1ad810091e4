#include "reports/run_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "reports/samples.h"
#include "support/golden.h"

namespace emconform {
namespace {

using testing::HasSubstr;

std::string written(const RunResult& run) {
  std::ostringstream out;
  write_run_file(run, out);
  return std::move(out).str();
}

Result<RunResult> read(const std::string& text) {
  std::istringstream in(text);
  return read_run_file(in, "run.ndjson");
}

/// The first `lines` lines of a text.
std::string head(const std::string& text, std::size_t lines) {
  std::size_t end = 0;
  for (; lines > 0; --lines) end = text.find('\n', end) + 1;
  return text.substr(0, end);
}

constexpr const char* start =
    R"({"kind":"run","schema":1,"version":"0.1.0","target":"embedded mock","release":"v1_7",)"
    R"("dialect":"PascalCase","suite_hash":"","plan_hash":"","command":"run","seed":7,)"
    R"("started":"2026-11-21T11:38:00Z","planned":3})"
    "\n";
constexpr const char* end =
    R"({"kind":"end","finished":"2026-11-21T11:38:01Z","tls":"","requests":0,"complete":true,)"
    R"("aborted":"","exit_status":0,"gate":[],"notes":[]})"
    "\n";

TEST(RunFile, IsAsReviewed) { expect_golden(written(sample_run()), "reports/sample.ndjson"); }

TEST(RunFile, IsReadAsItWasWritten) {
  for (const RunResult& run : {sample_run(), conforming_run(), RunResult{}}) {
    const auto again = read(written(run));
    ASSERT_TRUE(again) << again.error().where << ": " << again.error().what;
    EXPECT_EQ(written(*again), written(run));
  }
}

TEST(RunFile, KeepsEveryMember) {
  RunResult run = sample_run();
  run.complete = false;
  run.aborted = "interrupted";
  run.seed = 18446744073709551615U;
  run.results[0].no_data = run.strict_gate = true;
  run.shard = 2;
  run.shards = 3;
  run.idle = {"a case"};
  const auto again = read(written(run));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->version, run.version);
  EXPECT_EQ(again->target, run.target);
  EXPECT_EQ(again->release, run.release);
  EXPECT_EQ(again->dialect, run.dialect);
  EXPECT_EQ(again->tls, run.tls);
  EXPECT_EQ(again->suite_hash, run.suite_hash);
  EXPECT_EQ(again->plan_hash, run.plan_hash);
  EXPECT_EQ(again->command, run.command);
  EXPECT_EQ(again->seed, run.seed);
  EXPECT_EQ(again->started, run.started);
  EXPECT_EQ(again->finished, run.finished);
  EXPECT_EQ(again->requests, run.requests);
  EXPECT_EQ(again->planned, run.planned);
  EXPECT_FALSE(again->complete);
  EXPECT_EQ(again->aborted, "interrupted");
  EXPECT_EQ(again->exit_status, 1);
  EXPECT_EQ(again->gate, run.gate);
  EXPECT_EQ(again->notes, run.notes);
  ASSERT_EQ(again->exchanges.size(), run.exchanges.size());
  EXPECT_EQ(again->exchanges[3].curl, run.exchanges[3].curl);
  EXPECT_EQ(again->exchanges[3].took, run.exchanges[3].took);
  ASSERT_EQ(again->results.size(), run.results.size());
  for (std::size_t i = 0; i < run.results.size(); ++i) {
    EXPECT_EQ(again->results[i].verdict, run.results[i].verdict);
    EXPECT_EQ(again->results[i].level, run.results[i].level);
    EXPECT_EQ(again->results[i].findings.size(), run.results[i].findings.size());
    EXPECT_EQ(again->results[i].findings_in_all, run.results[i].findings_in_all);
    EXPECT_EQ(again->results[i].note, run.results[i].note);
    EXPECT_EQ(again->results[i].exchanges, run.results[i].exchanges);
    EXPECT_EQ(again->results[i].took, run.results[i].took);
  }
  ASSERT_EQ(again->rules.size(), run.rules.size());
  EXPECT_EQ(again->rules[0].requirements, run.rules[0].requirements);
  EXPECT_EQ(again->rules[6].scope, Scope::LeftOut);
  ASSERT_EQ(again->requirements.size(), run.requirements.size());
  EXPECT_EQ(again->requirements[0].id, run.requirements[0].id);
  EXPECT_EQ(again->requirements[0].level, run.requirements[0].level);
  EXPECT_EQ(again->requirements[0].checks, run.requirements[0].checks);
  EXPECT_TRUE(again->results[0].no_data);
  EXPECT_TRUE(again->strict_gate);
  EXPECT_TRUE(again->knows_all_rules);
  EXPECT_EQ(again->shard, 2);
  EXPECT_EQ(again->shards, 3);
  EXPECT_EQ(again->idle, run.idle);
}

TEST(RunFile, ReplacesWhatIsNoUtf8) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const std::string text = written(random_run(seed));
    const auto again = read(text);  // its parser takes valid UTF-8 alone
    ASSERT_TRUE(again) << again.error().what;
    EXPECT_TRUE(written(*again) == text) << seed;
  }
}

TEST(RunFile, AFileThatWasCutOffIsReadAndMarked) {
  const RunResult run = sample_run();
  const std::string whole = written(run);
  const std::size_t first_line = whole.find('\n') + 1;
  const std::size_t end_line = whole.rfind("{\"kind\":\"end\"");
  for (std::size_t bytes = first_line; bytes < whole.size() - 1; bytes += 499) {
    const auto cut = read(whole.substr(0, bytes));
    ASSERT_TRUE(cut) << bytes << ": " << cut.error().what;
    EXPECT_FALSE(cut->complete);
    EXPECT_EQ(cut->exit_status, 130);
    EXPECT_EQ(cut->aborted, "the run file has no end: the run was cut off");
    EXPECT_LE(cut->results.size(), run.results.size());
    EXPECT_EQ(cut->planned, run.planned);
  }
  EXPECT_EQ(read(whole.substr(0, end_line))->results.size(), run.results.size());
  EXPECT_TRUE(read(whole.substr(0, whole.size() - 1))->complete) << "only the line end is missing";
}

TEST(RunFile, AnOlderFileIsReadAndKnowsNotAllRules) {
  const auto run = read(std::string(start) + end);
  ASSERT_TRUE(run) << run.error().what;
  EXPECT_FALSE(run->knows_all_rules);
  EXPECT_TRUE(run->complete);
}

TEST(RunFile, TellsOthersWhatTheResultsComeTo) {
  const std::string text = written(sample_run());
  EXPECT_THAT(text, HasSubstr(R"({"kind":"witnesses","rule":"http.media_type","results":8,)"
                              R"("witnesses":8,"why_none":""})"));
  EXPECT_THAT(text, HasSubstr(R"({"kind":"unverified","requirement":"QUERY-02",)"
                              R"("checks":["query.filter","query.sort"],)"
                              R"("why":"left out by --filter or --level"})"));
}

TEST(RunFile, SkipsWhatANewerProgramAdded) {
  const auto run = read(std::string(start) + R"({"kind":"forecast","fields":[{"a":1}]})" + "\n\n" +
                        R"({"kind":"exchange","index":0,"method":"GET","url":"u","auth":"session",)"
                        R"("accept":"","status":200,"error":"","bytes":1,"took_us":5,"curl":"c",)"
                        R"("headers":["Server: x"]})"
                        "\r\n" +
                        end);
  ASSERT_TRUE(run) << run.error().what;
  EXPECT_TRUE(run->complete);
  ASSERT_EQ(run->exchanges.size(), 1U);
  EXPECT_EQ(run->exchanges[0].took, std::chrono::microseconds(5));
}

TEST(RunFile, RefusesWhatIsWrongNamingTheLine) {
  const std::string result =
      R"({"kind":"result","suite":"s","endpoint":"/e","case":"c","variant":"","check":"x.y",)"
      R"("level":"must","verdict":"pass","witnesses":1,"undecided":0,"findings":[],)"
      R"("findings_in_all":0,"note":"","exchanges":[],"took_us":1})";
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string line = result;
    line.replace(line.find(from), from.size(), to);
    return start + line + "\n" + end;
  };
  ASSERT_TRUE(read(start + result + "\n" + end));
  struct Sample {
    std::string text;
    const char* where;
    const char* what;
  };
  const Sample samples[] = {
      {"", "run.ndjson:1", "the file is empty"},
      {"\n\n", "run.ndjson:2", "the file is empty"},
      {"<testsuites/>\n", "run.ndjson:1", "it is no JSON object"},
      {"[]\n", "run.ndjson:1", "it is no JSON object"},
      {"{}\n", "run.ndjson:1", "'kind' is missing"},
      {R"({"kind":7})"
       "\n",
       "run.ndjson:1", "'kind' is no text"},
      {end, "run.ndjson:1", "begins with a line of kind 'run'"},
      {R"({"kind":"run","schema":2})"
       "\n",
       "run.ndjson:1", "has schema 2"},
      {std::string(start) + start, "run.ndjson:2", "a second run"},
      {std::string(start) + end + end, "run.ndjson:3", "behind the line of kind 'end'"},
      {std::string(start) + "{torn\n" + end, "run.ndjson:2", "it is no JSON object"},
      {with("\"pass\"", "\"maybe\""), "run.ndjson:2", "'maybe' is no verdict"},
      {with("\"must\"", "\"shall\""), "run.ndjson:2", "'shall' is no level"},
      {with(R"("witnesses":1)", R"("witnesses":-1)"), "run.ndjson:2", "'witnesses' is no number"},
      {with(R"("witnesses":1)", R"("witnesses":1.5)"), "run.ndjson:2", "'witnesses' is no number"},
      {with(R"("findings":[])", R"("findings":{})"), "run.ndjson:2", "'findings' is no array"},
      {with(R"("findings":[])", R"("findings":[1])"), "run.ndjson:2", "'where' is missing"},
      {with(R"("exchanges":[])", R"("exchanges":[0])"), "run.ndjson:2",
       "exchange 0 does not stand"},
      {with(R"("suite":"s")", R"("suite":null)"), "run.ndjson:2", "'suite' is no text"},
      {with(R"("suite":"s",)", ""), "run.ndjson:2", "'suite' is missing"},
      {std::string(start) + R"({"kind":"exchange","index":1})"
                            "\n",
       "run.ndjson:2", "'index' is not 0"},
      {std::string(start) + R"({"kind":"end","finished":"yesterday"})"
                            "\n",
       "run.ndjson:2", "'finished' is no time"},
  };
  for (const auto& [text, where, what] : samples) {
    const auto run = read(text);
    ASSERT_FALSE(run) << text;
    EXPECT_EQ(run.error().where, where) << text;
    EXPECT_THAT(run.error().what, HasSubstr(what));
    EXPECT_EQ(run.error().fault, Fault::Usage);
    EXPECT_FALSE(run.error().remedy.empty());
  }
}

TEST(RunFile, GrowsLineByLineToTheSameFile) {
  const RunResult run = conforming_run();
  std::ostringstream out;
  write_run_start(run, out);
  for (std::size_t i = 0; i < run.results.size(); ++i) {
    write_exchange(run.exchanges[i], i, out);
    write_result(run.results[i], out);
  }
  write_run_end(run, out);
  const auto again = read(out.str());
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_EQ(written(*again), written(run));
  EXPECT_EQ(head(out.str(), 1), head(written(run), 1));
}

}  // namespace
}  // namespace emconform
