/* From a code to its answer. Every code gets an id at once and stays in sessionStorage until it is answered, so that
   neither a lost answer nor a reload loses or doubles it. While a PIN is asked for, only badges and commands are kept. */
(() => {
  'use strict';
  const WAITING_MS = 1500, POST_MS = 5000, EACH_MS = 50, POLL_S = 2, POLL_MS = 3500, RETRY_MS = 300, RETRY_MAX_MS = 1500, LOOK_AGAIN_MS = 120;
  const ASK_MS = [1000, 1000, 3500];  // a line that hangs is left soon, one that is slow gets its time
  const DOUBT_MS = 500;               // a post without an answer is doubted, once: its line may be dead
  const HURRIED_MS = 700;             // a line that answers now does so within this time
  const BACKLOG_MS = 250;             // between two questions while scans that waited are sent
  const TRIES_MAX = 6, SAID_MS = 6000, CODE_MAX = 4096, HELD_SHOWN_MAX = 50, AT_ONCE_MAX = 100, AT_ONCE_CHARACTERS_MAX = 20000, SENT_MAX = 500;
  const NEVER = new Set([413, 415, 422]);  // will not be taken, however often it is sent
  const FREE = /^(\][A-Za-z][0-9])?(BADGE|CMD)-/;
  const gangway = window.gangway;

  const { read: stored, write: store } = gangway.kept;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const desk = new URLSearchParams(location.search).get('desk') || stored('gangway.desk', 'main');
  store('gangway.desk', desk);
  // {scan_id, code, source, blind}, in the order scanned; held: scanned blind before a refusal, a person decides.
  const { queue, held } = gangway.kept.codes(desk);
  let secret = stored('gangway.secret', null);
  let confirmed = false;                      // whether `secret` is the device's word since this page began
  let revision = -1, picture = null, away_since = 0, answered_at = 0;
  let pumping = false, posting = false, wake = null, head_since = performance.now(), waiting = false;
  let items = [];                             // what may be scanned now, for codes that nobody can read
  const sent = [...queue, ...held].map((item) => item.scan_id);                            // ids of this page's own scans, which sound with their answers
  let last_heard = null;
  let said = null, trouble = '', asking = Promise.resolve(), unsure = 0, leave_post = null, asked = 0;
  let doubting = true, found_dead = false;    // whether a post that hangs is left for another line; that it was
  gangway.language = stored('gangway.language', gangway.language);

  const keep = () => { store('gangway.queue', queue); store('gangway.held', held); };
  const badge_waits = () => queue.some((item) => FREE.test(item.code) && item.code.includes('BADGE-'));
  const new_id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

  async function talk(path, options, ms, stop = new AbortController()) {
    const timer = setTimeout(() => stop.abort(), ms);
    try {
      const response = await fetch(path, { cache: 'no-store', signal: stop.signal, ...options });
      const body = await response.json().catch(() => null);
      return { status: response.status, body };
    } catch (e) {
      return { status: 0, body: null };
    } finally {
      clearTimeout(timer);
    }
  }

  // What comes in --------------------------------------------------------------------------------

  /* Take one code. It is answered by a tone, sooner or later. */
  function take(code, source) {
    if (gangway.camera && gangway.camera.answered_by(code)) { gangway.note('camera_answered'); return; }
    if (gangway.ways && source !== 'camera') gangway.ways.scanned();
    if (code.length > CODE_MAX) { refuse(gangway.say('rejected'), gangway.say('too_long')); return; }
    // Once one code had to wait for the device's word, the ones behind it wait too: order is kept.
    if (!unsure && (FREE.test(code) || (secret === false && !badge_waits()))) { enqueue(code, source); return; }
    unsure += 1;
    asking = asking.then(() => take_if_not_secret(code, source)).finally(() => { unsure -= 1; });
  }

  /* A typed PIN looks like a code: ask first, holding it in this call only, and forget it if a PIN is asked for. */
  async function take_if_not_secret(code, source) {
    if (!FREE.test(code)) {
      const until = performance.now() + WAITING_MS;
      while (badge_waits() && performance.now() < until) await pause(20);
      if (!badge_waits() && (secret !== false || !confirmed)) {
        const { status, body } = await talk(`/door/state?desk=${encodeURIComponent(desk)}`, {}, WAITING_MS);
        if (status === 200) know(body);
        if (NEVER.has(status)) { refuse(gangway.say('rejected'), (body && body.detail) || String(status)); return; }
      }
      if (secret !== false || badge_waits()) {
        gangway.note('forgotten');
        refuse(gangway.say('pin'), gangway.say('pin_body'));
        return;
      }
    }
    enqueue(code, source);
  }

  function enqueue(code, source) {
    if (!queue.length) head_since = performance.now();
    queue.push({ scan_id: new_id(), code, source, blind: waiting || away_since > 0 });
    sent.push(queue[queue.length - 1].scan_id);
    if (sent.length > SENT_MAX) sent.shift();
    keep();
    gangway.note('kept', { queued: queue.length });
    if (waiting) gangway.tone('waiting');
    pump();
    repaint();
  }

  // What goes out --------------------------------------------------------------------------------

  /* The line answers again: neither wait for the next try nor for one that hangs. */
  function hurry() {
    if (leave_post) leave_post();
    pump();
  }

  async function pump() {
    if (wake) wake();
    if (pumping) return;
    pumping = true;
    let tries = 0, failed = 0, alone = 0;  // `alone`: how many are sent one by one, after several were not taken
    while (queue.length) {
      posting = true;
      if (waiting && alone <= 0 && queue.length > 1) {
        const several = at_once();
        const { status, answers } = await post_several(several);
        if (answers.length) {
          tries = failed = 0;
          trouble = '';
          answers.forEach((answer, place) => settle(several[place], answer));
          continue;
        }
        alone = NEVER.has(status) ? several.length : 1;
        if (!queue.length) continue;
      }
      const item = queue[0];
      const reply = await post(item);
      posting = false;
      alone -= 1;
      if (reply.answer || reply.rejected || (reply.failed && ++failed >= TRIES_MAX)) {
        tries = failed = 0;
        trouble = '';
        if (reply.answer) { settle(item, reply.answer); continue; }
        if (queue[0] === item) queue.shift();
        head_since = performance.now();
        if (reply.rejected) { keep(); refuse(gangway.say('rejected'), reply.rejected); }
        else { held.push(item); keep(); gangway.tone('unknown'); }
        continue;
      }
      if (found_dead) {  // at once by another line, and there it gets its time
        found_dead = doubting = false;
        continue;
      }
      tries += 1;
      trouble = reply.trouble || '';
      repaint();
      await new Promise((resolve) => { wake = resolve; setTimeout(resolve, Math.min(RETRY_MS * tries, RETRY_MAX_MS)); });
      wake = null;
    }
    pumping = posting = false;
    repaint();
  }

  function settle(item, answer) {
    doubting = true;
    const at = queue.indexOf(item);
    if (at >= 0) queue.splice(at, 1);
    head_since = performance.now();
    heard(item, answer);
  }

  /* What waited goes out in one piece. The device stops at the first refusal. */
  function at_once() {
    let characters = 0;
    return queue.slice(0, AT_ONCE_MAX).filter((item) => (characters += item.code.length) < AT_ONCE_CHARACTERS_MAX);
  }

  async function send(path, content, ms = POST_MS) {
    const stop = new AbortController(), began = performance.now();
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) };
    leave_post = () => { if (performance.now() - began > HURRIED_MS) stop.abort(); };
    let pending = true;
    found_dead = false;
    const doubt = doubting ? setTimeout(async () => {
      if (!pending || !gangway.net || !await gangway.net.answers() || !pending) return;
      found_dead = true;
      gangway.note('line_dead');
      stop.abort();
      gangway.net.found_dead(began);
    }, DOUBT_MS) : 0;
    const reply = await talk(path, options, ms, stop);
    pending = false;
    clearTimeout(doubt);
    leave_post = null;
    return reply;
  }

  /* Their answers in order, as far as it went. */
  async function post_several(items) {
    const scans = items.map(({ scan_id, code, source }) => ({ scan_id, code, source }));
    const { status, body } = await send('/door/scans', { desk, scans }, POST_MS + EACH_MS * scans.length);
    return { status, answers: status === 200 && body ? body.answers : [] };
  }

  async function post(item) {
    const began = performance.now();
    const reply = await send('/door/scan', { scan_id: item.scan_id, code: item.code, desk, source: item.source });
    if (reply.status === 200 && reply.body) return { answer: { ...reply.body, ms: performance.now() - began } };
    if (reply.status === 503 && reply.body) { know(reply.body); return { trouble: reply.body.text || reply.body.detail }; }
    if (NEVER.has(reply.status)) return { rejected: (reply.body && reply.body.detail) || String(reply.status) };
    return { failed: reply.status > 0 };
  }

  function heard(item, answer) {
    const accepted = answer.outcome === 'accepted';
    know(answer);
    if (!accepted) {
      const blind = queue.filter((later) => later.blind);
      if (blind.length) {
        queue.splice(0, queue.length, ...queue.filter((later) => !later.blind));
        held.push(...blind);
      }
    }
    keep();
    answered_at = performance.now();
    gangway.note('answer', { outcome: answer.outcome, tone: answer.tone, repeated: answer.repeated, ms: Math.round(answer.ms || 0) });
    gangway.tone(answer.tone);
    if (gangway.net && answer.revision > revision) gangway.net.must_draw();
    if (!gangway.net || !gangway.net.alive()) say(accepted ? 'good' : 'bad', answer.text, '');
    repaint();
  }

  // What the device says -------------------------------------------------------------------------

  function know(news) {
    const view = news.view || news;
    if (view.scanner) gangway.wedge.configure(view.scanner);
    if (typeof view.secret !== 'boolean') return;
    secret = view.secret;
    confirmed = true;
    store('gangway.secret', secret);
    if (view.items) items = view.items;
    if (gangway.ways) gangway.ways.secret(secret);
    if (view.language) { gangway.language = view.language; store('gangway.language', view.language); }
    if (!secret) {
      if (said && said.title === gangway.say('pin')) said = null;  // it was typed there meanwhile
      return;
    }
    gangway.show_typed('');
    const allowed = queue.filter((item, place) => FREE.test(item.code) || (place === 0 && posting));
    if (allowed.length < queue.length) { queue.splice(0, queue.length, ...allowed); keep(); }
    const still = held.filter((item) => FREE.test(item.code));
    if (still.length < held.length) { held.splice(0, held.length, ...still); keep(); }
  }

  /* A scan that came another way (a camera or a scanner of the station, a program) sounds here, too. */
  function sound_others(heard) {
    const began = last_heard !== null, fresh = heard && heard.scan_id !== last_heard;
    last_heard = heard ? heard.scan_id : last_heard || '';
    if (began && fresh && !sent.includes(heard.scan_id)) gangway.tone(heard.tone);
  }

  async function follow() {
    for (;;) {
      const known = revision >= 0 && !away_since;
      const query = known ? `&after=${revision}&wait_s=${POLL_S}` : '';
      const ms = known ? POLL_MS : ASK_MS[asked++ % ASK_MS.length];
      const { status, body } = await talk(`/door/state?desk=${encodeURIComponent(desk)}${query}`, {}, ms);
      if (status !== 200 || !body) {
        if (!away_since) { away_since = performance.now(); gangway.note('away'); }
        await pause(LOOK_AGAIN_MS);
        repaint();
        continue;
      }
      const back = away_since;
      away_since = 0;
      revision = body.revision;
      know(body);
      sound_others(body.heard);
      if (picture !== null && picture !== body.picture && gangway.net) gangway.net.must_draw();
      picture = body.picture;
      if (back) { gangway.note('back'); gangway.net && gangway.net.came_back(back); hurry(); }
      repaint();
      if (!known) await pause(50);
      if (waiting && pumping) await pause(BACKLOG_MS);  // each of the scans that waited would answer this, too
    }
  }

  // What a person sees ---------------------------------------------------------------------------

  function say(look, title, body) {
    said = { look, title, body, until: performance.now() + SAID_MS };
    setTimeout(repaint, SAID_MS + 50);
  }

  function refuse(title, body) {
    gangway.tone('unknown');
    say('bad', title, body);
    repaint();
  }

  function repaint() {
    const now = performance.now();
    if (said && now > said.until) said = null;
    const late = queue.length > 0 && (trouble !== '' || now - head_since > WAITING_MS);
    if (late && !waiting) {
      queue.slice(1).forEach((item) => { item.blind = true; });  // scanned without hearing of the one before
      keep();
      gangway.note('waiting', { queued: queue.length });
      gangway.tone('waiting');
    }
    if (waiting && !queue.length) gangway.note('settled');
    waiting = queue.length > 0 && (waiting || late);
    gangway.show(picture_of_band(now));
  }

  function picture_of_band(now) {
    const codes = queue.map((item) => item.code);
    if (waiting) {
      const body = trouble || gangway.say(codes.length === 1 ? 'waiting_one' : 'waiting_many', { count: codes.length });
      return { look: trouble ? 'bad' : 'warn', title: gangway.say('waiting'), body, codes };
    }
    if (held.length) {
      const choices = { count: held.length, send: 'send_held', discard: 'discard_held' };
      return { look: 'warn', title: gangway.say('held'), body: gangway.say('held_body'), each: held.slice(0, HELD_SHOWN_MAX), choices };
    }
    if (said) return { look: said.look, title: said.title, body: said.body };
    if (away_since && now - away_since > WAITING_MS) return { look: 'warn', title: gangway.say('away'), body: gangway.say('away_body') };
    return null;
  }

  /* Take these out of what is held: one, or all. */
  function of_held(scan_id) {
    const taken = held.filter((item) => scan_id === undefined || item.scan_id === scan_id);
    held.splice(0, held.length, ...held.filter((item) => !taken.includes(item)));
    return taken;
  }

  function send_held(scan_id) {
    // Still blind towards each other: the first refusal stops the rest again.
    queue.push(...of_held(scan_id).map((item) => ({ ...item, blind: true })));
    head_since = performance.now();
    keep();
    pump();
    repaint();
  }

  function discard_held(scan_id) {
    gangway.note('discarded', { count: of_held(scan_id).length });
    keep();
    repaint();
  }

  gangway.door = {
    take,
    /* A code whose beginning may be lost is not guessed at. */
    say_again: () => { gangway.note('said_again'); refuse(gangway.say('again'), gangway.say('again_body')); },
    /* The page before was left while somebody scanned: keys may have gone with it. */
    loaded_anew: () => {
      gangway.note('loaded_anew');
      gangway.tone('waiting');
      say('warn', gangway.say('anew'), gangway.say('anew_body'));
    },
    send_held, discard_held, repaint, new_id,
    desk: () => desk,
    items: () => items,
    queued: () => queue.map((item) => ({ ...item })),
    held: () => held.map((item) => ({ ...item })),
    secret: () => secret,
    waiting: () => waiting,
    away: () => away_since > 0,
    /* Whether a code is on its way or about to be: no moment to leave the page. */
    busy: () => posting || unsure > 0 || (queue.length > 0 && trouble === ''),
    /* Whether a code is held in this page alone, until the device says that no PIN is asked for. */
    unsure: () => unsure > 0,
    hurry,
    answered_at: () => answered_at,
  };
  window.addEventListener('online', () => pump());
  window.addEventListener('pagehide', () => gangway.kept.leave(desk, queue, held));
  document.addEventListener('DOMContentLoaded', repaint);
  setInterval(() => { if (queue.length || said || away_since) repaint(); }, 250);
  follow();
  pump();
})();
