#include "support/compress.h"

#include <zlib.h>

#include <array>
#include <stdexcept>

namespace emconform::test {

std::string gzip(const std::string& text) {
  constexpr int gzip_window = 15 + 16;  // as zlib has it: a header and trailer of gzip
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    throw std::runtime_error("no gzip");
  std::string input = text, compressed;
  std::array<char, 65536> buffer{};
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  do {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    deflate(&stream, Z_FINISH);
    compressed.append(buffer.data(), buffer.size() - stream.avail_out);
  } while (stream.avail_out == 0);
  deflateEnd(&stream);
  return compressed;
}

}  // namespace emconform::test
