#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "reports/json_line.h"
#include "reports/run_file.h"
#include "reports/run_file_learned.h"
#include "reports/run_file_traffic.h"

namespace emconform {
namespace {

using namespace json_line;

void read_start(const Json& line, RunResult& run) {
  if (const int schema = number<int>(line, "schema"); schema != run_file_schema)
    throw BadLine(fmt::format("the file has schema {}, this emconform reads schema {}", schema,
                              run_file_schema));
  run.version = text(line, "version");
  run.target = text(line, "target");
  run.release = text(line, "release");
  run.dialect = text(line, "dialect");
  run.suite_hash = text(line, "suite_hash");
  run.plan_hash = text(line, "plan_hash");
  run.command = text(line, "command");
  run.seed = number<std::uint64_t>(line, "seed");
  run.started = run.finished = instant(line, "started");
  run.planned = number<std::size_t>(line, "planned");
  if (line.contains("combinations")) {
    run.combinations = number<std::size_t>(line, "combinations");
    run.combinations_in_all = number<std::size_t>(line, "combinations_in_all");
  }
  if (line.contains("shard")) run.shard = number<int>(line, "shard");
  if (line.contains("shards")) run.shards = number<int>(line, "shards");
  run.strict_gate = fact(line, "strict_gate", false);
  run.whole_suite = fact(line, "whole_suite", false);
  run.knows_all_rules = fact(line, "all_rules", false);
  run.insecure = fact(line, "insecure", false);
  if (line.contains("tls")) run.tls = text(line, "tls");
  if (line.contains("notes")) run.notes = texts(line, "notes");
  if (line.contains("idle")) run.idle = texts(line, "idle");
}

void read_exchange(const Json& line, RunResult& run) {
  if (number<std::size_t>(line, "index") != run.exchanges.size())
    throw BadLine(fmt::format("'index' is not {}, the next one", run.exchanges.size()));
  run.exchanges.push_back({.method = text(line, "method"),
                           .url = text(line, "url"),
                           .auth = text(line, "auth"),
                           .accept = text(line, "accept"),
                           .status = number<int>(line, "status"),
                           .error = text(line, "error"),
                           .bytes = number<std::size_t>(line, "bytes"),
                           .took = duration(line, "took_us"),
                           .curl = text(line, "curl")});
  ExchangeRecord& record = run.exchanges.back();
  if (!line.contains("sent")) return;  // files of emconform 0.1.0
  record.sent = instant(line, "sent");
  record.request_headers = texts(line, "request_headers");
  record.status_line = text(line, "status_line");
  record.headers = texts(line, "headers");
  record.excerpt = text(line, "excerpt");
}

void read_result(const Json& line, RunResult& run) {
  CaseResult result{.suite = text(line, "suite"),
                    .endpoint = text(line, "endpoint"),
                    .case_name = text(line, "case"),
                    .variant = text(line, "variant"),
                    .check = text(line, "check"),
                    .level = enumerator(line, "level", level_named),
                    .verdict = enumerator(line, "verdict", verdict_named),
                    .witnesses = number<std::size_t>(line, "witnesses"),
                    .undecided = number<std::size_t>(line, "undecided")};
  for (const Json& finding : array(line, "findings"))
    result.findings.push_back(
        {text(finding, "where"), text(finding, "expected"), text(finding, "actual")});
  result.findings_in_all = number<std::size_t>(line, "findings_in_all");
  result.note = text(line, "note");
  result.no_data = fact(line, "no_data", false);
  for (const Json& index : array(line, "exchanges")) {
    result.exchanges.push_back(to_number<std::size_t>(index, "exchanges"));
    if (result.exchanges.back() >= run.exchanges.size())
      throw BadLine(
          fmt::format("exchange {} does not stand before its result", result.exchanges.back()));
  }
  result.took = duration(line, "took_us");
  run.results.push_back(std::move(result));
}

void read_rule(const Json& line, RunResult& run) {
  run.rules.push_back({.id = text(line, "id"),
                       .level = enumerator(line, "level", level_named),
                       .rule = text(line, "rule"),
                       .source = text(line, "source"),
                       .requirements = texts(line, "requirements")});
  if (line.contains("scope")) run.rules.back().scope = enumerator(line, "scope", scope_named);
}

void read_requirement(const Json& line, RunResult& run) {
  run.requirements.push_back({.id = text(line, "id"),
                              .level = enumerator(line, "level", level_named),
                              .checks = texts(line, "checks")});
}

void read_waiver(const Json& line, RunResult& run) {
  run.waivers.push_back({.waiver = {.rule = text(line, "rule"),
                                    .endpoint = text(line, "endpoint"),
                                    .first_release = text(line, "first_release"),
                                    .last_release = text(line, "last_release"),
                                    .message = text(line, "message"),
                                    .ticket = text(line, "ticket"),
                                    .owner = text(line, "owner"),
                                    .reason = text(line, "reason"),
                                    .since = text(line, "since"),
                                    .expires = text(line, "expires"),
                                    .most = number<std::size_t>(line, "most")}});
}

void read_end(const Json& line, RunResult& run) {
  run.finished = instant(line, "finished");
  run.tls = text(line, "tls");
  run.requests = number<std::size_t>(line, "requests");
  member(line, "complete");
  run.complete = fact(line, "complete", false);
  run.aborted = text(line, "aborted");
  run.exit_status = number<int>(line, "exit_status");
  run.gate = texts(line, "gate");
  run.notes = texts(line, "notes");
}

/// Takes the lines of a file one by one.
class RunFileReader {
 public:
  void take(const std::string& text_of_line) {
    const Json line = Json::parse(text_of_line, nullptr, false);
    if (!line.is_object()) throw BadLine("it is no JSON object");
    const std::string kind = text(line, "kind");
    if (!started_ && kind != "run") throw BadLine("a run file begins with a line of kind 'run'");
    if (ended_) throw BadLine("it stands behind the line of kind 'end'");
    if (kind == "run") {
      if (started_) throw BadLine("a second run begins in the same file");
      read_start(line, run_);
      started_ = true;
    } else if (kind == "exchange") {
      read_exchange(line, run_);
    } else if (kind == "result") {
      read_result(line, run_);
    } else if (kind == "rule") {
      read_rule(line, run_);
    } else if (kind == "requirement") {
      read_requirement(line, run_);
    } else if (kind == "waiver") {
      read_waiver(line, run_);
    } else if (kind == "learned") {
      read_learned(line, run_.learned);
    } else if (kind == "recording" || kind == "traffic") {
      traffic_.take(line);
    } else if (kind == "end") {
      read_end(line, run_);
      run_.recording = traffic_.finish();
      ended_ = true;
    }
  }

  /// Of the last line only a part is there.
  void leave_out_torn_line() { is_torn_ = true; }

  RunResult finish() && {
    if (!started_ && is_torn_) throw BadLine("the first line of the file is torn");
    if (!started_) throw BadLine("the file is empty");
    if (!ended_) {
      if (is_torn_)
        run_.notes.emplace_back("the last line of the run file is torn: it was left out");
      run_.requests = run_.exchanges.size();  // as far as is known
      run_.aborted = "the run file has no end: the run was cut off";
      run_.exit_status = interrupted;
    }
    return std::move(run_);
  }

 private:
  static constexpr int interrupted = 130;
  RunResult run_{};
  TrafficReader traffic_{};
  bool started_ = false;
  bool ended_ = false;
  bool is_torn_ = false;
};

bool is_whole_object(const std::string& line) {
  return Json::parse(line, nullptr, false).is_object();
}

Error bad_file(const std::string& name, std::size_t line, const std::string& why) {
  return {.where = fmt::format("{}:{}", name, line),
          .what = fmt::format("this is no line of a run file: {}", why),
          .remedy = "emconform run writes run files; name one that nothing else has changed",
          .fault = Fault::Usage};
}

}  // namespace

Result<RunResult> read_run_file(std::istream& in, const std::string& name) {
  RunFileReader reader;
  std::size_t number_of_line = 0;
  try {
    for (std::string line; std::getline(in, line);) {
      ++number_of_line;
      if (line.empty() || line == "\r") continue;
      if (in.eof() && !is_whole_object(line)) {  // the run was cut off while it wrote
        reader.leave_out_torn_line();
        break;
      }
      reader.take(line);
    }
    return std::move(reader).finish();
  } catch (const BadLine& bad) {
    return fail(bad_file(name, std::max<std::size_t>(number_of_line, 1), bad.what()));
  } catch (const har::Bad& bad) {
    return fail(bad_file(name, number_of_line, bad.what()));
  } catch (const Json::exception& bad) {
    return fail(bad_file(name, number_of_line, bad.what()));
  }
}

}  // namespace emconform
