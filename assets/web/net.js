/* A fresh picture when Flet's own connection is no longer to be trusted. After a lost socket Flet 1.0.5 comes back with
   every unchanged control frozen and backs off without a limit; a reload takes about a second and keeps the session.
   Never while a code is under way. Loaded before Flutter, so that its socket is made here. */
(() => {
  'use strict';
  const HEALTH_MS = 2000, POLL_MS = 500, DRAWN_BEFORE_MS = 2000, DRAWN_AFTER_MS = 1500;
  const LOST_MS = 1000, SELDOM_MS = 20000, NO_FRAME_MS = 30000;
  const gangway = window.gangway;
  const Socket = window.WebSocket;
  let socket = null, opened = false, renewing = false, heard_at = -Infinity, framed = false;

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const now = () => performance.now();
  const alive = () => socket !== null && socket.readyState === Socket.OPEN;

  async function healthy() {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), HEALTH_MS);
    try {
      return (await fetch('/health', { cache: 'no-store', signal: stop.signal })).ok;
    } catch (e) {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  /* Reload as soon as the device answers and no code is under way. */
  async function renew(why) {
    if (renewing) return;
    renewing = true;
    gangway.note('renew', { why });
    for (;;) {
      if (await healthy()) {
        gangway.door.hurry();
        while (gangway.door.busy() || !gangway.wedge.idle()) await pause(30);
        if (await healthy()) break;
      }
      await pause(POLL_MS);
    }
    try { sessionStorage.setItem('gangway.renewed', String(Date.now())); } catch (e) { /* only keeps it seldom */ }
    location.reload();
  }

  /* For faults that are only guessed at: not again and again. */
  function renew_seldom(why) {
    if (Date.now() - Number(sessionStorage.getItem('gangway.renewed') || 0) > SELDOM_MS) renew(why);
  }

  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener('open', () => {
        socket = this;
        heard_at = now();
        if (opened) renew('second socket');
        opened = true;
      });
      this.addEventListener('message', () => { heard_at = now(); });
      this.addEventListener('close', () => { if (opened) renew('closed'); });
    }
  };

  gangway.net = {
    alive,

    /* The view changed: Flet's socket must bring a drawing, else it is dead without knowing. */
    must_draw: () => {
      const since = now();
      setTimeout(() => {
        if (alive() && heard_at < since - DRAWN_BEFORE_MS) renew_seldom('silent');
      }, DRAWN_AFTER_MS);
    },

    /* The device was away and answers again: a socket from before that is silent is not waited for. */
    came_back: (away_since) => {
      if (opened && now() - away_since > LOST_MS && heard_at < away_since + LOST_MS) renew_seldom('came back');
    },
  };

  window.addEventListener('flutter-first-frame', () => { framed = true; });
  setInterval(async () => {
    if (!framed && !opened && !renewing && now() > NO_FRAME_MS && await healthy()) renew('no picture');
  }, NO_FRAME_MS);
})();
