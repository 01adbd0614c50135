#include "proto/element.hpp"

#include <utility>

namespace lldp {

void Element::prune(Detail shown)
{
    const auto hidden = [shown](const auto& part) { return part.detail > shown; };
    std::erase_if(attributes, hidden);
    std::erase_if(children, hidden);
    for (auto& child : children)
        child.prune(shown);
}

Element element(std::string_view tag, std::string_view label, std::string value)
{
    return {std::string{tag}, std::string{label}, {}, std::move(value), {}};
}

std::string yes_no(bool flag)
{
    return flag ? "yes" : "no";
}

} // namespace lldp
