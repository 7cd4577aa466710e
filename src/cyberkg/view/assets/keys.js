// The keyboard. Letters act only while the picture has the focus, so that they never meet with typing.

const keys = (() => {
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function inPicture(event) {
    const at = state.selected?.node;
    const group = state.selected?.group;
    if (ARROWS[event.key]) return void walk(at ?? (group === undefined ? undefined : bubbleId(group)), ...ARROWS[event.key]);
    const deeds = {
      "+": () => canvas.zoom(1.3),
      "=": () => canvas.zoom(1.3),
      "-": () => canvas.zoom(1 / 1.3),
      0: () => canvas.fit(),
      Enter: () => (at === undefined ? group !== undefined && (canvas.scene.bubbles ? unfold(group) : openGroup(group)) : toggleFocus(at)),
      h: () => at !== undefined && hide(at),
      p: () => at !== undefined && togglePin(at),
    };
    deeds[event.key]?.();
    return deeds[event.key] ? undefined : false;
  }

  /** From what is selected to the next node or bubble that way; where nothing is, to the largest. */
  function walk(at, dx, dy) {
    const { nodes, bubbles } = canvas.scene;
    const drawn = [...(bubbles ?? []).map((bubble) => bubbleId(bubble.group)), ...nodes];
    if (!drawn.length) return;
    const first = bubbles?.length ? drawn[0] : [...nodes].sort(byDegree)[0];
    const next = at === undefined || !drawn.includes(at) ? first : canvas.neighbourTowards(at, dx, dy, drawn);
    if (typeof next === "string") change({ selected: { group: groupOfBubble(next) }, path: null }, { step: true });
    else if (next !== null) select(next, { approach: true });
    if (next !== null) canvas.approach(next);
  }

  function open() {
    byId("picture").addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (inPicture(event) !== false) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=range])");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        search.focus();
      } else if (event.key === "Escape" && !byId("help").open) {
        stepBack();
      }
    });
  }

  /** Escape: close the drawer, then the selection, then the neighbourhood. */
  function stepBack() {
    if (byId("filters").classList.contains("open")) byId("close-filters").click();
    else if (search.aim !== null) search.setAim(null);
    else if (state.selected || state.path) change({ selected: null, path: null }, { step: true });
    else if (state.focus || state.group !== null) change({ focus: null, group: null }, { step: true });
  }

  return { open };
})();
