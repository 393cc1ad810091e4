#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "mock/generate.h"

// Changes of generated data that leave them consistent: what is said in two places is changed in
// both.
namespace emconform::mock {

/// Gives jobs, machines and backup servers other names: each is asked for by its place and its
/// present name.
struct Names {
  std::function<std::string(std::size_t, const std::string&)> of_job{}, of_machine{}, of_server{};
};
void rename(Data& data, const Names& names);

/// Writes the names that contain a time anew: "Backup Job@2026-06-15 05:34:19".
void write_times_in_names(Data& data, std::string (*time_text)(Time));

/// Moves all times of sessions, and of what belongs to them, by what `offset` gives for a time and
/// for the start of its session.
void shift_times(Data& data, const std::function<Time::duration(Time, Time)>& offset);

/// Gives most times microseconds, which the generated ones lack; their order stays.
void add_microseconds(Data& data);

/// Removes the jobs of a type, and all that came of them.
void remove_jobs(Data& data, std::string_view job_type);

/// A session that began at that time, made after one of the data, and one task of it. Both have
/// ended after `length`; without one they still run.
struct MadeSession {
  JobSession session{};
  TaskSession task{};
};
MadeSession make_session(const Data& data, std::size_t number, Time created,
                         std::optional<Time::duration> length);

}  // namespace emconform::mock
