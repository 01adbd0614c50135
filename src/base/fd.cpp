#include "base/fd.hpp"

#include <fcntl.h>

namespace lldp {

void occupy_standard_descriptors()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(fd, F_GETFD) < 0)
            static_cast<void>(::open("/dev/null", (fd == STDIN_FILENO ? O_WRONLY : O_RDONLY))); // gets the lowest: fd
}

} // namespace lldp
