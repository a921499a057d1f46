// Keeps what an inspector enters in this browser first and sends it when there is a network.
//
// Every entry bears a key made here, so that one whose answer got lost is sent again and taken
// once. Without a store in the browser the forms work as plain forms.
(() => {
  "use strict";
  const area = document.querySelector("[data-field]");
  if (!area) return;

  const [KEPT, REFUSED, SENT] = ["kept", "refused", "sent"];

  const words = area.dataset;
  const person = words.field;
  const forms = [...area.querySelectorAll("[data-entry] form")];
  const fill = (text, names) => text.replace(/\{(\w+)\}/g, (_, name) => names[name]);
  const announcer = document.getElementById("announcer");
  const announce = (text) => { if (announcer) announcer.textContent = text; };
  const make = (tag, text = "", name = "") => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  // Days and times are those of the office, whatever the phone is set to.
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });
  const dayOf = (at) => clock.format(at).split(" ")[0];
  const clockOf = (at) => clock.format(at).split(" ")[1];
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

  let store; // field-store.js
  let sender; // field-sender.js

  // --- What is seen of it -----------------------------------------------------------------------------
  const board = make("section", "", "panel flow field-board");
  const heading = make("h2", words.list);
  const standing = make("p", "", "field-standing");
  const list = make("ul", "", "field-entries");
  heading.id = "field-entries";
  board.setAttribute("aria-labelledby", heading.id);
  const again = make("button", words.again, "btn btn-secondary");
  again.type = "button";
  board.append(heading, standing, list, again);

  const button = (text, act) => {
    const made = make("button", text, "btn btn-secondary");
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const told = (entry) => {
    if (entry.state === SENT) return fill(words.sent, { time: entry.at });
    if (entry.state === REFUSED) return fill(words.refused, { why: entry.why });
    if (entry.key === sender.under) return words.sending;
    return entry.why ? `${words.kept} · ${fill(words.refused, { why: entry.why })}` : words.kept;
  };
  const line = (entry) => {
    const made = make("li");
    made.dataset.state = entry.state;
    made.append(make("b", entry.title), make("span", entry.unit, "muted"));
    const state = make("span", told(entry), "field-state");
    made.append(state);
    if (entry.photo) made.append(make("span", words.photo, "muted"));
    for (const note of entry.notes ?? []) made.append(make("span", note, "field-note"));
    if (entry.state === SENT || entry.key === sender.under) return made;
    const row = make("div", "", "button-row");
    if (entry.state === REFUSED) {
      if (entry.code === "visit.held") row.append(button(words.apart, () => apart(entry)));
      row.append(button(words.edit, () => edit(entry)));
    }
    row.append(button(words.delete, () => { if (confirm(words.sure)) store.drop("entries", entry.key).then(show); }));
    made.append(row);
    return made;
  };
  const show = async () => {
    const entries = await store.mine();
    const left = entries.length;
    const network = navigator.onLine ? words.online : words.noNetwork;
    standing.textContent = `${network} · ${left ? fill(words.left, { count: left }) : words.noneLeft}`;
    standing.dataset.state = left ? "left" : "done";
    list.replaceChildren(...entries.map(line), ...[...sender.sent].reverse().map(line));
    again.hidden = !entries.some((one) => one.state === KEPT);
    board.querySelector("a")?.remove();
    if (sender.stopped === words.signedOut) {
      const link = make("a", words.signIn);
      link.href = `${words.login}?next=${encodeURIComponent(location.pathname)}`;
      board.append(link);
    }
  };

  // --- Entering -------------------------------------------------------------------------------------------
  const control = (form, name) => form.elements.namedItem(name);
  const slot = (form) => `${person}|${location.pathname}|${control(form, "do").value}|${control(form, "form")?.value ?? ""}`;
  const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "key"].includes(name));
  const photos = new Map(); // form → the photograph being made smaller, or made

  const fields = (form, values) => {
    const given = new Map(values);
    for (const one of form.elements) {
      if (!one.name || !given.has(one.name) || one.type === "hidden" || one.type === "file") continue;
      if (one.type === "radio") one.checked = one.value === given.get(one.name);
      else one.value = given.get(one.name);
    }
  };
  const picture = (form) => {
    const input = control(form, "photo");
    return input?.closest(".field");
  };
  const shown = async (form, photo) => {
    const place = picture(form);
    place?.querySelector(".field-photo")?.remove();
    if (!photo) return;
    const box = make("div", "", "field-photo");
    const image = await createImageBitmap(new Blob([photo.data]));
    const canvas = make("canvas");
    canvas.width = 160;
    canvas.height = Math.max(1, Math.round((160 * image.height) / image.width));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.setAttribute("role", "img");
    const text = fill(words.taken, { size: Math.max(1, Math.round(photo.data.byteLength / 1024)) });
    canvas.setAttribute("aria-label", text);
    box.append(canvas, make("p", text, "muted"));
    place.append(box);
    announce(text);
  };
  const wrong = (form, text) => {
    form.querySelector(".field-trouble")?.remove();
    if (!text) return;
    const told = make("p", text, "field-error field-trouble");
    told.setAttribute("role", "alert");
    form.append(told);
  };
  const took = (form) => {
    const [file] = control(form, "photo").files;
    if (!file) { photos.delete(form); shown(form, null); return; }
    const made = fieldPhoto(file).catch(() => null);
    photos.set(form, made);
    made.then((photo) => {
      if (photos.get(form) !== made) return;
      wrong(form, photo ? "" : words.badPhoto);
      if (!photo) { control(form, "photo").value = ""; photos.delete(form); }
      shown(form, photo).catch(() => {});
      draft(form);
    });
  };

  // --- What is typed and not noted down yet ------------------------------------------------------------------
  const waiting = new Map();
  const draft = (form) => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(async () => {
      waiting.delete(form);
      await store.put("drafts", { key: slot(form), made: Date.now(), fields: typed(form), photo: await photos.get(form) }).catch(() => {});
    }, 300));
  };
  const undraft = (form) => { clearTimeout(waiting.get(form)); waiting.delete(form); return store.drop("drafts", slot(form)); };
  const restore = async (form, values, photo) => {
    fields(form, values);
    if (photo) { photos.set(form, Promise.resolve(photo)); await shown(form, photo).catch(() => {}); }
    form.closest("details").open = true;
  };

  // A page from the store was made on another day; so was a form that stood open for hours.
  const today = (form) => {
    for (const name of ["on", "seen_on"]) {
      const input = control(form, name);
      if (input && input.value === input.defaultValue) input.value = input.defaultValue = dayOf(new Date());
    }
    const time = control(form, "seen_time");
    if (time && time.value === time.defaultValue) time.value = time.defaultValue = clockOf(new Date());
  };
  const clear = (form) => {
    form.reset();
    photos.delete(form);
    shown(form, null);
    wrong(form, "");
    today(form);
  };
  const titled = (form) => {
    const text = control(form, "text")?.value.trim();
    return text ? text.slice(0, 40) : fill(words.visit, { what: form.closest("[data-entry]").dataset.title });
  };
  const unit = document.querySelector("h1")?.textContent ?? "";

  const note = async (form) => {
    const photo = await photos.get(form);
    const entry = {
      key: newKey(), made: Date.now(), state: KEPT, url: location.pathname, title: titled(form), unit,
      fields: typed(form), photo,
    };
    try {
      await store.put("entries", entry);
    } catch {
      wrong(form, words.full);
      return;
    }
    navigator.storage?.persist?.();
    await undraft(form).catch(() => {});
    if (control(form, "do").value === "visit") named(entry);
    clear(form);
    form.closest("details").open = false;
    announce(`${entry.title} ${words.kept}`);
    await show();
    board.scrollIntoView({ block: "nearest" });
    if (!sender.stopped) sender.send();
  };
  // A visit noted here can be named by what is found during it, before the server knows of it.
  const named = (entry) => {
    for (const form of forms) {
      const select = control(form, "visit");
      if (control(form, "do").value !== "finding" || !select) continue;
      const value = `key:${entry.key}`;
      if ([...select.options].some((one) => one.value === value)) continue;
      select.append(new Option(`${entry.title} ${clockOf(new Date(entry.made))}`, value));
    }
  };
  const edit = async (entry) => {
    const form = forms.find((one) => slot(one) === `${person}|${entry.url}|${new Map(entry.fields).get("do")}|${new Map(entry.fields).get("form") ?? ""}`);
    await store.put("drafts", { ...entry, key: `${person}|${entry.url}|${new Map(entry.fields).get("do")}|${new Map(entry.fields).get("form") ?? ""}` });
    await store.drop("entries", entry.key);
    if (!form) { location.assign(entry.url); return; }
    await restore(form, entry.fields, entry.photo);
    wrong(form, entry.why);
    await show();
    (control(form, entry.field) ?? form.querySelector("input:not([type=hidden]), textarea"))?.focus?.();
  };
  const apart = async (entry) => {
    const key = newKey();
    await store.put("entries", { ...entry, key, state: KEPT, why: "", fields: entry.fields.filter(([name]) => name !== "visit") });
    await store.drop("entries", entry.key);
    await show();
    sender.send();
  };

  // --- Signing out -----------------------------------------------------------------------------------------------
  const leaving = () => {
    const form = document.querySelector(".account form");
    let asked = false;
    let going = false;
    form?.addEventListener("submit", async (event) => {
      if (going) return;
      event.preventDefault();
      await sender.send();
      const left = (await store.mine()).length;
      if (left && !asked) {
        asked = true;
        const told = make("div", "", "notice notice-warn");
        told.setAttribute("role", "alert");
        told.append(make("p", fill(words.leave, { count: left }), "notice-title"));
        area.prepend(told);
        told.scrollIntoView({ block: "center" });
        return;
      }
      going = true;
      form.requestSubmit();
    });
  };

  // --- Opening without a network ------------------------------------------------------------------------------------
  const keepPages = async () => {
    if (!navigator.serviceWorker) return;
    try {
      const worker = await navigator.serviceWorker.register(words.worker);
      await navigator.serviceWorker.ready;
      const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href ?? one.src);
      const pages = (words.pages ?? "").split(" ").filter(Boolean);
      worker.active?.postMessage({ keep: [location.pathname, words.home, ...pages, ...new Set(parts.map((one) => one || ""))].filter(Boolean) });
    } catch { /* no worker here, such as without https: the open page works on */ }
  };

  const begin = async () => {
    try {
      store = await fieldStore(person, words.secret);
    } catch {
      const told = make("div", "", "notice notice-warn");
      told.append(make("p", words.noStore, "notice-title"));
      area.prepend(told);
      return;
    }
    const token = area.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    sender = fieldSender({ store, words, person, token, show, announce, fill });
    area.insertBefore(board, area.querySelector("h1")?.nextSibling ?? null);
    for (const form of forms) {
      today(form);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (form.dataset.busy) return;
        form.dataset.busy = "yes";
        note(form).finally(() => { delete form.dataset.busy; });
      });
      form.addEventListener("input", () => draft(form));
      form.addEventListener("change", (event) => { if (event.target.type === "file") took(form); else draft(form); });
      form.closest("details").addEventListener("toggle", () => today(form));
      const kept = await store.find("drafts", slot(form)).catch(() => null);
      if (kept) { await restore(form, kept.fields, kept.photo); announce(words.restored); }
    }
    for (const entry of await store.mine()) if (new Map(entry.fields).get("do") === "visit" && entry.url === location.pathname) named(entry);
    again.addEventListener("click", sender.resume);
    addEventListener("online", () => { show(); sender.resume(); });
    addEventListener("offline", show);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) sender.resume(); });
    store.windows.addEventListener("message", show);
    leaving();
    await show();
    area.dataset.ready = "yes";
    sender.send();
    keepPages();
  };
  begin();
})();
