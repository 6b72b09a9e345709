/* Other ways to give a code than a scanner, behind one button: typing it, the camera, and a code that nobody can read.
   Every code goes through door.js with its source. Nothing here has the focus before somebody taps it. */
(() => {
  'use strict';
  const gangway = window.gangway;
  const KEYBOARD = '<rect x="3" y="8" width="26" height="17" rx="3"/><path d="M8 13h1M14 13h1M20 13h1M8 17h1M14 17h1M20 17h1M10 21h12"/>';
  const REASONS = ['torn', 'dirty', 'missing', 'other'];
  let button = null, panel = null, leave = null;

  function made(name, into, text = '', more = {}) {
    const element = Object.assign(document.createElement(name), more);
    if (text) element.textContent = text;
    if (into) into.append(element);
    return element;
  }

  const choice = (into, text, on_click, className = '') => {
    const made_button = made('button', into, text, { type: 'button', className });
    made_button.addEventListener('click', on_click);
    return made_button;
  };

  /* A fresh panel with a heading and a way out. `on_leave` is called when it is put away. */
  function opened(title, on_leave = null) {
    close();
    leave = on_leave;
    panel = made('section', document.body, '', { id: 'gangway-ways' });
    panel.setAttribute('role', 'dialog');
    panel.setAttribute('aria-label', title);
    const head = made('header', panel);
    made('h2', head, title);
    choice(head, gangway.say('ways_close'), close, 'quiet');
    return panel;
  }

  function close() {
    if (leave) leave();
    leave = null;
    if (panel) panel.remove();
    panel = null;
    document.activeElement && document.activeElement.blur && document.activeElement.blur();
  }

  function menu() {
    const into = opened(gangway.say('ways'));
    choice(into, gangway.say('ways_type'), typing);
    choice(into, gangway.say('ways_camera'), () => gangway.camera.open(opened, close));
    choice(into, gangway.say('ways_unreadable'), unreadable);
  }

  function typing() {
    const into = opened(gangway.say('ways_type'));
    const field = made('input', into, '', { autocomplete: 'off', spellcheck: false, maxLength: 200 });
    field.setAttribute('aria-label', gangway.say('ways_type'));
    field.setAttribute('autocapitalize', 'off');
    choice(into, gangway.say('ways_take'), () => {
      const code = field.value.trim();
      if (!code) return;
      field.value = '';
      gangway.door.take(code, 'typed');
      close();
    }, 'first');
    field.focus();  // somebody asked for it by a tap
  }

  function unreadable() {
    const into = opened(gangway.say('ways_unreadable'));
    const items = gangway.door.items();
    made('p', into, gangway.say(items.length ? 'ways_which' : 'ways_nothing'));
    for (const item of items) choice(into, item.name, () => why(item));
  }

  function why(item) {
    const into = opened(item.name);
    made('p', into, gangway.say('ways_why'));
    for (const reason of REASONS) choice(into, gangway.say(`ways_${reason}`), () => compare(item, reason));
  }

  function compare(item, reason) {
    const into = opened(item.name);
    made('p', into, gangway.say('ways_compare'));
    const digits = made('p', into, '', { className: 'digits' });
    made('span', digits, item.code.slice(0, -4));
    made('b', digits, item.code.slice(-4));
    choice(into, gangway.say('ways_same'), () => { gangway.door.take(item.code, `unreadable:${reason}`); close(); }, 'first');
    choice(into, gangway.say('ways_different'), close);
  }

  function begin() {
    button = made('button', document.body, '', { id: 'gangway-ways-button', type: 'button' });
    button.innerHTML = `<svg viewBox="0 0 32 32" aria-hidden="true">${KEYBOARD}</svg>`;
    button.tabIndex = -1;  // a scan's Enter must find nothing to press
    button.addEventListener('click', () => { if (panel) close(); else menu(); });
    name_button();
  }

  function name_button() { if (button) button.setAttribute('aria-label', gangway.say('ways')); }

  gangway.ways = {
    close,
    /* What a scan's answer says is on the screen behind: nothing may cover it. */
    scanned: () => { if (panel) close(); },
    made,
    choice,
    /* A PIN is asked for: nothing is typed here, and nobody looks through the camera. */
    secret: (is_secret) => {
      name_button();
      if (button) button.hidden = is_secret;
      if (is_secret && panel) close();
    },
  };
  /* A button of the screens may ask for it: its address is #ways. */
  window.addEventListener('hashchange', () => {
    if (location.hash !== '#ways') return;
    history.replaceState(history.state, '', location.pathname + location.search);
    if (!gangway.door.secret()) menu();
  });
  document.addEventListener('DOMContentLoaded', begin);
})();
