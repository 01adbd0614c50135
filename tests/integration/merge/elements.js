// How everything gets into the page: as elements and text nodes, never as markup. What tests, programs and frames say is
// hostile text.

// Control characters, and those that turn the direction of writing, are shown and not obeyed.
function visible(text) {
    return String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => {
        const code = c.charCodeAt(0);
        if (code < 0x20)
            return String.fromCharCode(0x2400 + code);
        return code === 0x7f ? "\u2421" : "[U+" + code.toString(16).toUpperCase().padStart(4, "0") + "]";
    });
}

function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "function")
            element.addEventListener(name, value);
        else if (value !== null && value !== false)
            element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat(Infinity)) {
        if (child !== null && child !== undefined)
            element.append(child instanceof Node ? child : visible(child));
    }
    return element;
}

// html("td", {class: "x", click: handler}, "text", otherElement)
function html(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function seconds(value, digits = 2) {
    return value.toFixed(digits) + " s";
}

function plural(count, one, many = one + "s") {
    return count + " " + (count === 1 ? one : many);
}
