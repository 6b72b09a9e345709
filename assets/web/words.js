/* The few words of the page itself. They must be there when the device is not, so they come with the page. */
(() => {
  'use strict';
  const WORDS = {
    en: {
      waiting: 'Not booked yet',
      waiting_one: '1 scan waits for the device',
      waiting_many: '{count} scans wait for the device',
      away: 'No answer from the device',
      away_body: 'Scans are kept here in order until it answers.',
      held: 'Not booked',
      held_body: 'These were scanned before you heard of a refusal. Look at the screen, then decide.',
      send: 'Send {count}',
      discard: 'Discard {count}',
      discard_sure: 'Really discard {count}?',
      more: 'and {count} more',
      pin: 'Type the PIN on the screen',
      pin_body: 'Until then only badges and commands are taken.',
      rejected: 'Not taken',
      too_long: 'This code is too long.',
      again: 'Scan that again',
      again_body: 'The page was being loaded.',
      anew: 'The page was loaded anew',
      anew_body: 'Scan again what gave no tone.',
    },
    de: {
      waiting: 'Noch nicht gebucht',
      waiting_one: '1 Scan wartet auf das Gerät',
      waiting_many: '{count} Scans warten auf das Gerät',
      away: 'Keine Antwort vom Gerät',
      away_body: 'Scans werden hier der Reihe nach aufgehoben, bis es antwortet.',
      held: 'Nicht gebucht',
      held_body: 'Das wurde gescannt, bevor die Ablehnung zu hören war. Auf den Bildschirm sehen, dann entscheiden.',
      send: '{count} senden',
      discard: '{count} verwerfen',
      discard_sure: '{count} wirklich verwerfen?',
      more: 'und {count} weitere',
      pin: 'PIN auf dem Bildschirm tippen',
      pin_body: 'Bis dahin gelten nur Ausweise und Befehle.',
      rejected: 'Nicht angenommen',
      too_long: 'Dieser Code ist zu lang.',
      again: 'Das bitte noch einmal scannen',
      again_body: 'Die Seite wurde gerade geladen.',
      anew: 'Die Seite wurde neu geladen',
      anew_body: 'Noch einmal scannen, was keinen Ton gab.',
    },
  };
  const gangway = window.gangway = window.gangway || {};

  /* The words of an id in the language of the desk; English where there are none. */
  gangway.say = (id, gaps = {}) => {
    const words = WORDS[gangway.language] || WORDS.en;
    return words[id].replace(/\{(\w+)\}/g, (_, name) => String(gaps[name]));
  };
  gangway.language = (navigator.language || 'en').slice(0, 2);
})();
