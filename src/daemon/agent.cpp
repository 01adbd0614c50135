#include "daemon/agent.hpp"

#include "proto/ethernet.hpp"

#include <algorithm>
#include <utility>

namespace lldp::daemon {

bool sends(AdminStatus status)
{
    return status == AdminStatus::TxOnly || status == AdminStatus::RxAndTx;
}

namespace {

/// Neighbors that come together are answered together.
constexpr std::chrono::milliseconds answer_delay{10};

bool receives(AdminStatus status)
{
    return status == AdminStatus::RxOnly || status == AdminStatus::RxAndTx;
}

bool is_lldp(const EthernetFrame& frame)
{
    return frame.ethertype == ethertype_lldp &&
           (frame.destination == nearest_bridge || frame.destination == nearest_non_tpmr_bridge ||
            frame.destination == nearest_customer_bridge);
}

} // namespace

Statistics& Statistics::operator+=(const Statistics& other)
{
    transmitted += other.transmitted;
    received += other.received;
    discarded += other.discarded;
    unrecognized += other.unrecognized;
    ageout += other.ageout;
    inserted += other.inserted;
    deleted += other.deleted;
    left_out += other.left_out;
    return *this;
}

unsigned RemoteIndex::acquire(const ChassisId& chassis)
{
    auto& entry = entries_[chassis];
    if (entry.users++ == 0)
        entry.number = ++last_;
    return entry.number;
}

void RemoteIndex::release(const ChassisId& chassis)
{
    const auto entry = entries_.find(chassis);
    if (entry != entries_.end() && --entry->second.users == 0)
        entries_.erase(entry);
}

Lldpdu Neighbor::pdu() const
{
    auto decoded = decode_lldpdu(octets);
    return decoded ? std::move(decoded->pdu) : Lldpdu{};
}

Agent::Agent(AgentSettings settings, RemoteIndex& remote_index, AgentOutput& output)
    : settings_{settings}, remote_index_{remote_index}, output_{output}
{}

Agent::~Agent()
{
    for (const auto& [msap, neighbor] : neighbors_)
        remote_index_.release(msap.first);
}

void Agent::configure(const AgentSettings& settings, Clock::time_point first)
{
    if (settings == settings_)
        return;
    if (sends(settings_.status) && !sends(settings.status))
        say_goodbye();
    auto unsent = settings; // what of it changes nothing of what is sent
    unsent.max_neighbors = settings_.max_neighbors;
    unsent.keep_neighbors = settings_.keep_neighbors;
    const bool sends_anew = unsent != settings_;
    if (settings.max_neighbors != settings_.max_neighbors)
        crowded_until_ = Clock::time_point::min();
    settings_ = settings;
    if (!receives(settings_.status) || (!operational_ && !settings_.keep_neighbors))
        forget_all();
    if (sends_anew)
        restart(first);
}

void Agent::set_local(Lldpdu pdu, Clock::time_point first)
{
    if (pdu == local_)
        return;
    if (announced_ && msap_of(local_) != msap_of(pdu))
        say_goodbye();
    local_ = std::move(pdu);
    auto octets = encode_lldpdu(local_);
    if (!octets)
        output_.unsendable(octets.error());
    local_octets_ = std::move(octets).value_or(Bytes{});
    restart(first);
}

void Agent::set_operational(bool operational, Clock::time_point now)
{
    if (operational == operational_)
        return;
    operational_ = operational;
    if (operational_) {
        start_fast(now);
    } else {
        next_send_.reset();
        if (!settings_.keep_neighbors)
            forget_all();
    }
}

void Agent::receive(ByteView octets, Clock::time_point now)
{
    if (paused_ || !receives(settings_.status))
        return;
    ++statistics_.received;
    const auto frame = parse_ethernet(octets);
    if (!frame) {
        ++statistics_.discarded;
        output_.discarded(frame.error());
    } else if (is_lldp(*frame)) {
        process(frame->payload, now);
    }
}

bool Agent::repeats(Neighbors::iterator known, ByteView lldpdu, Clock::time_point now)
{
    if (known == neighbors_.end() || !std::ranges::equal(known->second.octets, lldpdu))
        return false;
    statistics_.unrecognized += known->second.unrecognized;
    refresh(known, now + known->second.ttl);
    return true;
}

void Agent::refresh(Neighbors::iterator neighbor, Clock::time_point expires)
{
    auto entry = expiries_.extract({neighbor->second.expires, &neighbor->first});
    entry.value().first = neighbor->second.expires = expires;
    expiries_.insert(std::move(entry));
}

void Agent::process(ByteView lldpdu, Clock::time_point now)
{
    auto msap = decode_msap(lldpdu);
    const auto known = msap ? neighbors_.find(*msap) : neighbors_.end();
    // What is not new need not be decoded, and most is not.
    if (repeats(known, lldpdu, now))
        return;
    const auto decoded = decode_lldpdu(lldpdu);
    if (!decoded) {
        ++statistics_.discarded;
        output_.discarded(decoded.error());
        return;
    }
    statistics_.unrecognized += decoded->unrecognized;

    const auto ttl = decoded->pdu.find<TimeToLive>()->ttl;
    if (ttl == std::chrono::seconds::zero()) {
        if (known != neighbors_.end()) {
            erase(known);
        } else {
            ++statistics_.inserted;
            ++statistics_.deleted;
        }
        return;
    }
    if (known == neighbors_.end()) {
        insert(std::move(*msap),
               {.unrecognized = decoded->unrecognized,
                .octets{lldpdu.begin(), lldpdu.end()},
                .ttl = ttl,
                .arrived = now,
                .changed = now,
                .expires = now + ttl},
               now);
        return;
    }
    refresh(known, now + ttl);
    auto& neighbor = known->second;
    neighbor.unrecognized = decoded->unrecognized;
    neighbor.octets.assign(lldpdu.begin(), lldpdu.end());
    neighbor.ttl = ttl;
    neighbor.changed = now;
    output_.neighbor_changed(Change::Updated, neighbor);
}

void Agent::insert(Msap&& msap, Neighbor neighbor, Clock::time_point now)
{
    if (neighbors_.size() >= settings_.max_neighbors) {
        leave_out(neighbor, now);
        return;
    }
    neighbor.remote_index = remote_index_.acquire(msap.first);
    ++statistics_.inserted;
    const auto inserted = neighbors_.emplace(std::move(msap), std::move(neighbor)).first;
    inserted->second.arrival = arrivals_.insert(arrivals_.end(), &*inserted);
    expiries_.emplace(inserted->second.expires, &inserted->first);
    output_.neighbor_changed(Change::Added, inserted->second);
    start_fast(now + answer_delay);
}

void Agent::leave_out(const Neighbor& neighbor, Clock::time_point now)
{
    ++statistics_.left_out;
    const bool is_first = crowded_until_ <= now;
    crowded_until_ = std::max(crowded_until_, neighbor.expires);
    if (is_first)
        output_.too_many_neighbors(neighbor, settings_.max_neighbors);
}

void Agent::erase(Neighbors::iterator neighbor)
{
    ++statistics_.deleted;
    expiries_.erase({neighbor->second.expires, &neighbor->first});
    arrivals_.erase(neighbor->second.arrival);
    // Out of the table first: who hears of it may look there.
    const auto node = neighbors_.extract(neighbor);
    remote_index_.release(node.key().first);
    output_.neighbor_changed(Change::Deleted, node.mapped());
}

void Agent::forget_all()
{
    crowded_until_ = Clock::time_point::min();
    // Who came last goes first, so that nobody becomes the first of them just to go.
    while (!arrivals_.empty())
        erase(neighbors_.find(arrivals_.back()->first));
}

const Neighbor* Agent::first_neighbor() const
{
    return arrivals_.empty() ? nullptr : &arrivals_.front()->second;
}

void Agent::send_now(Clock::time_point now)
{
    if (operational_)
        next_send_ = now;
}

void Agent::restart(Clock::time_point first)
{
    if (operational_)
        start_fast(first);
}

void Agent::start_fast(Clock::time_point first)
{
    fast_left_ = settings_.fast_count;
    next_send_ = std::min(next_send_.value_or(first), first);
}

void Agent::tick(Clock::time_point now)
{
    while (!expiries_.empty() && expiries_.begin()->first <= now) {
        ++statistics_.ageout;
        erase(neighbors_.find(*expiries_.begin()->second));
    }
    if (!may_send() || !next_send_ || *next_send_ > now)
        return;
    announced_ = transmit(local_octets_) || announced_;
    if (fast_left_ > 0)
        --fast_left_;
    next_send_ =
        now + (fast_left_ > 0 ? std::min(settings_.fast_interval, settings_.tx_interval) : settings_.tx_interval);
}

std::optional<Clock::time_point> Agent::deadline() const
{
    std::optional<Clock::time_point> first;
    if (may_send())
        first = next_send_;
    if (!expiries_.empty() && (!first || expiries_.begin()->first < *first))
        first = expiries_.begin()->first;
    return first;
}

void Agent::pause()
{
    paused_ = true;
}

void Agent::resume(Clock::time_point now)
{
    if (!std::exchange(paused_, false))
        return;
    if (operational_)
        start_fast(now);
}

bool Agent::may_send() const
{
    return operational_ && !paused_ && sends(settings_.status) && !local_octets_.empty();
}

bool Agent::transmit(ByteView lldpdu)
{
    if (!output_.send(lldpdu))
        return false;
    ++statistics_.transmitted;
    return true;
}

void Agent::say_goodbye()
{
    if (!announced_ || !may_send())
        return;
    if (const auto octets = encode_lldpdu(shutdown_lldpdu(msap_of(local_))))
        transmit(*octets);
    announced_ = false;
}

} // namespace lldp::daemon
