/* Takes the keys of a scanner before Flutter sees them and makes codes of them. Loaded before Flutter, so that its
   listeners on `window` come first. Knows no device: a finished code goes to door.js. Enter presses nothing, ever. */
(() => {
  'use strict';
  const IDLE_MS = 600;          // a longer pause begins a new code
  const HOLD_MS = 60;           // how long a key for a text field is held back, since it may be a scan
  const FIELD_BACK_MS = 2000;   // so long a key waits for a text field that is made anew
  const STALL_MS = 300;         // a scan may falter that long on a busy machine
  const SHORT_MS = 30;          // codes of two or three keys must come faster than that to be no typing
  const KEYED_MS = 120;         // slower than that on average: typed by a person
  const APART_MS = 150;         // a pause that long before a steady scan parts it from a key typed just before
  const STEADY_MIN = 4;         // keys that show the rhythm of a scanner
  const LATE_END_MS = 10000;    // so long a person may look at what was typed before Enter ends it
  const ECHO_MS = 150;          // keys that stand still so long are typed by a person, and shown
  const AGAIN_MS = 300;         // a second Enter right after a code is the scanner's line feed
  const NEWBORN_MS = 400;       // a code that begins so soon after a reload may have lost its head to the old page
  const BUSY_MS = 1000;         // a page left so soon after a key may have taken keys with it
  const CODE_MIN = 2, KEYS_MAX = 4200;
  const GS = '\u001d';
  const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);
  const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color', 'file', 'image']);
  const gangway = window.gangway;

  const config = { prefix: '', suffixes: ['Enter', 'Tab'], gs: '', guard_ms: 0 };
  const KEPT = `gangway.scanner.${gangway.door.desk()}`;
  try {
    Object.assign(config, JSON.parse(localStorage.getItem(KEPT) || localStorage.getItem('gangway.scanner') || '{}'));
  } catch (e) { /* as it comes */ }

  let keys = [];                // {text, at} of the code so far
  let last_at = -Infinity;      // event time of the last key taken
  let ended_at = -Infinity;
  let typed = [];               // keys given to the text field since any other key; its end may tell a scan after all
  let typed_into = null;
  let newborn = false;          // whether the code under way began while the page was being loaded
  let alt = null;               // digits of Alt+0nn
  let timer = 0, echo = 0;
  let guarded = { code: '', at: -Infinity };
  const down = new Set();       // keys swallowed and not yet up
  const navigation = performance.getEntriesByType('navigation')[0];
  const reloaded = navigation !== undefined && navigation.type === 'reload';

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
    if (!keys.length) return;
    if (!field) {  // Flutter makes fields anew while it paints; else the focus went elsewhere, and it may become a code
      if (performance.now() - keys[0].at < FIELD_BACK_MS) timer = setTimeout(hand_over, HOLD_MS);
      return;
    }
    document.execCommand('insertText', false, keys.map((key) => key.text).join(''));
    typed = (field === typed_into ? typed : []).concat(keys).slice(-KEYS_MAX);
    typed_into = field;
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

  /* Where in these keys the scan begins that has just ended; -1 when a person typed them. */
  function scan_begins(run, end_at) {
    const gap = (place) => run[place].at - run[place - 1].at;
    let begin = run.length - 1;
    if (begin < 1 || end_at - run[begin].at > STALL_MS) return -1;
    while (begin > 0 && (gap(begin) <= HOLD_MS || (begin > 1 && gap(begin) <= STALL_MS && gap(begin - 1) <= HOLD_MS))) begin -= 1;
    const gaps = run.slice(begin + 1).map((key, place) => key.at - run[begin + place].at);
    if (gaps.length < 3) return gaps.length && [...gaps, end_at - run[run.length - 1].at].every((ms) => ms <= SHORT_MS) ? begin : -1;
    return gaps.filter((ms) => ms <= HOLD_MS).length * 3 >= gaps.length * 2 ? begin : -1;
  }

  /* The machine was busy, and the beginning of a scan went into the field: take it out again. */
  function take_out(field, keys_in_field) {
    const text = keys_in_field.map((key) => key.text).join('');
    if (!text || !field || !field.isConnected) return;
    if (text_field() !== field) field.focus({ preventScroll: true });  // Flutter may have left it meanwhile
    const end = field.selectionStart === null ? field.value.length : Math.max(field.selectionStart, text.length);
    if (!field.value.slice(0, end).endsWith(text)) return;
    field.setSelectionRange(end - text.length, end);
    document.execCommand('delete');
  }

  /* The scan that has just ended, with what went into the field before it was known as one; null when typed. */
  function ended_scan(field, end_at) {
    // Flutter leaves fields and makes them anew while it paints.
    const same = !field || field === typed_into || (typed_into && !typed_into.isConnected);
    const before = same ? typed : [];
    const run = before.concat(keys);
    const begin = scan_begins(run, end_at);
    if (begin < 0 || (!field && begin >= before.length)) return null;
    if (begin < before.length) take_out(typed_into.isConnected ? typed_into : field, before.slice(begin));
    return run.slice(begin);
  }

  // Keys -------------------------------------------------------------------------------------------

  /* Chromium drops keys while it loads a page, so F5 gives a fresh picture on this one. */
  function draws_anew(event) {
    const asked = event.key === 'F5' || event.key === 'BrowserRefresh' || (event.key.toLowerCase() === 'r' && (event.ctrlKey || event.metaKey));
    if (!asked || event.shiftKey || event.altKey || !gangway.net) return false;
    if (!event.repeat && !gangway.net.drawn_anew()) return false;  // asked for twice: it is loaded
    swallow(event);
    return true;
  }

  function on_down(event) {
    if (!event.isTrusted || event.isComposing) return;
    if (draws_anew(event)) return;
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
      typed = [];
      return;
    }
    swallow(event);
    add(text, event.timeStamp, field);
  }

  function add(text, at, field) {
    const gap_ms = at - last_at;
    if (field && keys.length && gap_ms > HOLD_MS) hand_over();
    if (!field && gap_ms > IDLE_MS) keys = [];
    if (!keys.length) newborn = reloaded && at < window.gangwayEarly.born + NEWBORN_MS;
    if (keys.length < KEYS_MAX) keys.push({ text, at });
    last_at = at;
    if (field) { hold(); return; }
    clearTimeout(timer);
    show_soon();
  }

  /* What a person types without a field to type into stands in the head, until it is ended or forgotten; a PIN never does. */
  function show_soon() {
    clearTimeout(echo);
    echo = setTimeout(() => {
      if (text_field() || gangway.door.secret() !== false || gangway.door.queued().length) return;  // a badge may ask for a PIN
      gangway.show_typed(keys.map((key) => key.text).join(''));
      echo = setTimeout(show_no_more, LATE_END_MS);
    }, ECHO_MS);
  }

  function show_no_more() {
    clearTimeout(echo);
    gangway.show_typed('');
  }

  function on_end(event, field) {
    const again = event.timeStamp - ended_at < AGAIN_MS;
    const scan = field || typed.length ? ended_scan(field, event.timeStamp) : null;
    if (scan) {
      swallow(event);
      keys = scan;
      finish(event.timeStamp);
      return;
    }
    if (field) {
      hand_over();
      typed = [];
      if (again && event.key === 'Enter') swallow(event);
      return;
    }
    if (event.key === 'Tab' && !keys.length) {
      if (again) swallow(event);
      return;
    }
    swallow(event);
    show_no_more();
    const late_ms = event.timeStamp - last_at;
    if (late_ms > LATE_END_MS) keys = [];
    if (keys.length >= CODE_MIN) finish(event.timeStamp, late_ms > IDLE_MS);
    keys = [];
  }

  /* A person's last keys may lie right before a scan. Where its rhythm is steady and theirs is not, they fall away. */
  function without_typed(run, end_at) {
    let begin = run.length - 1;
    while (begin > 0 && run[begin].at - run[begin - 1].at <= HOLD_MS) begin -= 1;
    const steady = run.length - begin >= STEADY_MIN && end_at - run[run.length - 1].at <= HOLD_MS;
    if (!begin || !steady || run[begin].at - run[begin - 1].at < APART_MS) return run;
    if (run.slice(1, begin).some((key, place) => key.at - run[place].at <= HOLD_MS)) return run;  // a scan that faltered
    gangway.note('parted', { keys: begin });
    return run.slice(begin);
  }

  function finish(at, late = false) {
    show_no_more();
    clearTimeout(timer);
    timer = 0;
    const taken = without_typed(keys, at);
    keys = [];
    typed = [];
    ended_at = last_at = at;
    if (newborn) {
      gangway.door.say_again();
      return;
    }
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
    gangway.door.take(code, late || mean_ms > KEYED_MS ? 'keyed' : 'scan');
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

  function arrive() {
    window.removeEventListener('keydown', window.gangwayEarly.listen, true);
    window.gangwayEarly.events.forEach(on_down);
    window.gangwayEarly.events = [];
  }

  /* Whether the page before this one was left while somebody scanned. */
  function left_busy() {
    try {
      const busy = sessionStorage.getItem('gangway.busy') !== null;
      sessionStorage.removeItem('gangway.busy');
      return busy;
    } catch (e) { return false; }
  }

  window.addEventListener('pagehide', () => {
    if (performance.now() - last_at > BUSY_MS && !gangway.door.unsure()) return;
    try { sessionStorage.setItem('gangway.busy', ''); } catch (e) { /* nothing can be kept */ }
  });
  if (left_busy() && reloaded) gangway.door.loaded_anew();
  gangway.wedge = {
    /* The scanner of this desk was set up on the device: kept here, so that it is known before the device answers. */
    configure: (profile) => {
      const before = JSON.stringify(config);
      if (JSON.stringify(Object.assign(config, profile)) === before) return;
      try { localStorage.setItem(KEPT, JSON.stringify(config)); } catch (e) { gangway.note('store_full'); }
    },
  };
  arrive();
  window.addEventListener('keydown', on_down, true);
  window.addEventListener('keyup', on_up, true);
})();
