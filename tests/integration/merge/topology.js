// The network of a failed test, drawn from what the kernel said at the point of failure: a box for each namespace, the ports
// that lead to namespaces above in its upper row, those that lead below in its lower one, bridges and the rest between.
// The namespace with the most neighbors is at the top.

const PORT = {width: 206, gap: 14, line: 15, head: 20, letters: 28};
const BOX = {padding: 16, title: 28, between: 26, gap: 36, rows: 84};

const SMALLEST = 0.7; // Of its size: smaller, nobody can read it.

const keyOf = (ns, index) => JSON.stringify([ns, index]);

// Everybody has a loopback interface; it is worth showing only where it has addresses of its own.
const usual = (link) => link.name === "lo" && link.addresses.every((a) => /^(127\.0\.0\.1\/8|::1\/128)$/.test(a));

// Namespaces with their links, each link with its counterpart and its master, where they are known.
function readTopology(topology) {
    const spaces = topology.map((each) => ({name: each.ns, error: each.error, gone: each.gone,
        links: each.links.filter((link) => !usual(link)).map((link) => ({...link, ns: each.ns}))}));
    const byKey = new Map(spaces.flatMap((space) => space.links).map((link) => [keyOf(link.ns, link.index), link]));
    for (const space of spaces) {
        for (const link of space.links) {
            link.master = link.master ? byKey.get(keyOf(space.name, link.master)) : undefined;
            const other = link.peer ? byKey.get(keyOf(link.peer.ns, link.peer.index)) : undefined;
            const mutual = other && other.peer && keyOf(other.peer.ns, other.peer.index) === keyOf(space.name, link.index);
            // Where it is not mutual, the link stands on the other one: a VLAN, a macvlan.
            link.lower = other && !mutual ? other : undefined;
            link.other = mutual ? other : undefined;
        }
    }
    for (const link of byKey.values())
        link.isMaster = [...byKey.values()].some((each) => each.master === link);
    return spaces;
}

// Rows of namespaces: each as far below the one with the most neighbors as there are links between them.
function layered(spaces) {
    const neighbors = new Map(spaces.map((space) => [space.name, new Set(
        space.links.filter((link) => link.other && link.other.ns !== space.name).map((link) => link.other.ns))]));
    const byName = new Map(spaces.map((space) => [space.name, space]));
    const left = new Set([...spaces].sort((a, b) => neighbors.get(b.name).size - neighbors.get(a.name).size ||
        a.name.localeCompare(b.name, "en", {numeric: true})));
    const rows = [];
    while (left.size > 0) {
        let current = [left.values().next().value];
        left.delete(current[0]);
        for (let depth = 0; current.length > 0; ++depth) {
            rows[depth] = [...(rows[depth] || []), ...current];
            const next = [];
            for (const space of current) {
                for (const name of [...neighbors.get(space.name)].sort((a, b) => a.localeCompare(b, "en", {numeric: true}))) {
                    if (left.delete(byName.get(name)))
                        next.push(byName.get(name));
                }
            }
            current = next;
        }
    }
    return rows;
}

function portLines(link) {
    const lines = [link.mac, ...link.addresses];
    if (link.mtu && link.mtu !== 1500 && link.name !== "lo")
        lines.push("mtu " + link.mtu);
    if (link.alias)
        lines.push("\u201c" + link.alias + "\u201d");
    return lines.filter((line) => line);
}

const portHeight = (link) => PORT.head + PORT.line * portLines(link).length + 8;
const rowHeight = (row) => Math.max(0, ...row.map(portHeight));
const rowWidth = (row) => row.length * (PORT.width + PORT.gap) - PORT.gap;

// Decides which row each link of a namespace is in; needs to know where the other namespaces are.
function arrange(rows) {
    const place = new Map();
    rows.forEach((row, depth) => row.forEach((space, column) => place.set(space.name, {depth, column})));
    const position = (link) => place.get(link.other.ns).column + link.other.index / 1000;
    for (const space of rows.flat()) {
        const depth = place.get(space.name).depth;
        const leads = (link) => link.other && place.get(link.other.ns).depth < depth ? "up" : link.other ? "down" : "middle";
        const sorted = (which) => space.links.filter((link) => leads(link) === which && !link.isMaster);
        space.up = sorted("up").sort((a, b) => position(a) - position(b));
        space.down = sorted("down").sort((a, b) => position(a) - position(b));
        space.middle = [...space.links.filter((link) => link.isMaster), ...sorted("middle")];
        const used = [space.up, space.middle, space.down].filter((row) => row.length > 0);
        space.width = Math.max(180, ...used.map(rowWidth)) + 2 * BOX.padding;
        space.height = BOX.title + BOX.padding + used.reduce((sum, row) => sum + rowHeight(row), 0) +
            Math.max(0, used.length - 1) * BOX.between + (space.error ? PORT.line : 0);
    }
}

function placeLinks(space) {
    let y = space.y + BOX.title + (space.error ? PORT.line : 0);
    for (const row of [space.up, space.middle, space.down].filter((each) => each.length > 0)) {
        let x = space.x + (space.width - rowWidth(row)) / 2;
        for (const link of row) {
            Object.assign(link, {x, y, width: PORT.width, height: portHeight(link)});
            x += PORT.width + PORT.gap;
        }
        y += rowHeight(row) + BOX.between;
    }
    // A bridge spans its box, so that each of its ports can be right above or below it.
    if (space.middle.length === 1 && space.middle[0].isMaster)
        Object.assign(space.middle[0], {x: space.x + BOX.padding, width: space.width - 2 * BOX.padding});
}

function placeAll(rows) {
    const widths = rows.map((row) => row.reduce((sum, space) => sum + space.width + BOX.gap, -BOX.gap));
    const width = Math.max(...widths);
    let y = 1;
    rows.forEach((row, depth) => {
        let x = 1 + (width - widths[depth]) / 2;
        for (const space of row) {
            Object.assign(space, {x, y});
            placeLinks(space);
            x += space.width + BOX.gap;
        }
        y += Math.max(...row.map((space) => space.height)) + BOX.rows;
    });
    const loops = rows.flat().some((space) => space.down.some((link) => !isAbove(link, link.other)));
    return {width: width + 2, height: y - BOX.rows + (loops ? BOX.rows / 2 : 2)};
}

const middleOf = (link) => link.x + link.width / 2;
const isAbove = (a, b) => a.y + a.height < b.y;
const works = (link) => link.up && link.running;

// From the lower edge of one to the upper edge of the other; between neighbors in a row, in an arc below both.
function wire(from, to) {
    const [a, b] = from.y <= to.y ? [from, to] : [to, from];
    const start = [middleOf(a), a.y + a.height];
    const straight = isAbove(a, b);
    const end = [middleOf(b), straight ? b.y : b.y + b.height];
    const bend = straight ? (end[1] - start[1]) / 2 : 64;
    const path = `M${start} C${start[0]},${start[1] + bend} ${end[0]},${straight ? end[1] - bend : end[1] + bend} ${end}`;
    return svg("path", {class: works(from) && works(to) ? "wire" : "wire broken", d: path},
        svg("title", {}, `${from.ns}/${from.name} \u2014 ${to.ns}/${to.name}` + (works(from) && works(to) ? "" : " (not running)")));
}

// Within a namespace: a port and what it belongs to, a VLAN and what it stands on.
function belongs(link, to, kind) {
    const below = link.y > to.y;
    const x = Math.min(Math.max(middleOf(link), to.x + 12), to.x + to.width - 12);
    return svg("path", {class: kind, d: `M${middleOf(link)},${below ? link.y : link.y + link.height} L${x},${below ? to.y + to.height : to.y}`},
        svg("title", {}, `${link.name} ${kind === "member" ? "is a port of" : "stands on"} ${to.name}`));
}

function port(link) {
    const state = works(link) ? "up" : link.up ? "no carrier" : "down";
    const kind = link.kind && link.kind !== "veth" ? link.kind + " \u00b7 " : "";
    const label = (x, y, style, ...text) => svg("text", {x, y, class: style}, ...text);
    const inner = link.isMaster ? middleOf(link) - PORT.width / 2 : link.x;
    return svg("g", {class: "port " + (works(link) ? "up" : "down") + (link.isMaster ? " master" : "")},
        svg("title", {}, [`${link.ns}/${link.name}: index ${link.index}, mtu ${link.mtu}, state ${link.state}`, ...portLines(link)].join("\n")),
        svg("rect", {x: link.x, y: link.y, width: link.width, height: link.height, rx: 5}),
        svg("circle", {cx: inner + 13, cy: link.y + 14, r: 4}),
        label(inner + 23, link.y + 18, "name", link.name),
        label(inner + PORT.width - 10, link.y + 18, "kind", kind + state),
        portLines(link).map((line, i) => label(inner + 10, link.y + PORT.head + 12 + i * PORT.line, "address",
            line.length > PORT.letters ? line.slice(0, PORT.letters - 1) + "\u2026" : line)));
}

function box(space) {
    return svg("g", {class: "space"},
        svg("rect", {x: space.x, y: space.y, width: space.width, height: space.height, rx: 8}),
        svg("text", {x: space.x + BOX.padding, y: space.y + 19, class: "title"}, space.name, space.gone ? svg("tspan", {class: "gone"}, " gone by then") : null),
        space.error ? svg("text", {x: space.x + BOX.padding, y: space.y + 36, class: "address"}, space.error) : null,
        space.links.filter((link) => link.master).map((link) => belongs(link, link.master, "member")),
        space.links.filter((link) => link.lower && link.lower.ns === link.ns).map((link) => belongs(link, link.lower, "lower")),
        space.links.map(port));
}

// Null when there is nothing to draw.
function drawTopology(topology) {
    const spaces = readTopology(topology);
    if (spaces.length === 0)
        return null;
    const rows = layered(spaces);
    arrange(rows);
    const {width, height} = placeAll(rows);
    const links = spaces.flatMap((space) => space.links);
    const wires = links.filter((link) => link.other && keyOf(link.ns, link.index) < keyOf(link.other.ns, link.other.index));
    const label = `${plural(spaces.length, "namespace")} with ${plural(links.length, "interface")} and ` +
        plural(wires.length, "link");
    const drawing = svg("svg", {viewBox: `0 0 ${width} ${height}`, width, role: "img", "aria-label": label},
        spaces.map(box), wires.map((link) => wire(link, link.other)));
    drawing.style.minWidth = SMALLEST * width + "px";
    return html("div", {class: "topology", tabindex: "0", role: "group", "aria-label": "Topology, can be scrolled"}, drawing);
}
