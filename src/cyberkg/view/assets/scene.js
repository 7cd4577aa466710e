// From what is known and what is chosen to what is drawn. Nothing here touches the page.

const LEAN = 1500; // nodes drawn from which arrows go and lines hide while moving
const OVERVIEW = 5000; // nodes drawn from which communities stand for their members
const MOST = 10000; // nodes that are ever drawn at once
const TIDY = 300; // nodes up to which a part can be laid out anew
const OVERVIEW_LINKS = 220;

/** Whether a stretch of days meets the chosen months. */
function inTime(when, chosen) {
  if (!chosen.time) return when ? true : chosen.undated;
  if (!when) return chosen.undated;
  return when[0].slice(0, 7) <= chosen.time.to && when[1].slice(0, 7) >= chosen.time.from;
}

const timed = (chosen) => Boolean(chosen.time) || !chosen.undated;
const isDatable = (node) => node.type === "Event" || node.type === "Incident";

/** Whether a node may be shown for what it is, whatever its links. */
function nodePasses(node, chosen) {
  if (chosen.hidden.has(node.id) || chosen.types.has(node.type)) return false;
  return !timed(chosen) || !isDatable(node) || inTime(node.when, chosen);
}

/** Whether an edge passes the filters by itself, whatever its ends. */
function edgePasses(edge, chosen) {
  if (chosen.roles.has(edge.predicate) || chosen.statuses.has(edge.status)) return false;
  return !timed(chosen) || inTime(edge.when, chosen);
}

/**
 * The scene: `nodes` and `edges` as sorted numbers, `passing` as the set of edges that the filters let
 * through, `total` of nodes that pass, and `bubbles` in place of nodes where there are too many.
 */
function makeScene(chosen) {
  const kept = keptNodes(chosen);
  const passes = new Set();
  for (const node of knowledge.nodes) if (kept.has(node.id) || nodePasses(node, chosen)) passes.add(node.id);
  const passing = new Set();
  for (const edge of knowledge.edges) {
    if (passes.has(edge.from) && passes.has(edge.to) && edgePasses(edge, chosen)) passing.add(edge.id);
  }
  let nodes = linkedNodes(passes, passing, kept, chosen);
  if (chosen.focus) {
    const near = reach(chosen.focus.node, chosen.focus.hops, passing);
    nodes = nodes.filter((id) => near.has(id) || kept.has(id));
  } else if (chosen.group !== null) {
    nodes = nodes.filter((id) => knowledge.nodes[id].community === chosen.group || kept.has(id));
  } else if (nodes.length > OVERVIEW && !chosen.all) {
    return { ...overview(nodes, passing), passing, total: nodes.length };
  }
  const total = nodes.length;
  if (total > MOST) {
    const best = [...nodes].sort((a, b) => kept.has(b) - kept.has(a) || degreeOf(b) - degreeOf(a) || a - b);
    nodes = best.slice(0, MOST).sort((a, b) => a - b);
  }
  const drawn = new Set(nodes);
  const edges = [...passing].filter((id) => drawn.has(knowledge.edges[id].from) && drawn.has(knowledge.edges[id].to));
  return { nodes, edges, bubbles: null, passing, total };
}

/** Nodes that are shown whatever the filters say: what is pinned, selected or at the centre. */
function keptNodes(chosen) {
  const kept = new Set(chosen.pinned);
  if (chosen.selected?.node !== undefined) kept.add(chosen.selected.node);
  if (chosen.selected?.edge !== undefined) {
    const edge = knowledge.edges[chosen.selected.edge];
    kept.add(edge.from).add(edge.to);
  }
  if (chosen.focus) kept.add(chosen.focus.node);
  if (chosen.path) kept.add(chosen.path.from).add(chosen.path.to);
  return kept;
}

/** Where links are filtered, a node goes with its last link. */
function linkedNodes(passes, passing, kept, chosen) {
  const filtered = chosen.roles.size > 0 || chosen.statuses.size > 0 || timed(chosen);
  if (!filtered) return [...passes];
  const linked = new Set(kept);
  for (const id of passing) linked.add(knowledge.edges[id].from).add(knowledge.edges[id].to);
  return [...passes].filter((id) => linked.has(id) || (isDatable(knowledge.nodes[id]) && timed(chosen) && !chosen.roles.size));
}

/** The nodes within so many steps of a node, over the edges given. */
function reach(centre, hops, passing) {
  const near = new Set([centre]);
  let rim = [centre];
  for (let hop = 0; hop < hops; hop += 1) {
    const next = [];
    for (const id of rim) {
      for (const edge of edgesOf[id]) {
        const other = otherEnd(edge, id);
        if (passing.has(edge.id) && !near.has(other)) {
          near.add(other);
          next.push(other);
        }
      }
    }
    rim = next;
  }
  return near;
}

/** Communities as bubbles, with what belongs to none as one below them, and the strongest ties between them. */
function overview(nodes, passing) {
  const sizes = new Map();
  for (const id of nodes) {
    const { community } = knowledge.nodes[id];
    sizes.set(community, (sizes.get(community) ?? 0) + 1);
  }
  const order = [...sizes.keys()].sort((a, b) => (a < 0) - (b < 0) || sizes.get(b) - sizes.get(a) || a - b);
  const places = knowledge.communities;
  const below = Math.max(0, ...places.map((place) => place[1])) + 150;
  const bubbles = order.map((community) => {
    const count = sizes.get(community);
    const [x, y] = places[community] ?? [0, below];
    return { community, count, size: Math.min(70, 9 + 2.6 * Math.sqrt(count)), x, y };
  });
  const ties = new Map();
  for (const id of passing) {
    const edge = knowledge.edges[id];
    const ends = [knowledge.nodes[edge.from].community, knowledge.nodes[edge.to].community].sort((a, b) => a - b);
    if (ends[0] === ends[1] || !sizes.has(ends[0]) || !sizes.has(ends[1])) continue;
    ties.set(ends.join(" "), (ties.get(ends.join(" ")) ?? 0) + 1);
  }
  const strongest = [...ties].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, OVERVIEW_LINKS);
  return {
    nodes: [],
    edges: [],
    bubbles,
    ties: strongest.map(([ends, weight]) => ({ from: Number(ends.split(" ")[0]), to: Number(ends.split(" ")[1]), weight })),
  };
}
