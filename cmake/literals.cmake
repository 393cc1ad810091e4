# A file's text as raw string literals of C++, one behind the other.

set(piece_size 16000) # compilers bound the length of one literal; neighbours are joined

# literals_of(VARIABLE FILE): each literal stands on a line of its own.
function(literals_of variable path)
  file(READ "${path}" text)
  string(FIND "${text}" ")json\"" terminator)
  if(NOT terminator EQUAL -1)
    message(FATAL_ERROR "${path}: the characters )json\" cannot be embedded")
  endif()
  set(literals "")
  string(LENGTH "${text}" left)
  while(left GREATER piece_size)
    string(SUBSTRING "${text}" 0 ${piece_size} piece)
    string(FIND "${piece}" "\n" last_line REVERSE) # no character of several bytes is cut
    if(last_line EQUAL -1)
      message(FATAL_ERROR "${path}: a line of more than ${piece_size} bytes cannot be embedded")
    endif()
    math(EXPR cut "${last_line} + 1")
    string(SUBSTRING "${text}" 0 ${cut} piece)
    string(SUBSTRING "${text}" ${cut} -1 text)
    string(LENGTH "${text}" left)
    string(APPEND literals "     R\"json(${piece})json\"\n")
  endwhile()
  string(APPEND literals "     R\"json(${text})json\"")
  set(${variable} "${literals}" PARENT_SCOPE)
endfunction()
