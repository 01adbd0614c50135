// A file descriptor that closes itself.
#pragma once

#include <unistd.h>
#include <utility>

namespace lldp {

class Fd
{
  public:
    Fd() = default;
    explicit Fd(int fd) : fd_{fd} {}
    Fd(Fd&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    Fd& operator=(Fd&& other) noexcept
    {
        if (this != &other)
            reset(std::exchange(other.fd_, -1));
        return *this;
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd() { reset(); }

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] explicit operator bool() const { return fd_ >= 0; }
    [[nodiscard]] int release() { return std::exchange(fd_, -1); }
    void reset(int fd = -1)
    {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = fd;
    }

  private:
    int fd_ = -1;
};

/// Takes the numbers of standard streams that came closed, so that nothing that is opened later becomes standard
/// output. Opened the wrong way round, so that using one fails as it does on a closed one. Before anything else is
/// opened.
void occupy_standard_descriptors();

/// As many descriptors as the system allows this process: a port takes one, and the usual limit is for programs that
/// use select(2).
void allow_many_descriptors();

} // namespace lldp
