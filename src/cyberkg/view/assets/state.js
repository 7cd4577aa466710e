// What the reader has chosen. Every change goes through `change`, is written to the address, and is told
// to all who listen; the address can be copied, sent and opened again.

const start = () => ({
  selected: null, // { node } or { edge } or { group }: numbers
  focus: null, // { node, hops }
  path: null, // { from, to }
  group: null, // the community whose members alone are drawn
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

const reset = () => change({ ...start(), selected: state.selected, colour: state.colour }, { step: true });

const nameOf = (id) => knowledge.nodes[id].iri;
const names = (ids) => [...ids].sort((a, b) => a - b).map(nameOf).join("|");
const escapePart = (text) =>
  encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%7C", "|");

function toAddress(chosen) {
  const parts = [];
  const add = (key, value) => parts.push(`${key}=${escapePart(value)}`);
  const shown = (all, off) => all.filter((name) => !off.has(name)).join(",");
  const { selected, focus } = chosen;
  if (focus) {
    add("node", nameOf(focus.node));
    add("hops", String(focus.hops));
    if (selected?.node !== undefined && selected.node !== focus.node) add("at", nameOf(selected.node));
  } else if (selected?.node !== undefined) {
    add("node", nameOf(selected.node));
  }
  if (selected?.edge !== undefined) add("fact", edgeName(knowledge.edges[selected.edge]));
  if (chosen.path) add("path", names([chosen.path.from]) + "|" + names([chosen.path.to]));
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
  const group = Number(given.get("group") ?? NaN);
  if (communities.has(group)) read.group = group;
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
