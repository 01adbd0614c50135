// The prompt by way of readline, which is nowhere else.
#include "client/color.hpp"
#include "client/commands.hpp"
#include "client/completion.hpp"
#include "client/prompt.hpp"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <poll.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <string_view>
#include <unistd.h>

namespace lldp::client {

namespace {

using namespace std::string_view_literals;

// readline calls functions without context.
bool color = false;
volatile std::sig_atomic_t interrupted = 0;

/// ^C drops the line while one is typed, and is what it was before as soon as it is there.
class Interruptible
{
  public:
    Interruptible()
    {
        struct sigaction action = {};
        action.sa_handler = [](int) { interrupted = 1; };
        interrupted = 0;
        ::sigaction(SIGINT, &action, &before_);
    }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;
    ~Interruptible() { ::sigaction(SIGINT, &before_, nullptr); }

  private:
    struct sigaction before_ = {};
};

/// Waits for something to read. A signal ends that, one that readline has noted already as well.
bool wait_readable(int fd)
{
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before);
    pollfd input{fd, POLLIN, 0};
    const bool readable = ::rl_pending_signal() == 0 && ::ppoll(&input, 1, nullptr, &before) > 0;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return readable;
}

/// Where readline gets what is typed. Of itself it goes on with a line that was interrupted; here that is accepted,
/// whatever is being done to it, so that it can be dropped.
int next_octet(FILE* stream)
{
    while (interrupted == 0) {
        const bool readable = wait_readable(::fileno(stream));
        ::rl_check_signals();
        std::uint8_t octet = 0;
        if (readable && interrupted == 0)
            return ::read(::fileno(stream), &octet, 1) == 1 ? octet : EOF;
    }
    return '\n';
}

control::BegunLine line_before_cursor()
{
    return control::read_begun_line({rl_line_buffer, static_cast<std::size_t>(rl_point)});
}

/// Shows text below the line, and then the line again.
void show_below(const std::string& text)
{
    const int point = rl_point;
    rl_point = rl_end;
    ::rl_redisplay();
    rl_point = point;
    std::fprintf(rl_outstream, "\n%s\n", text.c_str());
    ::rl_on_new_line();
}

void show_hint(const tl::expected<Hint, Complaint>& found)
{
    if (!found)
        show_below(styled(found.error().text, Style::Red, color) + "\n");
    else if (found->next.empty())
        ::rl_ding();
    else
        show_below(help_text(found->about, found->next, color));
}

int help(int count, int key)
{
    const auto line = line_before_cursor();
    if (line.quote != '\0' || line.backslash || line.comment)
        return ::rl_insert(count, key);
    show_hint(hint(commands(), line));
    return 0;
}

int complete(int /*count*/, int /*key*/)
{
    const auto line = line_before_cursor();
    if (line.backslash || line.comment)
        return ::rl_ding();
    const auto found = hint(commands(), line);
    if (found && !found->completion.empty())
        ::rl_insert_text(found->completion.c_str());
    else
        show_hint(found);
    return 0;
}

void prepare()
{
    rl_readline_name = "lldpcli";
    rl_getc_function = next_octet;
    rl_completion_entry_function = [](const char*, int) -> char* { return nullptr; }; // no names of files on other keys
    for (auto* keys : {&emacs_standard_keymap[0], &vi_insertion_keymap[0]}) {
        ::rl_bind_key_in_map('\t', complete, keys);
        ::rl_bind_key_in_map('?', help, keys);
    }
}

/// Nothing when it is empty or the same as the last one.
void remember(const std::string& line)
{
    const auto* last = ::history_get(history_base + history_length - 1);
    if (!line.empty() && (last == nullptr || line != last->line))
        ::add_history(line.c_str());
}

tl::expected<std::string, Outcome> edited_line(Session& session, const std::string& prompt)
{
    color = session.settings().color;
    // Between these marks stands what takes no room.
    const auto unseen = [](std::string_view text) { return "\001" + std::string{text} + "\002"; };
    const auto shown = color ? unseen(style_begin(Style::Bold)) + prompt + unseen(style_end) : prompt;
    const Interruptible interruptible;
    const std::unique_ptr<char, decltype(&std::free)> typed{::readline(session.settings().silent ? "" : shown.c_str()),
                                                            &std::free};
    if (interrupted != 0)
        return "";
    if (!typed) {
        // At the end readline begins a new line only together with the end of bracketed paste.
        if (const char* paste = ::rl_variable_value("enable-bracketed-paste"); paste == nullptr || paste != "on"sv)
            session.show_text("\n");
        return tl::unexpected{Outcome::Done};
    }
    std::string line{typed.get()};
    remember(line);
    return line;
}

} // namespace

LineReader edited_lines()
{
    prepare();
    return edited_line;
}

} // namespace lldp::client
