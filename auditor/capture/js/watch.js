// Isolated world, before any script of the page: knows when the document last changed.
(() => {
  // Where a sandbox forbids scripts ours still run, but timers never fire. Markup may not be tried: Trusted Types.
  const timers = !matchMedia('(scripting: none)').matches;
  if (!timers) {
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
  // Turns of the page's own event loop: on a busy machine they come late, and so do the page's own timers.
  let turns = 0;
  const turn = () => {
    turns += 1;
    setTimeout(turn, $turn);
  };
  if (timers) turn();

  // Turns as long as so many milliseconds on an idle machine; null where timers never fire.
  globalThis.auditorRest = (milliseconds, step = $turn / 2) => {
    if (!timers) return null;
    let left = Math.ceil(milliseconds / step);
    return new Promise((done) => {
      const next = () => (left-- > 0 ? setTimeout(next, step) : done(true));
      next();
    });
  };

  // An element named `scripts` or `body` hides the document's own member of that name, but not its prototype's.
  const of = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get.bind(document);
  const bound = (name) => Document.prototype[name].bind(document);
  const [root, body, scripts] = ['documentElement', 'body', 'scripts'].map((name) => of(Document, name));
  const [ready, charset, type, url] =
    ['readyState', 'characterSet', 'contentType', 'URL'].map((name) => of(Document, name));
  const [find, all] = ['querySelector', 'getElementsByTagName'].map(bound);
  const fonts = of(Document, 'fonts');
  // What fades or slides in is seen only when it is there; what never ends, or lasts long, is not waited for.
  const animations = bound('getAnimations');
  const coming = () => animations().slice(0, 300).some((one) => {
    if (one.playState !== 'running' || !one.effect || !(one.timeline instanceof DocumentTimeline)) return false;
    const {endTime} = one.effect.getComputedTiming();
    return typeof endTime === 'number' && endTime <= $coming;
  });
  const kinds = /^(module|text\/(java|ecma)script|application\/(x-)?(java|ecma)script)$/i;
  const text = (node) => (node ? Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').get.call(node) : '');

  // Whether a visitor sees nothing yet, or only words and signs that ask to wait.
  const waiting = /loading|please wait|読み?込み?中|ロード中|お待ち/i;
  const busy = '[aria-busy=true],[role=progressbar],[class*=load i],[id*=load i],[class*=spin i]';
  const seen = (element) => {
    const box = Element.prototype.getBoundingClientRect.call(element);
    return box.width > 2 && box.height > 2 &&
      Element.prototype.checkVisibility.call(element, {opacityProperty: true, visibilityProperty: true});
  };
  const bare = () => {
    const top = body();
    if (!top || top.localName !== 'body' || all('*').length > 500) return false;
    const words = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'innerText').get.call(top).trim();
    if (words && (words.length > 60 || !waiting.test(words))) return false;
    return ![...all('*')].some((one) =>
      (/^(img|svg|canvas|video|iframe|object|embed|input|button|select|textarea)$/.test(one.localName) ||
        one.localName.includes('-')) && // its shadow root may show something
      Element.prototype.closest.call(one, 'body') && !Element.prototype.closest.call(one, busy) && seen(one));
  };
  // The box that Chromium puts first into a document that is no XML; what it says, or null.
  const broken = () => {
    if (type() === 'text/html') return null;
    const box = find('parsererror');
    const place = box && box.parentNode;
    return place && (place === body() || place === root()) && place.firstElementChild === box
      ? text(box.querySelector('div') || box).replace(/\s+/g, ' ').trim().slice(0, 300)
      : null;
  };

  globalThis.auditorState = async () => {
    await new Promise((done) => setTimeout(done, 0)); // what was due runs first
    note(observer.takeRecords());
    const scripted = [...scripts()].some((s) => !s.type || kinds.test(s.type));
    const complete = ready() === 'complete';
    return {
      ready: ready(),
      fonts: fonts() ? fonts().status : 'loaded',
      idle: performance.now() - last,
      changes,
      turns: timers ? turns : null,
      elements: all('*').length,
      text: text(root()).length,
      coming: complete && coming(),
      scripted: scripted || !!find('[onload],iframe,frame,object'),
      bare: complete && scripted && bare(),
      broken: complete ? broken() : null,
      charset: charset(),
      url: url(),
    };
  };
})();
