// The details: what is known of whatever is selected, in words, with every neighbour as a button.

const panel = (() => {
  const details = byId("details");

  const action = (name, run, pressed) =>
    make("button", { type: "button", "aria-pressed": pressed === undefined ? null : String(pressed), on: { click: run } }, name);

  const closer = (run = () => change({ selected: null, path: null }, { step: true })) =>
    make("button", { type: "button", class: "plain close", on: { click: run } }, "Close");

  function ofNode(id) {
    const node = knowledge.nodes[id];
    const shown = edgesOf[id].filter((edge) => edgePasses(edge, state));
    const tied = state.view ? linksAt(id).filter((tie) => canvas.scene.passing.has(tie.id)) : [];
    const filtered = edgesOf[id].length - shown.length;
    return [
      make("div", { class: "kind" }, swatch(node.type), node.type, closer()),
      make("h2", { dir: "auto" }, node.label),
      node.aliases.length ? make("p", { class: "aka" }, "also ", joined(node.aliases)) : null,
      make("div", { class: "actions" }, nodeActions(id)),
      tied.length ? tieSection(tied, id) : null,
      node.facts.length ? factSection("About", node.facts, literalRow) : null,
      linkSections(id, shown),
      filtered ? make("p", { class: "lead" }, `${plural(filtered, "more fact")} filtered out.`) : null,
      sources(node),
    ];
  }

  const joined = (names) => names.flatMap((name, i) => [i ? ", " : "", words(name)]);

  function nodeActions(id) {
    const focused = state.focus?.node === id;
    return [
      action("Neighbourhood", () => toggleFocus(id), focused),
      action("Path to …", () => aimFrom(id)),
      action("Pin", () => togglePin(id), state.pinned.has(id)),
      action("Hide", () => hide(id)),
    ];
  }

  /** The links of a node by predicate and direction, in the order of the contract. */
  function linkSections(id, shown) {
    const type = knowledge.nodes[id].type.toLowerCase();
    const order = [...predicates.keys()];
    const groups = new Map();
    for (const edge of shown) {
      const outward = edge.from === id;
      const key = `${String(order.indexOf(edge.predicate)).padStart(3, "0")} ${outward ? 0 : 1}`;
      if (!groups.has(key)) groups.set(key, { outward, predicate: edge.predicate, edges: [] });
      groups.get(key).edges.push(edge);
    }
    return [...groups.keys()].sort().map((key) => {
      const { outward, predicate, edges } = groups.get(key);
      const heading = outward ? `${phraseOf(predicate)} …` : `… ${phraseOf(predicate)} this ${type}`;
      edges.sort((a, b) => byDegree(otherEnd(a, id), otherEnd(b, id)) || a.id - b.id);
      return factSection(heading, edges, (edge) => linkRow(edge, id));
    });
  }

  function sources(node) {
    if (!node.documents.length && !node.links.length) return null;
    const every = node.readIn ?? node.documents.length;
    return make("section", { class: "facts" },
      make("h3", {}, "Read in", make("span", { class: "count" }, every.toLocaleString("en"))),
      make("ul", { class: "documents" },
        node.documents.map(documentRow),
        node.readIn ? make("li", { class: "note" }, `and ${plural(every - node.documents.length, "briefing")} more, not listed here`) : null,
        node.links.map((link) => make("li", {}, "same as ", outside(link)))));
  }

  function documentRow(number) {
    const { name, title, source } = knowledge.documents[number];
    const note = [title ? words(name) : "", source ? (title ? ", from " : "from ") : "", source ? outside(source) : ""];
    return make("li", {}, citation(number), title || source ? make("span", { class: "note" }, note) : null);
  }

  /** Whom a thing is tied to, the most first. */
  function tieSection(tied, id) {
    const { phrase, many } = views.get(state.view);
    const weight = (tie) => canvas.scene.weights.get(tie.id);
    tied.sort((a, b) => weight(b) - weight(a) || byDegree(otherEnd(a, id), otherEnd(b, id)));
    const row = (tie) => make("li", {}, thing(otherEnd(tie, id)),
      make("button", { type: "button", class: "plain count", title: `Which ${many}`, on: { click: () => change({ selected: { edge: tie.id }, path: null }, { step: true }) } }, sharedWords(weight(tie))));
    return make("section", { class: "facts" },
      make("h3", {}, `${phrase} …`, make("span", { class: "count" }, tied.length.toLocaleString("en"))),
      make("ul", { class: "list" }, tied.slice(0, 200).map(row)));
  }

  /** What two things share, each with the facts and sentences that say so. */
  function ofTie(id) {
    const tie = linkOf(id);
    const { phrase } = views.get(state.view);
    const shared = tie.shared.filter((one) => sharedPasses(one, state));
    const when = (node) => node.when?.[0] ?? "~";
    shared.sort((a, b) => compareTexts(when(knowledge.nodes[a.middle]), when(knowledge.nodes[b.middle])) || compareNames(a.middle, b.middle));
    return [
      make("div", { class: "kind" }, views.get(state.view).title, closer()),
      make("div", { class: "claim tie" }, thing(tie.from), make("span", { class: "word" }, phrase), thing(tie.to)),
      make("p", { class: "lead" }, `${sharedWords(shared.length)}${spanOf(shared)}.`),
      ...shared.map(({ middle, edges }) => {
        const { when: days } = knowledge.nodes[middle];
        const day = days && (days[0] === days[1] ? days[0] : `${days[0]} to ${days[1]}`);
        return make("section", { class: "facts" },
          make("h3", {}, thing(middle), day ? make("span", { class: "count" }, day) : null),
          edges.map((said, side) => bundles(said.filter((edge) => edgePasses(edge, state)), (edge) => partRow(edge, side ? tie.to : tie.from))));
      }),
    ];
  }

  /** What one end had to do with a thing that is shared. */
  const partRow = (edge, end) =>
    factRow(edge, "claim", thing(end), make("span", { class: "word" }, phraseOf(edge.predicate)), circumstances(edge), statusChip(edge));

  const compareTexts = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  /** ", first 2023-09-13, last 2024-03-05" where there are several days. */
  function spanOf(shared) {
    const days = shared.map(({ middle }) => knowledge.nodes[middle].when?.[0]).filter(Boolean).sort();
    return days.length > 1 && days[0] !== days.at(-1) ? `, first ${days[0]}, last ${days.at(-1)}` : "";
  }

  function ofEdge(id) {
    if (typeof id === "string") return ofTie(id);
    const edge = knowledge.edges[id];
    const beside = edgesOf[edge.from].filter((other) => other.id !== id && (other.to === edge.to || other.from === edge.to));
    return [
      make("div", { class: "kind" }, lineSample(edge.status), "Fact", closer()),
      wholeFact(edge),
      make("div", { class: "said" }, edge.evidence.map(sentence)),
      beside.length ? factSection("Between the two there is also", beside, wholeFact) : null,
    ];
  }

  function ofPath({ from, to }) {
    const steps = shortestPath(from, to, canvas.scene.passing);
    const head = [
      make("div", { class: "kind" }, "Path", closer()),
      make("h2", { dir: "auto" }, knowledge.nodes[from].label, " to ", knowledge.nodes[to].label),
    ];
    if (!steps) {
      return [
        ...head,
        make("p", { class: "lead" }, "No path over the facts that are shown. Facts that are denied do not count."),
        make("ul", { class: "list" }, make("li", {}, thing(from)), make("li", {}, thing(to))),
        make("div", { class: "actions" }, action("Path to something else …", () => aimFrom(from))),
      ];
    }
    const stops = [from];
    for (const edge of steps) stops.push(otherEnd(edge, stops.at(-1)));
    return [
      ...head,
      make("p", { class: "lead" }, `${plural(steps.length, "step")}, a shortest way over what is shown.`),
      make("ol", { class: "path facts" }, stops.map((id, i) => make("li", {}, thing(id), steps[i] ? hop(steps[i]) : null))),
    ];
  }

  const hop = (edge) => (state.view ? tieHop(edge) : factHop(edge));

  /** A step over a tie: the things that are shared. */
  const tieHop = (tie) =>
    make("div", { class: "hop" }, make("div", { class: "says" },
      make("span", { class: "word" }, views.get(state.view).phrase, ": "),
      tie.shared.filter((one) => sharedPasses(one, state)).map(({ middle }) => thing(middle))));

  const factHop = (edge) =>
    make("div", { class: "hop" },
      factRow(edge, "hop",
        make("span", { class: "word" }, words(knowledge.nodes[edge.from].label), ` ${phraseOf(edge.predicate)} `, words(knowledge.nodes[edge.to].label)),
        circumstances(edge), statusChip(edge)),
      seenOnce(edge.evidence).slice(0, 1).map(sentence));

  function ofGroup(number) {
    const members = groupings.get(state.by).members.get(number);
    const folds = canvas.scene.bubbles && number >= 0;
    return [
      make("div", { class: "kind" }, groupKind(), closer()),
      make("h2", { dir: "auto" }, groupName(number)),
      make("p", { class: "lead" }, `${plural(members.length, "thing")} ${number < 0 ? "that belong to no group" : state.by === "organisation" ? "with more links to it than to other organisations" : "with more links among themselves than to others"}.`),
      make("ul", { class: "mix" }, mixOf(members).map(([type, count]) => make("li", {}, swatch(type), `${count.toLocaleString("en")} ${count === 1 ? type.toLowerCase() : types.get(type).plural.toLowerCase()}`))),
      make("div", { class: "actions" },
        folds ? action("Unfold", () => unfold(number), state.unfolded.has(number)) : null,
        action("Open alone", () => openGroup(number), state.group === number)),
      ranking("Best connected", members.slice(0, 30)),
    ];
  }

  const ranking = (heading, ids, counted = "links") =>
    make("section", { class: "facts" },
      make("h3", {}, heading, make("span", { class: "count" }, counted)),
      make("ul", { class: "list" }, ids.map((id) => make("li", {}, thing(id), make("span", { class: "count" }, String(degreeOf(id)))))));

  /** Where groups stand for their members: the largest, each a button. */
  const largestGroups = () =>
    make("section", { class: "facts" },
      make("h3", {}, `Largest ${groupings.get(state.by).title.toLowerCase()}`, make("span", { class: "count" }, "things")),
      make("ul", { class: "list" }, canvas.scene.bubbles.filter(({ group }) => group >= 0).slice(0, 12).map(({ group, count }) =>
        make("li", {},
          make("button", { type: "button", class: "thing", "data-group": group, on: { click: () => change({ selected: { group }, path: null }, { step: true }) } }, patch(state.by === "community" ? group : -1), make("span", { dir: "auto" }, groupName(group))),
          make("span", { class: "count" }, count.toLocaleString("en"))))));

  function ofAll() {
    const view = views.get(state.view);
    const best = (view ? canvas.scene.nodes : knowledge.nodes.map((node) => node.id)).slice().sort(byDegree).slice(0, 12);
    return [
      make("div", { class: "kind" }, "Overview"),
      make("h2", {}, view ? view.title : `What ${plural(knowledge.briefings, "briefing")} say${knowledge.briefings === 1 ? "s" : ""}`),
      knowledge.part ? make("p", { class: "lead" }, "A part of the graph: ", words(knowledge.part), ".") : null,
      make("p", { class: "lead" }, canvas.scene.bubbles
        ? `A bubble: ${state.by === "organisation" ? "an organisation and its own" : "a community"}, as large as it has members; its rim tells of which types they are. Click it for its best connected, double click to unfold it.`
        : view
        ? `A line: ${view.tells}; the thicker, the more ${view.many}. Click it for these and the sentences that say so.`
        : "Every fact opens its sentence. Click a thing or a line to read what is known of it. Double click for its neighbourhood."),
      canvas.scene.bubbles ? largestGroups() : null,
      ...(best.length ? [view ? ranking(`Most ${view.plural}`, best, `with ${types.get(view.ends).plural.toLowerCase()}`) : ranking("Best connected", best)] : []),
      leftOut(),
      knowledge.documents.length
        ? make("section", { class: "facts" },
            make("h3", {}, "Briefings", make("span", { class: "count" }, knowledge.briefings.toLocaleString("en"))),
            make("ul", { class: "documents" }, newestFirst().slice(0, 200).map(documentRow)))
        : null,
    ];
  }

  const newestFirst = () => {
    const order = (number) => knowledge.documents[number];
    return knowledge.documents.map((_, i) => i).sort((a, b) => order(b).start.localeCompare(order(a).start) || order(a).name.localeCompare(order(b).name, "en"));
  };

  function leftOut() {
    const { nodes, links } = knowledge.leftOut;
    if (!nodes && !links) return null;
    return make("p", { class: "lead" }, `Not in this page: ${plural(nodes, "thing")}${knowledge.part ? "" : " with few links"}, and ${plural(links, "link")}.`);
  }

  function content() {
    if (state.path) return ofPath(state.path);
    if (state.selected?.node !== undefined) return ofNode(state.selected.node);
    if (state.selected?.edge !== undefined) return ofEdge(state.selected.edge);
    if (state.selected?.group !== undefined) return ofGroup(state.selected.group);
    return ofAll();
  }

  /** What a screen reader should hear of the selection. */
  function spoken() {
    if (state.path) return "Path shown in details";
    if (state.selected?.node !== undefined) {
      const { label, type } = knowledge.nodes[state.selected.node];
      return `${label}, ${type}, ${plural(degreeOf(state.selected.node), "link")}`;
    }
    if (state.selected?.group !== undefined) {
      return `${groupName(state.selected.group)}, ${plural(groupings.get(state.by).members.get(state.selected.group).length, "thing")}`;
    }
    if (state.selected?.edge !== undefined) {
      const edge = linkOf(state.selected.edge);
      const phrase = state.view ? views.get(state.view).phrase : phraseOf(edge.predicate);
      return `${knowledge.nodes[edge.from].label} ${phrase} ${knowledge.nodes[edge.to].label}`;
    }
    return "";
  }

  let shownFor = "";
  function show() {
    const subject = JSON.stringify([state.selected, state.path]);
    details.replaceChildren(...content().flat(2).filter(Boolean));
    if (subject === shownFor) return;
    shownFor = subject;
    byId("panel").scrollTop = 0;
    byId("said").textContent = spoken();
    foldTo(!state.selected && !state.path);
  }

  function foldTo(folded) {
    byId("panel").dataset.folded = folded ? "yes" : "no";
    byId("grip").setAttribute("aria-expanded", String(!folded));
  }

  function open() {
    byId("grip").addEventListener("click", () => foldTo(byId("panel").dataset.folded !== "yes"));
    foldTo(true);
  }

  return { show, open, foldTo };
})();
