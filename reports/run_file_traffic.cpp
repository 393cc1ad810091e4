#include "reports/run_file_traffic.h"

#include <fmt/format.h>

#include <map>
#include <ostream>
#include <utility>

namespace emconform {
namespace {

using Json = nlohmann::ordered_json;

void write_line(const Json& json, std::ostream& out) {
  out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

void write_traffic(const Recording& recording, std::ostream& out) {
  if (recording.run)
    write_line({{"kind", "recording"}, {"run", har::to_json(*recording.run)}}, out);
  std::map<std::size_t, std::size_t> first;  // traffic line that holds a body
  for (std::size_t i = 0; i < recording.exchanges.size(); ++i) {
    const RecordedExchange& exchange = recording.exchanges[i];
    Json line = {{"kind", "traffic"}, {"index", i}};
    const std::string* body = nullptr;
    if (exchange.body) {
      const auto [where, is_new] = first.emplace(*exchange.body, i);
      if (is_new)
        body = &recording.bodies[*exchange.body];
      else
        line["body_of"] = where->second;
    }
    line["entry"] = har::to_json(exchange, body);
    write_line(line, out);
  }
}

void TrafficReader::take(const nlohmann::json& line) {
  if (line["kind"] == "traffic") return take_traffic(line);
  if (recording_ != nullptr) throw har::Bad("a second recording begins in the same file");
  if (!line.contains("run")) throw har::Bad("/run is missing");
  recording_ = std::make_shared<Recording>();
  recording_->run = har::read_recorded_run({line["run"], "/run"});
}

void TrafficReader::take_traffic(const nlohmann::json& line) {
  if (recording_ == nullptr) throw har::Bad("there is traffic without a recording");
  auto& exchanges = recording_->exchanges;
  if (!line.contains("entry")) throw har::Bad("/entry is missing");
  const auto index = line.find("index");
  if (index == line.end() || *index != exchanges.size())
    throw har::Bad(fmt::format("/index is not {}, the next one", exchanges.size()));
  RecordedExchange exchange = har::read_entry({line["entry"], "/entry"}, bodies_);
  if (const auto of = line.find("body_of"); of != line.end()) {
    if (!of->is_number_unsigned() || of->get<std::size_t>() >= exchanges.size() ||
        !exchanges[of->get<std::size_t>()].body)
      throw har::Bad("/body_of names no earlier line with a body");
    exchange.body = exchanges[of->get<std::size_t>()].body;
    exchange.why_no_body.clear();
  }
  exchanges.push_back(std::move(exchange));
}

std::shared_ptr<const Recording> TrafficReader::finish() {
  if (recording_ != nullptr) recording_->bodies = std::move(kept_);
  return recording_;
}

}  // namespace emconform
