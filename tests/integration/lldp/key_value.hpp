// What `lldpcli -f keyvalue` prints: keys with values, in order, a key as often as it comes.
#pragma once

#include "harness/where.hpp"

#include <catch2/catch_tostring.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lldptest {

using harness::Where;

class KeyValue
{
  public:
    using Entry = std::pair<std::string, std::string>;

    KeyValue() = default;
    KeyValue(std::initializer_list<Entry> entries) : entries_{entries} {}
    /// `where` is the place that failures of operator[] point at.
    [[nodiscard]] static KeyValue parse(std::string_view text, Where where = Where::here());

    /// The first value of that key. A key that is not there fails the test, and the failure lists those that are.
    const std::string& operator[](std::string_view key) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view key) const;
    [[nodiscard]] bool contains(std::string_view key) const;
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

    /// What is below "prefix.", without that.
    [[nodiscard]] KeyValue below(std::string_view prefix) const;
    /// All but that key, for what is different in each run.
    [[nodiscard]] KeyValue without(std::string_view key) const;
    /// Split in front of each entry with that key: one part an answer's element.
    [[nodiscard]] std::vector<KeyValue> split_at(std::string_view key) const;
    void add(std::string key, std::string value) { entries_.emplace_back(std::move(key), std::move(value)); }
    void add(const KeyValue& other);

    /// "key=value" each.
    [[nodiscard]] std::vector<std::string> lines() const;
    bool operator==(const KeyValue& other) const { return entries_ == other.entries_; }

  private:
    std::vector<Entry> entries_;
    Where where_ = Where::here();
};

/// `REQUIRE_THAT(answer, is(KeyValue{…}))`: the whole answer, order included; a failure shows the lines that differ.
class IsKeyValue : public Catch::Matchers::MatcherBase<KeyValue>
{
  public:
    explicit IsKeyValue(KeyValue expected) : expected_{std::move(expected)} {}
    bool match(const KeyValue& got) const override;
    std::string describe() const override;

  private:
    KeyValue expected_;
    mutable std::string difference_;
};

[[nodiscard]] inline IsKeyValue is(KeyValue expected)
{
    return IsKeyValue{std::move(expected)};
}

} // namespace lldptest

template <>
struct Catch::StringMaker<lldptest::KeyValue>
{
    static std::string convert(const lldptest::KeyValue& value);
};
