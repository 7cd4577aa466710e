// The legend, which is also the filter: types, links by role, and how sure the text is.

const filters = (() => {
  const tally = (items, keyOf) => {
    const counts = new Map();
    for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
    return counts;
  };
  const all = {
    types: tally(knowledge.nodes, (node) => node.type),
    roles: tally(knowledge.edges, (edge) => edge.predicate),
    statuses: tally(knowledge.edges, (edge) => edge.status),
  };
  const updates = []; // one function for each row, to bring it up to date

  /** A row: a tick, a sample, a name, a count; "only" leaves just this one on. */
  function row({ kind, key, name, title, sample, every }) {
    const box = make("input", { type: "checkbox", "data-filter": kind, value: key });
    const count = make("span", { class: "count" });
    box.addEventListener("change", () => change({ [kind]: withMember(state[kind], key, !box.checked) }));
    const only = () => {
      const others = new Set(every.filter((other) => other !== key));
      const already = state[kind].size === others.size && !state[kind].has(key);
      change({ [kind]: already ? new Set() : others });
    };
    const only_ = every.length > 1 ? make("button", { type: "button", class: "only", "aria-label": `Only ${name}`, on: { click: only } }, "only") : null;
    const line = make("li", {}, make("label", { class: "tick", title }, box, sample ? sample() : null, make("span", { class: "name" }, name), count), only_);
    updates.push((shown) => {
      line.hidden = !matters(kind, key);
      box.checked = !state[kind].has(key);
      const here = shown[kind].get(key) ?? 0;
      const total = all[kind].get(key) ?? 0;
      count.textContent = here === total ? total.toLocaleString("en") : `${here.toLocaleString("en")} / ${total.toLocaleString("en")}`;
    });
    return line;
  }

  /** Whether a type or a predicate makes any difference in the present view. */
  function matters(kind, key) {
    const view = views.get(state.view);
    if (!view || kind === "statuses") return true;
    return kind === "types" ? key === view.ends : view.predicates.includes(key);
  }

  function build() {
    updates.length = 0;
    buildCommunities();
    const typeNames = [...types.keys()];
    byId("types").replaceChildren(...typeNames.map((key) =>
      row({ kind: "types", key, name: types.get(key).plural, sample: () => swatch(key), every: typeNames })));
    const used = knowledge.predicates.filter((predicate) => all.roles.has(predicate.name));
    const roles = used.map((predicate) => predicate.name);
    byId("roles").replaceChildren(...knowledge.groups.flatMap(({ name, title }) => {
      const members = used.filter((predicate) => predicate.group === name);
      if (!members.length) return [];
      const head = make("h3", {}, title);
      updates.push(() => { head.hidden = !members.some((predicate) => matters("roles", predicate.name)); });
      return [
        head,
        make("ul", { class: "ticks" }, members.map((predicate) =>
          row({ kind: "roles", key: predicate.name, name: predicate.phrase, title: predicate.name, every: roles }))),
      ];
    }));
    const present = knowledge.statuses.filter((status) => all.statuses.has(status.name));
    const statuses = present.map((status) => status.name);
    byId("statuses").replaceChildren(...present.map((status) =>
      row({ kind: "statuses", key: status.name, name: status.name, title: status.meaning, sample: () => lineSample(status.name), every: statuses })));
  }

  /** The largest communities with their colours; each opens on a click. */
  function buildCommunities() {
    const box = byId("communities");
    box.hidden = state.colour !== "community";
    const { members } = groupings.get("community");
    const largest = [...members.keys()].filter((number) => number >= 0).sort((a, b) => a - b).slice(0, COMMUNITY_FILLS.length);
    box.replaceChildren(...largest.map((number) =>
      make("li", {}, make("button", { type: "button", title: groupName(number, 2, "community"), on: { click: () => change({ by: "community", selected: { group: number }, path: null }, { step: true }) } },
        patch(number), make("span", { class: "name" }, words(groupName(number, 1, "community"))), make("span", { class: "count" }, String(members.get(number).length))))));
  }

  /** Bring ticks and counts up to date with the state and the scene. */
  function show() {
    const { nodes, edges, bubbles, passing } = canvas.scene;
    const seen = bubbles ? knowledge.nodes.filter((node) => nodePasses(node, state)) : nodes.map((id) => knowledge.nodes[id]);
    const lines = state.view ? factsUnder(edges) : (bubbles ? [...passing] : edges).map((id) => knowledge.edges[id]);
    const shown = {
      types: tally(seen, (node) => node.type),
      roles: tally(lines, (edge) => edge.predicate),
      statuses: tally(lines, (edge) => edge.status),
    };
    for (const update of updates) update(shown);
    for (const radio of document.querySelectorAll("input[name=colour]")) radio.checked = radio.value === state.colour;
    byId("reset").disabled = !isNarrowed();
  }

  /** The facts that ties stand for, each once. */
  const factsUnder = (tied) => [...new Set(tied.flatMap((id) => linkOf(id).shared.filter((one) => sharedPasses(one, state)).flatMap(({ edges }) => edges.flat())))];

  const isNarrowed = () =>
    Boolean(state.focus || state.group !== null || state.time || !state.undated || state.types.size || state.roles.size || state.statuses.size || state.hidden.size);

  function open() {
    build();
    byId("reset").addEventListener("click", reset);
    for (const radio of document.querySelectorAll("input[name=colour]")) {
      radio.addEventListener("change", () => change({ colour: radio.value }));
    }
    const drawer = byId("filters");
    const slide = (out) => {
      drawer.classList.toggle("open", out);
      byId("open-filters").setAttribute("aria-expanded", String(out));
      byId(out ? "close-filters" : "open-filters").focus();
    };
    byId("open-filters").addEventListener("click", () => slide(!drawer.classList.contains("open")));
    byId("close-filters").addEventListener("click", () => slide(false));
  }

  return { open, show, build, isNarrowed };
})();
