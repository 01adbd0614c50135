#include "base/bytes.hpp"

#include <catch2/catch_test_macros.hpp>

using lldp::Bytes;
using lldp::Reader;
using lldp::Writer;

TEST_CASE("a reader gives integers in network order", "[bytes]")
{
    const Bytes octets{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07};
    Reader reader{octets};

    CHECK(reader.u8() == 0x01);
    CHECK(reader.u16() == 0x0203);
    CHECK(reader.u32() == 0x04050607);
    CHECK(reader.ok());
    CHECK(reader.empty());
}

TEST_CASE("a read past the end gives nothing and is remembered", "[bytes]")
{
    const Bytes octets{0xff, 0xff, 0xff};
    Reader reader{octets};

    CHECK(reader.u32() == 0);
    CHECK_FALSE(reader.ok());
    CHECK(reader.remaining() == 0);
    CHECK(reader.u8() == 0);
    CHECK(reader.take(1).empty());
}

TEST_CASE("what a writer wrote a reader reads", "[bytes]")
{
    Writer writer;
    writer.u8(1);
    writer.u16(0xfffe);
    writer.u32(0x80000001);
    writer.u64(0x0102030405060708);
    writer.text("lldp");

    Reader reader{writer.data()};
    CHECK(reader.u8() == 1);
    CHECK(reader.u16() == 0xfffe);
    CHECK(reader.u32() == 0x80000001);
    CHECK(reader.u64() == 0x0102030405060708);
    CHECK(lldp::to_string(reader.rest()) == "lldp");
    CHECK(reader.ok());
}
