// One run of lldpcli: the daemon that it talks to, where it shows answers, and where it complains.
#pragma once

#include "client/connection.hpp"
#include "client/formats.hpp"
#include "client/grammar.hpp"
#include "client/log.hpp"

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace lldp::client {

struct Settings
{
    std::string socket;
    const Format* format = &formats().front();
    bool reconnect = false;            ///< a watch goes on with the next daemon
    bool silent = false;               ///< show no answers, only complaints
    std::optional<int> output_fd = {}; ///< the descriptor behind the output stream, when it has one
    bool color = false;                ///< at the prompt some things stand out
};

class Session
{
  public:
    Session(Settings settings, std::ostream& out, Log& log) : settings_{std::move(settings)}, out_{out}, log_{log} {}

    /// Connects unless connected to a daemon that is there; what goes wrong is complained about.
    bool connect();
    /// The next request makes a new connection.
    void disconnect() { connection_.reset(); }

    /// The answer to a request; nothing when there was none or when it was a Failure, complained about already.
    std::optional<control::Reply> ask(const control::Request& request);
    /// Shows the document that answers a request, each piece as it comes: in the format of the session unless another
    /// writer is given.
    Outcome show_answer(const control::Request& request, std::unique_ptr<DocumentWriter> writer = nullptr);
    /// What the session shows documents with.
    [[nodiscard]] std::ostream& out() const { return out_; }
    /// A request that wants no answer but that it was done.
    Outcome order(const control::Request& request);
    /// Complains about an answer that does not fit the question.
    Outcome refuse_answer();
    /// The next event after a Subscribe, complained about as ask does; Outcome::Broken when standard output went away.
    tl::expected<Element, Outcome> next_event();
    /// Whether the last that went wrong was that there is no daemon, or that it has gone.
    [[nodiscard]] bool lost() const { return lost_; }
    /// Connects as soon as there is a daemon; Outcome::Broken when standard output went away.
    Outcome wait_for_daemon();

    Outcome show(const Element& document);
    Outcome show_text(std::string_view text);
    /// The text for people, who chose no other format, and the document for programs.
    Outcome show(std::string_view text, const Element& document);

    void complain(std::string_view text);
    Log& log() { return log_; }

    /// What complaints begin with from now on: "file:line: ", or nothing.
    void set_place(std::string place) { place_ = std::move(place); }

    Outcome run(const std::vector<std::string>& words);
    /// A line of a file, or one that was typed. Empty ones and mere comments are fine.
    Outcome run_line(std::string_view line);

    [[nodiscard]] const Settings& settings() const { return settings_; }

  private:
    Outcome show_piece(DocumentWriter& document, const Element& root, bool last);
    Outcome flush();
    void complain(const Error& error);
    /// An answer that came, unless it was a Failure.
    std::optional<control::Reply> accept(Expected<control::Reply> reply);

    Settings settings_;
    std::ostream& out_;
    Log& log_;
    std::optional<Connection> connection_;
    std::string place_;
    bool lost_ = false;
};

} // namespace lldp::client
