"use strict";
// Switches the language of everything that is on the page twice; the rest of the page needs no script.
const root = document.documentElement;
const titles = { zh: document.querySelector('h1 [lang="zh"]').textContent, en: document.querySelector('h1 [lang="en"]').textContent };
document.getElementById("lang").addEventListener("click", () => {
  root.lang = root.lang === "zh" ? "en" : "zh";
  document.title = titles[root.lang];
});
