// Light or dark: as the reader chose here before, or else as the system has it. Runs before the page is painted.

(function () {
  "use strict";
  const KEY = "cyberkg-theme";
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is switched off
    }
  }

  function keep(name) {
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // It holds for this page at least.
    }
  }

  root.dataset.theme = chosen() === "dark" || (chosen() === null && matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const show = () => button.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    button.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      keep(root.dataset.theme);
      show();
    });
    show();
  });
})();
