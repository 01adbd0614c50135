// Standard error as a pipe, for as long as the object lives.
#pragma once

#include "base/fd.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <string>
#include <unistd.h>

class CapturedStderr
{
  public:
    CapturedStderr()
    {
        std::array<int, 2> ends{};
        REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
        reader_ = lldp::Fd{ends[0]};
        const lldp::Fd writer{ends[1]};
        REQUIRE(::dup2(writer.get(), STDERR_FILENO) == STDERR_FILENO);
        ::fcntl(reader_.get(), F_SETFL, O_NONBLOCK);
    }
    ~CapturedStderr() { ::dup2(before_.get(), STDERR_FILENO); }
    CapturedStderr(const CapturedStderr&) = delete;
    CapturedStderr& operator=(const CapturedStderr&) = delete;
    CapturedStderr(CapturedStderr&&) = delete;
    CapturedStderr& operator=(CapturedStderr&&) = delete;

    /// What was written since the last call.
    [[nodiscard]] std::string read() const
    {
        std::string text;
        std::array<char, 65536> buffer{};
        for (ssize_t size = 0; (size = ::read(reader_.get(), buffer.data(), buffer.size())) > 0;)
            text.append(buffer.data(), static_cast<std::size_t>(size));
        return text;
    }

  private:
    lldp::Fd before_{::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)};
    lldp::Fd reader_;
};
