#include "lldp/schema.hpp"

#include "harness/process.hpp"
#include "harness/test.hpp"
#include "harness/tools.hpp"
#include "lldp/program.hpp"

namespace lldptest {

namespace {

constexpr int no_validator = 77;

harness::RunResult judge(const std::string& format, const std::string& documents, Where where)
{
    return harness::run({"python3", VALIDATE_JSON, SCHEMAS "/lldpcli-" + format + ".schema.json"}, {.input = documents},
                        where);
}

} // namespace

void needs_validator(Where where)
{
    for (const auto* file : {VALIDATE_JSON, SCHEMAS "/lldpcli-json.schema.json", SCHEMAS "/lldpcli-json0.schema.json"})
        needs_file(file, where);
    if (!harness::is_installed("python3") || judge("json", "", where).status.code == no_validator)
        harness::skip("python3 has no jsonschema: apt-get install --no-install-recommends python3-jsonschema");
}

std::string schema_error(const std::string& format, const std::string& documents, Where where)
{
    const auto judged = judge(format, documents, where);
    return judged.status.success() ? std::string{} : harness::describe(judged);
}

} // namespace lldptest
