#include "harness/namespaces.hpp"

#include "harness/failure.hpp"
#include "harness/namespace_state.hpp"
#include "harness/packet_socket.hpp"
#include "harness/recorder.hpp"
#include "harness/report.hpp"

#include <algorithm>
#include <utility>

namespace harness {

namespace {

std::vector<const Namespace*>& live()
{
    static auto& the_one = *new std::vector<const Namespace*>;
    return the_one;
}

} // namespace

Expected<Namespace> Namespace::create(std::string name, const NamespaceKinds& more)
{
    auto descriptors = make_namespaces(name, more);
    if (!descriptors)
        return tl::unexpected<Error>{descriptors.error()};
    Namespace made{std::make_shared<State>(State{std::move(name), *std::move(descriptors)})};
    if (const auto listens = made.listen(); !listens)
        return tl::unexpected<Error>{listens.error()};
    return made;
}

Expected<> Namespace::listen()
{
    const auto inside = try_enter();
    if (!inside)
        return tl::unexpected<Error>{inside.error()};
    auto listener = NetlinkListener::open(state_->name);
    if (!listener)
        return tl::unexpected<Error>{listener.error()};
    report::add(listener->history());
    state_->listener = *std::move(listener);
    return {};
}

void Namespace::take_in_events() const
{
    if (state_ && state_->listener)
        state_->listener->take_in();
}

Namespace::Namespace(std::shared_ptr<State> state) : state_{std::move(state)}
{
    if (!state_)
        return;
    // Whoever owned it before is no longer the one that lives.
    std::erase(live(), state_->owner);
    state_->owner = this;
    live().push_back(this);
}

Namespace::Namespace(Namespace&& other) noexcept : Namespace{std::move(other.state_)} {}

Namespace& Namespace::operator=(Namespace&& other) noexcept
{
    if (this != &other) {
        const Namespace gone{std::move(state_)};
        if (other.state_) {
            std::replace(live().begin(), live().end(), other.state_->owner, static_cast<const Namespace*>(this));
            other.state_->owner = this;
        }
        state_ = std::move(other.state_);
    }
    return *this;
}

Namespace::~Namespace()
{
    if (!state_)
        return;
    if (state_->unwinding.is_under_way())
        point_of_failure();
    take_in_events();
    recorder::end(*this);
    std::erase(live(), this);
}

const std::string& Namespace::name() const
{
    static const std::string nobody;
    return state_ ? state_->name : nobody;
}

int Namespace::net() const
{
    return state_ ? descriptor_of(state_->made.descriptors, CLONE_NEWNET) : -1;
}

const Namespace* Namespace::from(const std::weak_ptr<const State>& watched)
{
    const auto state = watched.lock();
    return state ? state->owner : nullptr;
}

Expected<Netlink*> Namespace::netlink() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "use a namespace that was moved from");
    if (!state_->netlink) {
        const auto inside = try_enter();
        if (!inside)
            return tl::unexpected<Error>{inside.error()};
        auto opened = Netlink::open(state_->name);
        if (!opened)
            return tl::unexpected<Error>{opened.error()};
        state_->netlink = *std::move(opened);
    }
    take_in_events(); // Before more come of what is asked for now.
    return &*state_->netlink;
}

Expected<int> Namespace::packet_sender() const
{
    if (!state_)
        return failure(std::errc::bad_file_descriptor, "use a namespace that was moved from");
    if (!state_->packet_sender) {
        auto opened = open_packet_socket(*this);
        if (!opened)
            return tl::unexpected<Error>{opened.error()};
        state_->packet_sender = *std::move(opened);
    }
    return state_->packet_sender.get();
}

Namespace& Namespaces::operator()(unsigned number, Where where)
{
    const auto found = sets_.find(number);
    return found != sets_.end() ? found->second : make(number, {}, where);
}

Namespace& Namespaces::make(unsigned number, const NamespaceKinds& more, Where where)
{
    const auto name = "ns-" + std::to_string(number);
    if (sets_.count(number) != 0)
        fail("make " + name + ": it is there already", where);
    return sets_.emplace(number, require(Namespace::create(name, more), where)).first->second;
}

std::vector<const Namespace*> live_namespaces()
{
    auto result = live();
    std::sort(result.begin(), result.end(), [](const Namespace* left, const Namespace* right) {
        return std::pair{left->name().size(), left->name()} < std::pair{right->name().size(), right->name()};
    });
    return result;
}

} // namespace harness
