// The SPARQL editor: a plain text area with colours behind it, examples, and the answer as a table.
// All that comes from the server is put in as text.

(function () {
  "use strict";
  const ROWS = 1000; // shown at most
  const byId = (id) => document.getElementById(id);
  const ASKED = "cyberkg-asked"; // what was asked last in this tab
  const [area, colours, numbers, state, wrong, answer, run, stop] = ["sparql", "colours", "lines", "state", "wrong", "answer", "run", "stop"].map(byId);
  const saves = [...document.querySelectorAll(".saves")];
  const prefixes = JSON.parse(byId("prefixes").textContent);
  let running = null;
  let badLine = 0; // where the query is no SPARQL; 0 where nothing is known to be wrong

  function make(name, className, ...content) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  }

  // --- colours -------------------------------------------------------------------------------------------------

  const TOKENS = new RegExp(
    [
      /(?<comment>#[^\n]*)/,
      /(?<iri><[^\s<>"{}|^`\\]*>)/,
      /(?<string>"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)/,
      /(?<variable>[?$]\w+)/,
      /(?<name>[\w-]*:[\w.%-]*)/,
      /(?<number>\b\d+(?:\.\d+)?\b)/,
      /(?<word>[A-Za-z_]\w*)/,
    ].map((each) => each.source).join("|"),
    "gu",
  );

  function paint() {
    const text = area.value;
    const parts = [];
    let at = 0;
    for (const match of text.matchAll(TOKENS)) {
      const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
      parts.push(text.slice(at, match.index), make("span", kind, match[0]));
      at = match.index + match[0].length;
    }
    colours.replaceChildren(...parts, text.slice(at), "\n");
    const count = text.split("\n").length;
    numbers.replaceChildren(...Array.from({ length: count }, (_, i) => make("span", i + 1 === badLine ? "bad" : "", `${i + 1}\n`)));
    follow();
  }

  function follow() {
    colours.scrollTop = numbers.scrollTop = area.scrollTop;
    colours.scrollLeft = area.scrollLeft;
  }

  // --- the answer ----------------------------------------------------------------------------------------------

  // Controls, and the marks that turn the text beside them around.
  const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;
  const clean = (text) => text.replace(UNFIT, (found) => `[U+${found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

  function shorten(iri) {
    const [name, start] = Object.entries(prefixes)
      .filter(([, space]) => iri.startsWith(space) && iri !== space)
      .sort((a, b) => b[1].length - a[1].length)[0] ?? ["", ""];
    return start ? `${name}:${iri.slice(start.length)}` : iri;
  }

  function cell(term) {
    if (!term) return make("td");
    if (term.type === "uri") {
      const link = make("a", "", clean(shorten(term.value)));
      link.href = `/about?${new URLSearchParams({ iri: term.value })}`;
      link.title = clean(term.value);
      return make("td", "", make("code", "", link));
    }
    if (term.type === "triple") return make("td", "note", "a triple");
    const written = make("td", "", make("bdi", "", clean(term.value)));
    const kind = term["xml:lang"] ?? (term.datatype ? shorten(term.datatype).replace(/^xsd:/, "") : "");
    if (/^(integer|decimal|double|float)$/.test(kind)) written.className = "number";
    else if (kind && kind !== "string") written.append(make("span", "kind", clean(kind)));
    return written;
  }

  function table({ head, results }) {
    const rows = results.bindings.map((row) => make("tr", "", ...head.vars.map((name) => cell(row[name]))));
    const top = make("tr", "", ...head.vars.map((name) => make("th", "", clean(name))));
    return make("div", "scroll", make("table", "grid", make("thead", "", top), make("tbody", "", ...rows)));
  }

  const count = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

  async function show(response, seconds) {
    const cut = response.headers.get("cyberkg-truncated") ? ": the first ones, there are more" : "";
    const time = ` in ${seconds.toFixed(2)} s`;
    if (response.headers.get("content-type").startsWith("application/sparql-results+json")) {
      const told = await response.json();
      if ("boolean" in told) {
        answer.replaceChildren(make("p", "truth", told.boolean ? "yes" : "no"));
        state.textContent = `Answered${time}`;
      } else {
        const rows = told.results.bindings.length;
        answer.replaceChildren(table(told), ...(rows ? [] : [make("p", "none", "Nothing fits the query.")]));
        state.textContent = count(rows, "row") + cut + time;
        offer("table");
      }
    } else {
      const text = await response.text();
      answer.replaceChildren(make("pre", "triples", clean(text)));
      state.textContent = `Triples in Turtle${cut}${time}`;
      offer("triples");
    }
  }

  /** Offer to save an answer of a kind, whole; no kind is none. */
  function offer(kind) {
    for (const each of saves) each.hidden = each.dataset.of !== kind;
  }

  async function fail(response) {
    const problem = await response.json().catch(() => ({ detail: `the server says ${response.status}` }));
    wrong.textContent = clean(problem.detail);
    wrong.hidden = false;
    state.textContent = "";
    if (problem.line) {
      badLine = problem.line;
      paint();
      const lines = area.value.split("\n");
      const place = lines.slice(0, problem.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + problem.column - 1;
      area.focus();
      area.setSelectionRange(Math.min(place, area.value.length), Math.min(place + 1, area.value.length));
    }
  }

  async function ask(event) {
    event?.preventDefault();
    running?.abort();
    const turn = new AbortController();
    running = turn;
    wrong.hidden = true;
    stop.hidden = false;
    offer("");
    answer.replaceChildren();
    const query = area.value;
    const address = new URLSearchParams({ query });
    if (query.length < 4000) history.replaceState(null, "", `/query?${address}`);
    keep(query);
    for (const link of saves.flatMap((each) => [...each.querySelectorAll("a")])) link.href = `/sparql?${address}&format=${link.dataset.format}`;
    const start = performance.now();
    state.textContent = "Running …";
    const tell = () => (stop.textContent = `Stop (${Math.round((performance.now() - start) / 1000)} s)`);
    tell();
    const clock = setInterval(tell, 1000); // on the button, for what is told as a state is read aloud
    try {
      const response = await fetch("/sparql", {
        method: "POST",
        headers: { accept: "application/sparql-results+json, text/turtle" },
        body: new URLSearchParams({ query, rows: String(ROWS) }),
        signal: turn.signal,
      });
      clearInterval(clock);
      await (response.ok ? show(response, (performance.now() - start) / 1000) : fail(response));
    } catch (error) {
      clearInterval(clock);
      if (running === turn) {
        state.textContent = turn.signal.aborted ? "Stopped" : "";
        wrong.textContent = turn.signal.aborted ? "" : `The server does not answer (${error.message}).`;
        wrong.hidden = turn.signal.aborted;
      }
    }
    if (running === turn) {
      running = null;
      stop.hidden = true;
    }
  }

  // Who comes back from a link in an answer finds the answer again. Only what was asked here, in this tab, runs by
  // itself: an address that another site made up does not.

  function keep(query) {
    try {
      sessionStorage.setItem(ASKED, JSON.stringify([location.search, query]));
    } catch {
      // storage is switched off: the query has to be run again by hand
    }
  }

  function comeBack() {
    if (performance.getEntriesByType("navigation")[0]?.type !== "back_forward") return;
    try {
      const [address, query] = JSON.parse(sessionStorage.getItem(ASKED) ?? "[]");
      if (address !== location.search) return;
      area.value = query;
      paint();
      ask();
    } catch {
      // as above
    }
  }

  // --- what the reader does ------------------------------------------------------------------------------------

  function put(text) {
    area.value = text;
    badLine = 0;
    paint();
    area.scrollTop = 0;
    area.focus();
    area.setSelectionRange(0, 0);
  }

  byId("ask").addEventListener("submit", ask);
  stop.addEventListener("click", () => running?.abort());
  area.addEventListener("input", () => {
    badLine = 0;
    paint();
  });
  area.addEventListener("scroll", follow);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask(event);
  });
  for (const button of document.querySelectorAll("[data-sparql]")) button.addEventListener("click", () => put(button.dataset.sparql));
  for (const button of document.querySelectorAll("[data-term]")) {
    button.addEventListener("click", () => {
      area.setRangeText(button.dataset.term, area.selectionStart, area.selectionEnd, "end");
      area.focus();
      paint();
    });
  }
  run.disabled = false;
  paint();
  comeBack();
})();
