// Sends what an inspector's page keeps, one entry after the other, until the server has them all.
//
// An entry leaves the store once the server has said that it has it. One whose answer got lost is
// sent again under its key; the server takes a key once.
"use strict";
globalThis.fieldSender = ({ store, words, person, token, show, announce, fill }) => {
  const PATIENCE = 60_000; // for an answer
  const FIRST_PAUSE = 3_000;
  const LAST_PAUSE = 120_000;
  const sender = {
    under: "", // the key of the entry under way
    stopped: "", // why sending waits for a person
    sent: [], // sent since the page was opened; what is sent is not kept
  };
  let sending = false;
  let once = false; // asked for while sending: what was lost meanwhile may go now
  let timer;
  let pause = 0;

  // A page opened from the store, or before signing in again, has an old token. The fresh page has
  // the new one, and says who is signed in now.
  const renewed = async () => {
    const answer = await fetch(words.home, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("[data-field]")?.dataset.field !== person) return false;
    token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    return Boolean(token);
  };
  const post = (entry) => {
    const body = new FormData();
    for (const [name, text] of entry.fields) body.append(name, text);
    body.append("key", entry.key);
    body.append("csrfmiddlewaretoken", token);
    if (entry.photo) body.append("photo", new File([entry.photo.data], entry.photo.name, { type: "image/jpeg" }));
    return fetch(entry.url, {
      method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
    });
  };
  const isJson = (answer) => answer.headers.get("Content-Type")?.startsWith("application/json");
  const later = async (entry, why, stop = false) => {
    sender.stopped = stop ? why : "";
    await store.put("entries", { ...entry, why });
    return false;
  };
  // Sends one entry; whether the next may follow.
  const deliver = async (entry) => {
    let answer, said;
    try {
      answer = await post(entry);
      if (answer.status === 403 && !isJson(answer) && await renewed()) answer = await post(entry);
      said = isJson(answer) ? await answer.json() : null;
    } catch {
      return later(entry, navigator.onLine ? words.down : words.offline);
    }
    if (answer.type === "opaqueredirect" || (answer.status === 403 && !said)) return later(entry, words.signedOut, true);
    if (answer.status >= 500 || answer.status === 429) return later(entry, words.down);
    sender.stopped = "";
    if (answer.ok && said?.state === "kept") {
      await store.drop("entries", entry.key);
      sender.sent.push({ ...entry, photo: entry.photo && {}, state: "sent", at: said.at, notes: said.notes });
      announce(`${entry.title} ${fill(words.sent, { time: said.at })}`);
      return true;
    }
    const why = said?.message ?? words.closed;
    await store.put("entries", { ...entry, state: "refused", why, code: said?.code, field: said?.field });
    announce(fill(words.refused, { why }));
    return true;
  };
  const round = async () => {
    const tried = new Set();
    for (;;) {
      const entry = (await store.mine()).find((one) => one.state === "kept" && !tried.has(one.key));
      if (!entry) { pause = 0; return; }
      tried.add(entry.key);
      sender.under = entry.key;
      await show();
      const goOn = await deliver(entry);
      sender.under = "";
      await show();
      if (!goOn) break;
    }
    if (sender.stopped) return;
    pause = Math.min(pause * 2 || FIRST_PAUSE, LAST_PAUSE);
    timer = setTimeout(sender.send, pause);
  };
  // Two windows of one browser take turns.
  sender.send = async () => {
    if (sending) { once = true; return; }
    sending = true;
    try {
      do {
        once = false;
        clearTimeout(timer);
        await (navigator.locks ? navigator.locks.request("gongkai-field", round) : round());
      } while (once && !sender.stopped);
    } finally {
      sending = false;
      sender.under = "";
      await show();
    }
  };
  sender.resume = () => { sender.stopped = ""; return sender.send(); };
  return sender;
};
