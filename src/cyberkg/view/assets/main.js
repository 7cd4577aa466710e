// What can be done, and how the parts hear of it.

/** Select a thing; one that was hidden comes back. */
function select(id, { approach = false, close = false } = {}) {
  if (search.aim !== null && search.aim !== id) {
    const from = search.aim;
    search.setAim(null);
    return void choosePath(from, id);
  }
  const community = knowledge.nodes[id].community;
  const leave = canvas.scene.bubbles ? { group: community } : {};
  change({ selected: { node: id }, path: null, hidden: withMember(state.hidden, id, false), ...leave }, { step: true });
  if (close && canvas.lit) canvas.fit([...canvas.lit.nodes]);
  else if (approach) canvas.approach(id);
}

function choosePath(from, to) {
  change({ path: { from, to }, selected: null, focus: null, group: null }, { step: true });
  if (canvas.lit) canvas.fit([...canvas.lit.nodes]);
}

function aimFrom(id) {
  search.setAim(id);
  search.focus();
}

function setFocus(node, hops) {
  change({ focus: { node, hops }, group: null, path: null }, { step: true });
  canvas.fit();
}

function toggleFocus(id) {
  if (state.focus?.node !== id) return void setFocus(id, 1);
  change({ focus: null }, { step: true });
  canvas.fit();
}

function openGroup(number) {
  change({ group: number, focus: null }, { step: true });
  canvas.fit();
}

const togglePin = (id) => change({ pinned: withMember(state.pinned, id, !state.pinned.has(id)) });

function hide(id) {
  const gone = (choice) => choice?.node === id;
  change({
    hidden: withMember(state.hidden, id, true),
    pinned: withMember(state.pinned, id, false),
    selected: gone(state.selected) ? null : state.selected,
    focus: gone(state.focus) ? null : state.focus,
  }, { step: true });
  toast(`${knowledge.nodes[id].label} is hidden. “Show everything” brings it back.`);
}

/** What the light falls on: the selection with its neighbours, or a path. */
function lightOf() {
  const { passing } = canvas.scene;
  if (state.path) {
    const steps = shortestPath(state.path.from, state.path.to, passing) ?? [];
    const nodes = new Set([state.path.from, state.path.to, ...steps.flatMap((edge) => [edge.from, edge.to])]);
    return { nodes, edges: new Set(steps.map((edge) => edge.id)), must: nodes };
  }
  if (state.selected?.node !== undefined) {
    const id = state.selected.node;
    const edges = edgesOf[id].filter((edge) => passing.has(edge.id));
    return { nodes: new Set([...edges.map((edge) => otherEnd(edge, id)), id]), edges: new Set(edges.map((edge) => edge.id)), must: new Set([id]) };
  }
  if (state.selected?.group !== undefined && !canvas.scene.bubbles) {
    const members = new Set(communities.get(state.selected.group));
    const within = (edge) => members.has(edge.from) && members.has(edge.to);
    return { nodes: members, edges: new Set([...passing].filter((id) => within(knowledge.edges[id]))), must: new Set() };
  }
  if (state.selected?.edge !== undefined) {
    const edge = knowledge.edges[state.selected.edge];
    const ends = new Set([edge.from, edge.to]);
    return { nodes: ends, edges: new Set([edge.id]), must: ends };
  }
  return null;
}

/** "Showing 40 of 75 things, 61 of 143 facts". */
function showing() {
  const { nodes, edges, bubbles, passing, total } = canvas.scene;
  const count = (part, whole) => `${part.toLocaleString("en")} of ${whole.toLocaleString("en")}`;
  const links = count(bubbles ? passing.size : edges.length, knowledge.edges.length);
  if (bubbles) return `Showing ${bubbles.length} communities of ${plural(total, "thing")}, ${links} links`;
  return `Showing ${count(nodes.length, knowledge.nodes.length)} things, ${links} links`;
}

function crumbs() {
  const crumb = (...parts) => make("div", { class: "crumb" }, ...parts);
  const back = (patch) => make("button", { type: "button", on: { click: () => { change(patch, { step: true }); canvas.fit(); } } }, "Back to all");
  const few = canvas.scene.nodes.length > 2 && canvas.scene.nodes.length <= TIDY;
  const tidy = few ? make("button", { type: "button", title: "Lay these out anew", on: { click: () => canvas.tidy() } }, "Tidy") : null;
  const all = [];
  if (state.focus) {
    const { node, hops } = state.focus;
    const step = (n) => make("button", { type: "button", "aria-pressed": String(n === hops), "aria-label": plural(n, "step"), on: { click: () => setFocus(node, n) } }, String(n));
    all.push(crumb(make("span", {}, "Around ", words(knowledge.nodes[node].label)), make("span", { class: "steps", role: "group", "aria-label": "Steps" }, [1, 2, 3].map(step)), tidy, back({ focus: null })));
  }
  if (state.group !== null) all.push(crumb(make("span", {}, "Community: ", words(communityName(state.group))), tidy, back({ group: null })));
  if (canvas.scene.bubbles) {
    const draw_ = () => { change({ all: true }, { step: true }); canvas.fit(); };
    all.push(crumb(make("span", {}, "Many things: drawn as communities"), make("button", { type: "button", title: "This may be slow", on: { click: draw_ } }, "Draw things")));
  } else if (state.all && canvas.scene.total > OVERVIEW) {
    const note = canvas.scene.total > MOST ? `The ${MOST.toLocaleString("en")} best connected` : "All things";
    all.push(crumb(make("span", {}, note), make("button", { type: "button", on: { click: () => { change({ all: false }, { step: true }); canvas.fit(); } } }, "Communities")));
  }
  if (state.hidden.size) {
    all.push(crumb(make("span", {}, `${plural(state.hidden.size, "thing")} hidden`), make("button", { type: "button", on: { click: () => change({ hidden: new Set() }, { step: true }) } }, "Bring back")));
  }
  byId("crumbs").hidden = !all.length;
  byId("crumbs").replaceChildren(...all);
}

function emptiness() {
  const box = byId("empty");
  const { nodes, bubbles } = canvas.scene;
  box.hidden = Boolean(nodes.length || bubbles);
  if (box.hidden) return;
  if (!knowledge.nodes.length) {
    box.replaceChildren(make("h2", {}, "Nothing to show yet"), make("p", {}, "The graph has no people, organisations, events or incidents. Build it from a briefing and open this page again."));
  } else {
    box.replaceChildren(make("h2", {}, "Nothing passes these filters"), make("p", {}, "Switch some types or links on again, or widen the months."), make("button", { type: "button", class: "wide", on: { click: reset } }, "Show everything"));
  }
}

const LOOKS_ONLY = new Set(["selected", "path", "colour", "pinned"]);

/** Draw anew what a change touches. */
function refresh(patch) {
  const touched = Object.keys(patch);
  const next = makeScene(state);
  const same = !next.bubbles && !canvas.scene.bubbles && touched.every((key) => LOOKS_ONLY.has(key)) && next.nodes.length === canvas.scene.nodes.length;
  if (!same) canvas.show(next);
  else if (touched.includes("colour") || touched.includes("pinned")) canvas.redrawAll();
  canvas.light(lightOf());
  if (touched.includes("colour")) filters.build();
  filters.show();
  timeline.show();
  panel.show();
  crumbs();
  emptiness();
  byId("showing").textContent = showing();
}

function openTools() {
  byId("zoom-in").addEventListener("click", () => canvas.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => canvas.zoom(1 / 1.3));
  byId("zoom-fit").addEventListener("click", () => canvas.fit());
  byId("open-help").addEventListener("click", () => byId("help").showModal());
  byId("theme").addEventListener("click", () => {
    setTheme(theme() === "dark" ? "light" : "dark");
    canvas.redrawAll();
    refresh({ colour: state.colour });
  });
  byId("copy-link").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      toast("Link to this view copied");
    } catch {
      toast("The address bar has the link to this view");
    }
  });
}

function start_() {
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const { nodes, edges, documents } = knowledge;
  byId("extent").textContent = [plural(nodes.length, "thing"), plural(edges.length, "link"), plural(documents.length, "briefing")].join(" · ");
  state = fromAddress(location.hash);
  canvas.open({
    node: (id) => (typeof id === "string" ? change({ selected: { group: Number(id.slice(1)) } }) : select(id)),
    edge: (id) => change({ selected: id === null ? null : { edge: id }, path: null }, { step: true }),
    open: (id) => (typeof id === "string" ? openGroup(Number(id.slice(1))) : setFocus(id, state.focus?.node === id ? Math.min(3, state.focus.hops + 1) : 1)),
  });
  filters.open();
  timeline.open();
  search.open();
  panel.open();
  exports_.open();
  openTools();
  listeners.push(refresh);
  refresh({ all: state.all });
  keys.open();
  canvas.fit(undefined, false);
  if (canvas.lit && !state.focus) canvas.fit([...canvas.lit.nodes], false);
  const follow = () => {
    state = fromAddress(location.hash);
    refresh({ all: state.all });
  };
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  document.documentElement.dataset.ready = "yes";
}

start_();
