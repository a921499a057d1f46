// Offers, below input[data-suggest], what goes on from what is typed there. A comfort only: the
// form searches all the same. The field is a combobox of ARIA 1.2: the focus stays in it, the
// arrows walk through what is offered.
(() => {
  "use strict";
  const PAUSE = 200; // after the last keystroke
  const LEAST = 2; // characters
  const MOST = 12;

  const offer = (input) => {
    const words = input.dataset;
    const announcer = document.getElementById("announcer");
    const list = document.createElement("ul");
    list.id = `${input.id}-suggest`;
    list.className = "suggest";
    list.hidden = true;
    const set = (names) => { for (const [name, value] of Object.entries(names)) input.setAttribute(name, value); };
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.suggestLabel);
    set({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox" });
    input.form.append(list);

    let waiting, asked = "", request = null, at = -1, composing = false;
    const options = () => [...list.children];
    const choose = (place) => {
      options().forEach((one, index) => one.setAttribute("aria-selected", index === place));
      at = place;
      if (at < 0) return input.removeAttribute("aria-activedescendant");
      set({ "aria-activedescendant": list.children[at].id });
      list.children[at].scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      clearTimeout(waiting);
      request?.abort();
      asked = "";
      list.hidden = true;
      choose(-1);
      set({ "aria-expanded": "false" });
    };
    const go = (option) => {
      close();
      location.assign(option.dataset.href);
    };

    // What was typed stands out in what is offered, as the reader typed it.
    const marked = (title) => {
      const start = title.toLowerCase().indexOf(asked.toLowerCase());
      if (start < 0) return [title];
      const mark = document.createElement("b");
      mark.textContent = title.slice(start, start + asked.length);
      return [title.slice(0, start), mark, title.slice(start + asked.length)];
    };
    const show = (found) => {
      list.replaceChildren(...found.map((one, index) => {
        const line = document.createElement("li");
        line.id = `${list.id}-${index}`;
        line.dataset.href = one.url;
        line.setAttribute("role", "option");
        const title = document.createElement("span");
        title.append(...marked(one.title));
        line.append(title);
        if (one.note) {
          const note = document.createElement("span");
          note.className = "muted";
          note.textContent = one.note;
          line.append(note);
        }
        return line;
      }));
      choose(-1);
      list.hidden = !found.length;
      set({ "aria-expanded": String(found.length > 0) });
      if (announcer) announcer.textContent = found.length ? words.suggestCount.replace("{count}", found.length) : "";
    };

    const ask = async () => {
      const typed = input.value.trim();
      if (typed === asked) return;
      if ([...typed].length < LEAST) return close();
      request?.abort();
      asked = typed;
      const mine = request = new AbortController();
      try {
        const answer = await fetch(`${words.suggest}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" }, signal: mine.signal });
        const found = Object.values(await answer.json()).flat().slice(0, MOST);
        if (!mine.signal.aborted && document.activeElement === input) show(found);
      } catch { // late, or the office is away
        if (request === mine) close();
      }
    };
    // With an input method the field holds letters until a word is chosen; those are no question.
    const soon = () => {
      clearTimeout(waiting);
      if (!composing) waiting = setTimeout(ask, PAUSE);
    };
    input.addEventListener("compositionstart", () => { composing = true; clearTimeout(waiting); });
    input.addEventListener("compositionend", () => { composing = false; soon(); });
    input.addEventListener("input", soon);
    input.addEventListener("blur", close);

    input.addEventListener("keydown", (event) => {
      if (composing || event.isComposing || event.keyCode === 229) return;
      const last = list.children.length - 1;
      if (event.key === "ArrowDown" && list.hidden) return ask();
      if (list.hidden) return;
      if (event.key === "ArrowDown") choose(at < last ? at + 1 : -1);
      else if (event.key === "ArrowUp") choose(at < 0 ? last : at - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && at >= 0) go(list.children[at]);
      else return;
      event.preventDefault();
    });
    // Pressing the mouse must not take the focus away before the press is done.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
  };

  for (const input of document.querySelectorAll("input[data-suggest]")) offer(input);
})();
