// Isolated world, before any script of the page: knows when the document last changed.
(() => {
  // Where a sandbox forbids scripts ours still run, but timers never fire. Only there is noscript parsed.
  const probe = document.createElement('div');
  probe.innerHTML = '<noscript><i></i></noscript>';
  if (probe.querySelector('i')) {
    globalThis.setTimeout = (work, delay, ...args) => {
      if (!delay) Promise.resolve().then(() => work(...args));
      return 0;
    };
  }

  let last = performance.now();
  let changes = 0;
  const note = (list) => {
    if (!list.length) return;
    last = performance.now();
    changes += list.length;
  };
  const observer = new MutationObserver(note);
  observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const kinds = /^(module|text\/(java|ecma)script|application\/(x-)?(java|ecma)script)$/i;
  globalThis.auditorState = async () => {
    await new Promise((done) => setTimeout(done, 0)); // what was due runs first
    note(observer.takeRecords());
    const scripts = [...document.scripts].some((s) => !s.type || kinds.test(s.type));
    return {
      ready: document.readyState,
      fonts: document.fonts ? document.fonts.status : 'loaded',
      idle: performance.now() - last,
      changes,
      elements: document.getElementsByTagName('*').length,
      text: document.documentElement ? document.documentElement.textContent.length : 0,
      scripted: scripts || !!document.querySelector('[onload],iframe,frame,object'),
      charset: document.characterSet,
      url: document.URL,
    };
  };
})();
