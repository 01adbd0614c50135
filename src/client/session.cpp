#include "client/session.hpp"

#include "base/paths.hpp"
#include "client/commands.hpp"
#include "config.h"
#include "control/words.hpp"

#include <poll.h>
#include <utility>

namespace lldp::client {

namespace {

bool has_gone(const Error& error)
{
    return error.code == control::make_error_code(control::Errc::closed);
}

std::string whom_it_answers()
{
#ifdef ENABLE_PRIVSEP
    return "; lldpd answers root, and the members of the group " + std::string{paths::privsep_group};
#else
    return "; lldpd answers root";
#endif
}

} // namespace

bool Session::connect()
{
    if (connection_ && connection_->is_idle())
        return true;
    disconnect(); // its daemon went while nothing was asked of it
    auto opened = Connection::open(settings_.socket);
    lost_ = !opened;
    if (!opened) {
        const auto whom = opened.error().code == std::errc::permission_denied ? whom_it_answers() : "";
        log_.write(Severity::Warning, place_ + "unable to " + opened.error().message() + whom, "control");
        return false;
    }
    log_.write(Severity::Debug, "connected to " + settings_.socket, "control");
    connection_ = std::move(*opened);
    return true;
}

std::optional<control::Reply> Session::ask(const control::Request& request)
{
    if (!connect())
        return std::nullopt;
    return accept(connection_->call(request));
}

std::optional<control::Reply> Session::accept(Expected<control::Reply> reply)
{
    if (!reply) {
        complain(reply.error());
        lost_ = has_gone(reply.error());
        disconnect(); // whatever follows on this connection cannot be trusted to be the next answer
        return std::nullopt;
    }
    if (const auto* refused = std::get_if<control::Failure>(&*reply)) {
        complain(refused->reason);
        return std::nullopt;
    }
    return std::move(*reply);
}

Outcome Session::show_answer(const control::Request& request, std::unique_ptr<DocumentWriter> writer)
{
    const auto document = writer ? std::move(writer) : settings_.format->writer(out_);
    bool begun = false;
    for (auto reply = ask(request); reply; reply = accept(connection_->receive())) {
        const auto* part = std::get_if<control::Part>(&*reply);
        const auto* last = std::get_if<control::Document>(&*reply);
        if (part == nullptr && last == nullptr)
            return refuse_answer();
        const auto& root = part != nullptr ? part->root : last->root;
        if (!std::exchange(begun, true) && !settings_.silent)
            document->begin(root);
        const auto shown = show_piece(*document, root, last != nullptr);
        if (last != nullptr)
            return shown;
        if (shown != Outcome::Done) {
            disconnect(); // the rest of the answer is not the answer to the next question
            return shown;
        }
    }
    return Outcome::Failed;
}

Outcome Session::show_piece(DocumentWriter& document, const Element& root, bool last)
{
    if (settings_.silent)
        return Outcome::Done;
    for (const auto& child : root.children)
        document.add(child);
    if (last)
        document.end();
    return flush();
}

Outcome Session::order(const control::Request& request)
{
    const auto reply = ask(request);
    if (!reply)
        return Outcome::Failed;
    return std::holds_alternative<control::Done>(*reply) ? Outcome::Done : refuse_answer();
}

Outcome Session::refuse_answer()
{
    complain("lldpd gave an answer that does not fit the question");
    disconnect();
    return Outcome::Failed;
}

tl::expected<Element, Outcome> Session::next_event()
{
    auto reply = connection_->receive(settings_.output_fd);
    if (!reply) {
        if (reply.error().code == std::errc::broken_pipe)
            return tl::unexpected{Outcome::Broken};
        complain("unable to watch for neighbors: " + reply.error().code.message());
        lost_ = has_gone(reply.error());
        return tl::unexpected{Outcome::Failed};
    }
    if (auto* event = std::get_if<control::Event>(&*reply))
        return std::move(event->root);
    const auto* refused = std::get_if<control::Failure>(&*reply);
    complain("unable to watch for neighbors: " +
             (refused != nullptr ? refused->reason : "lldpd sent something else than an event"));
    return tl::unexpected{Outcome::Failed};
}

Outcome Session::wait_for_daemon()
{
    constexpr int pause = 100; // milliseconds: nothing tells when somebody begins to listen on a socket
    disconnect();
    log_.write(Severity::Warning, place_ + "waiting for lldpd on " + settings_.socket, "control");
    do {
        pollfd output{settings_.output_fd.value_or(-1), 0, 0};
        if (::poll(&output, 1, pause) > 0)
            return Outcome::Broken;
        if (auto opened = Connection::open(settings_.socket))
            connection_ = std::move(*opened);
    } while (!connection_);
    return Outcome::Done;
}

Outcome Session::show(const Element& document)
{
    if (settings_.silent)
        return Outcome::Done;
    settings_.format->write(out_, document);
    return flush();
}

Outcome Session::show_text(std::string_view text)
{
    if (settings_.silent)
        return Outcome::Done;
    out_ << text;
    return flush();
}

Outcome Session::show(std::string_view text, const Element& document)
{
    return settings_.format == &plain_format() ? show_text(text) : show(document);
}

Outcome Session::flush()
{
    errno = 0;
    if (out_.flush())
        return Outcome::Done;
    if (errno != 0 && errno != EPIPE) // a reader that has seen enough is no news
        complain("unable to write to standard output: " + std::generic_category().message(errno));
    return Outcome::Broken;
}

void Session::complain(std::string_view text)
{
    log_.write(Severity::Warning, place_ + std::string{text});
}

void Session::complain(const Error& error)
{
    complain("unable to " + error.message());
}

Outcome Session::run(const std::vector<std::string>& words)
{
    const auto invocation = parse(commands(), words);
    if (!invocation) {
        complain(invocation.error().text);
        return Outcome::Failed;
    }
    return invocation->command->run(*this, invocation->arguments);
}

Outcome Session::run_line(std::string_view line)
{
    const auto words = control::split_words(line);
    if (!words) {
        complain(words.error());
        return Outcome::Failed;
    }
    return words->empty() ? Outcome::Done : run(*words);
}

} // namespace lldp::client
