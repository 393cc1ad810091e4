# What the sanitize preset adds to the program, and spares the tests. Line counters (llvm-cov) are for
# harness/ and reports/ alone. -O1 there: the sanitized program takes half the time of -O0, which is
# more than it costs the compiler; the tests themselves take no time.
macro(instrument_what_follows)
  if(EMCONFORM_INSTRUMENT)
    add_compile_options(-O1 -fprofile-instr-generate -fcoverage-mapping)
    add_link_options(-fprofile-instr-generate)
  endif()
endmacro()

macro(end_of_instrumented)
  set_property(DIRECTORY PROPERTY COMPILE_OPTIONS "")
endmacro()
