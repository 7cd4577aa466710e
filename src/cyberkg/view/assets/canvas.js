// The picture: vis-network draws nodes and lines and moves the view. Positions come with the data: nothing
// is simulated on opening.

const canvas = (() => {
  const drawnNodes = new vis.DataSet();
  const drawnEdges = new vis.DataSet();
  let lean = false;
  let network = null;
  let tidied = new Map(); // places that hold only while this scene is drawn

  /** Where a node is in the present scene. */
  const placeOf = (id) => tidied.get(id) ?? stage.scene.places?.get(id) ?? (state.view ? viewPlaces.get(state.view).get(id) : knowledge.nodes[id]);

  function nodeRow(id) {
    const node = knowledge.nodes[id];
    const { fill, line } = paintOf(node);
    const pinned = state.pinned.has(id);
    const { x, y } = placeOf(id);
    return {
      id,
      x,
      y,
      shape: types.get(node.type).shape,
      size: nodeSize(id),
      color: { background: fill, border: pinned ? colour("accent") : line },
      borderWidth: pinned ? 4 : 1.5,
    };
  }

  function edgeRow(id) {
    const edge = linkOf(id);
    const line = lineOf(edge.status);
    const weight = stage.scene.weights?.get(id);
    const row = {
      id,
      from: edge.from,
      to: edge.to,
      dashes: lean ? false : line.dashes,
      width: stage.grain.line * (weight ? 1 + 1.6 * Math.log2(weight) : 1.5 + Math.min(2, Math.log2(edge.evidence.length) * 0.7)),
      color: { color: line.colour, opacity: lean ? 0.4 : weight ? 0.6 : 0.8 },
    };
    if (weight) row.arrows = { to: { enabled: false } };
    if (line.end === "bar") row.arrows = { to: { enabled: true, type: "bar", scaleFactor: 0.6 } };
    if (edge.bend) row.smooth = { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) };
    return row;
  }

  function bubbleRow(bubble) {
    const byCommunity = state.colour === "community" && state.by === "community";
    const { fill, line } = byCommunity ? communityPaint(bubble.group) : { fill: colour("surface"), line: colour("control") };
    return {
      id: bubbleId(bubble.group),
      x: bubble.x,
      y: bubble.y,
      shape: "dot",
      size: bubbleRadius(bubble),
      color: { background: fill, border: line },
      borderWidth: 1.5,
      shapeProperties: { borderDashes: bubble.group < 0 ? [5, 4] : false },
    };
  }

  const stringRow = (string) => ({
    id: `s${string.from}_${string.to}`,
    from: string.from,
    to: string.to,
    width: 0.8 + Math.log2(string.weight) * 0.9,
    color: { color: colour("edge"), opacity: 0.35 },
    arrows: { to: { enabled: false } },
  });

  const options = () => ({
    autoResize: true,
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    nodes: { chosen: false },
    edges: {
      chosen: false,
      smooth: { enabled: false },
      selectionWidth: 0,
      hoverWidth: 0,
      arrows: { to: { enabled: true, scaleFactor: 0.5 } },
      arrowStrikethrough: false,
      selfReference: { size: 14 },
    },
    interaction: {
      hover: !lean,
      selectable: false,
      hideEdgesOnDrag: lean,
      hideEdgesOnZoom: lean,
      keyboard: false,
      tooltipDelay: 1e9,
      zoomSpeed: 0.7,
    },
  });

  /** Add, remove and change rows so that the set holds just these. */
  function replace(set, rows) {
    const wanted = new Set(rows.map((row) => row.id));
    set.remove(set.getIds().filter((id) => !wanted.has(id)));
    set.update(rows);
  }

  /** Hand vis-network the rows of the scene again, in their present colours. */
  function redrawAll() {
    const { scene } = stage;
    stage.revision += 1;
    replace(drawnEdges, []);
    replace(drawnNodes, [...(scene.bubbles ?? []).map(bubbleRow), ...scene.nodes.map(nodeRow)]);
    replace(drawnEdges, [...scene.strings.map(stringRow), ...scene.edges.map(edgeRow)]);
  }

  function show(scene) {
    const wasLean = lean;
    lean = scene.nodes.length > LEAN;
    if (lean !== wasLean) network.setOptions(options());
    stage.scene = scene;
    tidied = new Map();
    redrawAll();
  }

  /** Before each frame: nodes and lines in the sizes that the present zoom asks for. */
  function regrain() {
    const was = stage.grain;
    const next = grainAt(network.getScale(), drawnNodes.length);
    if (next.node === was.node && next.line === was.line) return;
    stage.grain = next;
    for (const node of Object.values(network.body.nodes)) {
      node.options.size *= typeof node.id === "string" ? bubbleGrain(next) / bubbleGrain(was) : next.node / was.node;
      node.needsRefresh();
    }
    for (const edge of Object.values(network.body.edges)) if (typeof edge.fromId === "number" && typeof edge.toId === "number") edge.options.width *= next.line / was.line;
  }

  /** Let the few nodes of a part find better places among themselves; elsewhere they keep their old ones. */
  function tidy() {
    network.setOptions({ physics: { enabled: true, solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -120, springLength: 130, avoidOverlap: 0.6 }, stabilization: { enabled: false } } });
    network.once("stabilizationIterationsDone", () => {
      network.setOptions({ physics: { enabled: false } });
      tidied = new Map(stage.scene.nodes.map((id) => [id, { x: network.body.nodes[id].x, y: network.body.nodes[id].y }]));
      stage.revision += 1;
      fit();
    });
    network.stabilize(300);
  }

  /** Light up sets of nodes and edges; null lights everything. */
  function light(lit) {
    stage.lit = lit;
    stage.revision += 1;
    network.redraw();
  }

  // A frame of a large scene takes so long that a glide would be a slow stutter.
  const glide = () => (calm() || lean ? false : { duration: 380, easingFunction: "easeInOutQuad" });

  /** What of the canvas is free of crumbs above and of the counts, and on a phone the details, below. */
  function freeView() {
    const box = byId("canvas").getBoundingClientRect();
    const cover = small() ? byId("panel").getBoundingClientRect().top - box.top : box.height;
    const head = byId("over").getBoundingClientRect().bottom - box.top;
    return { width: box.width, height: box.height, top: Math.max(66, Math.min(head + 38, box.height / 3)), bottom: Math.max(Math.min(box.height, cover) - 84, 160) };
  }

  /** Move the view so that a point is in the middle of what is free. */
  function centre({ x, y }, scale, animate) {
    const { height, top, bottom } = freeView();
    network.moveTo({ position: { x, y: y + (height - top - bottom) / 2 / scale }, scale, animation: animate && glide() });
  }

  /** Move the view so that these nodes fill it. */
  function fit(ids = null, animate = true) {
    const nodes = (ids ?? drawnNodes.getIds()).map((id) => network.body.nodes[id]).filter(Boolean);
    if (!nodes.length) return;
    const ends = (of, side) => nodes.reduce((far, node) => (side > 0 ? Math.max(far, of(node)) : Math.min(far, of(node))), -side * Infinity);
    const [left, right, up, down] = [ends((n) => n.x, -1), ends((n) => n.x, 1), ends((n) => n.y, -1), ends((n) => n.y, 1)];
    const { width, top, bottom } = freeView();
    const margin = rimOf(ids !== null);
    const scale = Math.max(0.005, Math.min((width - 2 * margin) / (right - left), (bottom - top - 24) / (down - up), 1.3));
    centre({ x: (left + right) / 2, y: (up + down) / 2 }, scale, animate);
  }

  /** Bring a node into view if it is not well within it. */
  function approach(id) {
    const point = network.body.nodes[id];
    if (!point) return;
    const at = network.canvasToDOM({ x: point.x, y: point.y });
    const { width, top, bottom } = freeView();
    if (at.x < 40 || at.y < top || at.x > width - 40 || at.y > bottom) centre(point, network.getScale(), true);
  }

  /** What `use` makes of the picture drawn once with so many pixels for each of the page. */
  function finely(ratio, use) {
    const own = network.canvas;
    const paint = () => {
      own.setSize();
      network.renderer._redraw(false);
    };
    own._determinePixelRatio = () => Math.max(ratio, devicePixelRatio);
    try {
      paint();
      return use(own.frame.canvas);
    } finally {
      delete own._determinePixelRatio; // the method of the prototype again
      paint();
    }
  }

  const zoom = (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.005, network.getScale() * factor)), animation: glide() });

  /** The drawn node at or within so many pixels of a point of the screen; else undefined. */
  function nodeNear(at, within) {
    const exact = network.getNodeAt(at);
    if (exact !== undefined) return exact;
    const point = network.DOMtoCanvas(at);
    let best;
    let least = within / network.getScale();
    for (const id of drawnNodes.getIds()) {
      const node = network.body.nodes[id];
      const distance = Math.hypot(node.x - point.x, node.y - point.y) - node.options.size;
      if (distance < least) {
        least = distance;
        best = id;
      }
    }
    return best;
  }

  /** Of what is drawn the node or bubble next to another in a direction; null where there is none. */
  function neighbourTowards(id, dx, dy, drawn) {
    const from = network.body.nodes[id];
    let best = null;
    let least = Infinity;
    for (const other of drawn) {
      const node = network.body.nodes[other];
      const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const across = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      if (other === id || along <= 1 || across > along * 1.2) continue;
      const cost = along + 2 * across;
      if (cost < least) {
        least = cost;
        best = other;
      }
    }
    return best;
  }

  function hover(id) {
    stage.hovered = id;
    byId("canvas").style.cursor = id === null ? "" : "pointer";
    network.redraw();
  }

  /** Where a node was dragged to is where it stays, whatever else is drawn meanwhile. */
  function keepPlace() {
    for (const id of network.getSelectedNodes()) {
      if (typeof id !== "number") continue;
      const place = { x: network.body.nodes[id].x, y: network.body.nodes[id].y };
      Object.assign(placeOf(id), place);
    }
    network.unselectAll();
    stage.revision += 1;
  }

  /** From afar arrowheads are dust: they are drawn on what is lit, and on all only from near by. */
  function spareArrows() {
    const { renderer } = network;
    const drawArrows = renderer._drawArrows.bind(renderer);
    renderer._drawArrows = (context) => {
      if (!lean && network.getScale() > 0.8) drawArrows(context);
    };
  }

  function open(handlers) {
    network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: drawnEdges }, options());
    stage.network = network;
    const frame = byId("canvas").querySelector(".vis-network");
    frame.id = "picture";
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", "Picture of the network. Arrow keys go from thing to thing, Enter opens the neighbourhood.");
    spareArrows();
    network.on("beforeDrawing", (context) => {
      regrain();
      overlay.paintBehind(context);
    });
    network.on("afterDrawing", overlay.paint);
    const tolerance = matchMedia("(pointer: coarse)").matches ? 22 : 5;
    network.on("click", ({ pointer }) => {
      const id = nodeNear(pointer.DOM, tolerance);
      const edge = id === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
      if (id !== undefined) handlers.node(id);
      else handlers.edge(typeof edge === "number" || edge?.startsWith("m") ? edge : null);
    });
    let opened = -Infinity;
    const openAt = (at) => {
      if (performance.now() - opened < 400) return; // told twice
      const id = nodeNear(at, tolerance);
      if (id !== undefined) handlers.open(id);
      opened = performance.now();
    };
    network.on("doubleClick", ({ pointer }) => openAt(pointer.DOM));
    // The browser's own too: drawing a large scene after the first click takes longer than vis-network waits for the second.
    frame.addEventListener("dblclick", ({ clientX, clientY }) => {
      const { left, top } = frame.getBoundingClientRect();
      openAt({ x: clientX - left, y: clientY - top });
    });
    network.on("hoverNode", ({ node }) => hover(node));
    network.on("blurNode", () => hover(null));
    network.on("dragging", () => {
      stage.revision += 1;
    });
    network.on("dragEnd", keepPlace);
  }

  return {
    open, show, redrawAll, light, fit, finely, tidy, approach, zoom, neighbourTowards,
    get scene() { return stage.scene; },
    get lit() { return stage.lit; },
    pointOf: (id) => ({ x: network.body.nodes[id].x, y: network.body.nodes[id].y }),
    middleOf: (id) => network.body.edges[id].edgeType.getPoint(0.5),
  };
})();
