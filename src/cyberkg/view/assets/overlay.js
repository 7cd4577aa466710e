// What is drawn over the picture of vis-network: names, and the light on what is selected. `stage` is what
// the two share.

const stage = {
  network: null,
  scene: { nodes: [], edges: [], bubbles: null, strings: [], places: null, weights: null, passing: new Set(), total: 0 },
  grain: { node: 1, line: 1 }, // how much larger than they are nodes and lines are drawn
  lit: null, // { nodes, edges, must }: sets of numbers, or null when everything is in full light
  hovered: null, // what is under the mouse
  revision: 0, // goes up whenever names may have to be placed anew
};

/**
 * How much larger than they are nodes and lines are drawn: from afar they would be dust; from near by they leave
 * room for words.
 */
function grainAt(scale, count) {
  const within = (least, most) => Math.min(most, Math.max(least, 0.62 / scale));
  return { node: within(0.85, count > SPACIOUS ? 1.5 : 1.9), line: within(0.7, 3.6) };
}

const SPACIOUS = 400; // nodes up to which there is space between them

const nodeSize = (id, grain = stage.grain.node) => grain * (10 + 3.4 * Math.sqrt(Math.min(degreeOf(id), 60))) * FAIR[types.get(knowledge.nodes[id].type).shape];

/** What is left free left and right of what a view holds, in pixels: room for names, more for those of a few things. */
const rimOf = (few) => (small() ? 42 : few ? 150 : 80);

const bubbleGrain = ({ node }) => Math.min(1.35, Math.max(1, node));
const bubbleRadius = (bubble) => bubbleGrain(stage.grain) * bubble.size;

const overlay = (() => {
  const FEW = 45; // nodes up to which names are written more fully
  const CROWD = 300; // nodes up to which no name covers a node
  const WIRES = 150; // lines up to which names keep off them
  const NAMED_FROM_AFAR = 60;
  const FACES = { first: [600, 13.5, 16], strong: [600, 12.5, 15], plain: [450, 12, 15], minor: [400, 11.5, 14] };
  let labels = { key: "", placed: [] };
  let more = { revision: -1, counts: new Map() };

  const measure = (() => {
    const context = document.createElement("canvas").getContext("2d");
    const known = new Map();
    return (font, line) => {
      const key = `${font} ${line}`;
      if (!known.has(key)) {
        context.font = font;
        known.set(key, context.measureText(line).width);
      }
      return known.get(key);
    };
  })();

  const font = (weight, size) => `${weight} ${size}px ${colour("font")}`;

  function labelItem(id, text, size, point, { tier, width }, scale) {
    const lines = breakLabel(text, width);
    const [weight, letters, line] = FACES[tier].map((size, i) => (i && small() ? size - 1 : size));
    const face = font(weight, letters);
    const side = stage.scene.bubbles || state.view ? undefined : knowledge.nodes[id]?.side;
    const radius = stage.lit?.must.has(id) ? ringRadius(size, scale) * scale : size * scale;
    return { id, side, lines, line, ink: tier === "minor" ? "muted" : "ink", font: face, width: Math.max(...lines.map((line) => measure(face, line))), x: point.x * scale, y: point.y * scale, radius };
  }

  /** What to name, the most important first, in pixels. */
  function labelItems(scale) {
    const { scene, lit, network } = stage;
    const groups = (scene.bubbles ?? []).map((bubble, i) =>
      labelItem(bubbleId(bubble.group), groupName(bubble.group, 1), bubbleRadius(bubble), bubble, { tier: i < 12 ? "strong" : "plain", width: 22 }, scale));
    const must = lit?.must ?? new Set();
    const rank = (id) => (must.has(id) ? 2 : 0) + (state.pinned.has(id) ? 1 : 0);
    const order = scene.nodes.filter((id) => network.body.nodes[id] && (!lit || lit.nodes.has(id)));
    order.sort((a, b) => rank(b) - rank(a) || byDegree(a, b));
    const width = small() ? 18 : order.length <= FEW ? 30 : 22;
    // Far out, the names of all the small ones would be a crowd: only the best connected are named.
    const big = (id, i) => order.length <= CROWD || i < NAMED_FROM_AFAR || nodeSize(id) * scale >= 5;
    const singles = order.slice(0, 4 * LABEL_LIMIT).filter(big).map((id, i) => {
      const tier = tierOf(id, i, order.length, must);
      const loud = tier === "first" || tier === "strong";
      return labelItem(id, knowledge.nodes[id].label, nodeSize(id), network.body.nodes[id], { tier, width: loud ? (small() ? 20 : 30) : width }, scale);
    });
    return [...singles.filter((item) => must.has(item.id)), ...groups, ...singles.filter((item) => !must.has(item.id))];
  }

  /** How loudly a name is written: the best connected first; in a crowd what has one link most quietly. */
  function tierOf(id, place, count, must) {
    const degree = degreeOf(id);
    if (!small() && (must.has(id) || (count > FEW && place < 8 && degree >= 6))) return "first";
    if (must.has(id) || degree >= 8) return "strong";
    return count > FEW && degree < 3 ? "minor" : "plain";
  }

  /** How far to the left and right names may reach: as far as the view that holds all, or all that is lit, does. */
  function sides(scale) {
    const { lit, network } = stage;
    const nodes = Object.values(network.body.nodes).filter(({ id }) => !lit || lit.nodes.has(id));
    const margin = rimOf(Boolean(lit)) - 10;
    return [nodes.reduce((far, { x }) => Math.min(far, x), Infinity) * scale - margin, nodes.reduce((far, { x }) => Math.max(far, x), -Infinity) * scale + margin];
  }

  function placedLabels(scale) {
    const key = `${stage.revision} ${scale} ${theme()}`;
    if (labels.key !== key) {
      const items = labelItems(scale);
      // Where nodes are many and small, names may cover them.
      const obstacles = [...items.slice(0, stage.scene.nodes.length > CROWD ? LEADING : CROWD), ...badges(scale)];
      labels = { key, placed: placeLabels(items, obstacles, { must: stage.lit?.must, covering: !stage.scene.bubbles, sides: sides(scale), wires: wires(scale) }) };
    }
    return labels.placed;
  }

  /** The lines that are lit, or all where they are few, as pairs of points in pixels: names keep off them. */
  function wires(scale) {
    const { lit, scene, network } = stage;
    const ids = lit ? [...lit.edges] : scene.edges;
    if (ids.length > WIRES) return [];
    const at = ({ x, y }) => ({ x: x * scale, y: y * scale });
    const parts = (edge) => [0, 1, 2, 3].map((i) => [i, i + 1].map((end) => at(edge.edgeType.getPoint(end / 4))));
    return ids.map((id) => network.body.edges[id]).filter((edge) => edge?.connected && edge.from !== edge.to).flatMap(parts);
  }

  /** Where "+3" stands at a node. */
  const badgeAt = ({ x, y, options }, scale) => ({ x: (x + 0.8 * options.size) * scale + 1, y: (y - 0.8 * options.size) * scale });

  /** The room that these take. */
  function badges(scale) {
    return [...unseenNow()].flatMap(([id, count]) => {
      const node = stage.network.body.nodes[id];
      const at = node && badgeAt(node, scale);
      return node ? [{ id: `+${id}`, x: at.x + 4 + 3 * String(count).length, y: at.y - 4, radius: 8 }] : [];
    });
  }

  /** Draw in pixels of the screen: `write` gets the context, the zoom and where the origin is. */
  function inPixels(context, write) {
    const { network } = stage;
    context.save();
    network.canvas.setTransform();
    write(network.getScale(), network.canvasToDOM({ x: 0, y: 0 }));
    context.restore();
  }

  function haloed(context, text, x, y) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  function writeLabels(context) {
    const { width, height } = context.canvas.getBoundingClientRect();
    inPixels(context, (scale, zero) => {
      Object.assign(context, { textBaseline: "top", lineJoin: "round", lineWidth: 3.5, strokeStyle: colour("ground"), fillStyle: colour("ink") });
      for (const { item, dx, top, align, out } of placedLabels(scale)) {
        const x = zero.x + item.x + dx;
        const y = zero.y + item.y + top + 1;
        if (x < -200 || y < -40 || x > width + 200 || y > height + 40) continue;
        if (out) point(context, zero, { item, dx, top });
        Object.assign(context, { font: item.font, textAlign: align, fillStyle: colour(item.ink) });
        item.lines.forEach((line, i) => haloed(context, line, x, y + i * item.line));
      }
      if (stage.hovered !== null && stage.network.body.nodes[stage.hovered]) writeHovered(context, zero, scale);
    });
  }

  /** A hair from a node to its name that stands off. */
  function point(context, zero, { item, dx, top }) {
    const high = item.lines.length * item.line;
    const end = { x: dx, y: top > 0 ? top : top + high < 0 ? top + high : top + high / 2 };
    const far = Math.hypot(end.x, end.y);
    if (far <= item.radius) return;
    const from = item.radius / far;
    context.save();
    Object.assign(context, { lineWidth: 1, strokeStyle: colour("muted") });
    context.beginPath();
    context.moveTo(zero.x + item.x + from * end.x, zero.y + item.y + from * end.y);
    context.lineTo(zero.x + item.x + end.x, zero.y + item.y + end.y);
    context.stroke();
    context.restore();
  }

  /** Around each bubble a rim that tells of which types its things are. */
  function paintRims(context) {
    context.save();
    for (const bubble of stage.scene.bubbles) {
      const radius = bubbleRadius(bubble);
      context.lineWidth = RIM * radius;
      for (const { type, from, to } of rimOfBubble(bubble)) {
        const gap = Math.min(0.04, (to - from) / 4); // so that two colours that look alike do not run together
        context.strokeStyle = types.get(type).fill;
        context.beginPath();
        context.arc(bubble.x, bubble.y, radius * (1 - RIM / 2), from + gap, to - gap);
        context.stroke();
      }
    }
    context.restore();
  }

  /** In each bubble that is large enough how many things it stands for. */
  function writeCounts(context) {
    inPixels(context, (scale, zero) => {
      Object.assign(context, { font: font(500, 10.5), textAlign: "center", textBaseline: "middle", fillStyle: colour("muted") });
      for (const bubble of stage.scene.bubbles) {
        if (bubbleRadius(bubble) * scale >= 10) context.fillText(bubble.count.toLocaleString("en"), zero.x + bubble.x * scale, zero.y + bubble.y * scale + 0.5);
      }
    });
  }

  /** The whole name of what is under the mouse, on a card of its own. */
  function writeHovered(context, zero, scale) {
    const id = stage.hovered;
    const { x, y, options } = stage.network.body.nodes[id];
    const text = typeof id === "string" ? groupName(groupOfBubble(id)) : knowledge.nodes[id].label;
    const lines = breakLabel(text, 44);
    Object.assign(context, { font: font(600, 12.5), textAlign: "center" });
    const width = Math.max(...lines.map((line) => context.measureText(line).width)) + 16;
    const left = zero.x + x * scale - width / 2;
    const top = zero.y + (y + options.size) * scale + 3;
    Object.assign(context, { fillStyle: colour("surface"), strokeStyle: colour("control"), lineWidth: 1 });
    context.beginPath();
    context.roundRect(left, top, width, lines.length * LABEL_LINE + 8, 6);
    context.fill();
    context.stroke();
    context.fillStyle = colour("ink");
    lines.forEach((line, i) => context.fillText(line, left + width / 2, top + 5 + i * LABEL_LINE));
  }

  /** The words of the lit lines, at their middles, as far as there is room. */
  function writeLinkWords(context) {
    const face = font(400, 11);
    inPixels(context, (scale, zero) => {
      Object.assign(context, { font: face, textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4, strokeStyle: colour("ground"), fillStyle: colour("muted") });
      const plane = takenByNames(scale);
      for (const id of [...stage.lit.edges].sort((a, b) => (a < b ? -1 : 1))) {
        const edge = stage.network.body.edges[id];
        const text = state.view ? sharedWords(stage.scene.weights.get(id) ?? 1) : phraseOf(knowledge.edges[id].predicate);
        const width = measure(face, text);
        if (!edge?.connected || edge.from === edge.to || stage.scene.weights?.get(id) === 1) continue;
        if (Math.hypot(edge.from.x - edge.to.x, edge.from.y - edge.to.y) * scale < width + 50) continue;
        const { x, y } = edge.edgeType.getPoint(0.5);
        const box = { owner: `w${id}`, left: x * scale - width / 2 - 3, right: x * scale + width / 2 + 3, top: y * scale - 8, bottom: y * scale + 8 };
        if (!plane.isFree(box)) continue;
        plane.take(box);
        haloed(context, text, zero.x + x * scale, zero.y + y * scale);
      }
    });
  }

  /** Where names are written, and the nodes they name. */
  function takenByNames(scale) {
    const plane = makePlane(72);
    for (const { item, dx, top, align } of placedLabels(scale)) {
      const left = item.x + dx - (align === "center" ? item.width / 2 : align === "right" ? item.width : 0);
      plane.take({ owner: null, left, right: left + item.width, top: item.y + top, bottom: item.y + top + item.lines.length * item.line });
      plane.take({ owner: null, left: item.x - item.radius, right: item.x + item.radius, top: item.y - item.radius, bottom: item.y + item.radius });
    }
    return plane;
  }

  /** Dim everything, then draw the lit nodes and lines once more on top. */
  function castLight(context) {
    const { network, lit } = stage;
    const { translation, scale } = network.body.view;
    const { width, height } = context.canvas.getBoundingClientRect();
    context.save();
    context.globalAlpha = 0.86;
    context.fillStyle = colour("ground");
    context.fillRect(-translation.x / scale, -translation.y / scale, width / scale, height / scale);
    context.restore();
    if (state.path) traceLines(context, lit.edges, 3);
    for (const id of lit.edges) {
      const edge = network.body.edges[id];
      if (!edge?.connected) continue;
      if (!state.path) edge.draw(context);
      edge.drawArrows(context);
    }
    for (const id of lit.nodes) {
      const node = network.body.nodes[id];
      if (!node) continue;
      if (lit.must.has(id)) ring(context, node, scale);
      node.draw(context);
    }
  }

  const ringRadius = (size, scale) => size * 1.12 + 5 / scale;

  function ring(context, node, scale) {
    context.save();
    context.beginPath();
    context.arc(node.x, node.y, ringRadius(node.options.size, scale), 0, 2 * Math.PI);
    context.lineWidth = 2.5 / scale;
    context.strokeStyle = colour("accent");
    context.stroke();
    context.restore();
  }

  /** Draw lines in full colour, so many pixels wide. */
  function traceLines(context, ids, width) {
    const { network } = stage;
    context.save();
    context.strokeStyle = colour("accent");
    context.lineWidth = width / network.getScale();
    for (const id of ids) {
      const edge = network.body.edges[id];
      if (!edge?.connected) continue;
      context.beginPath();
      for (let part = 0; part <= 12; part += 1) {
        const point = edge.edgeType.getPoint(part / 12);
        context.lineTo(point.x, point.y);
      }
      context.stroke();
    }
    context.restore();
  }

  /** Under the mouse: the lines of a node in full colour, nothing dimmed. */
  function brighten(context) {
    const { network, hovered } = stage;
    if (typeof hovered !== "number" || !network.body.nodes[hovered]) return;
    traceLines(context, linksAt(hovered).map(({ id }) => id), 1.6);
    network.body.nodes[hovered].draw(context);
  }

  /** How many neighbours of a node the filters let through but a neighbourhood or group leaves out. */
  function unseen() {
    const { scene } = stage;
    const found = new Map();
    if ((!state.focus && state.group === null) || scene.nodes.length > CROWD) return found;
    const drawn = new Set(scene.nodes);
    for (const id of scene.nodes) {
      const others = new Set(linksAt(id).filter((edge) => scene.passing.has(edge.id)).map((edge) => otherEnd(edge, id)));
      const count = [...others].filter((other) => !drawn.has(other)).length;
      if (count) found.set(id, count);
    }
    return found;
  }

  function unseenNow() {
    if (more.revision !== stage.revision) more = { revision: stage.revision, counts: unseen() };
    return more.counts;
  }

  /** "+3" at the upper right of a node: so many neighbours are not drawn. */
  function writeUnseen(context) {
    inPixels(context, (scale, zero) => {
      Object.assign(context, { font: font(600, 10.5), textAlign: "left", textBaseline: "alphabetic", lineJoin: "round", lineWidth: 3, strokeStyle: colour("ground"), fillStyle: colour("accent") });
      for (const [id, count] of unseenNow()) {
        const node = stage.network.body.nodes[id];
        if (!node) continue; // while vis-network is being handed another scene
        const { x, y } = badgeAt(node, scale);
        haloed(context, `+${count}`, zero.x + x, zero.y + y);
      }
    });
  }

  /** The ticks that there is room to name: years before months, which mean nothing without them. */
  function namedTicks(ticks) {
    const named = [];
    const isYear = ({ name }) => /\d/.test(name);
    for (const tick of [...ticks.filter(isYear), ...ticks.filter((each) => !isYear(each))]) {
      if (named.every((other) => tick.x >= other.x + other.width || tick.x + tick.width <= other.x)) named.push(tick);
    }
    return named;
  }

  /** Called by vis-network at the start of each frame: where months and years begin, if x is time. */
  function paintBehind(context) {
    if (state.view || stage.scene.bubbles || !knowledge.placing.ticks.length) return;
    inPixels(context, (scale, zero) => {
      const { height } = context.canvas.getBoundingClientRect();
      Object.assign(context, { font: font(600, 11.5), textAlign: "left", textBaseline: "top", strokeStyle: colour("rule"), fillStyle: colour("muted"), lineWidth: 1 });
      const ticks = knowledge.placing.ticks.map(([place, name]) => ({ x: Math.round(zero.x + place * scale) + 0.5, name, width: context.measureText(name).width + 8 }));
      for (const { x } of ticks) {
        context.beginPath();
        context.moveTo(x, 0);
        context.lineTo(x, height);
        context.stroke();
      }
      for (const { x, name } of namedTicks(ticks)) context.fillText(name, x + 4, height - 74);
    });
  }

  /** Called by vis-network at the end of each frame. */
  function paint(context) {
    if (stage.scene.bubbles && state.colour === "type") paintRims(context);
    const bubble = stage.scene.bubbles && stage.network.body.nodes[bubbleId(state.selected?.group)];
    if (bubble) ring(context, bubble, stage.network.getScale());
    if (stage.lit) castLight(context);
    else if (stage.hovered !== null) brighten(context);
    if (stage.scene.bubbles && !stage.lit) writeCounts(context);
    writeLabels(context);
    writeUnseen(context);
    if (stage.lit) writeLinkWords(context);
  }

  return { paint, paintBehind };
})();
