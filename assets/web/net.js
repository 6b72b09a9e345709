/* A socket for Flet that outlives bad lines. Flet 1.0.5 covers its picture when its socket closes and backs off without
   a limit; so it does not hear of a lost line before the device answers again, and then connects at once. Its session
   is the same and everything is drawn anew (screens/flet_fixes.py). The page itself stays, so that no key is lost.
   Loaded before Flutter, so that its socket is made here. */
(() => {
  'use strict';
  const HEALTH_MS = [1000, 1000, 3500], PROBES = [[4, 250], [1, 400], [1, 1200]], POLL_MS = 120, OPENING_MS = 4000, DRAWN_BEFORE_MS = 600, DRAWN_AFTER_MS = 1200;
  const LOST_MS = 1000, SELDOM_MS = 10000, DEAD_MS = 3000, NO_PICTURE_MS = 30000, LOST = 1006;
  const ANEW_MS = 3000;  // a second wish for a fresh page within this time loads it
  const gangway = window.gangway;
  const Socket = window.WebSocket;
  let current = null, heard_at = -Infinity, renewed_at = -Infinity, asked_at = -Infinity;

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const now = () => performance.now();

  async function healthy(ms) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), ms);
    try {
      return (await fetch('/health', { cache: 'no-store', signal: stop.signal })).ok;
    } catch (e) {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  async function until_healthy() {
    for (let tries = 0; !await healthy(HEALTH_MS[tries % HEALTH_MS.length]); tries += 1) await pause(POLL_MS);
    gangway.door.hurry();
  }

  /* What Flet holds for its socket. `readyState` is what Flet may know. */
  class Patient extends EventTarget {
    constructor(url, protocols) {
      super();
      Object.assign(this, { url: String(url), protocol: '', extensions: '', bufferedAmount: 0 });
      this.readyState = Socket.CONNECTING;
      this.binaryType = 'blob';
      this.line = null;
      this.open = async () => {
        while (this.readyState === Socket.CONNECTING && !await this.connected(url, protocols)) await until_healthy();
      };
      this.open();
    }

    /* Whether a line was opened in time. */
    connected(url, protocols) {
      return new Promise((resolve) => {
        const line = protocols === undefined ? new Socket(url) : new Socket(url, protocols);
        const timer = setTimeout(() => { line.onopen = line.onclose = null; line.close(); resolve(false); }, OPENING_MS);
        line.onopen = () => { clearTimeout(timer); this.opened(line); resolve(true); };
        line.onclose = () => { clearTimeout(timer); resolve(false); };
      });
    }

    opened(line) {
      if (this.readyState !== Socket.CONNECTING) { line.close(); return; }
      line.binaryType = this.binaryType;
      this.line = current = line;
      this.readyState = Socket.OPEN;
      this.protocol = line.protocol;
      heard_at = now();
      line.onmessage = (event) => { heard_at = now(); this.tell(new MessageEvent('message', { data: event.data })); };
      line.onclose = () => this.lost('closed');
      this.tell(new Event('open'));
    }

    /* The line is gone or dead: Flet hears of it when there is another. */
    async lost(why) {
      if (!this.line) return;
      const line = this.line;
      this.line = current = null;
      line.onmessage = line.onclose = null;
      line.close();
      gangway.note('renew', { why });
      await until_healthy();
      if (this.readyState !== Socket.OPEN) return;
      this.readyState = Socket.CLOSED;
      renewed_at = now();
      this.tell(new CloseEvent('close', { code: LOST, wasClean: false }));
    }

    /* What is pressed while nobody listens is not kept: the picture may be an old one. */
    send(data) { if (this.line) this.line.send(data); }

    close(code = 1000) {
      if (this.readyState >= Socket.CLOSING) return;
      const line = this.line;
      this.readyState = Socket.CLOSED;
      this.line = null;
      if (line) { line.onmessage = line.onclose = null; line.close(); }
      this.tell(new CloseEvent('close', { code, wasClean: true }));
    }

    tell(event) {
      const handler = this[`on${event.type}`];
      if (typeof handler === 'function') handler.call(this, event);
      this.dispatchEvent(event);
    }
  }
  for (const [name, value] of Object.entries({ CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 })) {
    Patient[name] = Patient.prototype[name] = value;
  }

  let patient = null;
  window.WebSocket = class extends Patient {
    constructor(...given) {
      super(...given);
      patient = this;
    }
  };

  /* A fresh picture on the same page. */
  function renew(why) { if (patient) patient.lost(why); }

  /* Somebody asked for a fresh page. Whether the picture is drawn anew on this one instead. */
  function drawn_anew() {
    if (now() - asked_at < ANEW_MS) return false;
    asked_at = now();
    renew('asked');
    return true;
  }

  /* The browser's own button is heard of by a worker alone (stay.js), and by that only on localhost or over https. */
  function hear_of_the_button() {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    // Without a picture loading is right; and a program that drives the browser waits for the load it asked for.
    const stays = () => !navigator.webdriver && !document.getElementById('loading') && drawn_anew();
    workers.addEventListener('message', (event) => event.ports[0].postMessage(stays()));
    workers.startMessages();
    workers.register('stay.js').catch(() => gangway.note('no_worker'));
    workers.getRegistration = async () => undefined;  // else Flet's client puts one there that loads the page anew
  }

  /* For faults that are only guessed at: not again and again. */
  function renew_seldom(why, every_ms = SELDOM_MS) {
    const wait_ms = renewed_at + every_ms - now(), heard = heard_at;
    if (wait_ms <= 0) renew(why);
    else setTimeout(() => { if (heard_at === heard) renew_seldom(why, every_ms); }, wait_ms);  // unless it was heard of
  }

  /* Nothing was drawn yet: the device went away while the page was loaded, and only loading it again helps. */
  const no_picture = setInterval(async () => {
    if (!document.getElementById('loading')) clearInterval(no_picture);
    else if (await healthy(HEALTH_MS[2])) location.reload();
  }, NO_PICTURE_MS);

  hear_of_the_button();
  gangway.net = {
    /* Whether the device answers a new question while an older one gets no answer: then that line is dead. The browser
       keeps up to four more that are as old; questions that hang on them close them. */
    answers: async () => {
      for (const [count, ms] of PROBES) {
        const asked = Array.from({ length: count }, () => healthy(ms));
        if ((await Promise.all(asked)).includes(true)) return true;
      }
      return false;
    },

    /* A line was found dead that was asked then: Flet's is as old, and dead, too, where it has been silent since. */
    found_dead: (asked_at) => { if (current && heard_at < asked_at) renew_seldom('dead', DEAD_MS); },

    alive: () => current !== null && current.readyState === Socket.OPEN,
    renew,
    drawn_anew,

    /* The view changed: Flet's line must bring a drawing, else it is dead without knowing. */
    must_draw: () => {
      const since = now();
      setTimeout(() => { if (current && heard_at < since - DRAWN_BEFORE_MS) renew_seldom('silent'); }, DRAWN_AFTER_MS);
    },

    /* The device was away and answers again: a line from before that is silent is not waited for. */
    came_back: (away_since) => {
      if (now() - away_since > LOST_MS && heard_at < away_since + LOST_MS) renew_seldom('came back');
    },
  };
})();
