#include "client/prompt.hpp"

#include "client/color.hpp"

#include <unistd.h>

namespace lldp::client {

LineReader plain_lines(std::istream& in)
{
    return [&in](Session& session, const std::string& prompt) -> tl::expected<std::string, Outcome> {
        if (session.show_text(styled(prompt, Style::Bold, session.settings().color)) != Outcome::Done)
            return tl::unexpected{Outcome::Broken};
        std::string line;
        if (!std::getline(in, line)) {
            session.show_text("\n"); // the shell's prompt is to begin on a line of its own
            return tl::unexpected{Outcome::Done};
        }
        return line;
    };
}

Outcome run_prompt(Session& session, const LineReader& read)
{
    for (;;) {
        const bool privileged = ::access(session.settings().socket.c_str(), W_OK) == 0;
        const auto line = read(session, privileged ? "[lldpcli] # " : "[lldpcli] $ ");
        if (!line)
            return line.error();
        const auto outcome = session.run_line(*line);
        if (outcome == Outcome::Broken)
            return outcome;
        if (outcome == Outcome::Exit)
            return Outcome::Done;
    }
}

} // namespace lldp::client
