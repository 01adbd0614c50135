// Frames, as a neighbor on the wire may send them: what the agent makes of them, one after the other, and what a client
// is told of each neighbor, through the control protocol and in every output format.
#include "client/formats.hpp"
#include "control/protocol.hpp"
#include "daemon/agent.hpp"
#include "daemon/documents.hpp"
#include "target.hpp"

#include <sstream>

using namespace lldp;
using namespace lldp::daemon;
using namespace std::chrono_literals;

namespace {

void show(Change change, const Neighbor& neighbor, Clock::time_point now)
{
    auto root = documents::event(change, "eth0", neighbor, now);
    control::MessageBuffer buffer{control::max_reply_size};
    buffer.append(control::encode(control::Reply{control::Event{root}}));
    const auto message = buffer.next();
    fuzz::expect(message && *message, "an event is one whole message");
    const auto reply = control::decode_reply(**message);
    fuzz::expect(reply && *reply == control::Reply{control::Event{root}}, "an event survives the control protocol");
    for (const auto& format : client::formats()) {
        std::ostringstream out;
        format.write(out, root);
        fuzz::expect(!out.str().empty(), "every format shows something of a neighbor");
    }
}

class Output : public AgentOutput
{
  public:
    explicit Output(const Clock::time_point& now) : now_{now} {}

    bool send(ByteView lldpdu) override
    {
        fuzz::expect(decode_lldpdu(lldpdu).has_value(), "what is sent can be decoded");
        return true;
    }
    void neighbor_changed(Change change, const Neighbor& neighbor) override
    {
        fuzz::expect(decode_msap(neighbor.octets) == msap_of(neighbor.pdu()), "the first TLVs tell whose they are");
        show(change, neighbor, now_);
    }
    void discarded(const Error& error) override { fuzz::expect(!error.message().empty(), "a discard has a reason"); }
    void too_many_neighbors(const Neighbor& left_out, unsigned /*limit*/) override
    {
        show(Change::LeftOut, left_out, now_);
    }
    void unsendable(const Error& /*error*/) override { fuzz::expect(false, "what is said locally can be sent"); }

  private:
    const Clock::time_point& now_;
};

} // namespace

void fuzz::run(ByteView input)
{
    Clock::time_point now{1'000h};
    Output output{now};
    RemoteIndex remote_index;
    AgentSettings settings;
    settings.max_neighbors = 4;
    Agent agent{settings, remote_index, output};
    agent.set_local(Lldpdu{{ChassisId::mac({2, 0, 0, 0, 0, 1}), PortId::mac({2, 0, 0, 0, 0, 1}), TimeToLive{120s}}},
                    now);
    agent.set_operational(true, now);
    for (Records frames{input}; !frames.empty();) {
        agent.receive(frames.next(), now);
        expect(agent.neighbors().size() <= settings.max_neighbors, "there are no more neighbors than allowed");
        now += 10s;
        agent.tick(now);
        const auto deadline = agent.deadline();
        expect(deadline && *deadline > now, "nothing that is due is left undone");
    }
    const auto& counts = agent.statistics();
    expect(counts.discarded <= counts.received, "only what was received can be discarded");
    expect(counts.inserted - counts.deleted == agent.neighbors().size(), "who came and did not go is there");
}
