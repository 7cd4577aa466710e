// Which names are written on the picture and where: as many as fit, the best connected first, none over
// another and none over a node. Worked out in pixels of the screen, so that names keep their size, and kept
// until the zoom or the scene changes, so that they stay put while the view moves.

const LABEL_LIMIT = 420;
const LABEL_LINE = 15;
const OUTS = [0.7, 1.5, 2.6]; // how far a leading name may stand off its node, in its heights
const LEADING = 14;

/** Break a name into at most two lines of about equal length; what does not fit gives way to "…". */
function breakLabel(text, width = 22) {
  if (text.length <= width) return [text];
  const cut = (line) => ([...line].length > width ? `${[...line].slice(0, width - 1).join("").trimEnd()}…` : line);
  const gaps = [...text.matchAll(/ /g)].map(({ index }) => index);
  if (!gaps.length) return [cut(text)];
  const longer = (gap) => Math.max(gap, text.length - gap - 1);
  const middle = gaps.reduce((a, b) => (longer(b) < longer(a) ? b : a));
  const gap = longer(middle) <= width ? middle : gaps.filter((each) => each <= width).at(-1) ?? gaps[0];
  return [cut(text.slice(0, gap)), cut(text.slice(gap + 1))];
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

const highOf = (item) => item.lines.length * (item.line ?? LABEL_LINE);

/** Where a label may stand around its node: below, above, beside it, and at its corners. */
function spots(item) {
  const high = highOf(item);
  const gap = item.radius + 4;
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

/** Where a label may stand off its node, so many of its heights, all around. */
function spotsOff(item, out) {
  const high = highOf(item);
  const gap = item.radius + 4 + out * high;
  return Array.from({ length: 16 }, (_, i) => {
    const [across, down] = [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)];
    const align = across > 0.3 ? "left" : across < -0.3 ? "right" : "center";
    const dx = gap * across;
    const left = { left: dx, right: dx - item.width, center: dx - item.width / 2 }[align];
    return { dx, top: gap * down + (high / 2) * (down - 1), align, left, right: left + item.width, out };
  });
}

/**
 * Place labels. Items are { id, x, y, radius, width, lines } in pixels, the most important first: the leading
 * ones may stand off their node and, where they are `covering`, stand on lesser ones; the others neither. Those that
 * `must` be written are, come what may. Labels that would stick out of the picture's `sides`, where they
 * might be cut off, stand elsewhere or not at all. Of places as good the one is taken that fewest `wires` cross,
 * pairs of points.
 */
function placeLabels(items, obstacles, { must = new Set(), covering = true, sides = [-Infinity, Infinity], wires = [] } = {}) {
  const written = makePlane(72);
  const nodes = makePlane(72);
  for (const { id, x, y, radius } of obstacles) {
    const core = 0.85 * radius;
    nodes.take({ owner: id, radius, left: x - core, right: x + core, top: y - core, bottom: y + core });
  }
  const [left, right] = sides;
  const cost = (box, item) => {
    const nodesBelow = nodes.covered(box);
    const lesser = nodesBelow.every((taken) => taken.radius < 0.8 * item.radius);
    return nodesBelow.length * (lesser ? 2 : 4) + (box.left < left || box.right > right ? 20 : 0);
  };
  const placed = [];
  for (const [rank, item] of items.entries()) {
    if (placed.length >= LABEL_LIMIT) break;
    const high = highOf(item);
    const leads = rank < (small() ? 5 : LEADING);
    const boxes = [...spots(item), ...(leads ? OUTS : []).flatMap((out) => spotsOff(item, out))].map((spot) => ({
      ...spot,
      box: { owner: item.id, left: item.x + spot.left - 2, right: item.x + spot.right + 2, top: item.y + spot.top, bottom: item.y + spot.top + high },
    }));
    const free = boxes.filter(({ box }) => written.isFree(box)).map((spot) => {
      const price = cost(spot.box, item) + 0.8 * (spot.out ?? 0);
      return { ...spot, cost: price, rank: price + 0.2 * Math.min(4, wires.filter((wire) => crosses(wire, spot.box)).length) };
    });
    const best = free.reduce((a, b) => (b.rank < (a?.rank ?? Infinity) ? b : a), null);
    const bearable = must.has(item.id) ? Infinity : !leads ? 0 : !covering ? 2.1 : rank < 5 ? 10 : 4;
    const spot = best && best.cost <= bearable ? best : must.has(item.id) ? boxes[0] : null;
    if (!spot) continue;
    written.take({ ...spot.box, top: spot.box.top - (leads ? 4 : 0), bottom: spot.box.bottom + (leads ? 4 : 0), owner: null });
    placed.push({ item, dx: spot.dx, top: spot.top, align: spot.align, out: spot.out });
  }
  return placed;
}

/** Whether a straight line between two points meets a box (Liang and Barsky). */
function crosses([a, b], { left, right, top, bottom }) {
  let [from, to] = [0, 1];
  for (const [way, room] of [[a.x - b.x, a.x - left], [b.x - a.x, right - a.x], [a.y - b.y, a.y - top], [b.y - a.y, bottom - a.y]]) {
    if (way === 0 && room < 0) return false;
    if (way < 0) from = Math.max(from, room / way);
    if (way > 0) to = Math.min(to, room / way);
  }
  return from <= to;
}
