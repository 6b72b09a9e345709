/* What the page keeps of its codes: in sessionStorage for a reload; and where a page is closed while codes wait, in
   localStorage for the next page of the same desk. Every code has its id, so that none counts twice. Knows no device. */
(() => {
  'use strict';
  const FRESH_MS = 60000;  // what was left longer ago is shown to a person before it is sent
  const gangway = window.gangway;
  const place = (desk) => `gangway.left.${desk}`;

  function read(name, otherwise) {
    try { return JSON.parse(sessionStorage.getItem(name)) ?? otherwise; } catch (e) { return otherwise; }
  }

  function write(name, value) {
    try { sessionStorage.setItem(name, JSON.stringify(value)); } catch (e) { gangway.note('store_full'); }
  }

  function taken_up(desk) {
    try {
      const left = JSON.parse(localStorage.getItem(place(desk)) || 'null');
      localStorage.removeItem(place(desk));
      return left || { queue: [], held: [], at: 0 };
    } catch (e) {
      return { queue: [], held: [], at: 0 };
    }
  }

  gangway.kept = {
    read,
    write,

    /* The codes of this desk that wait, and those that a person must decide about: of this page before it was loaded
       anew, then of one that was closed. */
    codes: (desk) => {
      const queue = read('gangway.queue', []), held = read('gangway.held', []);
      const known = new Set([...queue, ...held].map((item) => item.scan_id));
      const left = taken_up(desk);
      const fresh = (items) => items.filter((item) => !known.has(item.scan_id)).map((item) => ({ ...item, blind: true }));
      const waiting = fresh(left.queue);
      (Date.now() - left.at < FRESH_MS ? queue : held).push(...waiting);
      held.push(...fresh(left.held));
      if (waiting.length) gangway.note('taken_up', { count: waiting.length });
      write('gangway.queue', queue);
      write('gangway.held', held);
      return { queue, held };
    },

    /* The page goes away, perhaps for good. */
    leave: (desk, queue, held) => {
      if (!queue.length && !held.length) return;
      try {
        localStorage.setItem(place(desk), JSON.stringify({ queue, held, at: Date.now() }));
      } catch (e) { /* the reload still finds them */ }
    },
  };
})();
