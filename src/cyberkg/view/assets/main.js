// What can be done, and how the parts hear of it.

/** Select a thing; one that was hidden comes back. */
function select(id, { approach = false, close = false } = {}) {
  if (search.aim !== null && search.aim !== id) {
    const from = search.aim;
    search.setAim(null);
    return void choosePath(from, id);
  }
  const group = knowledge.nodes[id][state.by];
  const leave = canvas.scene.bubbles && !canvas.scene.nodes.includes(id) ? { group } : {};
  change({ selected: { node: id }, path: null, hidden: withMember(state.hidden, id, false), ...leave }, { step: true });
  if (close && canvas.lit) canvas.fit([...canvas.lit.nodes]);
  else if (approach) canvas.approach(id);
}

function choosePath(from, to) {
  change({ path: { from, to }, selected: null, focus: null, group: null }, { step: true });
  yieldToPicture();
  if (canvas.lit) canvas.fit([...canvas.lit.nodes]);
}

function aimFrom(id) {
  search.setAim(id);
  search.focus();
}

/** On a phone what was asked for is to be seen: the details fold away from over it. */
function yieldToPicture() {
  if (small()) panel.foldTo(true);
}

function setFocus(node, hops) {
  change({ focus: { node, hops }, group: null, path: null }, { step: true });
  yieldToPicture();
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

/** Draw the members of a group among the other groups, or fold them into one again. */
function unfold(number) {
  change({ group: null, focus: null, unfolded: withMember(state.unfolded, number, !state.unfolded.has(number)) }, { step: true });
  const members = groupings.get(state.by).members.get(number);
  canvas.fit(state.unfolded.has(number) ? members : undefined);
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
    if (state.view && !viewPlaces.get(state.view).has(id)) return lightOfOutsider(id);
    if (state.focus?.node === id) return lightOfFocus(id);
    const edges = linksAt(id).filter((edge) => passing.has(edge.id));
    return { nodes: new Set([...edges.map((edge) => otherEnd(edge, id)), id]), edges: new Set(edges.map((edge) => edge.id)), must: new Set([id]) };
  }
  if (state.selected?.group !== undefined && canvas.scene.bubbles) return null;
  if (state.selected?.group !== undefined) {
    const members = new Set(groupings.get(state.by).members.get(state.selected.group));
    return { nodes: members, edges: new Set(linksWithin(passing, members)), must: new Set() };
  }
  if (state.selected?.edge !== undefined) {
    const edge = linkOf(state.selected.edge);
    const ends = new Set([edge.from, edge.to]);
    return { nodes: ends, edges: new Set([edge.id]), must: ends };
  }
  return null;
}

/** In a neighbourhood all is lit, with its middle ringed. */
function lightOfFocus(id) {
  const { nodes, edges } = canvas.scene;
  return edges.length > 400 ? null : { nodes: new Set(nodes), edges: new Set(edges), must: new Set([id]) };
}

/** In a view of ties, of a thing that is not in it: those who share it, or else those it is linked to. */
function lightOfOutsider(id) {
  const { nodes, edges } = canvas.scene;
  const shared = edges.filter((tie) => linkOf(tie).shared.some(({ middle }) => middle === id));
  const near = new Set(edgesOf[id].map((edge) => otherEnd(edge, id)));
  const lit = nodes.filter((node) => near.has(node));
  return { nodes: new Set(lit), edges: new Set(shared), must: new Set(lit) };
}

/** "Showing 40 of 75 things, 61 of 143 links". */
function showing() {
  const { nodes, edges, bubbles, passing, total } = canvas.scene;
  const count = (part, all) => `${part.toLocaleString("en")} of ${all.toLocaleString("en")}`;
  if (state.view) {
    const { ends, plural: many } = views.get(state.view);
    const every = knowledge.nodes.filter((node) => node.type === ends).length;
    return `Showing ${count(nodes.length, every)} ${types.get(ends).plural.toLowerCase()}, ${count(edges.length, ties.of(state.view).found)} ${many}`;
  }
  const links = count(bubbles ? passing.size : edges.length, whole.links);
  const groups = bubbles ? groupings.get(state.by).title.toLowerCase() : "";
  if (bubbles && nodes.length) return `Showing ${plural(bubbles.length, "bubble")} and ${nodes.length.toLocaleString("en")} things, of ${count(total, whole.nodes)} things, ${links} links`;
  if (bubbles) return `Showing ${bubbles.filter(({ group }) => group >= 0).length} ${groups} of ${total === whole.nodes ? total.toLocaleString("en") : count(total, whole.nodes)} things, ${links} links`;
  return `Showing ${count(nodes.length, whole.nodes)} things, ${links} links`;
}

function crumbs() {
  const crumb = (...parts) => make("div", { class: "crumb" }, ...parts);
  const back = (patch) => make("button", { type: "button", on: { click: () => { change(patch, { step: true }); canvas.fit(); } } }, "Back to all");
  const few = !canvas.scene.bubbles && canvas.scene.nodes.length > 2 && canvas.scene.nodes.length <= TIDY;
  const tidy = few ? make("button", { type: "button", title: "Lay these out anew", on: { click: () => canvas.tidy() } }, "Tidy") : null;
  const all = [];
  if (state.focus) {
    const { node, hops } = state.focus;
    const step = (n) => make("button", { type: "button", "aria-pressed": String(n === hops), "aria-label": plural(n, "step"), on: { click: () => setFocus(node, n) } }, String(n));
    all.push(crumb(make("span", {}, "Around ", words(knowledge.nodes[node].label)), make("span", { class: "steps", role: "group", "aria-label": "Steps" }, [1, 2, 3].map(step)), tidy, back({ focus: null })));
  }
  if (state.group !== null) {
    const name = words(groupName(state.group));
    all.push(crumb(make("span", {}, state.by === "organisation" ? "Around: " : "Community: ", name), tidy, back({ group: null })));
  }
  if (canvas.scene.bubbles) all.push(crumb(...standIns()));
  else if (state.all && canvas.scene.total > OVERVIEW) {
    const note = canvas.scene.total > MOST ? `The ${MOST.toLocaleString("en")} best connected` : "All things";
    all.push(crumb(make("span", {}, note), make("button", { type: "button", on: { click: () => { change({ all: false }, { step: true }); canvas.fit(); } } }, "Group them")));
  }
  if (state.hidden.size) {
    all.push(crumb(make("span", {}, `${plural(state.hidden.size, "thing")} hidden`), make("button", { type: "button", on: { click: () => change({ hidden: new Set() }, { step: true }) } }, "Bring back")));
  }
  byId("crumbs").hidden = !all.length;
  byId("crumbs").replaceChildren(...all);
}

/** What stands for many things, and other ways to draw them. */
function standIns() {
  const group = (by) => { change({ by, unfolded: new Set(), selected: null }, { step: true }); canvas.fit(); };
  const all = () => { change({ all: true }, { step: true }); canvas.fit(); };
  const choice = [...groupings.values()].filter(({ at }) => at.length).map(({ name, title }) =>
    make("button", { type: "button", "aria-pressed": String(name === state.by), on: { click: () => group(name) } }, title));
  return [
    make("span", {}, "Many things, drawn as"),
    make("span", { class: "steps", role: "group", "aria-label": "What stands for many things" }, choice),
    state.unfolded.size ? make("button", { type: "button", on: { click: () => group(state.by) } }, "Fold all") : null,
    make("button", { type: "button", title: "This may be slow", on: { click: all } }, "Draw things"),
  ];
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

/** The views, as tabs over the picture: things and facts, and those of ties that there are. */
function tabs() {
  const all = [["", "Things and facts"], ...[...views.values()].map(({ name, title }) => [name, title])];
  byId("tabs").hidden = all.length < 2;
  byId("tabs").replaceChildren(...all.map(([name, title]) =>
    make("button", { type: "button", "data-view": name || "all", "aria-pressed": String(state.view === name), on: { click: () => { toView(name); canvas.fit(); } } }, title)));
}

const LOOKS_ONLY = new Set(["selected", "path", "colour", "pinned"]);

const ids = (scene) => `${scene.nodes.length} ${scene.edges.length} ${state.view}`;

/** Draw anew what a change touches. */
function refresh(patch) {
  const touched = Object.keys(patch);
  const next = makeScene(state);
  const same = !next.bubbles && !canvas.scene.bubbles && ids(next) === ids(canvas.scene) && touched.every((key) => LOOKS_ONLY.has(key));
  if (!same) canvas.show(next);
  else if (touched.includes("colour") || touched.includes("pinned")) canvas.redrawAll();
  canvas.light(lightOf());
  if (touched.includes("colour")) filters.build();
  filters.show();
  tabs();
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

/** Look at what is lit, or else at all that is drawn. */
const lookAt = (animate) => canvas.fit(canvas.lit && !state.focus ? [...canvas.lit.nodes] : undefined, animate);

/** What a state draws, by whatever makes the view move: two states of one name can be seen in one view. */
const sceneName = ({ view, focus, group, by, all, path }) => JSON.stringify([view, focus, group, by, all, path]);

function start_() {
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const { nodes, edges, briefings, part } = knowledge;
  byId("extent").replaceChildren(...(part ? [words(part), " · "] : []), [plural(nodes.length, "thing"), plural(edges.length, "link"), plural(briefings, "briefing")].join(" · "));
  state = opening();
  canvas.open({
    node: (id) => (typeof id === "string" ? change({ selected: { group: groupOfBubble(id) } }) : select(id)),
    edge: (id) => change({ selected: id === null ? null : { edge: id }, path: null }, { step: true }),
    open: (id) => (typeof id === "string" ? unfold(groupOfBubble(id)) : setFocus(id, state.focus?.node === id ? Math.min(3, state.focus.hops + 1) : 1)),
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
  lookAt(false);
  const follow = () => {
    const before = sceneName(state);
    state = opening();
    refresh({ all: state.all });
    if (sceneName(state) !== before) lookAt(true);
  };
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  document.documentElement.dataset.ready = "yes";
}

start_();
