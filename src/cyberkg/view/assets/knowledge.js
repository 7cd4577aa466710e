// What the page knows, read once and never changed: nodes, edges, and the ways to find them.

const knowledge = (() => {
  const read = (id) => JSON.parse(byId(id).textContent);
  return { ...read("rest"), nodes: read("nodes"), edges: read("edges") };
})();

/** A text as it is searched: without case and diacritics. */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const types = new Map(knowledge.types.map((type) => [type.name, type]));
const predicates = new Map(knowledge.predicates.map((predicate) => [predicate.name, predicate]));

/** Edges at each node, by the node's number. */
const edgesOf = knowledge.nodes.map(() => []);
for (const edge of knowledge.edges) {
  edgesOf[edge.from].push(edge);
  if (edge.to !== edge.from) edgesOf[edge.to].push(edge);
}

const numberOfIri = new Map(knowledge.nodes.map((node) => [node.iri, node.id]));

const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
const phraseOf = (name) => predicates.get(name)?.phrase ?? name;

const compareNames = (a, b) => knowledge.nodes[a].label.localeCompare(knowledge.nodes[b].label, "en") || a - b;

/** First and last day of an edge: those of the dated things it touches; null where neither is dated. */
function whenOf(edge) {
  const whens = [knowledge.nodes[edge.from].when, knowledge.nodes[edge.to].when].filter(Boolean);
  if (!whens.length) return null;
  return [whens.map((when) => when[0]).sort()[0], whens.map((when) => when[1]).sort().at(-1)];
}
for (const edge of knowledge.edges) edge.when = whenOf(edge);

// Lines between the same two nodes fan out; `bend` says how far, and to which side seen from the lower number.
{
  const bundles = new Map();
  for (const edge of knowledge.edges) {
    const key = `${Math.min(edge.from, edge.to)} ${Math.max(edge.from, edge.to)}`;
    if (!bundles.has(key)) bundles.set(key, []);
    bundles.get(key).push(edge);
  }
  for (const bundle of bundles.values()) {
    bundle.forEach((edge, i) => {
      const place = i - (bundle.length - 1) / 2;
      edge.bend = place * Math.min(0.22, 0.9 / bundle.length) * (edge.from < edge.to ? 1 : -1);
    });
  }
}

// On a screen that is higher than wide the pieces of the picture stand below each other, on a wide one rather side by side.
const SHAPE = innerWidth < 800 && innerHeight > innerWidth ? "tall" : (innerWidth - 750) / (innerHeight - 230) > 1.35 ? "wide" : "";
const placeOnScreen = ({ x, y, piece }, placing) => {
  const [right, down] = placing[SHAPE]?.[piece] ?? [0, 0];
  return { x: x + right, y: y + down };
};
for (const node of knowledge.nodes) Object.assign(node, placeOnScreen(node, knowledge.placing));

/** What can stand for many nodes, by name: `members` of each group, the best connected first, and where it is. */
const groupings = new Map(knowledge.placing.groups.map(({ name, title, at }) => {
  const members = new Map();
  for (const node of knowledge.nodes) {
    if (!members.has(node[name])) members.set(node[name], []);
    members.get(node[name]).push(node.id);
  }
  const byFacts = (a, b) => edgesOf[b].length - edgesOf[a].length || compareNames(a, b);
  for (const ids of members.values()) ids.sort(byFacts);
  return [name, { name, title, at, members }];
}));

/** What to call a group: the organisation that it belongs to, or the best connected members of a community. */
function groupName(number, most = 2, by = state.by) {
  if (number < 0) return "Small groups and loose ends";
  const members = groupings.get(by).members.get(number);
  const owner = by === "organisation" && members.find((id) => knowledge.nodes[id].type === "Organisation");
  return (owner === false || owner === undefined ? members.slice(0, most) : [owner]).map((id) => knowledge.nodes[id].label).join(", ");
}

/** What one group is called in general. */
const groupKind = () => (state.by === "organisation" ? "Organisation and its own" : "Community");

/** How many things and links the whole graph has, of which this page may hold a part. */
const whole = { nodes: knowledge.nodes.length + knowledge.leftOut.nodes, links: knowledge.edges.length + knowledge.leftOut.links };
