// On the page where one signs in: what was kept to open pages without a network is thrown away.
(async () => {
  "use strict";
  try {
    for (const name of await caches.keys()) if (name.startsWith("gongkai-field")) await caches.delete(name);
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  } catch { /* nothing can be kept here */ }
})();
