/* The band at the very top: what waits, what was not sent, and words when Flet's picture is frozen. Decides nothing. */
(() => {
  'use strict';
  const SHOWN_MAX = 6, SURE_MS = 4000;
  const gangway = window.gangway;
  const CLOCK = '<circle cx="16" cy="16" r="12"/><path d="M16 9v8l5 3"/>';
  const CROSS = '<circle cx="16" cy="16" r="12"/><path d="M11 11l10 10M21 11L11 21"/>';
  const CHECK = '<circle cx="16" cy="16" r="12"/><path d="M10 16l4 5 8-9"/>';
  const LOOKS = { warn: CLOCK, bad: CROSS, good: CHECK };
  let band = null, painted = '', sure_until = 0;

  function element(name, text, into) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    into.append(made);
    return made;
  }

  function host() {
    if (!band && document.body) {
      band = document.createElement('section');
      band.id = 'gangway-band';
      band.hidden = true;
      band.setAttribute('role', 'alert');
      band.setAttribute('aria-live', 'assertive');
      document.body.append(band);
    }
    return band;
  }

  /* Control characters of a code as letters a person can read: few typefaces have pictures of them. */
  const visible = (code) => code.replace(/[\x00-\x1f]/g, (c) => (c === '\x1d' ? '[GS]' : `[x${c.charCodeAt(0).toString(16).padStart(2, '0')}]`));

  /* Show this, or nothing: {look, title, body, codes, each, choices: {count, send, discard}}. */
  gangway.show = (what) => {
    const key = JSON.stringify([what, gangway.language, Date.now() < sure_until]);
    if (key === painted || !host()) return;
    painted = key;
    band.hidden = !what;
    band.replaceChildren();
    if (!what) return;
    band.className = what.look;
    const head = element('h2', '', band);
    head.innerHTML = `<svg viewBox="0 0 32 32" aria-hidden="true">${LOOKS[what.look]}</svg>`;
    element('span', what.title, head);
    if (what.body) element('p', what.body, band);
    if (what.each) what.each.forEach(one_by_one);
    else if (what.codes && what.codes.length) listed(what.codes);
    if (what.choices) choices(what.choices);
  };

  /* What is being typed, in the head beside the title; nothing to press. */
  gangway.show_typed = (text) => {
    let strip = document.getElementById('gangway-typed');
    if (!text) { if (strip) strip.remove(); return; }
    if (!strip) {
      strip = element('div', '', document.body);
      strip.id = 'gangway-typed';
      strip.setAttribute('role', 'status');
    }
    strip.textContent = visible(text);
  };

  function listed(codes) {
    const list = element('ul', '', band);
    for (const code of codes.slice(0, SHOWN_MAX)) element('li', visible(code), list);
    if (codes.length > SHOWN_MAX) element('li', gangway.say('more', { count: codes.length - SHOWN_MAX }), list);
  }

  /* One code that was not booked, to be sent or dropped by itself. */
  function one_by_one({ scan_id, code }) {
    const row = element('div', '', band);
    row.className = 'one';
    element('code', visible(code), row);
    element('button', gangway.say('send_one'), row).addEventListener('click', () => gangway.door.send_held(scan_id));
    element('button', gangway.say('drop_one'), row).addEventListener('click', () => gangway.door.discard_held(scan_id));
  }

  function choices({ count, send, discard }) {
    const row = element('div', '', band);
    row.className = 'choices';
    const first = element('button', gangway.say('send', { count }), row);
    first.className = 'first';
    first.addEventListener('click', () => gangway.door[send]());
    const sure = Date.now() < sure_until;
    const second = element('button', gangway.say(sure ? 'discard_sure' : 'discard', { count }), row);
    second.addEventListener('click', () => {
      if (Date.now() < sure_until) { sure_until = 0; gangway.door[discard](); return; }
      sure_until = Date.now() + SURE_MS;  // a glove that brushes the glass throws nothing away
      gangway.door.repaint();
      setTimeout(gangway.door.repaint, SURE_MS + 50);
    });
  }
})();
