// From what is known and what is chosen to what is drawn. Nothing here touches the page.

const LEAN = 1500; // nodes drawn from which arrows go and lines hide while moving
const OVERVIEW = 5000; // nodes drawn from which groups stand for their members
const MOST = 10000; // nodes that are ever drawn at once
const TIDY = 300; // nodes up to which a part can be laid out anew
const OVERVIEW_LINKS = 260;

const bubbleId = (group) => `g${group}`;
const groupOfBubble = (id) => Number(id.slice(1));

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
 * The scene: `nodes` and `edges` as sorted ids, `passing` as the set of links that the filters let through,
 * `total` of nodes that pass. Where there are too many nodes, `bubbles` stand for groups of them, `strings`
 * tie these to each other and to the members of those that are unfolded, and `places` says where these members
 * are. In a view of ties `weights` counts what each tie stands for.
 */
function makeScene(chosen) {
  const kept = keptNodes(chosen);
  const { passing, weights, candidates } = chosen.view ? passingTies(chosen) : passingFacts(chosen, kept);
  let nodes = candidates;
  if (chosen.focus) {
    const near = reach(chosen.focus.node, chosen.focus.hops, passing);
    nodes = nodes.filter((id) => near.has(id) || kept.has(id));
  } else if (chosen.group !== null) {
    nodes = nodes.filter((id) => knowledge.nodes[id][chosen.by] === chosen.group || kept.has(id));
  } else if (nodes.length > OVERVIEW && !chosen.all && !chosen.view) {
    return { ...overview(nodes, passing, chosen), passing, weights, total: nodes.length };
  }
  const total = nodes.length;
  const most = chosen.view ? OVERVIEW : MOST;
  if (total > most) {
    const best = [...nodes].sort((a, b) => kept.has(b) - kept.has(a) || degreeOf(b) - degreeOf(a) || a - b);
    nodes = best.slice(0, most).sort((a, b) => a - b);
  }
  return { nodes, edges: linksWithin(passing, new Set(nodes)), bubbles: null, strings: [], places: null, passing, weights, total };
}

const linksWithin = (passing, drawn) => [...passing].filter((id) => drawn.has(linkOf(id).from) && drawn.has(linkOf(id).to));

function passingFacts(chosen, kept) {
  const passes = new Set();
  for (const node of knowledge.nodes) if (kept.has(node.id) || nodePasses(node, chosen)) passes.add(node.id);
  const passing = new Set();
  for (const edge of knowledge.edges) {
    if (passes.has(edge.from) && passes.has(edge.to) && edgePasses(edge, chosen)) passing.add(edge.id);
  }
  return { passing, weights: null, candidates: linkedNodes(passes, passing, kept, chosen) };
}

/** In a view of ties: those of which at least one thing that is shared passes, and the nodes they tie. */
function passingTies(chosen) {
  const passing = new Set();
  const weights = new Map();
  const linked = new Set();
  for (const tie of ties.of(chosen.view).all.values()) {
    if (chosen.hidden.has(tie.from) || chosen.hidden.has(tie.to)) continue;
    const count = tie.shared.filter((one) => sharedPasses(one, chosen)).length;
    if (!count) continue;
    passing.add(tie.id);
    weights.set(tie.id, count);
    linked.add(tie.from).add(tie.to);
  }
  for (const id of keptNodes(chosen)) if (viewPlaces.get(chosen.view).has(id)) linked.add(id);
  return { passing, weights, candidates: [...linked].sort((a, b) => a - b) };
}

/** Whether a thing that is shared passes the filters, and for both ends a fact that says so. */
function sharedPasses({ middle, edges }, chosen) {
  const node = knowledge.nodes[middle];
  if (chosen.hidden.has(middle) || (timed(chosen) && isDatable(node) && !inTime(node.when, chosen))) return false;
  return edges.every((said) => said.some((edge) => edgePasses(edge, chosen)));
}

/** Nodes that are shown whatever the filters say: what is pinned, selected or at the centre. */
function keptNodes(chosen) {
  const kept = new Set(chosen.pinned);
  if (chosen.selected?.node !== undefined) kept.add(chosen.selected.node);
  if (chosen.selected?.edge !== undefined) {
    const edge = linkOf(chosen.selected.edge);
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
      for (const edge of linksAt(id)) {
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

/**
 * Groups as bubbles, with what belongs to none as one below them, and the strongest ties between them. The
 * members of unfolded groups stand in place of their bubble, and the other bubbles make room.
 */
function overview(nodes, passing, chosen) {
  const of = (id) => knowledge.nodes[id][chosen.by];
  const members = new Map();
  for (const id of nodes) {
    if (!members.has(of(id))) members.set(of(id), []);
    members.get(of(id)).push(id);
  }
  const order = [...members.keys()].sort((a, b) => (a < 0) - (b < 0) || members.get(b).length - members.get(a).length || a - b);
  const open = order.filter((group) => chosen.unfolded.has(group) && group >= 0);
  const { middles, places } = makeRoom(order, open, members, groupings.get(chosen.by).at);
  const bubbles = order.filter((group) => !open.includes(group)).map((group) => {
    const count = members.get(group).length;
    return { group, count, mix: mixOf(members.get(group)), size: bubbleSize(count), ...middles.get(group) };
  });
  const shown = open.flatMap((group) => members.get(group)).sort((a, b) => a - b);
  return { nodes: shown, edges: linksWithin(passing, new Set(shown)), bubbles, strings: strings(passing, of, members, new Set(open)), places };
}

/** How many of some nodes are of each type: [type, count], in the order of the legend. */
function mixOf(ids) {
  const counts = new Map([...types.keys()].map((type) => [type, 0]));
  for (const id of ids) counts.set(knowledge.nodes[id].type, counts.get(knowledge.nodes[id].type) + 1);
  return [...counts].filter(([, count]) => count);
}

const bubbleSize = (count) => Math.min(70, 9 + 2.6 * Math.sqrt(count));

/** Where the middle of each group is, and where the members of the unfolded ones are. */
function makeRoom(order, open, members, at) {
  const below = Math.max(0, ...at.map((place) => place[1])) + 150;
  const middles = new Map(order.map((group) => [group, { x: at[group]?.[0] ?? 0, y: at[group]?.[1] ?? below }]));
  const spreads = new Map(open.map((group) => [group, spread(members.get(group))]));
  for (const group of open) {
    const middle = middles.get(group);
    const far = Math.max(0, spreads.get(group).far - bubbleSize(members.get(group).length));
    for (const other of order) {
      if (other === group) continue;
      const place = middles.get(other);
      const [dx, dy] = [place.x - middle.x, place.y - middle.y];
      const distance = Math.hypot(dx, dy) || 1;
      middles.set(other, { x: place.x + (dx / distance) * far, y: place.y + (dy / distance) * far });
    }
  }
  const places = new Map();
  for (const group of open) {
    const { x, y } = middles.get(group);
    for (const [id, place] of spreads.get(group).around) places.set(id, { x: x + place.x, y: y + place.y });
  }
  return { middles, places };
}

/** The members of a group as they lie to each other, those that lie far off drawn in. */
function spread(ids) {
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const x = median(ids.map((id) => knowledge.nodes[id].x));
  const y = median(ids.map((id) => knowledge.nodes[id].y));
  const distances = ids.map((id) => Math.hypot(knowledge.nodes[id].x - x, knowledge.nodes[id].y - y));
  const far = [...distances].sort((a, b) => a - b)[Math.floor(0.85 * (ids.length - 1))] || 1;
  const around = ids.map((id, i) => {
    const pull = distances[i] > far ? (far + 30 * Math.log2(distances[i] / far)) / distances[i] : 1;
    return [id, { x: (knowledge.nodes[id].x - x) * pull, y: (knowledge.nodes[id].y - y) * pull }];
  });
  return { around, far: far + 60 };
}

/** The strongest ties between bubbles, and between them and single nodes: { from, to, weight } by drawn id. */
function strings(passing, of, members, open) {
  const found = new Map();
  for (const id of passing) {
    const edge = knowledge.edges[id];
    const ends = [edge.from, edge.to].map((end) => (open.has(of(end)) ? end : bubbleId(of(end))));
    if (ends[0] === ends[1] || ends.every((end) => typeof end === "number")) continue;
    if (![edge.from, edge.to].every((end) => members.has(of(end)))) continue;
    const key = ends.map(String).sort().join(" ");
    if (!found.has(key)) found.set(key, { from: ends[0], to: ends[1], weight: 0 });
    found.get(key).weight += 1;
  }
  const within = [...found].filter(([key]) => !key.includes(bubbleId(-1)));
  return within.sort((a, b) => b[1].weight - a[1].weight || (a[0] < b[0] ? -1 : 1)).slice(0, OVERVIEW_LINKS).map(([, string]) => string);
}
