// Facts in words, each with the sentences that say it.

const percent = (share) => `${Math.round(share * 100)} %`;

/** A button that names a thing and selects it. */
function thing(id) {
  const node = knowledge.nodes[id];
  return make(
    "button",
    { type: "button", class: "thing", "data-node": id, title: `${node.type}, ${plural(degreeOf(id), "link")}`, on: { click: () => select(id, { approach: true }) } },
    swatch(node.type),
    make("span", { dir: "auto" }, node.label),
  );
}

/** The status of a fact where it is not simply stated. */
function statusChip({ status }) {
  if (status === "asserted") return null;
  const meaning = knowledge.statuses.find((each) => each.name === status)?.meaning;
  return make("span", { class: `chip ${status}`, title: meaning }, status);
}

/** How sure the reader is of a fact: the best of its pieces of evidence. */
function certainty(fact) {
  const best = Math.max(...fact.evidence.map((piece) => piece[1]));
  return make("span", { class: "sure", title: `confidence ${best}` }, percent(best));
}

/** The title or role that a fact carries, and whom its subject stood for. */
function circumstances(fact) {
  return [
    fact.qualifier ? make("span", { class: "as" }, words(fact.qualifier)) : null,
    fact.represents >= 0 ? make("span", { class: "as" }, make("span", {}, "for"), thing(fact.represents)) : null,
  ];
}

/** A document as it is cited: its title or name, and its day or period. */
function citation(number) {
  const document_ = knowledge.documents[number];
  const day = document_.end && document_.end !== document_.start ? `${document_.start} to ${document_.end}` : document_.start;
  return [words(document_.title || document_.name), day ? ", " : "", day ? make("span", { class: "day" }, day) : ""];
}

/** One sentence with its document and where it stands there. */
function sentence([number, confidence, reader]) {
  const [document_, from, to, quote] = knowledge.sentences[number];
  const where = `${knowledge.documents[document_].name}, characters ${from} to ${to}; read by ${knowledge.readers[reader]}, confidence ${confidence}`;
  return make(
    "figure",
    { class: "evidence", title: where },
    make("blockquote", { dir: "auto" }, quote),
    make("figcaption", {}, ...citation(document_)),
  );
}

/** A value as people write it: dates with words between, numbers with separators. */
function valueInWords(fact) {
  if (fact.kind === "date") return fact.value.replace("/", " to ");
  if (fact.kind === "number" && /^\d{4,15}$/.test(fact.value)) return Number(fact.value).toLocaleString("en");
  return fact.value;
}

/** A row: what is said, and at its end how sure it is. */
const factRow = (fact, kind, ...said) =>
  make("div", { class: `fact ${fact.status} ${kind}` }, make("div", { class: "says" }, said), certainty(fact));

/** A fact with a literal: "took place on 2023-09-13". */
const literalRow = (fact) =>
  factRow(fact, "literal",
    make("span", { class: "word" }, phraseOf(fact.predicate)),
    make("span", { class: "value" }, words(valueInWords(fact))),
    fact.qualifier ? make("span", { class: "as" }, words(fact.qualifier)) : null,
    statusChip(fact));

/** A fact as seen from one of its ends: the other end. */
const linkRow = (edge, id) => factRow(edge, "link", thing(otherEnd(edge, id)), circumstances(edge), statusChip(edge));

/** A fact in full: subject, predicate, object. */
const wholeFact = (edge) =>
  factRow(edge, "claim",
    thing(edge.from), make("span", { class: "word" }, phraseOf(edge.predicate)), thing(edge.to),
    circumstances(edge), statusChip(edge));

/** Rows of facts, those that rest on the same sentences together, with these sentences once below. */
function bundles(facts, row) {
  const groups = new Map();
  for (const fact of facts) {
    const key = fact.evidence.map((piece) => piece[0]).join(" ");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(fact);
  }
  return [...groups.values()].map((group) =>
    make("div", { class: "bundle" }, group.map(row), seenOnce(group[0].evidence).map(sentence)),
  );
}

const seenOnce = (evidence) => evidence.filter((piece, i) => evidence.findIndex((other) => other[0] === piece[0]) === i);

/** A section of facts under a heading; long ones open on demand. */
function factSection(heading, facts, row, most = 60) {
  const section = make("section", { class: "facts" },
    make("h3", {}, heading, make("span", { class: "count" }, facts.length.toLocaleString("en"))),
    bundles(facts.slice(0, most), row));
  if (facts.length > most) {
    const more = make("button", { type: "button", class: "plain more" }, `Show all ${facts.length.toLocaleString("en")}`);
    more.addEventListener("click", () => section.replaceWith(factSection(heading, facts, row, Infinity)));
    section.append(more);
  }
  return section;
}
