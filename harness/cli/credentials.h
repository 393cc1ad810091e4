#pragma once

#include "cli/options.h"
#include "run/logon.h"

namespace emconform {

/// The user's name and password, from where the options say. Passwords never stand on the command
/// line, where every process can read them.
Result<Credentials> read_credentials(const RunArguments& arguments);

/// The password in the user information of a proxy's URL, as it stands there; "" if it has none.
std::string proxy_password(const std::string& url);

/// The value of an environment variable that holds a password.
Result<std::string> password_from_environment(const std::string& variable);

}  // namespace emconform
