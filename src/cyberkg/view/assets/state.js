// What the reader has chosen. Every change goes through `change`, is written to the address, and is told
// to all who listen; the address can be copied, sent and opened again.

const start = () => ({
  selected: null, // { node } or { edge } or { group }: numbers
  focus: null, // { node, hops }
  path: null, // { from, to }
  view: "", // things and facts, or one of the views of ties
  by: "community", // what stands for many nodes: one of the groupings
  group: null, // the group whose members alone are drawn
  unfolded: new Set(), // groups whose members are drawn among the groups
  all: false, // draw single nodes however many there are
  types: new Set(), // switched off
  roles: new Set(), // predicates switched off
  statuses: new Set(), // switched off
  time: null, // { from, to }: months, "2023-09"
  undated: true,
  hidden: new Set(), // nodes
  pinned: new Set(), // nodes
  colour: "type",
});

let state = start();
const listeners = [];

/** Choose: `patch` replaces parts of the state. `step` makes it a step that the back button undoes. */
function change(patch, { step = false } = {}) {
  state = { ...state, ...patch };
  const address = `#${toAddress(state)}`;
  if (address !== (location.hash || "#")) {
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }
  for (const listen of listeners) listen(patch);
}

/** A set with or without a member, as a new set. */
function withMember(set, member, present) {
  const copy = new Set(set);
  if (present) copy.add(member);
  else copy.delete(member);
  return copy;
}

const reset = () => change({ ...start(), view: state.view, by: state.by, selected: state.selected, colour: state.colour }, { step: true });

/** The state to open in: that of the address or, where it has none, the one the page was made for. */
const opening = () => fromAddress(location.hash.length > 1 ? location.hash : knowledge.opening);

/** Go to another view; what is selected stays where the view can show it. */
function toView(name) {
  const selected = state.selected?.node === undefined ? null : state.selected;
  change({ ...start(), view: name, by: state.by, time: state.time, undated: state.undated, colour: state.colour, hidden: state.hidden, pinned: state.pinned, selected }, { step: true });
}

const nameOf = (id) => knowledge.nodes[id].iri;
const names = (ids) => [...ids].sort((a, b) => a - b).map(nameOf).join("|");
const escapePart = (text) =>
  encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%7C", "|");

function toAddress(chosen) {
  const parts = [];
  const add = (key, value) => parts.push(`${key}=${escapePart(value)}`);
  const shown = (all, off) => all.filter((name) => !off.has(name)).join(",");
  const { selected, focus } = chosen;
  if (chosen.view || knowledge.opening) add("view", chosen.view || "all");
  if (focus) {
    add("node", nameOf(focus.node));
    add("hops", String(focus.hops));
    if (selected?.node !== undefined && selected.node !== focus.node) add("at", nameOf(selected.node));
  } else if (selected?.node !== undefined) {
    add("node", nameOf(selected.node));
  }
  if (typeof selected?.edge === "number") add("fact", edgeName(knowledge.edges[selected.edge]));
  else if (selected?.edge) add("tie", names([linkOf(selected.edge).from, linkOf(selected.edge).to]));
  if (chosen.path) add("path", names([chosen.path.from]) + "|" + names([chosen.path.to]));
  if (chosen.by !== "community") add("by", chosen.by);
  if (chosen.unfolded.size) add("unfold", [...chosen.unfolded].sort((a, b) => a - b).join(","));
  if (chosen.group !== null) add("group", String(chosen.group));
  if (chosen.all) add("all", "yes");
  if (chosen.types.size) add("types", shown([...types.keys()], chosen.types));
  if (chosen.roles.size) add("roles", shown([...predicates.keys()], chosen.roles));
  if (chosen.statuses.size) add("status", shown(knowledge.statuses.map((status) => status.name), chosen.statuses));
  if (chosen.time) add("time", `${chosen.time.from},${chosen.time.to}`);
  if (!chosen.undated) add("undated", "no");
  if (chosen.hidden.size) add("hide", names(chosen.hidden));
  if (chosen.pinned.size) add("pin", names(chosen.pinned));
  if (chosen.colour !== "type") add("colour", chosen.colour);
  return parts.join("&");
}

const edgeName = (edge) => [nameOf(edge.from), edge.predicate, nameOf(edge.to)].join("|");

/** Read an address; what it does not know or cannot mean is passed over. */
function fromAddress(address) {
  const given = new Map();
  for (const part of address.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    try {
      given.set(part.slice(0, at), decodeURIComponent(part.slice(at + 1)));
    } catch {
      // A broken escape: as if it were not there.
    }
  }
  const find = (name) => numberOfIri.get(name) ?? numberOfIri.get(name.startsWith(knowledge.base) ? name.slice(knowledge.base.length) : name);
  const nodes = (key) => (given.get(key) ?? "").split("|").map(find).filter((id) => id !== undefined);
  const off = (key, all) => {
    if (!given.has(key)) return new Set();
    const shown = new Set(given.get(key).split(","));
    return new Set(all.filter((name) => !shown.has(name)));
  };
  const read = start();
  const [node] = nodes("node");
  const [at] = nodes("at");
  const hops = Number(given.get("hops"));
  if (node !== undefined && [1, 2, 3].includes(hops)) read.focus = { node, hops };
  if (at !== undefined || node !== undefined) read.selected = { node: at ?? node };
  if (given.has("fact")) {
    const edge = knowledge.edges.find((each) => edgeName(each) === given.get("fact"));
    if (edge) read.selected = { edge: edge.id };
  }
  const ends = nodes("path");
  if (ends.length === 2 && ends[0] !== ends[1]) read.path = { from: ends[0], to: ends[1] };
  if (views.has(given.get("view"))) read.view = given.get("view");
  const tie = nodes("tie").sort((a, b) => a - b);
  if (tie.length === 2 && read.view && ties.of(read.view).all.has(`m${tie.join("_")}`)) read.selected = { edge: `m${tie.join("_")}` };
  if (groupings.has(given.get("by"))) read.by = given.get("by");
  const { members } = groupings.get(read.by);
  const group = Number(given.get("group") ?? NaN);
  if (members.has(group)) read.group = group;
  read.unfolded = new Set((given.get("unfold") ?? "").split(",").filter(Boolean).map(Number).filter((number) => members.has(number)));
  read.all = given.get("all") === "yes";
  read.types = off("types", [...types.keys()]);
  read.roles = off("roles", [...predicates.keys()]);
  read.statuses = off("status", knowledge.statuses.map((status) => status.name));
  const months = /^(\d{4}-\d{2}),(\d{4}-\d{2})$/.exec(given.get("time") ?? "");
  if (months && months[1] <= months[2]) read.time = { from: months[1], to: months[2] };
  read.undated = given.get("undated") !== "no";
  read.hidden = new Set(nodes("hide"));
  read.pinned = new Set(nodes("pin"));
  if (given.get("colour") === "community") read.colour = "community";
  return read;
}
