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

const degreeOf = (id) => edgesOf[id].length;
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
const phraseOf = (name) => predicates.get(name)?.phrase ?? name;

/** By number of links, then by name: an order that people expect and that never changes. */
const byDegree = (a, b) => degreeOf(b) - degreeOf(a) || compareNames(a, b);
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

const communities = (() => {
  const members = new Map();
  for (const node of knowledge.nodes) {
    if (!members.has(node.community)) members.set(node.community, []);
    members.get(node.community).push(node.id);
  }
  for (const ids of members.values()) ids.sort(byDegree);
  return members;
})();

/** What to call a community: its best connected members. */
function communityName(number, members = 2) {
  if (number < 0) return "Small groups and loose ends";
  return communities
    .get(number)
    .slice(0, members)
    .map((id) => knowledge.nodes[id].label)
    .join(", ");
}
