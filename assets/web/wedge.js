/* Takes the keys of a scanner before Flutter sees them and makes codes of them. Loaded before Flutter, so that its
   listeners on `window` come first. Knows no device: a finished code goes to door.js. Enter presses nothing, ever. */
(() => {
  'use strict';
  const IDLE_MS = 600;          // a longer pause begins a new code
  const HOLD_MS = 60;           // how long a key for a text field is held back, since it may be a scan
  const SHORT_HOLD_MS = 30;     // codes of two or three keys must come faster than that to be no typing
  const KEYED_MS = 120;         // slower than that on average: typed by a person
  const AGAIN_MS = 300;         // a second Enter right after a code is the scanner's line feed
  const RELOAD_MS = 2000;
  const CODE_MIN = 2, KEYS_MAX = 4200;
  const GS = '\u001d';
  const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);
  const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color', 'file', 'image']);
  const gangway = window.gangway;

  const config = { prefix: '', suffixes: ['Enter', 'Tab'], gs: '', guard_ms: 0 };
  try { Object.assign(config, JSON.parse(localStorage.getItem('gangway.scanner') || '{}')); } catch (e) { /* as it comes */ }

  let keys = [];                // {text, at} of the code so far
  let last_at = -Infinity;      // event time of the last key taken
  let ended_at = -Infinity;
  let handed = null;            // {field, keys} given back to a field; taken again if it was a scan after all
  let alt = null;               // digits of Alt+0nn
  let timer = 0, longest_gap_ms = IDLE_MS;
  let guarded = { code: '', at: -Infinity };
  const down = new Set();       // keys swallowed and not yet up

  function text_field() {
    let active = document.activeElement;
    while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
    if (!active) return null;
    if (active.isContentEditable || active.tagName === 'TEXTAREA') return active;
    return active.tagName === 'INPUT' && !NO_TEXT.has(active.type) ? active : null;
  }

  function swallow(event) {
    down.add(event.code || event.key);
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /* The character a key stands for, or null when it is none of a code's. */
  function text_of(event) {
    if (event.key === 'F8') return GS;
    if (event.ctrlKey && !event.altKey) {
      const bracket = event.key === ']' || (keys.length > 0 && event.code === 'BracketRight');
      return bracket || event.key === GS ? GS : null;
    }
    if (event.metaKey) return null;
    if (event.altKey && !event.ctrlKey && !event.getModifierState('AltGraph')) return null;
    return [...event.key].length === 1 ? event.key : null;
  }

  // A text field has the focus: it may be typing ---------------------------------------------------

  function hand_over() {
    clearTimeout(timer);
    timer = 0;
    const field = text_field();
    if (!keys.length || !field) return;  // the focus went elsewhere: what was held may still become a code
    document.execCommand('insertText', false, keys.map((key) => key.text).join(''));
    handed = { field, keys };
    keys = [];
  }

  function hold() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Keys that came in time may still wait behind a busy page.
      if (navigator.scheduling && navigator.scheduling.isInputPending && navigator.scheduling.isInputPending()) hold();
      else hand_over();
    }, HOLD_MS);
  }

  /* The page was busy for longer than the hold, and what was handed over is the beginning of a scan. */
  function take_again(field) {
    const text = handed.keys.map((key) => key.text).join('');
    const end = field.selectionStart;
    if (handed.field === field && typeof end === 'number' && field.value.slice(0, end).endsWith(text)) {
      field.setSelectionRange(end - text.length, end);
      document.execCommand('delete');
      keys = handed.keys;
    }
    handed = null;
  }

  function is_burst() {
    if (keys.length >= 4) return true;
    return keys.every((key, place) => place === 0 || key.at - keys[place - 1].at <= SHORT_HOLD_MS);
  }

  // Keys -------------------------------------------------------------------------------------------

  function on_down(event) {
    if (!event.isTrusted || event.isComposing) return;
    if (MODIFIERS.has(event.key)) {
      if (event.key === 'Alt') alt = '';
      return;
    }
    const field = text_field();
    if (alt !== null && event.altKey && !event.ctrlKey && /^(Numpad|Digit)[0-9]$/.test(event.code)) {
      alt += event.code.slice(-1);
      swallow(event);
      return;
    }
    if (config.suffixes.includes(event.key) || event.key === 'Enter') { on_end(event, field); return; }
    const text = text_of(event);
    if (text === null || (field && event.repeat)) {
      if (field) hand_over();
      return;
    }
    swallow(event);
    add(text, event.timeStamp, field);
  }

  function add(text, at, field) {
    const gap_ms = at - last_at;
    if (field) {
      if (keys.length && gap_ms > HOLD_MS) hand_over();
      else if (!keys.length && handed && gap_ms <= HOLD_MS) take_again(field);
      handed = null;
    } else if (gap_ms > longest_gap_ms) {
      keys = [];
    }
    longest_gap_ms = IDLE_MS;
    if (keys.length < KEYS_MAX) keys.push({ text, at });
    last_at = at;
    if (field) hold();
  }

  function on_end(event, field) {
    const gap_ms = event.timeStamp - last_at;
    const again = event.timeStamp - ended_at < AGAIN_MS;
    if (field) {
      if (!keys.length && handed && gap_ms <= HOLD_MS) take_again(field);
      if (keys.length >= CODE_MIN && gap_ms <= HOLD_MS && is_burst()) { swallow(event); finish(event.timeStamp); return; }
      hand_over();
      if (again && event.key === 'Enter') swallow(event);
      return;
    }
    if (event.key === 'Tab' && !keys.length) {
      if (again) swallow(event);
      return;
    }
    swallow(event);
    if (gap_ms > longest_gap_ms) keys = [];
    if (keys.length >= CODE_MIN) finish(event.timeStamp);
    keys = [];
  }

  function finish(at) {
    clearTimeout(timer);
    timer = 0;
    const taken = keys;
    keys = [];
    handed = null;
    ended_at = last_at = at;
    let code = taken.map((key) => key.text).join('');
    if (config.prefix && code.startsWith(config.prefix)) code = code.slice(config.prefix.length);
    if (config.gs) code = code.split(config.gs).join(GS);
    if (!code) return;
    if (config.guard_ms && code === guarded.code && at - guarded.at < config.guard_ms) {
      gangway.note('guarded');
      return;
    }
    guarded = { code, at };
    const mean_ms = (taken[taken.length - 1].at - taken[0].at) / Math.max(1, taken.length - 1);
    gangway.door.take(code, mean_ms > KEYED_MS ? 'keyed' : 'scan');
  }

  function on_up(event) {
    if (event.key === 'Alt') {
      if (alt) add(alt === '029' ? GS : String.fromCharCode(Number(alt) % 256), event.timeStamp, text_field());
      alt = null;
      return;
    }
    if (down.delete(event.code || event.key)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  // A reload in the middle of a code: its first half waits for the second ----------------------------

  function leave() {
    if (keys.length && !timer && gangway.door.secret() === false) {
      const half = { texts: keys.map((key) => key.text), at: Date.now() };
      try { sessionStorage.setItem('gangway.half', JSON.stringify(half)); } catch (e) { /* the code is scanned again */ }
    }
  }

  function arrive() {
    let half = null;
    try { half = JSON.parse(sessionStorage.getItem('gangway.half')); } catch (e) { /* none */ }
    sessionStorage.removeItem('gangway.half');
    if (half && Date.now() - half.at < RELOAD_MS) {
      keys = half.texts.map((text) => ({ text, at: 0 }));
      last_at = 0;
      longest_gap_ms = RELOAD_MS;
    }
    window.removeEventListener('keydown', window.gangwayEarly.listen, true);
    window.gangwayEarly.events.forEach(on_down);
    window.gangwayEarly.events = [];
  }

  gangway.wedge = {
    /* Whether no code is under way. */
    idle: () => performance.now() - last_at > 400 && !timer,
  };
  arrive();
  window.addEventListener('keydown', on_down, true);
  window.addEventListener('keyup', on_up, true);
  window.addEventListener('pagehide', leave);
})();
