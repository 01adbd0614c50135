// The timeline of a failed test: what programs wrote and were given, what netlink told, the frames on each link, and the assertions, in the
// order of time. Each source is a lane, which can be switched off.

const BUCKETS = 240; // So many marks a lane at most.

function timelineOf(test) {
    const lanes = [];
    const entries = [];
    const lane = (kind, name, title) => {
        lanes.push({kind, name, title: title || name, number: lanes.length, entries: []});
        return lanes[lanes.length - 1];
    };
    const add = (lane, time, text, more = {}) => {
        const entry = {lane, time, text, ...more};
        lane.entries.push(entry);
        entries.push(entry);
    };
    const timed = test.failures.filter((each) => typeof each.time === "number");
    if (timed.length > 0) {
        const assertions = lane("assertion", "assertions");
        timed.forEach((each) => add(assertions, each.time, each.text));
    }
    test.processes.forEach((each, i) => {
        const command = each.argv.join(" ");
        const program = (each.argv[0] || "").split("/").pop();
        const own = lane("process", `[${i + 1}] ${program}${each.ns ? " \u00b7 " + each.ns : ""}`, command);
        add(own, each.started, "started " + command, {style: "meta"});
        each.lines.forEach((line) => add(own, line.time, (line.stream === "in" ? "\u2190 " : "") + line.text, {style: line.stream}));
        if (each.status)
            add(own, each.ended, each.status, {style: each.success ? "meta" : "meta bad"});
        if (each.core)
            add(own, each.ended, each.core, {style: "meta bad"});
        Object.assign(own, {from: each.started, to: each.status ? each.ended : undefined});
    });
    const kernels = new Map();
    test.events.forEach((each) => {
        if (!kernels.has(each.ns))
            kernels.set(each.ns, lane("netlink", "netlink \u00b7 " + each.ns));
        add(kernels.get(each.ns), each.time, each.text);
    });
    const links = test.frames.links.map((each) => lane("link", each.ns + "/" + each.name, each.count));
    test.frames.list.filter((each) => links[each.link]).forEach((each) => add(links[each.link], each.time,
        (each.sent ? "\u2192 " : "\u2190 ") + (each.protocol ? each.protocol + "  " + each.info : each.text),
        {details: each.details, summary: each.text, injected: each.injected}));
    entries.sort((a, b) => a.time - b.time);
    return {lanes, entries};
}

function entryRow(entry) {
    const text = [entry.injected ? html("span", {class: "tag"}, "injected by the test") : null, entry.text];
    const content = entry.details
        ? html("details", {}, html("summary", {}, text), html("pre", {tabindex: "0"}, entry.summary + "\n\n" + entry.details))
        : html("span", {}, text);
    entry.row = html("tr", {class: `entry ${entry.lane.kind} ${entry.style || ""}`, "data-lane": entry.lane.number},
        html("td", {class: "time"}, entry.time.toFixed(3)),
        html("td", {class: "lane"}, entry.lane.name),
        html("td", {class: "text"}, content));
    return entry.row;
}

// The lane's entries as marks on a common axis; a click leads to the entry.
function track(lane, end) {
    const at = (time) => 100 * Math.min(Math.max(time / end, 0), 1);
    const marks = new Map();
    for (const entry of lane.entries) {
        const bucket = Math.round(at(entry.time) * BUCKETS / 100);
        marks.set(bucket, [...(marks.get(bucket) || []), entry]);
    }
    const line = html("div", {class: "track"});
    if (lane.from !== undefined) {
        const life = html("div", {class: "life"});
        life.style.left = at(lane.from) + "%";
        life.style.right = 100 - at(lane.to === undefined ? end : lane.to) + "%";
        line.append(life);
    }
    for (const [bucket, entries] of marks) {
        const bad = entries.some((each) => /bad/.test(each.style || ""));
        const mark = html("div", {class: "mark" + (bad ? " bad" : ""), title: visible(`${entries[0].time.toFixed(3)} s: ` +
            (entries.length > 1 ? entries.length + " entries" : entries[0].text.slice(0, 200))),
            click: () => show(entries[0].row)});
        mark.style.left = bucket * 100 / BUCKETS + "%";
        line.append(mark);
    }
    return line;
}

function show(row) {
    row.hidden = false;
    row.scrollIntoView({block: "center"});
    row.classList.add("found");
    row.addEventListener("animationend", () => row.classList.remove("found"), {once: true});
}

function drawTimeline(test) {
    const {lanes, entries} = timelineOf(test);
    if (entries.length === 0)
        return null;
    const end = Math.max(...entries.map((each) => each.time), test.seconds, 0.001);
    const rows = entries.map(entryRow);
    const switches = lanes.map((lane) => html("input", {type: "checkbox", checked: true, change: () => update()}));
    const find = html("input", {type: "search", placeholder: "text", "aria-label": "Find in the timeline", autocomplete: "off",
        input: () => update()});
    const count = html("span", {class: "count", role: "status"});
    const set = (value) => {
        switches.forEach((each) => { each.checked = value; });
        update();
    };
    function update() {
        const wanted = find.value.toLowerCase();
        let shown = 0;
        entries.forEach((entry, i) => {
            const fits = switches[entry.lane.number].checked &&
                (!wanted || (entry.text + " " + (entry.details || "")).toLowerCase().includes(wanted));
            rows[i].hidden = !fits;
            shown += fits ? 1 : 0;
        });
        count.textContent = shown === entries.length ? plural(shown, "entry", "entries") : `${shown} of ${entries.length} entries`;
    }
    update();
    return html("div", {class: "timeline"},
        html("div", {class: "lanes", role: "group", "aria-label": "Lanes of the timeline"},
            lanes.map((lane, i) => html("div", {class: "row " + lane.kind},
                html("label", {title: visible(lane.title)}, switches[i], html("span", {class: "lane-name"}, lane.name),
                    html("span", {class: "number"}, String(lane.entries.length))), track(lane, end))),
            html("div", {class: "row axis", "aria-hidden": "true"}, html("span", {}),
                html("div", {class: "scale"}, [0, 0.25, 0.5, 0.75, 1].map((each) => html("span", {}, seconds(each * end)))))),
        html("div", {class: "tools"}, html("label", {}, "Find ", find),
            html("button", {type: "button", click: () => set(true)}, "all lanes"),
            html("button", {type: "button", click: () => set(false)}, "no lane"), count),
        html("div", {class: "entries", tabindex: "0", role: "group", "aria-label": "Timeline, can be scrolled"},
            html("table", {}, html("thead", {}, html("tr", {}, ["seconds", "source", "what"].map((each) => html("th", {scope: "col"}, each)))),
                html("tbody", {}, rows))));
}
