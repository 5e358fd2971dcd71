// The kernel's counter of TIME-WAITs that it dropped because there were too many (tcp_max_tw_buckets).
#pragma once

namespace socketcheck::sut {

// True if the counter has moved since the last time that this was asked, or since the program began.
bool time_waits_overflowed();

}  // namespace socketcheck::sut
