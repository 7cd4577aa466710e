"use strict";
(function () {
  const box = document.getElementById("find");
  const count = document.getElementById("count");
  const articles = [...document.querySelectorAll("article[data-find]")];
  const entries = new Map([...document.querySelectorAll("nav li[data-of]")].map((entry) => [entry.dataset.of, entry]));
  const groups = [...document.querySelectorAll("nav > section, main > section.terms")];

  /** Show the terms that have every word, in the list and on the page. */
  function find() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      const text = article.dataset.find.toLowerCase();
      const fits = words.every((word) => text.includes(word));
      article.hidden = !fits;
      entries.get(article.id).hidden = !fits;
      shown += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-of]:not([hidden]), article:not([hidden])");
    for (const part of document.querySelectorAll("main > .wide")) part.hidden = words.length > 0;
    count.textContent = words.length ? `${shown} of ${articles.length} terms` : "";
  }

  /** A link to a term that the search hides shows it again. */
  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      box.value = "";
      find();
      target.scrollIntoView();
    }
  }

  for (const query of document.querySelectorAll(".query")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(query.querySelector("code").textContent).then(
        () => { button.textContent = "copied"; setTimeout(() => { button.textContent = "copy"; }, 1200); },
        () => { getSelection().selectAllChildren(query.querySelector("code")); },
      );
    });
    query.append(button);
  }
  document.querySelector(".find").hidden = false;
  box.addEventListener("input", find);
  window.addEventListener("hashchange", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && document.activeElement === box) {
      box.value = "";
      find();
    }
  });
})();
