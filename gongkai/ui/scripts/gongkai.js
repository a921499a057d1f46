// Comforts only: every page works without this file.
(() => {
  "use strict";

  // Trees: two buttons that open or close every node.
  for (const tree of document.querySelectorAll("[data-tree]")) {
    const nodes = tree.querySelectorAll("details");
    if (nodes.length < 2) continue;
    const tools = document.createElement("div");
    tools.className = "tree-tools";
    for (const [words, open] of [[tree.dataset.expand, true], [tree.dataset.collapse, false]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => nodes.forEach((node) => { node.open = open; }));
      tools.append(button);
    }
    tree.prepend(tools);
  }

  // A link to a node inside closed ones opens the way to it and the node itself.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    const own = target.querySelector(":scope > details");
    if (own) own.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper shows everything; afterwards the screen is as it was.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((node) => { node.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((node) => { node.open = false; }));

  // After a refused form the reader stands at the list of errors.
  document.querySelector("[data-error-summary]")?.focus();
})();
