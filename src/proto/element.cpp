#include "proto/element.hpp"

namespace lldp {

void Element::prune(Detail shown)
{
    const auto hidden = [shown](const auto& part) { return part.detail > shown; };
    std::erase_if(attributes, hidden);
    std::erase_if(children, hidden);
    for (auto& child : children)
        child.prune(shown);
}

} // namespace lldp
