/* What is heard and felt, by kind. README.md beside this file shows the same table; a test compares them.
   notes: [Hz, ms], 0 Hz is silence. vibrate: ms on, ms off, ... */
window.gangwayTones = {
  "good":        {"wave": "sine",   "notes": [[1000, 100]], "vibrate": [60]},
  "noted":       {"wave": "sine",   "notes": [[1000, 60], [0, 40], [1400, 90]], "vibrate": [60, 60, 60]},
  "job_done":    {"wave": "sine",   "notes": [[800, 80], [1000, 80], [1330, 180]], "vibrate": [60, 40, 60, 40, 200]},
  "wrong_item":  {"wave": "square", "notes": [[100, 350]], "vibrate": [350]},
  "too_many":    {"wave": "square", "notes": [[150, 90], [0, 50], [150, 90], [0, 50], [150, 90]], "vibrate": [100, 60, 100, 60, 100]},
  "unknown":     {"wave": "square", "notes": [[330, 120], [165, 240]], "vibrate": [120, 80, 240]},
  "wrong_place": {"wave": "square", "notes": [[130, 150], [0, 60], [260, 200]], "vibrate": [200, 80, 200]},
  "expired":     {"wave": "square", "notes": [[400, 80], [300, 80], [200, 80], [100, 200]], "vibrate": [80, 40, 80, 40, 300]},
  "waiting":     {"wave": "sine",   "notes": [[500, 60], [0, 120], [500, 60]], "vibrate": [40, 120, 40]}
};
(() => {
  'use strict';
  const LOUD = 0.12, BACKLOG_S = 0.8, LOG_MAX = 2000;
  const KIND = window.gangwayTones;
  const gangway = window.gangway = window.gangway || {};
  const log = [];
  let context = null, free_at = 0;

  /* What happened, for tests and support; holds no codes. */
  window.__gangway = { log };
  gangway.note = (what, more = {}) => {
    log.push({ what, at: Math.round(performance.now()), ...more });
    if (log.length > LOG_MAX) log.splice(0, log.length - LOG_MAX);
  };

  function awake() {
    const Audio = window.AudioContext || window.webkitAudioContext;
    if (!Audio) return null;
    context = context || new Audio();
    if (context.state !== 'running') context.resume();  // never waited for: before a gesture it never comes
    return context;
  }

  /* Sounds one kind, after what still sounds; a backlog drops its good tones, never a refusal. */
  gangway.tone = (kind) => {
    const tone = KIND[kind] || KIND.unknown;
    if (navigator.vibrate) navigator.vibrate(tone.vibrate);
    const audio = awake();
    gangway.note('tone', { kind, audio: audio ? audio.state : 'none' });
    if (!audio || audio.state !== 'running') return;
    let at = Math.max(audio.currentTime, free_at);
    if (kind === 'good' && at > audio.currentTime + BACKLOG_S) return;
    for (const [hz, ms] of tone.notes) {
      if (hz) sound(audio, tone.wave, hz, at, ms / 1000);
      at += ms / 1000;
    }
    free_at = at;
  };

  function sound(audio, wave, hz, at, seconds) {
    const voice = audio.createOscillator(), loud = audio.createGain();
    voice.type = wave;
    voice.frequency.value = hz;
    loud.gain.setValueAtTime(LOUD, at);
    loud.gain.setTargetAtTime(0, at + seconds - 0.01, 0.004);  // without it every note ends with a click
    voice.connect(loud).connect(audio.destination);
    voice.start(at);
    voice.stop(at + seconds + 0.01);
  }

  window.addEventListener('pointerdown', awake, true);
})();
