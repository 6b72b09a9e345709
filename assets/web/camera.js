/* The camera of the browser: stills of what lies in the frame go to the device, which reads them. A sure code is taken
   at once, with its tone; any other is asked about. Knows no code itself. */
(() => {
  'use strict';
  const STILL_MS = 180, SIDE_MAX = 1280, QUALITY = 0.85, ABSENT_STILLS = 2, DOUBTFUL_STILLS = 3, ASK_MS = 15000, POST_MS = 4000;
  const FRAME = { width: 0.86, height: 0.46 };  // of the picture; gangway.css draws the same
  const gangway = window.gangway;
  let stream = null, asked = null, last = '', absent = 0, doubt = 0, running = 0;

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /* The part of the picture in the frame, as a JPEG. */
  function still(video) {
    const width = video.videoWidth * FRAME.width, height = video.videoHeight * FRAME.height;
    const scale = Math.min(1, SIDE_MAX / width);
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    const left = (video.videoWidth - width) / 2, top = (video.videoHeight - height) / 2;
    canvas.getContext('2d').drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  }

  async function look(video) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), POST_MS);
    try {
      const body = await still(video);
      const path = `/door/still?desk=${encodeURIComponent(gangway.door.desk())}`;
      const reply = await fetch(path, { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body, signal: stop.signal });
      return reply.ok ? await reply.json() : null;
    } catch (e) {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /* `look` brings what is seen now: nothing when the device does not answer, undefined when there is no picture yet. */
  async function watch(look, parts) {
    const mine = running += 1;
    while (running === mine) {
      await pause(STILL_MS);
      if (document.hidden || (asked && !parts.station)) continue;
      const seen = await look();
      if (running !== mine) return;
      if (asked) { withdraw(seen); continue; }
      if (seen === undefined) continue;
      if (!seen) { parts.told.textContent = gangway.say('away'); continue; }
      judge(seen, parts);
    }
  }

  /* The station became sure of what a person is being asked about: it must not count twice. */
  function withdraw(seen) {
    if (seen && seen.taken && asked.one && seen.taken.includes(asked.one.text)) asked.answer(null);
  }

  /* One sure code is taken, once until it has left the frame; several, or unsure ones, are asked about. */
  function judge(seen, parts) {
    const codes = seen.sure.length ? seen.sure : seen.doubtful;
    if (seen.taken && seen.taken.length) {  // by the station itself, which sounds with its answer
      absent = 0;
      parts.told.textContent = seen.taken.join(' ');
      return;
    }
    if (!codes.length) {
      absent += 1;
      doubt = 0;
      if (absent >= ABSENT_STILLS) { last = ''; parts.told.textContent = gangway.say('camera_aim'); }
      return;
    }
    absent = 0;
    if (codes.some((one) => one.text === last)) return;
    if (seen.sure.length === 1 && !parts.station) { take(codes[0], parts); return; }
    doubt += 1;
    if (parts.station && doubt < DOUBTFUL_STILLS) return;  // with its next picture it may be sure by itself
    doubt = 0;
    ask(codes, parts, seen.no);
  }

  function take(one, parts) {
    last = one.text;
    parts.told.textContent = one.text;
    gangway.door.take(one.code, 'camera');
  }

  /* Whether a yes to the station's picture `no` is the first to take this: its camera may have become sure just now. */
  async function counts(text, no) {
    const question = JSON.stringify({ desk: gangway.door.desk(), text, no, yes_id: gangway.door.new_id() });
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: question };
    const ends_at = performance.now() + ASK_MS;
    while (performance.now() < ends_at) {  // the same id is told the same again
      const reply = await from_device('/door/camera/yes', options);
      if (reply) return reply.counts;
      await pause(STILL_MS);
    }
    gangway.tone('unknown');
    return false;
  }

  async function said_yes(one, parts, no) {
    last = one.text;  // not asked again meanwhile
    parts.told.textContent = one.text;
    if (!parts.station || await counts(one.text, no)) take(one, parts);
    else gangway.note('taken_before');
  }

  function ask(codes, parts, no) {
    parts.answers.replaceChildren();
    gangway.tone('noted');
    parts.told.textContent = gangway.say(codes.length > 1 ? 'camera_which' : 'camera_right');
    const answer = (one) => {
      clearTimeout(timer);
      asked = null;
      parts.answers.replaceChildren();
      parts.told.textContent = gangway.say('camera_aim');
      if (one) said_yes(one, parts, no);
      else last = codes[0].text;  // not asked again before it has left the frame
    };
    const timer = setTimeout(() => answer(null), ASK_MS);
    asked = { answer, one: codes.length === 1 ? codes[0] : null };
    for (const one of codes) gangway.ways.choice(parts.answers, one.text, () => answer(one), 'first');
    gangway.ways.choice(parts.answers, gangway.say('camera_none'), () => answer(null));
  }

  function torch(into) {
    const [track] = stream.getVideoTracks();
    if (!track.getCapabilities || !track.getCapabilities().torch) return;
    let on = false;
    gangway.ways.choice(into, gangway.say('camera_torch'), () => {
      on = !on;
      track.applyConstraints({ advanced: [{ torch: on }] }).catch(() => { on = !on; });
    });
  }

  function stop() {
    running += 1;
    asked = null;
    doubt = 0;
    last = '';
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
  }

  async function tell_missing(into) {
    const missing = await from_device('/door/still');
    if (missing && missing.unread.length) gangway.ways.made('p', into, gangway.say('camera_unread', { kinds: missing.unread.join(', ') }));
    if (missing && missing.unsure.length) gangway.ways.made('p', into, gangway.say('camera_unsure', { kinds: missing.unsure.join(', ') }));
  }

  const of_desk = (path) => `${path}?desk=${encodeURIComponent(gangway.door.desk())}`;

  async function from_device(path, options = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), POST_MS);
    try {
      const reply = await fetch(path, { cache: 'no-store', signal: stop.signal, ...options });
      return reply.ok ? await reply.json() : null;
    } catch (e) {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /* The station's own camera: the device looks, and takes what is sure. Here it is aimed, and asked about the rest. */
  async function station(into, told) {
    const found = await from_device(of_desk('/door/camera'));
    if (!found || !found.there || !into.isConnected) return false;
    const aim = gangway.ways.made('div', into, '', { className: 'aim' });
    const image = gangway.ways.made('img', aim, '', { alt: '' });
    gangway.ways.made('div', aim, '', { className: 'frame' });
    const answers = gangway.ways.made('div', into);
    let no = 0;
    watch(async () => {
      const seen = await from_device(of_desk('/door/camera'));
      if (seen && seen.no !== no) {
        no = seen.no;
        image.src = `${of_desk('/door/camera/picture')}&no=${no}`;
      }
      return seen;
    }, { told, answers, station: true });
    tell_missing(into);
    return true;
  }

  gangway.camera = {
    open: async (opened) => {
      const into = opened(gangway.say('ways_camera'), stop);
      const told = gangway.ways.made('p', into, gangway.say('camera_aim'));
      told.setAttribute('role', 'status');
      if (await station(into, told)) return;
      if (!navigator.mediaDevices) { told.textContent = gangway.say('camera_insecure'); return; }
      const aim = gangway.ways.made('div', into, '', { className: 'aim' });
      const video = gangway.ways.made('video', aim, '', { muted: true, playsInline: true });
      gangway.ways.made('div', aim, '', { className: 'frame' });
      const answers = gangway.ways.made('div', into);
      try {
        const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
        stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      } catch (e) {
        told.textContent = gangway.say(e.name === 'NotAllowedError' ? 'camera_denied' : 'camera_absent');
        return;
      }
      if (!into.isConnected) { stop(); return; }
      video.srcObject = stream;
      await video.play().catch(() => null);
      torch(into);
      tell_missing(into);
      watch(async () => (video.videoWidth ? look(video) : undefined), { told, answers });
    },

    /* CMD-YES and CMD-NO answer the camera's question before they mean anything else. Whether it was one. */
    answered_by: (code) => {
      const said = /^CMD-(YES|NO)$/i.exec(code.trim());
      if (!asked || !said) return false;
      const yes = said[1].toUpperCase() === 'YES';
      if (yes && !asked.one) return false;
      asked.answer(yes ? asked.one : null);
      return true;
    },
  };
})();
