// The row of buttons, drawn by the server: one stop of the Tab key, walked through with the arrows.
import { isInTable } from "prosemirror-tables";
import { acts, isNarrow, linkAt, pictureAt, pressed, style, styleOf } from "./commands.mjs";

export const toolbar = (bar, view, { windows, run }) => {
  const select = bar.querySelector("[data-style]");
  const buttons = [...bar.querySelectorAll("button[data-act]")];
  const ofTables = bar.querySelector("[data-tables]");

  bar.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
  bar.addEventListener("click", (event) => {
    const name = event.target.closest("button[data-act]")?.dataset.act;
    if (name in windows) windows[name]();
    else if (name in acts) run(acts[name]);
  });
  select.addEventListener("change", (event) => {
    event.stopPropagation();
    run(style(select.value));
  });
  // What the buttons are called is no part of the draft.
  select.addEventListener("input", (event) => event.stopPropagation());

  // --- Walking ------------------------------------------------------------------------------------
  const stops = () => [select, ...buttons].filter((one) => !one.disabled && one.offsetParent);
  const stop = (at) => {
    for (const one of [select, ...buttons]) one.tabIndex = one === at ? 0 : -1;
    return at;
  };
  bar.addEventListener("keydown", (event) => {
    const all = stops();
    const at = all.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); view.focus(); return; }
    if (to === undefined || at < 0) return;
    event.preventDefault();
    stop(all[(to + all.length) % all.length]).focus();
  });
  bar.addEventListener("focusin", ({ target }) => { if (stops().includes(target)) stop(target); });
  stop(select);

  // --- What they show -------------------------------------------------------------------------------
  const update = () => {
    const { state } = view;
    select.value = styleOf(state);
    select.disabled = isNarrow(state);
    ofTables.hidden = !isInTable(state);
    for (const one of buttons) {
      const { act } = one.dataset;
      if (act in pressed) one.setAttribute("aria-pressed", String(pressed[act](state)));
      if (act in acts) one.disabled = !acts[act](state, null, view);
    }
    for (const [act, is] of [["link", linkAt(state)], ["picture", pictureAt(state)]]) {
      buttons.find((one) => one.dataset.act === act)?.classList.toggle("visual-on", Boolean(is));
    }
    if (![select, ...buttons].some((one) => one.tabIndex === 0 && !one.disabled && one.offsetParent)) stop(stops()[0] ?? select);
  };
  return { update, focus: () => (stops().find((one) => one.tabIndex === 0) ?? stops()[0])?.focus() };
};
