// Search by name and alias: a combobox, as the ARIA practices describe it, with the best hits first.

const search = (() => {
  const input = byId("query");
  const list = byId("hits");
  const MOST_HITS = 12;
  let hits = [];
  let active = -1;
  let aim = null; // a node from which a path is to be drawn to the next choice

  const entries = knowledge.nodes.map((node) => ({
    id: node.id,
    names: [node.label, ...node.aliases].map((name) => ({ name, folded: fold(name) })),
  }));

  /** How well a name answers: 0 is best, null not at all. */
  function rate(folded, wanted) {
    if (folded === wanted) return 0;
    const at = folded.indexOf(wanted);
    if (at === 0) return 1;
    if (at > 0 && /[\s\-([“"'.,/]/u.test(folded[at - 1])) return 2;
    if (at > 0) return 3;
    const parts = wanted.split(/\s+/);
    return parts.length > 1 && parts.every((part) => folded.includes(part)) ? 4 : null;
  }

  function find(text) {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    const found = [];
    for (const { id, names } of entries) {
      let best = null;
      names.forEach(({ name, folded }, i) => {
        const score = rate(folded, wanted);
        if (score !== null && (!best || score + (i ? 0.5 : 0) < best.score)) best = { id, score: score + (i ? 0.5 : 0), name, alias: i > 0 };
      });
      if (best && best.id !== aim) found.push(best);
    }
    return found.sort((a, b) => a.score - b.score || byDegree(a.id, b.id));
  }

  function marked(name) {
    const wanted = input.value.trim();
    const at = name.toLowerCase().indexOf(wanted.toLowerCase());
    if (!wanted || at < 0) return [name];
    return [name.slice(0, at), make("mark", {}, name.slice(at, at + wanted.length)), name.slice(at + wanted.length)];
  }

  function option(hit, i) {
    const node = knowledge.nodes[hit.id];
    return make("li", { id: `hit-${i}`, role: "option", "aria-selected": "false", "data-node": hit.id,
      on: { mousedown: (event) => { event.preventDefault(); choose(i); }, mousemove: () => activate(i) } },
      swatch(node.type),
      make("span", { class: "label", dir: "auto" },
        ...(hit.alias ? [node.label] : marked(node.label)),
        hit.alias ? make("span", { class: "also" }, "also ", make("bdi", {}, ...marked(hit.name))) : null),
      make("span", { class: "count" }, node.type));
  }

  function suggest() {
    const found = find(input.value);
    hits = found.slice(0, MOST_HITS);
    list.replaceChildren(...hits.map(option));
    if (found.length > hits.length) list.append(make("li", { class: "more", "aria-hidden": "true" }, `and ${found.length - hits.length} more: type on`));
    if (!found.length) list.append(make("li", { class: "none" }, "Nothing by that name"));
    show(Boolean(input.value.trim()));
    activate(hits.length ? 0 : -1);
  }

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) activate(-1);
  }

  function activate(i) {
    active = i;
    [...list.children].forEach((child, at) => child.setAttribute("aria-selected", String(at === i)));
    if (i >= 0) {
      input.setAttribute("aria-activedescendant", `hit-${i}`);
      list.children[i].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function choose(i) {
    const hit = hits[i];
    if (!hit) return;
    const from = aim;
    setAim(null);
    input.value = "";
    show(false);
    byId("picture").focus({ preventScroll: true }); // the arrow keys go on from what was found
    if (from !== null) choosePath(from, hit.id);
    else select(hit.id, { approach: true, close: true });
  }

  /** Make the next choice the end of a path from this node; null makes it a search again. */
  function setAim(id) {
    aim = id;
    input.closest(".search").classList.toggle("aiming", id !== null);
    input.placeholder = id === null ? "Search people, organisations, events …" : `Path from ${knowledge.nodes[id].label} to …`;
    input.setAttribute("aria-label", id === null ? "Search by name or alias" : `Path from ${knowledge.nodes[id].label} to`);
  }

  function onKey(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void suggest();
      if (hits.length) activate((active + (key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
    } else if (key === "Enter") {
      choose(active);
    } else if (key === "Escape") {
      event.stopPropagation();
      if (!list.hidden) show(false);
      else if (input.value) input.value = "";
      else {
        setAim(null);
        input.blur();
      }
    }
  }

  function open() {
    input.addEventListener("input", suggest);
    input.addEventListener("focus", () => input.value && suggest());
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", onKey);
  }

  return { open, setAim, focus: () => input.focus(), get aim() { return aim; } };
})();
