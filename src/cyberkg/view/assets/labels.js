// Which names are written on the picture and where: as many as fit, the best connected first, none over
// another and none over a node. Worked out in pixels of the screen, so that names keep their size, and kept
// until the zoom or the scene changes, so that they stay put while the view moves.

const LABEL_LIMIT = 420;
const LABEL_LINE = 15;
const LEADING = 14;

/** Break a name into at most two lines of about equal length; what does not fit gives way to "…". */
function breakLabel(text, width = 22) {
  if (text.length <= width) return [text];
  const parts = text.split(" ");
  let first = parts.shift();
  const goal = Math.min(width, Math.max(12, Math.ceil(text.length / 2) + 1));
  while (parts.length && `${first} ${parts[0]}`.length <= goal) first += ` ${parts.shift()}`;
  const cut = (line) => ([...line].length > width ? `${[...line].slice(0, width - 1).join("").trimEnd()}…` : line);
  const rest = parts.join(" ");
  return rest ? [cut(first), cut(rest)] : [cut(first)];
}

/** A plane cut into cells, to ask quickly whether a box is free. */
function makePlane(cell) {
  const cells = new Map();
  const each = (box, visit) => {
    for (let x = Math.floor(box.left / cell); x <= Math.floor(box.right / cell); x += 1) {
      for (let y = Math.floor(box.top / cell); y <= Math.floor(box.bottom / cell); y += 1) {
        if (visit(`${x} ${y}`) === false) return false;
      }
    }
    return true;
  };
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  const clash = (box, taken) => taken.owner !== box.owner && !apart(taken, box);
  return {
    isFree: (box) => each(box, (key) => !(cells.get(key) ?? []).some((taken) => clash(box, taken))),
    /** The boxes of other owners that it would cover. */
    covered: (box) => {
      const found = new Set();
      each(box, (key) => void (cells.get(key) ?? []).forEach((taken) => clash(box, taken) && found.add(taken)));
      return [...found];
    },
    take: (box) =>
      each(box, (key) => {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }),
  };
}

/** Where a label may stand around its node: below, above, beside it, and at its corners. */
function spots(item) {
  const gap = item.radius + 4;
  const high = item.lines.length * LABEL_LINE;
  const half = item.width / 2;
  const slant = 0.72 * gap;
  return [
    { dx: 0, top: gap - 1, align: "center", left: -half, right: half },
    { dx: 0, top: -gap - high, align: "center", left: -half, right: half },
    { dx: gap + 1, top: -high / 2, align: "left", left: gap + 1, right: gap + 1 + item.width },
    { dx: -gap - 1, top: -high / 2, align: "right", left: -gap - 1 - item.width, right: -gap - 1 },
    ...[1, -1].flatMap((side) => [slant, -slant - high].map((top) => ({
      dx: side * slant,
      top,
      align: side > 0 ? "left" : "right",
      left: side > 0 ? slant : -slant - item.width,
      right: side > 0 ? slant + item.width : -slant,
    }))),
  ];
}

/**
 * Place labels. Items are { id, x, y, radius, width, lines } in pixels, the most important first: the leading
 * ones may cover a lesser node, the others none. Those that `must` be written are, come what may; where `tolerant`, all may cover one. Labels that
 * would stick out of the picture's `sides`, where they might be cut off, stand elsewhere or not at all.
 */
function placeLabels(items, obstacles, { must = new Set(), tolerant = false, sides = [-Infinity, Infinity] } = {}) {
  const written = makePlane(72);
  const nodes = makePlane(72);
  for (const { id, x, y, radius } of obstacles) {
    const core = 0.85 * radius;
    nodes.take({ owner: id, radius, left: x - core, right: x + core, top: y - core, bottom: y + core });
  }
  const [left, right] = sides;
  const cost = (box, item) => {
    const nodesBelow = nodes.covered(box);
    const lesser = tolerant || nodesBelow.every((taken) => taken.radius < 0.8 * item.radius);
    return nodesBelow.length * (lesser ? 1 : 9) + (box.left < left || box.right > right ? 2 : 0);
  };
  const placed = [];
  for (const [rank, item] of items.entries()) {
    if (placed.length >= LABEL_LIMIT) break;
    const high = item.lines.length * LABEL_LINE;
    const boxes = spots(item).map((spot) => ({
      ...spot,
      box: { owner: item.id, left: item.x + spot.left - 2, right: item.x + spot.right + 2, top: item.y + spot.top, bottom: item.y + spot.top + high },
    }));
    const free = boxes.filter(({ box }) => written.isFree(box)).map((spot) => ({ ...spot, cost: cost(spot.box, item) }));
    const best = free.reduce((a, b) => (b.cost < (a?.cost ?? Infinity) ? b : a), null);
    const bearable = must.has(item.id) ? Infinity : rank < LEADING || tolerant ? 1.5 : 0;
    const spot = best && best.cost <= bearable ? best : must.has(item.id) ? boxes[0] : null;
    if (!spot) continue;
    written.take({ ...spot.box, owner: null });
    placed.push({ item, dx: spot.dx, top: spot.top, align: spot.align });
  }
  return placed;
}
