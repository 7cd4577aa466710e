// Views in which things are tied by what they share: people by events, organisations by people. Ties are made
// from the facts when a view is first opened; each opens the facts and sentences that it stands for.

const MOST_TIES = 20000; // of more, the strongest
const STATUS_RANK = new Map(knowledge.statuses.map((status, i) => [status.name, i]));

const views = new Map(knowledge.placing.views.filter((view) => view.at.length).map((view) => [view.name, view]));

const ties = (() => {
  const tables = new Map();

  /** For each thing in the middle, the ends around it, each with the edges that say so. */
  function around(view) {
    const found = new Map();
    const note = (end, middle, edge) => {
      if (knowledge.nodes[end].type !== view.ends || knowledge.nodes[middle].type !== view.middle) return;
      if (!found.has(middle)) found.set(middle, new Map());
      const ends = found.get(middle);
      if (!ends.has(end)) ends.set(end, []);
      ends.get(end).push(edge);
    };
    for (const edge of knowledge.edges) {
      if (!view.predicates.includes(edge.predicate) || edge.status === "denied") continue;
      note(edge.from, edge.to, edge);
      note(edge.to, edge.from, edge);
    }
    return found;
  }

  /** The surest of some facts. */
  const surest = (edges) => Math.min(...edges.map((edge) => STATUS_RANK.get(edge.status) ?? 0));

  function tabulate(view) {
    const pairs = new Map();
    for (const [middle, ends] of [...around(view)].sort((a, b) => a[0] - b[0])) {
      if (ends.size > view.crowd) continue;
      const numbers = [...ends.keys()].sort((a, b) => a - b);
      numbers.forEach((from, i) => {
        for (const to of numbers.slice(i + 1)) {
          const id = `m${from}_${to}`;
          if (!pairs.has(id)) pairs.set(id, { id, from, to, predicate: view.name, bend: 0, shared: [], evidence: [] });
          pairs.get(id).shared.push({ middle, edges: [ends.get(from), ends.get(to)] });
        }
      });
    }
    const strongest = [...pairs.values()].sort((a, b) => b.shared.length - a.shared.length || a.from - b.from || a.to - b.to);
    const kept = new Map(strongest.slice(0, MOST_TIES).map((tie) => [tie.id, tie]));
    const at = new Map();
    for (const tie of kept.values()) {
      const rank = Math.min(...tie.shared.map(({ edges }) => Math.max(...edges.map(surest))));
      tie.status = knowledge.statuses[rank].name;
      for (const end of [tie.from, tie.to]) {
        if (!at.has(end)) at.set(end, []);
        at.get(end).push(tie);
      }
    }
    return { all: kept, at, found: pairs.size };
  }

  /** The ties of a view: `all` by id, `at` each node, and how many were `found`. */
  function of(name) {
    if (!tables.has(name)) tables.set(name, tabulate(views.get(name)));
    return tables.get(name);
  }

  return { of };
})();

/** The places of the nodes in each view. */
const viewPlaces = new Map(
  [...views].map(([name, view]) => [name, new Map(view.at.map(([id, x, y, piece]) => [id, placeOnScreen({ x, y, piece }, view)]))]),
);

/** A fact or a tie by its id. */
const linkOf = (id) => (typeof id === "number" ? knowledge.edges[id] : ties.of(state.view).all.get(id));

/** The links at a node: its ties in a view of ties, else its facts. */
const linksAt = (id) => (state.view ? ties.of(state.view).at.get(id) ?? [] : edgesOf[id]);

const degreeOf = (id) => linksAt(id).length;

/** By number of links, then by name: an order that people expect and that never changes. */
const byDegree = (a, b) => degreeOf(b) - degreeOf(a) || compareNames(a, b);

/** How many things a tie stands for, in words: "3 events". */
const sharedWords = (count) => plural(count, views.get(state.view).one, views.get(state.view).many);
