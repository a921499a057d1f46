// Rows one types into ([data-rows]): added, dropped, moved and pasted into without asking the
// server. Comfort only: the buttons of a row submit the form, and there are empty rows.
//
// Rows are numbered anew after each step, as the server numbers them. In a group ([data-group])
// the first rows are nodes of a chart, and the others choose among them.
(() => {
  "use strict";
  const announcer = document.getElementById("announcer");
  const say = (text) => { if (announcer) announcer.textContent = text; };
  const body = (set) => set.querySelector("tbody");
  const rows = (set) => [...body(set).rows];
  const controls = (row) => [...row.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const hidden = (row) => row.querySelector("input[type=hidden]");
  const changed = (inside) => inside.closest("form")?.dispatchEvent(new Event("change", { bubbles: true }));

  // --- One set of rows --------------------------------------------------------------------------
  const number = (of) => {
    const before = new RegExp(`(${of.dataset.rows}-)\\d+`);
    rows(of).forEach((row, at) => {
      for (const mark of row.querySelectorAll("[data-n]")) mark.textContent = at + 1;
      for (const one of row.querySelectorAll("*")) {
        for (const name of ["name", "id", "for", "aria-describedby", "value"]) {
          const old = one.getAttribute(name);
          if (old && (name !== "value" || one.name === "row")) one.setAttribute(name, old.replace(before, `$1${at + 1}`));
        }
      }
    });
  };
  const fresh = (of) => `n${Math.max(0, ...rows(of).map((row) => Number(/^n(\d+)$/.exec(hidden(row)?.value)?.[1] ?? 0))) + 1}`;
  const empty = (row) => {
    for (const one of row.querySelectorAll(".field-error")) one.remove();
    for (const cell of row.cells) cell.classList.remove("field-wrong");
    for (const one of controls(row)) {
      one.removeAttribute("aria-invalid");
      if (one.options) one.value = one.querySelector("[value=step]") ? "step" : one.options[0].value;
      else { one.value = ""; one.removeAttribute("value"); one.textContent = ""; }
    }
  };
  const add = (of) => {
    const made = rows(of).at(-1).cloneNode(true);
    const id = hidden(made);
    empty(made);
    if (id) id.value = fresh(of);
    body(of).append(made);
    number(of);
    return made;
  };
  const drop = (of, row) => {
    const id = hidden(row)?.value;
    for (const other of id ? choosing(of) : []) {
      for (const way of rows(other)) if (controls(way).some((one) => one.options && one.value === id)) remove(other, way);
    }
    remove(of, row);
  };
  const remove = (of, row) => {
    if (rows(of).length > 1) row.remove();
    else empty(row);
    number(of);
  };

  // --- Ways choose among nodes --------------------------------------------------------------------
  const nodes = (inside) => [...(inside.closest("[data-group]")?.querySelectorAll("[data-rows]") ?? [])].find((one) => hidden(one));
  const choosing = (of) => [...(of.closest("[data-group]")?.querySelectorAll("[data-rows]") ?? [])].filter((one) => one !== of);
  const follow = (inside) => {
    const of = nodes(inside);
    if (!of) return;
    const known = rows(of).map((row, at) => [hidden(row).value, `${at + 1} ${controls(row)[0].value || of.dataset.empty}`]);
    for (const select of choosing(of).flatMap((one) => [...one.querySelectorAll("select")])) {
      const old = new Map([...select.options].map((one) => [one.value, one]));
      const chosen = select.value;
      for (const [id, text] of known) {
        const option = old.get(id) ?? new Option("", id);
        if (option.text !== text) option.text = text;
        select.append(option);
        old.delete(id);
      }
      for (const [id, option] of old) if (id) option.remove();
      select.value = [...select.options].some((one) => one.value === chosen) ? chosen : "";
    }
  };

  // --- What is pressed, typed and pasted ----------------------------------------------------------
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=row]");
    const [act] = button?.value.split(" ") ?? [];
    const of = button?.closest("[data-rows]");
    if (!of || !["up", "drop", "add"].includes(act)) return;
    event.preventDefault();
    const row = button.closest("tbody tr");
    const at = row ? rows(of).indexOf(row) : 0;
    if (act === "add") {
      controls(add(of))[0].focus();
      say(of.dataset.added.replace("{n}", rows(of).length));
    } else if (act === "up") {
      row.previousElementSibling?.before(row);
      number(of);
      button.focus();
      say(of.dataset.moved.replace("{n}", Math.max(at, 1)));
    } else {
      drop(of, row);
      controls(rows(of)[Math.min(at, rows(of).length - 1)])[0].focus();
      say(of.dataset.dropped.replace("{n}", at + 1));
    }
    follow(of);
    changed(of);
  });
  document.addEventListener("input", (event) => {
    const of = event.target.closest?.("[data-rows]");
    if (of && nodes(of) === of) follow(of);
  });
  document.addEventListener("paste", (event) => {
    const first = event.target;
    const of = first.closest?.("[data-rows]");
    const row = first.closest?.("tbody tr");
    const text = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r?\n$/, "");
    if (!row || !(text.includes("\t") || (text.includes("\n") && first.tagName === "INPUT"))) return;
    event.preventDefault();
    const column = controls(row).indexOf(first);
    const at = rows(of).indexOf(row);
    text.split(/\r?\n/).forEach((line, down) => {
      const cells = controls(rows(of)[at + down] ?? add(of));
      line.split("\t").forEach((cell, right) => put(cells[column + right], cell.trim()));
    });
    follow(of);
    changed(of);
  });
  const put = (control, text) => {
    if (!control) return;
    if (!control.options) { control.value = text; return; }
    const option = [...control.options].find((one) => [one.value, one.text].includes(text));
    if (option) control.value = option.value;
  };

  // --- With the script that saves -----------------------------------------------------------------
  // What it takes back may have other rows than the page: there must be as many.
  document.addEventListener("gongkai:put", ({ target, detail }) => {
    const values = new Map(detail);
    for (const of of target.querySelectorAll("[data-rows]")) {
      const name = new RegExp(`^${of.dataset.rows}-(\\d+)-`);
      const wanted = Math.max(1, ...detail.map(([one]) => Number(name.exec(one)?.[1] ?? 0)));
      while (rows(of).length < wanted) add(of);
      for (const row of rows(of).slice(wanted)) row.remove();
      for (const row of rows(of)) { const id = hidden(row); if (id) id.value = values.get(id.name) ?? id.value; }
      follow(of);
      queueMicrotask(() => follow(of)); // once the titles are back
    }
  });
  document.addEventListener("gongkai:saved", async () => {
    for (const live of document.querySelectorAll("[data-live]")) {
      const answer = await fetch(live.dataset.live, { redirect: "manual" }).catch(() => null);
      if (answer?.ok) live.innerHTML = await answer.text();
    }
  });
})();
