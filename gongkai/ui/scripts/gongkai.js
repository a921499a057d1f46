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

  // What is long and stands before the text is closed where there is little room.
  const small = matchMedia("(max-width: 599px)");
  const fold = () => document.querySelectorAll("[data-fold-small]").forEach((node) => { node.open = !small.matches; });
  if (small.matches) fold();
  small.addEventListener("change", fold);

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // Handing a page on: by what the telephone offers, else by the address copied.
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // pages without TLS have no clipboard
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const url = document.querySelector("link[rel=canonical]")?.href || location.href;
      try {
        if (navigator.share) return await navigator.share({ title: document.title, url });
        await copy(url);
        button.textContent = button.dataset.share;
        const announcer = document.getElementById("announcer");
        if (announcer) announcer.textContent = button.dataset.share;
      } catch { /* called off, or not allowed here */ }
    });
  }

  // Files may be dropped on the whole area; their names are listed before they are sent.
  for (const area of document.querySelectorAll("[data-file-drop]")) {
    const input = area.querySelector("input");
    const names = document.createElement("ul");
    names.className = "drop-names";
    const show = () => {
      names.replaceChildren(...[...input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name}（${Math.max(1, Math.round(file.size / 1024))} KB）`;
        return line;
      }));
      if (input.files.length > 1) area.append(names);
      else names.remove();
    };
    input.addEventListener("change", show);
    for (const kind of ["dragenter", "dragover"]) {
      area.addEventListener(kind, (event) => { event.preventDefault(); area.classList.add("drop-over"); });
    }
    for (const kind of ["dragleave", "drop"]) area.addEventListener(kind, () => area.classList.remove("drop-over"));
    area.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      if (!input.multiple && event.dataTransfer.files.length > 1) return;
      input.files = event.dataTransfer.files;
      show();
    });
  }

  // One box ticks all rows of a list.
  for (const head of document.querySelectorAll("[data-tick-all]")) {
    const boxes = [...document.querySelectorAll("input[type=checkbox]")].filter((box) => box.name === head.dataset.tickAll);
    if (boxes.length < 2) continue;
    const label = document.createElement("label");
    const all = document.createElement("input");
    all.type = "checkbox";
    all.className = "form-check-input";
    label.append(all, ` ${head.dataset.words}`);
    head.append(label);
    all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  }

  // After a refused form the reader stands at the list of errors.
  document.querySelector("[data-error-summary]")?.focus();
})();
