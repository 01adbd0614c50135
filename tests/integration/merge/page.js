// The page: a summary, all tests, and what is known of each that failed.

const data = JSON.parse(document.getElementById("data").textContent);
const STATUSES = {
    failed: {sign: "\u2717", word: "failed"},
    passed: {sign: "\u2713", word: "passed"},
    skipped: {sign: "\u2013", word: "skipped"},
    xfail: {sign: "\u2717", word: "failed as expected"},
    xpass: {sign: "!", word: "passed unexpectedly"},
};
const NEAR = 0.8; // Of the deadline.
const OPEN = 3; // So many failed tests are open at first.

const byId = (id) => document.getElementById(id);
// A failure is more than near.
const isNear = (test) => /pass/.test(test.status) &&
    (test.late.length > 0 || (test.deadline > 0 && test.seconds >= NEAR * test.deadline));
const tests = data.cases.map((test, number) => ({...test, number, near: isNear(test)}));
const textOf = (test) => [test.name, test.subject, test.reason || "",
    ...(test.failures || []).map((each) => each.text)].join("\n").toLowerCase();

let status = "all";
let order = {key: "seconds", down: true};

const fits = (test) => (status === "all" || (status === "near" ? test.near : test.status === status)) &&
    textOf(test).includes(byId("find").value.toLowerCase());

function placeOf(test) {
    return test.file ? `${test.subject}:${test.line}` : "";
}

function sign(test) {
    const {sign, word} = STATUSES[test.status];
    return html("span", {class: "sign " + test.status}, html("span", {"aria-hidden": "true"}, sign), html("span", {class: "word"}, word));
}

// --- a failed test ------------------------------------------------------------------------------------------------------

function copyable(text) {
    const copy = html("button", {type: "button", click: () => {
        getSelection().selectAllChildren(code);
        copy.textContent = document.execCommand("copy") ? "copied" : "selected";
    }}, "copy");
    const code = html("code", {}, text);
    return html("div", {class: "command"}, html("pre", {tabindex: "0"}, code), copy);
}

function part(title, ...content) {
    return content.every((each) => each === null) ? null : html("section", {}, html("h3", {}, title), content);
}

function framesPart(frames) {
    if (frames.links.length === 0)
        return null;
    return html("p", {class: "quiet"},
        frames.file ? ["All frames: ", html("a", {href: encodeURI(frames.file)}, frames.file), ". "] : null,
        frames.undissected ? `Not dissected: ${frames.undissected}. ` : null);
}

function detailsOf(test) {
    return [
        test.reason ? part("Expected to fail", html("p", {}, test.reason)) : null,
        part("Assertion", test.failures.map((each) => html("div", {class: "assertion"},
            each.file ? html("div", {class: "place"}, `${each.file.replace(/^(\.\.\/)+/, "")}:${each.line}`) : null, html("pre", {tabindex: "0"}, each.text)))),
        test.repeat ? part("To repeat it alone", copyable(test.repeat)) : null,
        part("Topology", drawTopology(test.topology)),
        part("Timeline", drawTimeline(test), framesPart(test.frames)),
        test.late.length > 0 ? part("Waits near their deadline", html("ul", {}, test.late.map((each) => html("li", {}, each)))) : null,
        test.notes.length > 0 ? part("Notes", test.notes.map((each) => html("details", {},
            html("summary", {}, each.title), html("pre", {tabindex: "0"}, each.text)))) : null,
    ].filter((each) => each !== null);
}

// Filled when it is opened, so that many failed tests cost nothing until somebody looks.
function failedTest(test) {
    const body = html("div", {class: "body"});
    const fill = () => {
        if (element.open && body.childElementCount === 0)
            body.append(...detailsOf(test));
    };
    const element = html("details", {class: "failed-test", id: "test-" + test.number, toggle: fill}, html("summary", {}, sign(test), html("span", {class: "name"}, test.name),
        html("span", {class: "quiet"}, `${placeOf(test)} \u00b7 ${seconds(test.seconds)}`)), body);
    const open = () => {
        element.open = true;
        fill();
    };
    return {test, element, open};
}

const failedTests = tests.filter((test) => test.failures).map(failedTest);
const failedOnes = (status) => failedTests.filter((each) => each.test.status === status);

function openFailed(number) {
    const found = failedTests.find((each) => each.test.number === number);
    if (found) {
        found.open();
        found.element.scrollIntoView();
        found.element.querySelector("summary").focus();
    }
}

// --- all tests ----------------------------------------------------------------------------------------------------------

const COLUMNS = [
    {key: "status", title: "status", compare: (a, b) => a.status.localeCompare(b.status)},
    {key: "name", title: "test", compare: (a, b) => a.name.localeCompare(b.name)},
    {key: "subject", title: "file", compare: (a, b) => placeOf(a).localeCompare(placeOf(b), "en", {numeric: true})},
    {key: "seconds", title: "time", compare: (a, b) => a.seconds - b.seconds, down: true},
];

function testRow(test) {
    const longest = Math.max(...tests.map((each) => each.seconds), 0.001);
    const bar = html("div", {class: "bar"});
    bar.style.width = 100 * test.seconds / longest + "%";
    const name = !test.failures ? test.name
        : html("a", {href: "#test-" + test.number, click: (event) => { event.preventDefault(); openFailed(test.number); }}, test.name);
    return html("tr", {class: test.status}, html("td", {}, sign(test)),
        html("td", {}, name, test.near ? html("span", {class: "tag near"}, "near its deadline") : null,
            test.reason ? html("div", {class: "quiet"}, test.reason) : null),
        html("td", {class: "quiet"}, placeOf(test)),
        html("td", {class: "time"}, seconds(test.seconds), bar));
}

const body = html("tbody", {});
const noTest = html("p", {class: "quiet", role: "status"});
const headers = COLUMNS.map((column) => html("th", {scope: "col"}, html("button", {type: "button", click: () => {
    order = {key: column.key, down: order.key === column.key ? !order.down : Boolean(column.down)};
    showTests();
}}, column.title)));

function showTests() {
    const {compare} = COLUMNS.find((column) => column.key === order.key);
    const sorted = tests.filter(fits).sort((a, b) => (order.down ? -1 : 1) * compare(a, b) || a.number - b.number);
    body.replaceChildren(...sorted.map(testRow));
    noTest.textContent = sorted.length === 0 ? "No test is like that." : "";
    COLUMNS.forEach((column, i) => headers[i].setAttribute("aria-sort",
        column.key !== order.key ? "none" : order.down ? "descending" : "ascending"));
    failedTests.forEach((each) => { each.element.hidden = !fits(each.test); });
    for (const which of ["failed", "xfail"])
        byId(which).hidden = failedOnes(which).every((each) => each.element.hidden);
}

// --- the rest -----------------------------------------------------------------------------------------------------------

function statusButtons() {
    const count = (which) => tests.filter((test) => test.status === which).length;
    const kinds = [["all", tests.length, "tests"], ...Object.keys(STATUSES).map((each) => [each, count(each), STATUSES[each].word]),
        ["near", tests.filter((test) => test.near).length, "near their deadline"]].filter(([kind, number]) => number > 0 || !/^x/.test(kind));
    const buttons = kinds.map(([kind, number, word]) => html("button", {type: "button", class: kind + (number ? "" : " none"),
        "aria-pressed": String(kind === status), "data-status": kind, click: () => {
            status = kind;
            buttons.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.status === kind)));
            showTests();
        }}, html("strong", {}, String(number)), " " + word));
    return buttons;
}

function showAbout() {
    const starts = data.runs.map((run) => run.started).filter((time) => time > 0);
    const hosts = [...new Set(data.runs.map((run) => run.host))].filter((host) => host);
    const spent = tests.reduce((sum, test) => sum + test.seconds, 0);
    const when = starts.length > 0 ? new Date(1000 * Math.min(...starts)).toISOString().replace("T", " ").slice(0, 16) + " UTC" : "";
    byId("about").textContent = visible([when, hosts.join(", "), seconds(spent, 1) + " in tests"].filter((each) => each).join(" \u00b7 "));
}

function showSkipped() {
    const reasons = new Map();
    for (const test of tests.filter((each) => each.status === "skipped"))
        reasons.set(test.reason, [...(reasons.get(test.reason) || []), test]);
    byId("skipped").hidden = reasons.size === 0;
    byId("skipped").append(...[...reasons].sort((a, b) => b[1].length - a[1].length).map(([reason, skipped]) =>
        html("details", {class: "reason"}, html("summary", {}, html("span", {class: "number"}, String(skipped.length)), reason),
            html("ul", {}, skipped.map((test) => html("li", {}, test.name, html("span", {class: "quiet"}, " " + placeOf(test))))))));
}

function showNear() {
    const near = tests.filter((test) => test.near).sort((a, b) => b.seconds / b.deadline - a.seconds / a.deadline);
    byId("near").hidden = near.length === 0;
    byId("near").append(html("p", {class: "quiet"}, `In these ${100 * NEAR} % of the time for something were gone, or more: on a slower machine they may fail.`),
        html("ul", {}, near.map((test) => html("li", {}, test.name,
            html("span", {class: "quiet"}, ` ${seconds(test.seconds)} of ${seconds(test.deadline)}`),
            test.late.map((each) => html("div", {class: "quiet"}, each))))));
}

function showUnexpected() {
    const passed = tests.filter((test) => test.status === "xpass");
    byId("xpass").hidden = passed.length === 0;
    byId("xpass").append(html("p", {class: "quiet"}, "These were expected to fail, for a reason that may be gone."),
        html("ul", {}, passed.map((test) => html("li", {}, test.name, html("span", {class: "quiet"}, ` ${placeOf(test)}`),
            html("div", {class: "quiet"}, test.reason)))));
}

function showRuns() {
    const rows = data.runs.map((run, number) => {
        const own = tests.filter((test) => test.run === number);
        return html("tr", {}, html("td", {}, html("code", {}, run.argv.join(" "))), html("td", {class: "quiet"}, run.host),
            html("td", {class: "time"}, "seed " + run.seed), html("td", {class: "time"}, plural(own.length, "case")),
            html("td", {class: "time"}, run.status === undefined ? "nobody saw its end" : "exit status " + run.status));
    });
    byId("runs").append(html("details", {}, html("summary", {}, plural(rows.length, "run")),
        html("div", {class: "scroll", tabindex: "0", role: "group", "aria-label": "Test programs, can be scrolled"},
            html("table", {}, html("tbody", {}, rows)))));
}

document.title = `${STATUSES[failedOnes("failed").length > 0 ? "failed" : "passed"].sign} ${document.title}`;
byId("statuses").append(...statusButtons());
for (const which of ["failed", "xfail"])
    byId(which).append(...failedOnes(which).map((each) => each.element));
byId("all").append(html("table", {class: "tests"}, html("thead", {}, html("tr", {}, headers)), body), noTest);
showAbout();
showTests();
showUnexpected();
showNear();
showSkipped();
showRuns();
failedOnes("failed").slice(0, OPEN).forEach((each) => each.open());
byId("find").addEventListener("input", showTests);
document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
        event.preventDefault();
        byId("find").focus();
    }
});
