// A daemon that has heard one frame made by hand.
#pragma once

#include "harness/capture.hpp"
#include "harness/links.hpp"
#include "harness/namespaces.hpp"
#include "lldp/frame.hpp"
#include "lldp/lldpd.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>

namespace lldptest {

/// A daemon that only receives, on a link of its own. It has heard one frame, and a good one of another neighbor behind
/// it, so that it is done with the first.
class Heard
{
  public:
    /// Who sends the frame, in which these are its source, its chassis ID and its port ID.
    static constexpr const char* sender = "00:00:5e:00:53:01";

    /// A frame with the mandatory TLVs, those that are given, and the end.
    explicit Heard(std::initializer_list<Bytes> tlvs, Where where = Where::here());
    /// A frame that is whatever it is.
    [[nodiscard]] static Heard frame(const Bytes& frame, Where where = Where::here());

    /// What `show neighbors details` says of the neighbor beyond what each has, keys from behind the interface's name.
    /// A neighbor that was not taken fails the test.
    [[nodiscard]] KeyValue neighbor(Where where = Where::here()) const;
    /// How many there are.
    [[nodiscard]] std::size_t neighbors(Where where = Where::here()) const;
    /// The frame was discarded and counted, and nothing of it is there.
    void check_discarded(Where where = Where::here()) const;
    /// Of both frames.
    [[nodiscard]] Counters counters(Where where = Where::here()) const;
    [[nodiscard]] const Lldpd& lldpd() const { return lldpd_; }

  private:
    struct Whole
    {
        const Bytes& frame;
    };
    Heard(Whole whole, Where where);

    harness::Namespaces ns_;
    harness::Links links_;
    std::pair<harness::Link&, harness::Link&> link_ = links_.veth(ns_(1), ns_(2));
    harness::Capture wire_{link_.second};
    Lldpd lldpd_{ns_(1), {"-r"}};
};

} // namespace lldptest
