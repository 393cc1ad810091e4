#pragma once

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>

#include "model/learned.h"

// The lines of kind "learned" of a run file (run_file.h). `about` is "resource" or "endpoint"; a
// reader skips what it does not know.
namespace emconform {

void write_learned(const Learned& learned, std::ostream& out);

/// Throws json_line::BadLine if the line is not as it must be.
void read_learned(const nlohmann::json& line, Learned& learned);

}  // namespace emconform
