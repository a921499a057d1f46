// Opens an inspector's pages without a network. It governs their folder alone, asks the network
// first, and keeps only what field.js names; signing out empties it.
"use strict";
const STORE = `gongkai-field:${new URL(self.registration.scope).pathname}`;
const PATIENCE = 5_000;
const PARTS = "/static/ui/";

const fetched = async (request, options) => {
  const answer = await fetch(request, options);
  // Sent to sign in, refused, or an error: nothing to keep.
  if (answer.ok && answer.type === "basic" && !answer.redirected) {
    const copy = answer.clone();
    const store = await caches.open(STORE);
    await store.put(typeof request === "string" ? request : request.url, copy).catch(() => {});
  }
  return answer;
};
const kept = async (request) => (await caches.open(STORE)).match(request, { ignoreSearch: true, ignoreVary: true });

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const names = event.data?.keep ?? [];
  event.waitUntil(Promise.all(names.map((name) => fetched(name, { credentials: "same-origin", redirect: "manual" }).catch(() => {}))));
});

const networkFirst = async (request) => {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = fetched(request).catch(() => null);
  return (await Promise.race([answer, late])) ?? (await kept(request)) ?? (await answer) ?? Response.error();
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(networkFirst(request));
  // Their names bear their hash, so what is kept never is old.
  else if (pathname.startsWith(PARTS)) event.respondWith(kept(request).then((found) => found ?? fetched(request)));
});
