// The filters of a report: names of the graph to choose from while one types.

(function () {
  "use strict";
  const WAIT = 90; // milliseconds of rest before the server is asked

  function watch(input) {
    let timer = 0;
    let asked = 0;

    async function suggest() {
      const turn = ++asked;
      const address = new URLSearchParams({ q: input.value });
      for (const type of input.dataset.types.split(" ")) address.append("type", type);
      const answer = await fetch(`/suggest?${address}`).catch(() => null);
      const found = answer?.ok ? await answer.json() : { hits: [] };
      if (turn !== asked) return;
      input.list.replaceChildren(
        ...found.hits.map((hit) => {
          const option = document.createElement("option");
          option.value = hit.label;
          if (hit.name) option.label = `${hit.label}, also ${hit.name}`;
          return option;
        }),
      );
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(suggest, WAIT);
    });
  }

  document.querySelectorAll("input[data-types]").forEach(watch);
})();
