/* Keeps the form of /setup/scanner on the device. The page of the desk hears of it from there. */
(() => {
  'use strict';
  const form = document.getElementById('scanner'), told = document.getElementById('told');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = JSON.stringify({
      desk: form.dataset.desk,
      prefix: form.elements.prefix.value,
      suffixes: form.elements.suffixes.value.split(','),
      gs: form.elements.gs.value,
      guard_ms: Number(form.elements.guard_ms.value) || 0,
    });
    try {
      const reply = await fetch('/door/scanner', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const said = reply.ok ? null : await reply.json();
      told.textContent = reply.ok ? form.dataset.kept : said.detail;
    } catch (e) {
      told.textContent = form.dataset.failed;
    }
  });
})();
