// The time slider: months between the first and the last date known, with a bar for each.

const timeline = (() => {
  const first = byId("time-from");
  const last = byId("time-to");
  const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const dated = knowledge.nodes.filter((node) => isDatable(node) && node.when);
  const undated = knowledge.nodes.filter((node) => isDatable(node) && !node.when).length;

  const index = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const month = (number) => `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
  const inWords = (text) => `${NAMES[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`;

  const low = Math.min(...dated.map((node) => index(node.when[0])));
  const high = Math.max(...dated.map((node) => index(node.when[1])));

  function choose(moved) {
    let from = Number(first.value);
    let to = Number(last.value);
    if (from > to) {
      if (moved === first) to = from;
      else from = to;
    }
    change({ time: from === low && to === high ? null : { from: month(from), to: month(to) } });
  }

  const bars = [];
  function build() {
    const span = high - low + 1;
    const width = Math.max(1, Math.ceil(span / 60));
    const counts = new Array(Math.ceil(span / width)).fill(0);
    for (const node of dated) {
      const from = Math.floor((index(node.when[0]) - low) / width);
      const to = Math.floor((index(node.when[1]) - low) / width);
      for (let i = from; i <= to; i += 1) counts[i] += 1 / (to - from + 1);
    }
    const most = Math.max(...counts);
    counts.forEach((count, i) => {
      const bar = make("i");
      bar.style.height = count ? `${Math.max(6, (100 * count) / most)}%` : "2px";
      bars.push({ bar, from: low + i * width, to: low + (i + 1) * width - 1 });
      byId("histogram").append(bar);
    });
  }

  function show() {
    if (!dated.length) return;
    const from = state.time ? index(state.time.from) : low;
    const to = state.time ? index(state.time.to) : high;
    first.value = from;
    last.value = to;
    first.setAttribute("aria-valuetext", inWords(month(from)));
    last.setAttribute("aria-valuetext", inWords(month(to)));
    for (const { bar, from: start, to: end } of bars) bar.className = end >= from && start <= to ? "in" : "";
    byId("time-words").textContent = from === to ? inWords(month(from)) : `${inWords(month(from))} to ${inWords(month(to))}`;
    byId("undated").checked = state.undated;
  }

  function open() {
    byId("undated-count").textContent = undated ? undated.toLocaleString("en") : "";
    if (!dated.length || low === high) return;
    byId("timeline").hidden = false;
    for (const input of [first, last]) {
      input.min = low;
      input.max = high;
      input.addEventListener("input", () => choose(input));
    }
    byId("undated").addEventListener("change", (event) => change({ undated: event.target.checked }));
    build();
  }

  return { open, show };
})();
