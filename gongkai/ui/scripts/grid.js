// Grids filled in from the keyboard: a digit leads on to the next cell, Enter to the next row.
(() => {
  "use strict";

  for (const grid of document.querySelectorAll("[data-grid]")) {
    const rows = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
    const cells = rows.flat();
    const go = (cell) => { if (cell) { cell.focus(); cell.select(); } };
    const place = (cell) => {
      const row = rows.findIndex((one) => one.includes(cell));
      return [row, rows[row].indexOf(cell)];
    };
    const below = (cell, steps) => {
      const [row, column] = place(cell);
      return rows[row + steps]?.[column];
    };
    // One digit is all most scales have; what may have two waits for Enter, Tab or an arrow.
    grid.addEventListener("input", (event) => {
      const cell = event.target;
      const isDigit = cell.inputMode === "numeric" && /^[0-9]$/.test(cell.value);
      if (isDigit && !cell.hasAttribute("data-wide")) go(cells[cells.indexOf(cell) + 1]);
    });
    grid.addEventListener("keydown", (event) => {
      const cell = event.target;
      if (event.isComposing || cell.tagName !== "INPUT") return;
      const next = {
        Enter: () => rows[place(cell)[0] + 1]?.[0],
        ArrowDown: () => below(cell, 1),
        ArrowUp: () => below(cell, -1),
      }[event.key];
      if (!next) return;
      event.preventDefault(); // Enter must not send a half-filled grid
      go(next());
    });
  }
})();
