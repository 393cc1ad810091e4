# Headers that nearly all sources include, compiled once for all targets of some folders. It saves
# clang a third of its time. A source that lacks an include of its own shows in the presets without.

function(each_target_uses headers folder)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type MATCHES "STATIC_LIBRARY|OBJECT_LIBRARY|EXECUTABLE")
      target_precompile_headers(${target} REUSE_FROM ${headers})
    endif()
  endforeach()
  get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(inner IN LISTS folders)
    each_target_uses(${headers} ${inner})
  endforeach()
endfunction()

# precompile(NAME FOLDERS <folder>... [LIBRARIES <target>...] [HEADERS <header>...]): of folders that were
# added before, with the compile options of now.
function(precompile name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FOLDERS;LIBRARIES;HEADERS")
  if(NOT EMCONFORM_PRECOMPILE)
    return()
  endif()
  # g++ reads all of what was precompiled for each source, needed or not: this pays for clang alone.
  set(large_headers ${arg_HEADERS} <nlohmann/json.hpp>)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    set(large_headers "")
  endif()
  file(WRITE ${PROJECT_BINARY_DIR}/${name}.cpp "")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE project_options fmt::fmt nlohmann_json::nlohmann_json
                                        tl::expected ${arg_LIBRARIES})
  target_precompile_headers(
    ${name} PRIVATE
    <algorithm> <array> <charconv> <chrono> <condition_variable> <cstdint> <filesystem> <fstream>
    <functional> <iomanip> <iostream> <map> <memory> <mutex> <optional> <random> <ranges> <set>
    <span> <sstream> <string> <string_view> <thread> <tuple> <unordered_map> <utility> <variant>
    <vector> <fmt/format.h> <tl/expected.hpp> ${large_headers})
  get_property(added DIRECTORY PROPERTY SUBDIRECTORIES)
  foreach(folder IN LISTS added)
    foreach(wanted IN LISTS arg_FOLDERS)
      string(FIND "${folder}/" "${PROJECT_SOURCE_DIR}/${wanted}/" place)
      if(place EQUAL 0)
        each_target_uses(${name} ${folder})
      endif()
    endforeach()
  endforeach()
endfunction()
