// Saving what is shown: a picture, a drawing that scales, and the facts as rows. All made on the spot.

const exports_ = (() => {
  const XML_UNFIT = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

  function save(name, blob) {
    const url = URL.createObjectURL(blob);
    const anchor = make("a", { href: url, download: name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    toast(`Saved ${name}`);
  }

  const fileName = (kind) => `${document.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "network"}.${kind}`;

  /** The picture as it stands, on its ground, sharp enough for a slide. */
  function png() {
    const copy = canvas.finely(SHARP, (source) => {
      const made = make("canvas", { width: source.width, height: source.height });
      const context = made.getContext("2d");
      context.fillStyle = colour("ground");
      context.fillRect(0, 0, made.width, made.height);
      context.drawImage(source, 0, 0);
      return made;
    });
    copy.toBlob((blob) => save(fileName("png"), blob), "image/png");
  }

  const SHARP = 3; // pixels of a saved picture for each of the page

  const LARGEST = 1800; // pixels of a drawing's longer side: names keep their size, so they must not lie too far apart

  /** All that is shown as SVG, drawn from the rows, with the names that fit. */
  function svg() {
    const { nodes, edges, bubbles, strings } = canvas.scene;
    const drawn = [...nodes, ...(bubbles ?? []).map((bubble) => bubbleId(bubble.group))];
    if (!drawn.length) return void toast("There is nothing to save");
    const found = drawn.map(canvas.pointOf);
    const spans = [found.map(({ x }) => x), found.map(({ y }) => y)].map((values) => ends(values, 0)).map(([low, high]) => high - low);
    const scale = Math.min(1, (LARGEST - 240) / Math.max(...spans, 1));
    const at = ({ x, y }) => ({ x: Math.round(10 * scale * x) / 10, y: Math.round(10 * scale * y) / 10 });
    const points = new Map(drawn.map((id, i) => [id, at(found[i])]));
    const plan = { points, scale, at };
    const [left, right] = ends([...points.values()].map(({ x }) => x), 120);
    const [top, bottom] = ends([...points.values()].map(({ y }) => y), 80);
    const [width, height] = [right - left, bottom - top];
    const picture = draw("svg", { viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": "Arial, sans-serif", "font-size": 12 });
    picture.append(draw("title", {}, document.title.replace(XML_UNFIT, "")), draw("rect", { x: left, y: top, width, height, fill: colour("ground") }));
    for (const string of strings) picture.append(svgString(string, points));
    for (const id of edges) picture.append(svgLine(linkOf(id), plan));
    for (const bubble of bubbles ?? []) picture.append(svgBubble(bubble, plan));
    for (const id of nodes) picture.append(svgNode(knowledge.nodes[id], plan));
    for (const text of svgNames(nodes, bubbles ?? [], plan)) picture.append(text);
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}`;
    save(fileName("svg"), new Blob([text], { type: "image/svg+xml" }));
  }

  /** The least and the greatest of some numbers, with a margin. */
  const ends = (values, margin) => values.reduce(([low, high], value) => [Math.min(low, value - margin), Math.max(high, value + margin)], [Infinity, -Infinity]);

  const svgString = ({ from, to, weight }, points) => {
    const [a, b] = [points.get(from), points.get(to)];
    return draw("path", { d: `M${a.x} ${a.y}L${b.x} ${b.y}`, fill: "none", stroke: colour("edge"), "stroke-opacity": 0.35, "stroke-width": 0.8 + Math.log2(weight) * 0.9 });
  };

  const svgBubble = (bubble, { points, scale }) => {
    const { group, count } = bubble;
    const point = points.get(bubbleId(group));
    const radius = bubbleRadius(bubble) * scale;
    const shape = draw("g", {}, draw("title", {}, `${groupName(group)} (${plural(count, "thing")})`.replace(XML_UNFIT, "")));
    shape.append(draw("circle", { cx: point.x, cy: point.y, r: radius, fill: colour("surface"), stroke: colour("control"), "stroke-width": 1.5 }));
    const middle = radius * (1 - RIM / 2);
    let before = 0;
    for (const [type, own] of bubble.mix) {
      const part = { cx: point.x, cy: point.y, r: middle, fill: "none", stroke: types.get(type).fill, "stroke-width": radius * RIM, pathLength: count };
      const gap = Math.min(0.006 * count, own / 4);
      shape.append(draw("circle", { ...part, "stroke-dasharray": `${own - 2 * gap} ${count}`, "stroke-dashoffset": -(before + gap), transform: `rotate(-90 ${point.x} ${point.y})` }));
      before += own;
    }
    if (radius >= 12) shape.append(draw("text", { x: point.x, y: point.y + 4, fill: colour("muted"), "text-anchor": "middle" }, count.toLocaleString("en")));
    return shape;
  };

  function svgLine(edge, { points, at }) {
    const [a, b] = [points.get(edge.from), points.get(edge.to)];
    const line = lineOf(edge.status);
    const middle = at(canvas.middleOf(edge.id));
    const bent = { x: 2 * middle.x - (a.x + b.x) / 2, y: 2 * middle.y - (a.y + b.y) / 2 };
    const path = edge.bend ? `M${a.x} ${a.y}Q${bent.x.toFixed(1)} ${bent.y.toFixed(1)} ${b.x} ${b.y}` : `M${a.x} ${a.y}L${b.x} ${b.y}`;
    const weight = canvas.scene.weights?.get(edge.id);
    const phrase = weight ? `${views.get(state.view).phrase}: ${sharedWords(weight)},` : phraseOf(edge.predicate);
    const said = `${knowledge.nodes[edge.from].label} ${phrase} ${knowledge.nodes[edge.to].label}`;
    return draw("path", { d: path, fill: "none", stroke: line.colour, "stroke-opacity": 0.7, "stroke-width": weight ? 1 + 1.6 * Math.log2(weight) : 1.2, "stroke-dasharray": line.dashes ? line.dashes.join(" ") : "none" },
      draw("title", {}, said.replace(XML_UNFIT, "")));
  }

  function svgNode(node, { points, scale }) {
    const point = points.get(node.id);
    const { fill, line } = paintOf(node);
    const shape = drawShape(types.get(node.type).shape, point.x, point.y, nodeSize(node.id, grainAt(scale, points.size).node) * scale, { fill, stroke: line, "stroke-width": 1.5 });
    shape.append(draw("title", {}, `${node.label} (${node.type})`.replace(XML_UNFIT, "")));
    return shape;
  }

  function svgNames(nodes, bubbles, { points, scale }) {
    const item = (id, name, radius) => {
      const lines = breakLabel(name);
      return { id, lines, width: 6.4 * Math.max(...lines.map((line) => line.length)), ...points.get(id), radius };
    };
    const items = [
      ...bubbles.map((bubble) => item(bubbleId(bubble.group), groupName(bubble.group, 1), bubbleRadius(bubble) * scale)),
      ...[...nodes].sort(byDegree).map((id) => item(id, knowledge.nodes[id].label, nodeSize(id, grainAt(scale, points.size).node) * scale)),
    ];
    return placeLabels(items, items).flatMap(({ item, dx, top, align }) =>
      item.lines.map((line, i) =>
        draw("text", { x: item.x + dx, y: item.y + top + 12 + i * LABEL_LINE, fill: colour("ink"), stroke: colour("ground"), "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", "text-anchor": { center: "middle", left: "start", right: "end" }[align] },
          line.replace(XML_UNFIT, ""))));
  }

  /** What two things share, one row for each fact of either that says so and each piece of its evidence. */
  function tieRows() {
    const { edges, weights } = canvas.scene;
    return edges.map(linkOf).flatMap((tie) => tie.shared.filter((one) => sharedPasses(one, state)).flatMap(({ middle, edges: said }) =>
      said.flat().filter((edge) => edgePasses(edge, state)).flatMap((edge) => edge.evidence.map((piece) => ({
        one: knowledge.nodes[tie.from].label, other: knowledge.nodes[tie.to].label, shares: weights.get(tie.id), shared: knowledge.nodes[middle].label,
        from: knowledge.nodes[middle].when?.[0] ?? "", to: knowledge.nodes[middle].when?.[1] ?? "",
        subject: knowledge.nodes[edge.from].label, predicate: edge.predicate, status: edge.status, ...cite(piece),
        one_id: iri(tie.from), other_id: iri(tie.to), shared_id: iri(middle),
      })))));
  }

  const cite = (piece) => {
    const [document_, start, end, quote] = knowledge.sentences[piece[0]];
    return { confidence: piece[1], document: knowledge.documents[document_].name, start, end, quote };
  };
  const iri = (id) => knowledge.base + knowledge.nodes[id].iri;

  /** The facts shown, one row for each piece of evidence. */
  function rows() {
    if (state.view) return tieRows();
    const { nodes, edges, bubbles, passing } = canvas.scene;
    const links = [...(bubbles ? passing : edges)].flatMap((id) => {
      const edge = knowledge.edges[id];
      const [from, to] = [knowledge.nodes[edge.from], knowledge.nodes[edge.to]];
      return edge.evidence.map((piece) => ({
        subject: from.label, subject_id: iri(edge.from), predicate: edge.predicate, object: to.label, object_id: iri(edge.to),
        qualifier: edge.qualifier, represents: edge.represents >= 0 ? iri(edge.represents) : "", status: edge.status, ...cite(piece),
      }));
    });
    const values = (bubbles ? knowledge.nodes.filter((node) => nodePasses(node, state)).map((node) => node.id) : nodes).flatMap((id) =>
      knowledge.nodes[id].facts.flatMap((fact) => fact.evidence.map((piece) => ({
        subject: knowledge.nodes[id].label, subject_id: iri(id), predicate: fact.predicate, object: fact.value, object_id: "",
        qualifier: fact.qualifier, represents: "", status: fact.status, ...cite(piece),
      }))));
    return [...links, ...values];
  }

  // A spreadsheet runs a cell that begins with one of these as a formula: a quote in front keeps it text.
  const cell = (value) => {
    const text = String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  function csv() {
    const facts = ["document", "subject", "predicate", "object", "qualifier", "represents", "status", "confidence", "quote", "start", "end", "subject_id", "object_id"];
    const found = rows();
    const columns = state.view ? Object.keys(found[0] ?? { one: "" }) : facts;
    const lines = [columns, ...found.map((row) => columns.map((column) => row[column]))];
    save(fileName("csv"), new Blob([lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" }));
  }

  const json = () => save(fileName("json"), new Blob([JSON.stringify(rows(), null, 1)], { type: "application/json" }));

  function open() {
    const menu = byId("exports");
    const button = byId("open-export");
    const show = (visible) => {
      menu.hidden = !visible;
      button.setAttribute("aria-expanded", String(visible));
    };
    button.addEventListener("click", () => show(menu.hidden));
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest(".menu")) show(false);
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      show(false);
      button.focus();
    });
    for (const [kind, run] of Object.entries({ png, svg, csv, json })) {
      menu.querySelector(`[data-export=${kind}]`).addEventListener("click", () => {
        show(false);
        run();
      });
    }
  }

  return { open };
})();
