# Writes a C++ file with the style sheets and scripts of the HTML reports, and the hashes by which a
# Content-Security-Policy names them (reports/html_page.h): page.css becomes page_style(), page.js
# page_script().
#   cmake -DFOLDER=<folder> -DFILES=<name>,<name>,.. -DOUTPUT=<file> -P embed_assets.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/literals.cmake)

set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

# base64_of(VARIABLE HEX): of 32 bytes, so that one sign = fills up the last group.
function(base64_of variable hex)
  set(base64 "")
  set(rest "${hex}00")
  while(NOT rest STREQUAL "")
    string(SUBSTRING "${rest}" 0 6 group)
    string(SUBSTRING "${rest}" 6 -1 rest)
    foreach(shift IN ITEMS 18 12 6 0)
      math(EXPR place "(0x${group} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${place} 1 character)
      string(APPEND base64 "${character}")
    endforeach()
  endwhile()
  string(REGEX REPLACE ".$" "=" base64 "${base64}")
  set(${variable} "${base64}" PARENT_SCOPE)
endfunction()

string(REPLACE "," ";" names "${FILES}")
set(functions "")
foreach(name IN LISTS names)
  literals_of(literals "${FOLDER}/${name}")
  file(SHA256 "${FOLDER}/${name}" hex)
  base64_of(hash "${hex}")
  string(REGEX REPLACE "\\.css$" "_style" function "${name}")
  string(REGEX REPLACE "\\.js$" "_script" function "${function}")
  string(APPEND functions "\nAsset ${function}() {
  return {\n${literals},
          \"${hash}\"};
}
")
endforeach()

file(WRITE "${OUTPUT}" "#include \"reports/html_page.h\"

namespace emconform {
${functions}
}  // namespace emconform
")
