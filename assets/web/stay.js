/* Runs beside the page, as its service worker: hears of the browser's own reload button, which no page does. Where the
   page is well it draws itself anew, and is not loaded: so no key is lost. Keeps nothing, and answers nothing else. */
'use strict';
const ANSWER_MS = 3000, PAGE = '/';

self.addEventListener('install', (event) => {
  self.skipWaiting();
  try {  // a scan must not wait for this worker to wake up
    event.addRoutes({ condition: { not: { requestMode: 'navigate' } }, source: 'network' });
  } catch (e) { /* older browsers ask here first */ }
});

/* Whether the page that is to be loaded anew says that it stays. */
async function stays(url) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = pages.filter((page) => page.url === url && page.visibilityState === 'visible');
  if (same.length !== 1) return false;  // which of them is meant, nobody says
  return new Promise((resolve) => {
    const line = new MessageChannel();
    line.port1.onmessage = (event) => resolve(event.data === true);
    setTimeout(() => resolve(false), ANSWER_MS);
    same[0].postMessage('reload', [line.port2]);
  });
}

self.addEventListener('fetch', (event) => {
  const { mode, isReloadNavigation, url } = event.request;
  if (mode !== 'navigate' || !isReloadNavigation || new URL(url).pathname !== PAGE) return;
  // "No content" leaves the page where it is.
  event.respondWith(stays(url).then((stay) => (stay ? new Response(null, { status: 204 }) : fetch(event.request))));
});
