#pragma once

#include <string>
#include <string_view>

namespace emconform {

/// What is wrong, out of a message of nlohmann's parser, without the input that it quotes:
/// "unexpected '}'; expected string literal".
std::string json_reason(std::string_view message);

}  // namespace emconform
