// What is drawn over the picture of vis-network: names, and the light on what is selected. `stage` is what
// the two share.

const stage = {
  network: null,
  scene: { nodes: [], edges: [], bubbles: null, passing: new Set(), total: 0 },
  lit: null, // { nodes, edges, must }: sets of numbers, or null when everything is in full light
  hovered: null, // what is under the mouse
  revision: 0, // goes up whenever names may have to be placed anew
};

const nodeSize = (id) => (10 + 3.4 * Math.sqrt(Math.min(degreeOf(id), 60))) * FAIR[types.get(knowledge.nodes[id].type).shape];
const bubbleId = (community) => `g${community}`;

const overlay = (() => {
  const FEW = 45; // nodes up to which names are written more fully
  const CROWD = 300; // nodes up to which no name covers a node
  const NAMED_FROM_AFAR = 60;
  let labels = { key: "", placed: [] };

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

  function labelItem(id, text, size, point, { strong, width }, scale) {
    const lines = breakLabel(text, width);
    const face = strong ? font(600, 12.5) : font(450, 12);
    return { id, lines, font: face, width: Math.max(...lines.map((line) => measure(face, line))), x: point.x * scale, y: point.y * scale, radius: size * scale };
  }

  /** What to name, the most important first, in pixels. */
  function labelItems(scale) {
    const { scene, lit, network } = stage;
    if (scene.bubbles) {
      return scene.bubbles.map((bubble, i) =>
        labelItem(bubbleId(bubble.community), communityName(bubble.community, 1), bubble.size, bubble, { strong: i < 12, width: 22 }, scale));
    }
    const must = lit?.must ?? new Set();
    const rank = (id) => (must.has(id) ? 2 : 0) + (state.pinned.has(id) ? 1 : 0);
    const order = scene.nodes.filter((id) => network.body.nodes[id] && (!lit || lit.nodes.has(id)));
    order.sort((a, b) => rank(b) - rank(a) || byDegree(a, b));
    const width = order.length <= FEW ? 30 : 22;
    // Far out, the names of all the small ones would be a crowd: only the best connected are named.
    const big = (id, i) => order.length <= CROWD || i < NAMED_FROM_AFAR || nodeSize(id) * scale >= 5;
    return order.slice(0, 4 * LABEL_LIMIT).filter(big).map((id) =>
      labelItem(id, knowledge.nodes[id].label, nodeSize(id), network.body.nodes[id], { strong: must.has(id) || degreeOf(id) >= 8, width }, scale));
  }

  function placedLabels(scale) {
    const key = `${stage.revision} ${scale} ${theme()}`;
    if (labels.key !== key) {
      const items = labelItems(scale);
      // Where nodes are many and small, names may cover them.
      const obstacles = items.slice(0, stage.scene.nodes.length > CROWD ? LEADING : CROWD);
      labels = { key, placed: placeLabels(items, obstacles, { must: stage.lit?.must, tolerant: Boolean(stage.scene.bubbles) }) };
    }
    return labels.placed;
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
      for (const { item, dx, top, align } of placedLabels(scale)) {
        const x = zero.x + item.x + dx;
        const y = zero.y + item.y + top + 1;
        if (x < -200 || y < -40 || x > width + 200 || y > height + 40) continue;
        Object.assign(context, { font: item.font, textAlign: align });
        item.lines.forEach((line, i) => haloed(context, line, x, y + i * LABEL_LINE));
      }
      if (stage.hovered !== null && stage.network.body.nodes[stage.hovered]) writeHovered(context, zero, scale);
    });
  }

  /** The whole name of what is under the mouse, on a card of its own. */
  function writeHovered(context, zero, scale) {
    const id = stage.hovered;
    const { x, y, options } = stage.network.body.nodes[id];
    const text = typeof id === "string" ? communityName(Number(id.slice(1))) : knowledge.nodes[id].label;
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
      for (const id of [...stage.lit.edges].sort((a, b) => a - b)) {
        const edge = stage.network.body.edges[id];
        const text = phraseOf(knowledge.edges[id].predicate);
        const width = measure(face, text);
        if (!edge?.connected || edge.from === edge.to) continue;
        if (Math.hypot(edge.from.x - edge.to.x, edge.from.y - edge.to.y) * scale < width + 50) continue;
        const { x, y } = edge.edgeType.getPoint(0.5);
        const box = { owner: -1 - id, left: x * scale - width / 2 - 3, right: x * scale + width / 2 + 3, top: y * scale - 8, bottom: y * scale + 8 };
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
      plane.take({ owner: null, left, right: left + item.width, top: item.y + top, bottom: item.y + top + item.lines.length * LABEL_LINE });
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
    for (const id of lit.edges) {
      const edge = network.body.edges[id];
      if (!edge?.connected) continue;
      edge.draw(context);
      edge.drawArrows(context);
    }
    for (const id of lit.nodes) {
      const node = network.body.nodes[id];
      if (!node) continue;
      if (lit.must.has(id)) ring(context, node, scale);
      node.draw(context);
    }
  }

  function ring(context, node, scale) {
    context.save();
    context.beginPath();
    context.arc(node.x, node.y, node.options.size * 1.12 + 5 / scale, 0, 2 * Math.PI);
    context.lineWidth = 2.5 / scale;
    context.strokeStyle = colour("accent");
    context.stroke();
    context.restore();
  }

  /** Under the mouse: the lines of a node in full colour, nothing dimmed. */
  function brighten(context) {
    const { network, hovered } = stage;
    if (typeof hovered !== "number" || !network.body.nodes[hovered]) return;
    context.save();
    context.strokeStyle = colour("accent");
    context.lineWidth = 1.6 / network.getScale();
    for (const { id } of edgesOf[hovered]) {
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
    network.body.nodes[hovered].draw(context);
  }

  /** Called by vis-network at the end of each frame. */
  function paint(context) {
    if (stage.lit) castLight(context);
    else if (stage.hovered !== null) brighten(context);
    writeLabels(context);
    if (stage.lit) writeLinkWords(context);
  }

  return { paint };
})();
