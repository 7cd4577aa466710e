// Which names are written on the picture and where: as many as fit, the best connected first, none over
// another and none over a node. Worked out in pixels of the screen, so that names keep their size, and kept
// until the zoom or the scene changes, so that they stay put while the view moves.

const LABEL_LIMIT = 420;
const LABEL_LINE = 15;
const LABEL_LINES = 3; // that a name takes at the most
const SLACK = 1.2; // how much wider than asked a line may be if that saves one
const OUTS = [0.7, 1.5, 2.2]; // how far a leading name may stand off its node, in its heights
const LEADING = 14;

/**
 * Break a name into as few lines of about equal length as it needs, at most three; of what does not fit whole words
 * give way to "…".
 */
function breakLabel(text, width = 22) {
  const widest = Math.floor(SLACK * width);
  const tokens = text.split(" ");
  const lengthOf = (line) => [...line].length;
  const cut = (line) => (lengthOf(line) > widest ? `${[...line].slice(0, widest - 1).join("").trimEnd()}…` : line);
  const fill = (most) => {
    const lines = [tokens[0]];
    for (const token of tokens.slice(1)) {
      const longer = `${lines.at(-1)} ${token}`;
      if (lengthOf(longer) <= most) lines[lines.length - 1] = longer;
      else lines.push(token);
    }
    return lines;
  };
  const count = Math.min(LABEL_LINES, fill(widest).length);
  let most = Math.min(widest, Math.ceil(lengthOf(text) / count));
  while (most < widest && fill(most).length > count) most += 1;
  const lines = fill(most);
  if (lines.length <= count) return lines.map(cut);
  const kept = lines.slice(0, count);
  if (lengthOf(kept.at(-1)) < widest) kept[count - 1] += "…";
  else kept[count - 1] = `${kept[count - 1].split(" ").slice(0, -1).join(" ") || kept[count - 1].slice(0, widest - 1)}…`;
  return kept.map(cut);
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
    /** How many boxes of other owners a straight line meets. */
    along: (from, to, owner) => {
      const around = { owner, left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) };
      const found = new Set();
      each(around, (key) => void (cells.get(key) ?? []).forEach((taken) => taken.owner !== owner && crosses([from, to], taken) && found.add(taken)));
      return found.size;
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
 * Place labels. Items are { id, side, x, y, radius, width, lines } in pixels, the most important first: the leading
 * ones may stand off their node and, where they are `covering`, stand on lesser ones; the others neither. Those that
 * `must` be written are, come what may. Labels that would stick out of the picture's `sides`, where they
 * might be cut off, stand elsewhere or not at all. Of places as good the one is taken that fewest `wires` cross,
 * pairs of points. An item's `side` is where the layout has left room for its name: 0 below, 1 above, 2 right, 3 left.
 */
function placeLabels(items, obstacles, { must = new Set(), covering = true, sides = [-Infinity, Infinity], wires = [] } = {}) {
  const written = makePlane(72);
  const nodes = makePlane(72);
  for (const { id, x, y, radius } of obstacles) {
    const core = 0.85 * radius;
    nodes.take({ owner: id, radius, left: x - core, right: x + core, top: y - core, bottom: y + core });
  }
  const [left, right] = sides;
  const boxAt = (item, spot) => ({ owner: item.id, left: item.x + spot.left - 2, right: item.x + spot.right + 2, top: item.y + spot.top, bottom: item.y + spot.top + highOf(item) });
  const kept = makePlane(72);
  // On a phone there is no room around the crowd: a name stands at its node and covers others.
  const crowded = small() && !must.size;
  const [leading, outs] = crowded ? [6, []] : [LEADING, OUTS];
  if (!crowded) for (const item of items.slice(0, leading)) if (item.side !== undefined) kept.take(boxAt(item, spots(item)[item.side]));
  const cost = (box, item) => {
    const nodesBelow = nodes.covered(box);
    const lesser = nodesBelow.every((taken) => taken.radius < 0.8 * item.radius);
    return nodesBelow.length * (crowded ? 1 : lesser ? 2 : 4) + 3 * kept.covered(box).length + (box.left < left || box.right > right ? 20 : 0);
  };
  /** How many nodes of others a hair to a name that stands off would run over. */
  const struck = (item, { dx, top, out, box }) => {
    if (!out) return 0;
    const end = { x: item.x + dx, y: top > 0 ? box.top : top + highOf(item) < 0 ? box.bottom : (box.top + box.bottom) / 2 };
    return nodes.along({ x: item.x, y: item.y }, end, item.id);
  };
  const placed = [];
  for (const [rank, item] of items.entries()) {
    if (placed.length >= LABEL_LIMIT) break;
    const leads = rank < leading;
    const boxes = [...spots(item).map((spot, i) => ({ ...spot, wish: i === item.side ? 1.5 : 0 })), ...(leads ? outs : []).flatMap((out) => spotsOff(item, out))].map((spot) => ({ ...spot, box: boxAt(item, spot) }));
    const free = boxes.filter(({ box }) => written.isFree(box)).map((spot) => {
      const price = cost(spot.box, item) + 0.8 * (spot.out ?? 0) + 1.5 * struck(item, spot);
      return { ...spot, cost: price, rank: price - (spot.wish ?? 0) + 0.2 * Math.min(4, wires.filter((wire) => crosses(wire, spot.box)).length) };
    });
    const best = free.reduce((a, b) => (b.rank < (a?.rank ?? Infinity) ? b : a), null);
    const bearable = must.has(item.id) ? Infinity : !leads ? 0 : !covering ? 2.1 : crowded ? 19 : rank < 5 ? 10 : 4;
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
