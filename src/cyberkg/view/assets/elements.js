// Building elements. Text is set as text, always: nothing on this page parses markup.

const SVG = "http://www.w3.org/2000/svg";

const byId = (id) => document.getElementById(id);

/** Make an element: attributes as a record, event handlers under `on`, children elements or strings. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Make an element of SVG; attributes are set as they are. */
function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A text from a briefing, kept apart from its surroundings should it run from right to left. */
const words = (text) => make("bdi", {}, text);

/** A link out of the page where the address is a web address, else its text. */
function outside(address) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return words(address);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return words(address);
  return make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, address);
}

/** "1 fact", "2,300 facts". */
function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Show a short message for a moment; it is read out too. */
const toast = (() => {
  let timer = 0;
  return (message) => {
    const box = byId("toast");
    box.textContent = message;
    box.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      box.hidden = true;
    }, 3200);
  };
})();

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const small = () => matchMedia("(max-width: 800px)").matches;
