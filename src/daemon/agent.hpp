// The LLDP agent of one port (IEEE 802.1AB-2016 clause 9): what it sends when, and which neighbors it knows. No socket
// and no clock: the time is passed in, and frames and events go out through AgentOutput.
#pragma once

#include "proto/lldpdu.hpp"

#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace lldp::daemon {

using Clock = std::chrono::steady_clock;

enum class AdminStatus : std::uint8_t { Disabled, TxOnly, RxOnly, RxAndTx };
[[nodiscard]] bool sends(AdminStatus status);

struct AgentSettings
{
    AdminStatus status = AdminStatus::RxAndTx;
    std::chrono::milliseconds tx_interval{30'000};
    unsigned fast_count = 4;                        ///< txFastInit (9.2.5.19)
    std::chrono::milliseconds fast_interval{1'000}; ///< msgFastTx (9.2.5.5)
    unsigned max_neighbors = 32;
    bool keep_neighbors = false; ///< they outlive the link, until their TTL has passed

    bool operator==(const AgentSettings&) const = default;
};

struct Statistics
{
    std::uint64_t transmitted = 0;
    std::uint64_t received = 0;
    std::uint64_t discarded = 0;
    std::uint64_t unrecognized = 0; ///< TLVs
    std::uint64_t ageout = 0;
    std::uint64_t inserted = 0;
    std::uint64_t deleted = 0;
    std::uint64_t left_out = 0; ///< neighbors, each time that there was no room for what they sent

    Statistics& operator+=(const Statistics& other);
};

/// Gives each remote chassis a number that all ports share; a chassis that is forgotten and comes back gets a new one.
class RemoteIndex
{
  public:
    unsigned acquire(const ChassisId& chassis);
    void release(const ChassisId& chassis);

  private:
    struct Entry
    {
        unsigned number = 0;
        unsigned users = 0;
    };
    std::map<ChassisId, Entry> entries_;
    unsigned last_ = 0;
};

struct Neighbor;
using Neighbors = std::map<Msap, Neighbor>;
/// In the order in which they came.
using Arrivals = std::list<const std::pair<const Msap, Neighbor>*>;

struct Neighbor
{
    unsigned remote_index = 0; ///< 0: it is not kept
    unsigned unrecognized = 0; ///< TLVs of its LLDPDU
    Bytes octets;              ///< of the LLDPDU, as it came: decoded, it would take ten times the room
    std::chrono::seconds ttl{};
    Clock::time_point arrived;
    Clock::time_point changed;
    Clock::time_point expires;
    Arrivals::iterator arrival{}; ///< while it is kept

    /// Of what decode_lldpdu() has accepted.
    [[nodiscard]] Lldpdu pdu() const;
};

enum class Change : std::uint8_t { Added, Updated, Deleted, LeftOut };

class AgentOutput
{
  public:
    virtual ~AgentOutput() = default;
    /// Sends an encoded LLDPDU; false when it did not go out.
    virtual bool send(ByteView lldpdu) = 0;
    virtual void neighbor_changed(Change change, const Neighbor& neighbor) = 0;
    /// A frame was dropped; `error` says what is wrong with it.
    virtual void discarded(const Error& error) = 0;
    /// A further neighbor was left out, for there are already `limit`. Told of the first one only, until none of those
    /// that were left out since can be there any more (tooManyNeighbors, 9.2.7.7.5).
    virtual void too_many_neighbors(const Neighbor& left_out, unsigned limit) = 0;
    /// What is to be sent cannot be encoded.
    virtual void unsendable(const Error& error) = 0;
};

class Agent
{
  public:
    Agent(AgentSettings settings, RemoteIndex& remote_index, AgentOutput& output);
    ~Agent();
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;
    Agent(Agent&&) = delete;
    Agent& operator=(Agent&&) = delete;

    /// What this changes of what is sent is told at the time `first`, that of set_local() too.
    void configure(const AgentSettings& settings, Clock::time_point first);
    /// What is to be sent from now on. A change of MSAP says goodbye with the old one, now.
    void set_local(Lldpdu pdu, Clock::time_point first);
    /// The link came up or went down. Its neighbors do not outlive it, unless they are to be kept.
    void set_operational(bool operational, Clock::time_point now);
    void forget_all();
    /// Takes a whole Ethernet frame from the wire, hostile until decoded.
    void receive(ByteView frame, Clock::time_point now);
    /// Sends now, whatever the timers say.
    void send_now(Clock::time_point now);
    /// Sends at that time, and makes a fast start: there is somebody new to tell.
    void restart(Clock::time_point first);
    /// Does what is due.
    void tick(Clock::time_point now);
    /// When tick() has something to do.
    [[nodiscard]] std::optional<Clock::time_point> deadline() const;
    /// Neither sends nor receives until resume(); neighbors still expire.
    void pause();
    void resume(Clock::time_point now);
    /// Sends the shutdown LLDPDU if the neighbors need one (9.2.7.6).
    void say_goodbye();

    [[nodiscard]] const Neighbors& neighbors() const { return neighbors_; }
    /// Who has been there for the longest; nullptr when nobody is there.
    [[nodiscard]] const Neighbor* first_neighbor() const;
    [[nodiscard]] const Lldpdu& local() const { return local_; }
    [[nodiscard]] const Statistics& statistics() const { return statistics_; }
    /// Goes on where another agent ended.
    void continue_from(const Statistics& statistics) { statistics_ = statistics; }
    [[nodiscard]] const AgentSettings& settings() const { return settings_; }

  private:
    /// By time. The pointer is to the key in `neighbors_`.
    using Expiries = std::set<std::pair<Clock::time_point, const Msap*>>;

    [[nodiscard]] bool may_send() const;
    /// False when the LLDPDU did not go out.
    bool transmit(ByteView lldpdu);
    /// The first frame at that time, unless one is due sooner.
    void start_fast(Clock::time_point first);
    void process(ByteView lldpdu, Clock::time_point now);
    /// Whether the neighbor says what it has said before; then it lives on.
    bool repeats(Neighbors::iterator known, ByteView lldpdu, Clock::time_point now);
    void refresh(Neighbors::iterator neighbor, Clock::time_point expires);
    void insert(Msap&& msap, Neighbor neighbor, Clock::time_point now);
    void leave_out(const Neighbor& neighbor, Clock::time_point now);
    void erase(Neighbors::iterator neighbor);

    AgentSettings settings_;
    RemoteIndex& remote_index_;
    AgentOutput& output_;
    Lldpdu local_;
    Bytes local_octets_; ///< of that; empty when there is nothing that can be sent
    Neighbors neighbors_;
    Arrivals arrivals_;
    Expiries expiries_;
    Statistics statistics_;
    Clock::time_point crowded_until_ = Clock::time_point::min(); ///< tooManyNeighborsTimer (9.2.2.1)
    std::optional<Clock::time_point> next_send_;
    unsigned fast_left_ = 0;
    bool operational_ = false;
    bool paused_ = false;
    bool announced_ = false; ///< a neighbor may hold what we said of ourselves
};

} // namespace lldp::daemon
