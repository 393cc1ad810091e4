# Writes a C++ file that holds data files as raw string literals (harness/load/embedded.h):
#   cmake -DSOURCE_DIR=<project> -DFILES=<name>,<name>,.. -DOUTPUT=<file> -P embed.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/literals.cmake)

string(REPLACE "," ";" names "${FILES}")
set(entries "")
foreach(name IN LISTS names)
  literals_of(literals "${SOURCE_DIR}/${name}")
  string(APPEND entries "    {\"${name}\",\n${literals}},\n")
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
