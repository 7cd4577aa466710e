// The shapes of the types, for the legend and for the exported drawing; as vis-network draws them on the canvas.

/** How much larger than a disc each shape must be to look as large. */
const FAIR = { dot: 1, square: 0.87, diamond: 1.22, triangle: 1.14, hexagon: 1.06, star: 1.3 };

const corners = (x, y, radius, count, turn) =>
  Array.from({ length: count }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / count;
    const reach = Array.isArray(radius) ? radius[i % radius.length] : radius;
    return `${(x + reach * Math.cos(angle)).toFixed(2)},${(y + reach * Math.sin(angle)).toFixed(2)}`;
  }).join(" ");

/** A shape as an element of SVG, its middle at (x, y). */
function drawShape(shape, x, y, size, paint) {
  const up = -Math.PI / 2;
  const polygon = (points) => draw("polygon", { points, "stroke-linejoin": "round", ...paint });
  if (shape === "square") return draw("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, rx: 1, ...paint });
  if (shape === "diamond") return polygon(corners(x, y, size, 4, up));
  if (shape === "triangle") return polygon(corners(x, y + 0.12 * size, 1.1 * size, 3, up));
  if (shape === "hexagon") return polygon(corners(x, y, size, 6, 0));
  if (shape === "star") return polygon(corners(x, y, [size * 0.98, size * 0.48], 10, up));
  return draw("circle", { cx: x, cy: y, r: size, ...paint });
}

/** The little picture of a type in the legend, in lists and in the panel; where colour means communities, grey. */
function swatch(typeName) {
  const look = types.get(typeName);
  const picture = draw("svg", { viewBox: "0 0 20 20", class: "swatch", "aria-hidden": "true" });
  const paint = state.colour === "type" ? { fill: look?.fill, line: look?.[theme()] } : { fill: colour("raised"), line: colour("muted") };
  if (look) picture.append(drawShape(look.shape, 10, 10, 7.2 * FAIR[look.shape], { fill: paint.fill, stroke: paint.line, "stroke-width": 1.5 }));
  return picture;
}

/** The little picture of a community: its colour. */
function patch(number) {
  const { fill, line } = communityPaint(number);
  return draw("svg", { viewBox: "0 0 20 20", class: "swatch", "aria-hidden": "true" }, draw("circle", { cx: 10, cy: 10, r: 7, fill, stroke: line, "stroke-width": 1.5 }));
}

/** The little picture of a status: how its lines are drawn. */
function lineSample(status) {
  const picture = draw("svg", { viewBox: "0 0 20 20", class: "swatch", "aria-hidden": "true" });
  const { dashes, colour } = lineOf(status);
  picture.append(draw("path", { d: "M1 10H19", fill: "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": dashes ? dashes.map((d) => d * 0.7).join(" ") : "none" }));
  if (status === "denied") picture.append(draw("path", { d: "M13 5v10", stroke: colour, "stroke-width": 2 }));
  return picture;
}

const RIM = 0.26; // of a bubble's radius, what its rim takes that tells of which types it is

/** The stretches of a bubble's rim: { type, from, to } as angles, from above onwards. */
function rimOfBubble({ mix, count }) {
  let at = -Math.PI / 2;
  return mix.map(([type, own]) => {
    const from = at;
    at += (2 * Math.PI * own) / count;
    return { type, from, to: at };
  });
}
