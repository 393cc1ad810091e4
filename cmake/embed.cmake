# Writes a C++ file that holds data files as raw string literals (harness/load/embedded.h):
#   cmake -DSOURCE_DIR=<project> -DFILES=<name>,<name>,.. -DOUTPUT=<file> -P embed.cmake
cmake_minimum_required(VERSION 3.25)

set(piece_size 16000) # compilers bound the length of one literal; neighbours are joined

string(REPLACE "," ";" names "${FILES}")
set(entries "")
foreach(name IN LISTS names)
  file(READ "${SOURCE_DIR}/${name}" text)
  string(FIND "${text}" ")json\"" terminator)
  if(NOT terminator EQUAL -1)
    message(FATAL_ERROR "${name}: the characters )json\" cannot be embedded")
  endif()
  string(APPEND entries "    {\"${name}\",\n")
  string(LENGTH "${text}" left)
  while(left GREATER piece_size)
    string(SUBSTRING "${text}" 0 ${piece_size} piece)
    string(FIND "${piece}" "\n" last_line REVERSE) # no character of several bytes is cut
    if(last_line EQUAL -1)
      message(FATAL_ERROR "${name}: a line of more than ${piece_size} bytes cannot be embedded")
    endif()
    math(EXPR cut "${last_line} + 1")
    string(SUBSTRING "${text}" 0 ${cut} piece)
    string(SUBSTRING "${text}" ${cut} -1 text)
    string(LENGTH "${text}" left)
    string(APPEND entries "     R\"json(${piece})json\"\n")
  endwhile()
  string(APPEND entries "     R\"json(${text})json\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "#include \"load/embedded.h\"

namespace emconform {
namespace {

constexpr EmbeddedFile files[] = {
${entries}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return files; }

}  // namespace emconform
")
