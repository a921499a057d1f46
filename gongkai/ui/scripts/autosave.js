// Saves by itself what is typed into the form of each [data-autosave]. Comfort only: the buttons of
// the form do the same.
//
// One save is under way at a time. One whose answer never came is sent again exactly as it was,
// for it may have arrived; what was typed since follows. Until the server has confirmed it, what
// is typed is kept in this browser too, and offered when the page is opened again.
(() => {
  "use strict";
  const IDLE = 4_000; // after the last keystroke
  const LONGEST = 30_000; // while somebody types on and on
  const PATIENCE = 20_000; // for an answer
  const LIVES_ON = 60_000; // bytes of a request that outlives its page
  const FIRST_PAUSE = 2_000;
  const LAST_PAUSE = 60_000;
  const KEPT_FOR = 7 * 24 * 3_600_000;
  const STORE = "gongkai.draft:";
  // What only a person can settle: others saved in between, or nothing may be saved any more.
  const SETTLE = /\.(overtaken|state|stage|phase)$/;
  const [SAVED, REFUSED, LOST] = ["saved", "refused", "lost"];

  const watch = (area) => {
    const form = area.querySelector("form");
    if (!form) return null;
    // The words may stand once around several areas.
    const words = { ...area.closest("[data-autosave-words]")?.dataset, ...area.dataset };
    const version = form.elements.namedItem("version");
    const own = [...form.elements].filter((one) => one.type === "hidden" && !one.closest("[data-rows]")).map((one) => one.name);
    const mine = `${STORE}${words.autosave}:${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    const fill = (text, names) => text.replace(/\{(\w+)\}/g, (_, name) => names[name]);

    // --- What is said ---------------------------------------------------------------------------
    const line = document.createElement("p");
    line.className = "autosave-line";
    area.append(line);
    const announcer = document.getElementById("announcer");
    const show = (text, state) => { line.textContent = text; line.dataset.state = state; };
    // The same words are not read out twice, so that somebody who listens can go on writing.
    const say = (text, state) => {
      show(text, state);
      if (announcer && announcer.textContent !== text) announcer.textContent = text;
    };

    // What was wrong stands no longer once the server has taken the form.
    const clearErrors = () => {
      for (const one of area.querySelectorAll("[data-error-summary], .field-error")) one.remove();
      for (const one of area.querySelectorAll(".field-wrong")) one.classList.remove("field-wrong");
      for (const one of area.querySelectorAll("[aria-invalid]")) {
        one.removeAttribute("aria-invalid");
        const left = (one.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => document.getElementById(id));
        if (left.length) one.setAttribute("aria-describedby", left.join(" "));
        else one.removeAttribute("aria-describedby");
      }
    };

    // --- What is typed, and what of it the server has ---------------------------------------------
    const value = (control, served) => {
      if (control.type === "checkbox" || control.type === "radio") return (served ? control.defaultChecked : control.checked) ? control.value : null;
      if (served && control.options) return ([...control.options].find((one) => one.defaultSelected) ?? control.options[0])?.value ?? "";
      return served ? control.defaultValue : control.value;
    };
    const typed = (served = false) => [...form.elements]
      .filter((one) => one.name && !own.includes(one.name) && !one.disabled && !["submit", "button", "file", "fieldset"].includes(one.type))
      .map((one) => [one.name, value(one, served)])
      .filter(([, text]) => text !== null);
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    // A form shown again after a refusal holds what the server has not got.
    let confirmed = "unsaved" in words ? null : typed(true);
    const dirty = () => !same(typed(), confirmed);

    // --- The copy in this browser -----------------------------------------------------------------
    let kept = false;
    let secret = "secret" in words; // a text with a secrecy marking must not be kept anywhere
    const forget = (key = mine) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
    const keep = () => {
      clearTimeout(keeping);
      if (!dirty() || secret) return;
      const copy = { at: Date.now(), version: version.value, fields: typed() };
      try { localStorage.setItem(mine, JSON.stringify(copy)); kept = true; } catch { kept = false; }
    };
    // What other openings of the page left of this draft, oldest first. What the page has anyway,
    // and what is old, is thrown away.
    const bare = (fields) => fields.map(([name, text]) => name + text.replace(/\s/g, ""));
    const copiesLeft = () => {
      const found = [];
      try {
        for (const key of Object.keys(localStorage).filter((one) => one.startsWith(STORE))) {
          const copy = JSON.parse(localStorage.getItem(key));
          const stale = !(Date.now() - copy?.at < KEPT_FOR);
          const ours = key.startsWith(`${STORE}${words.autosave}:`);
          if (stale || (ours && same(bare(copy.fields), bare(typed())))) forget(key);
          else if (ours) found.push({ ...copy, key });
        }
      } catch { /* storage is closed to us */ }
      return found.sort((one, other) => one.at - other.at);
    };

    // --- Saving -----------------------------------------------------------------------------------
    let timer, keeping;
    let sending = null; // the save under way
    let unheard = null; // what was sent and never answered
    let since = 0; // the first keystroke not saved yet
    let pause = 0;
    let held = false; // saving by itself has stopped: what now is for a person to decide
    let composing = false;
    let going = false; // the page is being left on purpose
    let lastSaved = ""; // what was said of the last save
    let left = false; // the form was left while a save was under way: what is new follows at once

    const hold = (text) => {
      held = true;
      clearTimeout(timer);
      keep();
      say(text, "bad");
      return REFUSED;
    };
    const later = (text, fields) => {
      unheard = fields;
      pause = Math.min(pause * 2 || FIRST_PAUSE, LAST_PAUSE);
      clearTimeout(timer);
      timer = setTimeout(save, pause);
      keep();
      say(text, "bad");
      return LOST;
    };
    const accept = (said, fields, resent) => {
      clearErrors();
      version.value = said.version;
      confirmed = fields;
      pause = since = 0;
      secret = false;
      // What follows from the saving elsewhere on the page: texts by id, each with its state.
      for (const [id, [text, state]] of Object.entries(said.shown ?? {})) {
        const place = document.getElementById(id);
        if (place) { place.textContent = text; place.dataset.state = state; }
      }
      area.dispatchEvent(new Event("gongkai:saved", { bubbles: true }));
      if (dirty()) {
        changed();
        if (resent || left) timer = setTimeout(due, 0);
        left = false;
        return SAVED;
      }
      forget();
      lastSaved = fill(words.saved, { time: said.saved_at });
      say(lastSaved, "good");
      return SAVED;
    };
    const refuse = (said, fields) => {
      const why = fill(words.refused, { why: said?.message ?? words.unknown });
      if (SETTLE.test(said?.code ?? "")) return hold(why);
      if (said?.code?.endsWith(".secret")) { secret = true; kept = false; forget(); }
      say(why, "bad");
      if (!same(typed(), fields)) changed();
      return REFUSED;
    };
    const send = async () => {
      clearTimeout(timer);
      const resent = unheard !== null;
      const fields = unheard ?? typed();
      const body = new URLSearchParams(fields);
      for (const name of own) body.append(name, form.elements.namedItem(name).value);
      show(words.saving, "busy");
      let answer, said;
      try {
        answer = await fetch(form.getAttribute("action") ?? location.pathname, {
          method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
          signal: AbortSignal.timeout(PATIENCE), keepalive: body.toString().length < LIVES_ON,
        });
        said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      } catch {
        return later(words.offline, fields);
      }
      if (answer.status >= 500 || answer.status === 429) return later(words.down, fields);
      unheard = null;
      if (answer.ok && said) return accept(said, fields, resent);
      // Sent to sign in, no longer permitted, or gone: nothing this page can mend.
      if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) return hold(words.closed);
      return refuse(said, fields);
    };
    // Another script changes the draft itself (the detail, which tells the version that came of it):
    // between two saves.
    form.addEventListener("gongkai:between", async (event) => {
      event.preventDefault();
      while (sending) await sending;
      sending = event.detail().then((moved) => { version.value = moved || version.value; return SAVED; })
        .finally(() => { sending = null; due(); });
    });
    const save = () => (sending ??= send().finally(() => { sending = null; }));

    // --- When -------------------------------------------------------------------------------------
    const changed = () => {
      going = false;
      clearTimeout(keeping);
      keeping = setTimeout(keep, 300);
      if (held) return;
      since ||= Date.now();
      if (unheard) return; // it is being tried again
      show(words.typed, "busy");
      clearTimeout(timer);
      timer = setTimeout(due, Math.max(0, Math.min(IDLE, since + LONGEST - Date.now())));
    };
    // Half-composed syllables are no text yet; the end of composing begins anew.
    const due = () => {
      if (held || composing || unheard) return;
      if (dirty()) save();
      else if (since && !sending) rest();
    };
    // What was typed is again what the server has: nothing is left to save.
    const rest = () => {
      clearTimeout(timer);
      since = 0;
      forget();
      show(lastSaved, lastSaved ? "good" : "");
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("compositionstart", () => { composing = true; });
    form.addEventListener("compositionend", () => { composing = false; changed(); });
    form.addEventListener("focusout", () => { left = Boolean(sending); due(); });
    addEventListener("online", () => { if (unheard && !held) save(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) { keep(); due(); } });
    addEventListener("pagehide", keep);
    addEventListener("beforeunload", (event) => { if (dirty() && !kept && !going) event.preventDefault(); });

    // --- After a crash ----------------------------------------------------------------------------
    const put = (fields) => {
      form.dispatchEvent(new CustomEvent("gongkai:put", { bubbles: true, detail: fields }));
      const values = new Map();
      for (const [name, text] of fields) values.set(name, [...(values.get(name) ?? []), text]);
      for (const one of form.elements) {
        if (own.includes(one.name) || !(values.has(one.name) || one.type === "checkbox")) continue;
        const texts = values.get(one.name) ?? [];
        if (one.type === "checkbox" || one.type === "radio") one.checked = texts.includes(one.value);
        else one.value = texts.shift() ?? "";
      }
    };
    const time = (at) => {
      const two = (number) => String(number).padStart(2, "0");
      const day = new Date(at);
      const clock = `${two(day.getHours())}:${two(day.getMinutes())}`;
      return day.toDateString() === new Date().toDateString() ? clock : `${two(day.getMonth() + 1)}-${two(day.getDate())} ${clock}`;
    };
    const button = (text, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-secondary";
      made.textContent = text;
      made.addEventListener("click", () => {
        act();
        made.closest(".notice").remove();
        form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
      });
      return made;
    };
    const offer = (copy) => {
      const moved = copy.version !== version.value;
      const text = fill(moved ? words.foundMoved : words.found, { time: time(copy.at) });
      const notice = document.createElement("div");
      notice.className = "notice notice-warn autosave-offer";
      const told = document.createElement("p");
      told.className = "notice-title";
      told.textContent = text;
      const row = document.createElement("div");
      row.className = "button-row";
      row.append(
        button(words.take, () => {
          put(copy.fields);
          keep();
          forget(copy.key);
          if (moved) hold(words.heldWords);
          else changed();
        }),
        button(words.drop, () => forget(copy.key)),
      );
      notice.append(told, row);
      area.prepend(notice);
      if (announcer) announcer.textContent = text;
    };

    keep();
    const copies = copiesLeft().filter((one) => one.key !== mine);
    if (copies.length) offer(copies.at(-1));
    if ("held" in words) hold(words.heldWords);
    else if (confirmed && dirty()) changed(); // typed before this script came

    return {
      // Whether something is typed that a save now would bring to the server.
      pending: () => !held && Boolean(sending || dirty()),
      // Saves until nothing is left to save, or until it cannot be.
      settle: async () => {
        let result = SAVED;
        while (result === SAVED && (sending || dirty())) result = await save();
        if (result === LOST) say(words.unsent, "bad");
        else keep();
        return result;
      },
      leave: () => { going = true; },
    };
  };

  const areas = [...document.querySelectorAll("[data-autosave]")].map(watch).filter(Boolean);

  // A form that is sent leaves the page: what is typed goes first, so that its answer is known.
  let waiting = false;
  let leaving = false;
  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    const pending = areas.filter((one) => one.pending());
    if (leaving || event.defaultPrevented || target.getAttribute("method") !== "post" || !pending.length) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    const results = [];
    for (const one of pending) results.push(await one.settle());
    waiting = false;
    if (results.includes(LOST)) return;
    leaving = true;
    areas.forEach((one) => one.leave());
    target.requestSubmit(submitter);
  });
  // The page may stay: a form can be called off, or answered with a file.
  document.addEventListener("input", () => { leaving = false; });
})();
