// This program run again on a terminal, with somebody who types.
#pragma once

#include "selftest/child.hpp"

#include "harness/on_terminal.hpp"
#include "harness/process.hpp"

#include <string>
#include <string_view>

class Terminal
{
  public:
    /// `arguments`: for the shell.
    explicit Terminal(const std::string& arguments)
        : process_{harness::require(harness::Process::spawn(
              harness::on_terminal("exec '" + this_program() + "' --reporter tap-cases " + arguments),
              {.environment = child_environment({{"SHELL", "/bin/sh"}, {"TERM", "dumb"}}), .input = std::nullopt}))}
    {}

    void type(std::string_view text) const { process_.write(text); }
    /// All that the terminal shows is its standard output.
    [[nodiscard]] const harness::Process& process() const { return process_; }

  private:
    harness::Process process_;
};
