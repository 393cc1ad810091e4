#pragma once

#include "model/result.h"

// The streams that a program is born with, or without.
namespace emconform {

/// A stream that was closed by whoever started the program is opened anew, so that no file gets
/// its number and is written into by mistake: nothing can be read from standard input nor written
/// to standard output; what goes to standard error is lost.
void open_missing_streams();

/// From here on a reader that goes away and a file that reaches its limit are errors where the
/// program writes, and do not end it: logon sessions are to be logged off first.
void survive_failing_writes();

/// Writes what is still held back; an Error (Fault::Harness) if standard output takes no more.
Result<void> finish_standard_output();

}  // namespace emconform
