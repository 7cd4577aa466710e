// The search box: suggestions while one types, as a combobox of the ARIA practices. Enter without a choice searches.

(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const WAIT = 90; // milliseconds of rest before the server is asked
  const input = document.getElementById("sought");
  const list = document.getElementById("hits");
  let hits = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  function swatch(type) {
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("class", `swatch ${type}`);
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `#shape-${type}`);
    picture.append(use);
    return picture;
  }

  function make(name, className, ...content) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  }

  function option(hit, i) {
    const label = make("span", "label", make("bdi", "", hit.label));
    if (hit.name) label.append(make("span", "also", "also ", make("bdi", "", hit.name)));
    const item = make("li", "", swatch(hit.type), label, make("span", "count", hit.type));
    item.id = `hit-${i}`;
    item.setAttribute("role", "option");
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      open(i);
    });
    item.addEventListener("mousemove", () => activate(i));
    return item;
  }

  function activate(i) {
    active = i;
    [...list.querySelectorAll("[role=option]")].forEach((child, at) => child.setAttribute("aria-selected", String(at === i)));
    if (i >= 0) input.setAttribute("aria-activedescendant", `hit-${i}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(visible) {
    list.hidden = !visible;
    input.setAttribute("aria-expanded", String(visible));
    if (!visible) activate(-1);
  }

  const open = (i) => location.assign(hits[i].address);

  async function suggest() {
    const turn = ++asked;
    const text = input.value.trim();
    if (!text) return show(false);
    const answer = await fetch(`/suggest?${new URLSearchParams({ q: text })}`).catch(() => null);
    if (turn !== asked || !answer?.ok) return undefined;
    const found = await answer.json();
    if (turn !== asked) return undefined;
    hits = found.hits;
    list.replaceChildren(...hits.map(option));
    if (found.more) list.append(make("li", "more", `and ${found.more} more: Enter shows all`));
    if (found.near || !hits.length) list.prepend(make("li", "none", hits.length ? "Nothing by that name; near it are" : "Nothing by that name"));
    activate(-1);
    return show(document.activeElement === input);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden && hits.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate((active + step + hits.length + (active < 0 && step < 0 ? 1 : 0)) % hits.length);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      open(active);
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    const blank = event.target === input && !input.value; // nobody's name begins with a slash
    if (event.key === "/" && (!typing || blank) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
})();
