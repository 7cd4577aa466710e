// Light and dark, and what has which colour. The style sheet is the one place where colours are written,
// apart from those of types, which come with the knowledge.

const theme = () => document.documentElement.dataset.theme;

/** The value of a colour of the style sheet in the present theme. */
const colour = (() => {
  let known = new Map();
  const read = (name) => {
    if (!known.has(name)) known.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
    return known.get(name);
  };
  read.forget = () => {
    known = new Map();
  };
  return read;
})();

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  colour.forget();
  byId("theme").setAttribute("aria-pressed", String(name === "dark"));
}

// Paul Tol's "muted" scheme: ten colours that stay apart under colour blindness.
const COMMUNITY_FILLS = ["#332288", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77", "#cc6677", "#882255", "#aa4499", "#6699cc"];

/** Fill and outline of a node as the reader chose to have it coloured. */
function paintOf(node) {
  const look = types.get(node.type);
  if (state.colour === "type") return { fill: look.fill, line: look[theme()] };
  return communityPaint(node.community);
}

function communityPaint(number) {
  const fill = COMMUNITY_FILLS[number];
  return fill ? { fill, line: colour("ink") } : { fill: colour("rule"), line: colour("control") };
}

/** How the lines of a status are drawn, on the canvas, in the legend and in exports. */
function lineOf(status) {
  if (status === "denied") return { dashes: [9, 4], colour: colour("denied"), end: "bar" };
  if (status === "planned") return { dashes: [2, 5], colour: colour("planned"), end: "arrow" };
  if (status === "reported") return { dashes: [10, 4], colour: colour("reported"), end: "arrow" };
  return { dashes: false, colour: colour("edge"), end: "arrow" };
}
