/* Listens to the keys of a scanner on /selftest, one code of the sheet after the other, and shows what the device
   makes of them. Judges nothing itself. */
(() => {
  'use strict';
  const IDLE_MS = 1200, GS = '\u001d', CODE_MIN = 3;
  const probes = [...document.querySelectorAll('#probes figure')];
  const findings = document.getElementById('findings'), kind = document.getElementById('kind');
  let keys = [], timer = 0, alt = null, sent = [], judged = null;

  /* Control characters as their letters in a frame: few typefaces have pictures of them. */
  function write(text, into) {
    into.replaceChildren();
    for (const part of text.split(/([\x00-\x1f])/)) {
      if (!/^[\x00-\x1f]$/.test(part)) { into.append(part); continue; }
      const hex = `x${part.charCodeAt(0).toString(16).padStart(2, '0')}`;
      into.append(Object.assign(document.createElement('span'), { className: 'sign', textContent: part === GS ? 'GS' : hex }));
    }
  }

  function text_of(event) {
    if (event.key === 'F8') return GS;
    if (event.ctrlKey && !event.altKey) return event.key === ']' || event.code === 'BracketRight' || event.key === GS ? GS : null;
    if (event.metaKey || (event.altKey && !event.ctrlKey && !event.getModifierState('AltGraph'))) return null;
    return [...event.key].length === 1 ? event.key : null;
  }

  function show_step() {
    probes.forEach((figure, place) => { figure.className = place === sent.length ? 'now' : place < sent.length ? 'done' : ''; });
  }

  async function finish(suffix) {
    clearTimeout(timer);
    const taken = keys;
    keys = [];
    if (taken.length < CODE_MIN || sent.length >= probes.length) return;
    const figure = probes[sent.length];
    const text = taken.map((key) => key.text).join('');
    const ms = (taken[taken.length - 1].at - taken[0].at) / (taken.length - 1);
    sent.push({ probe: figure.dataset.probe, text, suffix, ms_per_key: Math.round(ms) });
    write(`${text} · ${suffix || '—'} · ${Math.round(ms)} ms`, figure.querySelector('.came'));
    show_step();
    const body = JSON.stringify({ sent, language: findings.dataset.language });
    const reply = await fetch('/door/selftest', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => null);
    if (reply && reply.ok) { judged = await reply.json(); paint(); }
  }

  function paint() {
    findings.replaceChildren();
    if (!judged) return;
    if (judged.good) findings.append(Object.assign(document.createElement('p'), { className: 'good', textContent: judged.good }));
    for (const one of judged.findings) {
      const article = document.createElement('article');
      article.append(Object.assign(document.createElement('h3'), { textContent: one.text }));
      article.append(Object.assign(document.createElement('p'), { textContent: `${findings.dataset.change} ${one.advice[kind.value]}` }));
      findings.append(article);
    }
  }

  window.addEventListener('keydown', (event) => {
    if (!event.isTrusted || event.target === kind) return;
    if (event.key === 'Alt') { alt = ''; return; }
    if (alt !== null && event.altKey && /^(Numpad|Digit)[0-9]$/.test(event.code)) { alt += event.code.slice(-1); event.preventDefault(); return; }
    if (event.key === 'Enter' || event.key === 'Tab') {
      if (event.key === 'Tab' && !keys.length) return;
      event.preventDefault();
      finish(event.key);
      return;
    }
    const text = text_of(event);
    if (text === null) return;
    event.preventDefault();
    add(text, event.timeStamp);
  }, true);

  function add(text, at) {
    keys.push({ text, at });
    clearTimeout(timer);
    timer = setTimeout(() => finish(''), IDLE_MS);
  }

  window.addEventListener('keyup', (event) => {
    if (event.key !== 'Alt') return;
    if (alt) add(alt === '029' ? GS : String.fromCharCode(Number(alt) % 256), event.timeStamp);
    alt = null;
  }, true);

  kind.addEventListener('change', paint);
  document.getElementById('again').addEventListener('click', () => {
    sent = []; keys = []; judged = null;
    probes.forEach((figure) => { figure.querySelector('.came').textContent = '—'; });
    show_step();
    paint();
    document.activeElement.blur();
  });
  show_step();
})();
