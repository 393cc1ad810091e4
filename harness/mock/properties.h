#pragma once

#include <span>

#include "mock/sql_filter.h"

// What each query type can be filtered and sorted by, as the help pages "GET /query?type=..." list.
namespace emconform::mock {

std::span<const Property> backup_server_properties();
std::span<const Property> job_properties();
std::span<const Property> job_session_properties();
std::span<const Property> task_session_properties();

}  // namespace emconform::mock
