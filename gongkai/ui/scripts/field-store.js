// The store of an inspector's page: entries and drafts in this browser, sealed for one person.
//
// The key comes with the page; after signing out nobody but the same person can read what is kept.
// Browsers have the seal on https and on their own machine; elsewhere entries lie open.
"use strict";
globalThis.fieldStore = async (person, secret) => {
  const heard = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const request = indexedDB.open("gongkai-field", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("entries", { keyPath: "key" });
    request.result.createObjectStore("drafts", { keyPath: "key" });
  };
  const base = await heard(request);
  // A write counts once its transaction is through, not when it was asked for.
  const write = (store, act) => new Promise((resolve, reject) => {
    const transaction = base.transaction(store, "readwrite", { durability: "strict" });
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    act(transaction.objectStore(store));
  });
  const read = (store, ask) => heard(ask(base.transaction(store).objectStore(store)));

  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const seal = crypto.subtle && await crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  const closed = async (data) => {
    if (!seal || !data) return { data };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, seal, data) };
  };
  const open = ({ iv, data }) => (iv ? crypto.subtle.decrypt({ name: "AES-GCM", iv }, seal, data) : data);
  const packed = async ({ key, made, photo, ...rest }) => ({
    key, made, person,
    body: await closed(new TextEncoder().encode(JSON.stringify({ ...rest, photo: photo && { name: photo.name } }))),
    photo: await closed(photo?.data),
  });
  const unpacked = async (row) => {
    try {
      const rest = JSON.parse(new TextDecoder().decode(await open(row.body)));
      if (rest.photo) rest.photo.data = await open(row.photo);
      return { ...rest, key: row.key, made: row.made };
    } catch { return null; } // sealed for somebody else
  };

  // Other windows of this browser show what this one changed.
  const windows = new BroadcastChannel("gongkai-field");
  const changed = (store) => { if (store === "entries") windows.postMessage(""); };
  return {
    windows,
    async put(store, entry) {
      const row = await packed(entry);
      await write(store, (one) => one.put(row));
      changed(store);
    },
    async drop(store, key) {
      await write(store, (one) => one.delete(key));
      changed(store);
    },
    async find(store, key) {
      const row = await read(store, (one) => one.get(key));
      return row && unpacked(row);
    },
    async mine() {
      const rows = await read("entries", (store) => store.getAll());
      const found = await Promise.all(rows.filter((row) => row.person === person).map(unpacked));
      return found.filter(Boolean).sort((one, other) => one.made - other.made);
    },
  };
};
