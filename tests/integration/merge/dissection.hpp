// What tshark says of the frames of failed cases.
#pragma once

#include "merge/records.hpp"

namespace report {

/// Adds to each frame of a failed case that tshark can read "protocol", "info" and "details", as far as time (one
/// minute for all) and size go. Where the frames are not dissected, "frames" says why in "undissected".
void dissect(Records& records);

} // namespace report
