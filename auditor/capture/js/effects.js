// Sees what an action changed: what came up or went, whose text, state or value is another one, where the focus is.
const MOST = 6000;
const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
const LIVE = '[role=status], [role=alert], [role=log], [role=alertdialog], [aria-live=polite], [aria-live=assertive], output';
const KEPT = /^(class|style|hidden|disabled|open|src|checked|tabindex|role|inert|title|aria-.*)$/;
const fold = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 200);
const own = (element) =>
  fold([...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(' '));
const place = (box) => [box.left, box.top, box.right - box.left, box.bottom - box.top].map(Math.round);
const around = (element) => {
  const host = element.getRootNode();
  return element.parentElement || (host instanceof ShadowRoot ? host.host : null);
};
const every = () => {
  const found = [];
  const walk = (root) => {
    for (const one of root.querySelectorAll('*')) {
      if (found.length >= MOST) return;
      if (/^(script|style|head|meta|link|title|template|noscript)$/.test(one.localName)) continue;
      found.push(one);
      if (one.shadowRoot) walk(one.shadowRoot);
    }
  };
  if (document.body) walk(document.body);
  return found;
};
const focused = () => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at && at !== document.body && at !== document.documentElement ? at : null;
};
// What a person sees, each with its own text; what an ancestor cuts off is not seen.
const survey = () => {
  const seen = new Map();
  const rooms = new Map();
  const whole = {left: -scrollX, top: -1e9, right: Math.max(innerWidth, document.documentElement.scrollWidth - scrollX), bottom: 1e9};
  for (const one of every()) {
    const up = around(one);
    let room = rooms.has(up) ? rooms.get(up) : whole;
    if (room === null && !(one.matches && one.matches(':modal, :popover-open'))) {
      rooms.set(one, null);
      continue;
    }
    const style = getComputedStyle(one);
    if (style.display === 'none') {
      rooms.set(one, null);
      continue;
    }
    if (style.display === 'contents') {
      rooms.set(one, room);
      if (one.checkVisibility({visibilityProperty: true, opacityProperty: true})) seen.set(one, own(one));
      continue;
    }
    const box = one.getBoundingClientRect();
    if (room === null || /fixed|absolute/.test(style.position)) room = whole;
    const cut = {
      left: Math.max(room.left, box.left), top: Math.max(room.top, box.top),
      right: Math.min(room.right, box.right), bottom: Math.min(room.bottom, box.bottom),
    };
    const clipped = style.clipPath.startsWith('inset(50%') || style.clip.startsWith('rect(0px, 0px') || style.clip === 'rect(1px, 1px, 1px, 1px)';
    rooms.set(one, clipped ? null : style.overflow === 'visible' ? room : cut);
    if (clipped || cut.right - cut.left < 2 || cut.bottom - cut.top < 2) continue;
    if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    seen.set(one, own(one));
  }
  return seen;
};
const values = () => new Map([...document.querySelectorAll('input, select, textarea')].slice(0, 500).map((one) =>
  [one, `${/^(checkbox|radio)$/.test(one.type) ? one.checked : one.type === 'file' ? '' : one.value}`.slice(0, 100)]));

// Text of several lines that overlap each other.
const cramped = (element) => {
  if (!own(element)) return false;
  const style = getComputedStyle(element);
  const line = parseFloat(style.lineHeight);
  return line > 0 && line < parseFloat(style.fontSize) * 0.98 && element.getBoundingClientRect().height > line * 1.5;
};
const tight = (all) => [...all.keys()].filter(cramped);

const restless = new Set();
let noted = [];
let before = null;
let brought = []; // what came up, has another text or another state since
let began = 0;
let lights = new Map(); // of what is restyled since an action: when, and how light it was then
const lit = (list) => {
  for (const target of new Set(list.map((one) => one.target))) {
    if (target.nodeType !== 1 || /^(html|body|head)$/.test(target.localName)) continue;
    if (!lights.has(target) && lights.size >= 20) continue;
    if (!lights.has(target)) lights.set(target, []);
    const known = lights.get(target);
    if (known.length < 100) known.push([Math.round(performance.now()), lightness(target)]);
  }
};
const observer = new MutationObserver((list) => {
  if (before) lit(list.filter((one) => one.type === 'attributes' && /^(class|style)$/.test(one.attributeName)));
  noted.push(...list.slice(0, 2000 - Math.min(noted.length, 2000)));
});
observer.observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true,
});
const touched = () => {
  noted.push(...observer.takeRecords());
  const list = noted;
  noted = [];
  return list;
};
const calm = (element) => {
  for (let up = element; up && up !== document.body; up = around(up)) if (restless.has(up)) return false;
  return true;
};
const live = (element, regions) => {
  for (let up = element; up; up = around(up)) {
    if (up.matches(LIVE)) return regions.has(up) || up.getAttribute('role') === 'alert' ? path(up) : '';
  }
  return '';
};
// What each live region says, shown or not to the eye: a toast is often said in a region of its own.
const voiced = () => new Map([...document.querySelectorAll(LIVE)].slice(0, 50)
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest('[aria-hidden=true]'))
  .map((one) => [one, fold(one.textContent)]));
const REACHED = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary';
// Whether a text lies elsewhere than on what it is in, or on something drawn beside it.
const floats = (element) => {
  for (let up = element; up; up = around(up)) {
    for (const part of ['::before', '::after']) {
      const style = getComputedStyle(up, part);
      if (style.content !== 'none' && style.position !== 'static') return true;
    }
    if (!/rgba\(.*, 0(\.\d+)?\)|transparent/.test(getComputedStyle(up).backgroundColor)) return false;
    if (/fixed|absolute/.test(getComputedStyle(up).position)) return true;
  }
  return false;
};
let base = null;
let acted = null; // it may be gone afterwards
globalThis.auditorEffects = {
  // What moves by itself: called once, after a while in which nobody did anything.
  rest() {
    for (const one of touched()) {
      const target = one.target.nodeType === 1 ? one.target : one.target.parentElement;
      if (target && target !== document.body && target !== document.documentElement) restless.add(target);
    }
    base = survey();
    return restless.size;
  },
  begin(selector) {
    touched();
    lights = new Map();
    began = performance.now();
    brought = [];
    acted = selector ? auditorAt(selector) : null;
    const seen = survey();
    before = {
      seen, values: values(), focus: focused(), scroll: scrollY, title: document.title,
      tight: new Set(tight(seen)), moving: new Set(document.getAnimations()),
      regions: new Set(document.querySelectorAll(LIVE)), voiced: voiced(),
    };
    if (!base) base = seen;
    return seen.size;
  },
  // Whether anything is another thing yet; cheap, to be asked while an effect may still come.
  any: () => {
    noted.push(...observer.takeRecords());
    const at = focused();
    return (at !== before.focus && at !== acted) || noted.some((one) => {
      const target = one.target.nodeType === 1 ? one.target : one.target.parentElement;
      return target && calm(target);
    });
  },
  end(selector) {
    const actor = acted || (selector ? auditorAt(selector) : null);
    const list = touched();
    const after = survey();
    const {seen, regions} = before;
    const is = (element) => Boolean(actor && (actor === element || actor.contains(element)));
    const tell = (element, box) => ({
      selector: path(element), tag: element.localName, role: element.getAttribute('role') || '',
      text: fold(element.innerText || element.textContent || ''), own: is(element), live: live(element, regions), box,
    });
    const fresh = [...after.keys()].filter((one) => !seen.has(one) && calm(one));
    const come = new Set(fresh);
    const at = focused();
    const appeared = fresh.filter((one) => !come.has(around(one))).slice(0, 20).map((one) => {
      const style = getComputedStyle(one);
      const dialog = one.matches('dialog, [role=dialog], [role=alertdialog], [aria-modal=true]')
        ? one : one.querySelector('dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]');
      const box = one.getBoundingClientRect();
      const over = /fixed|absolute/.test(style.position) || (dialog && /fixed|absolute/.test(getComputedStyle(dialog).position));
      return {
        ...tell(one, place(box)),
        controls: [...one.querySelectorAll(CONTROLS)].filter((inner) => after.has(inner)).length + (one.matches(CONTROLS) ? 1 : 0),
        fixed: style.position === 'fixed', over: Boolean(over),
        dialog: dialog ? path(dialog) : '', named: dialog ? Boolean(dialog.getAttribute('aria-label') || dialog.getAttribute('aria-labelledby')) : false,
        modal: Boolean(dialog && (dialog.getAttribute('aria-modal') === 'true' || dialog.matches(':modal'))),
        share: (box.width * box.height) / (innerWidth * innerHeight),
        focus: Boolean(at && one.contains(at)),
        later: Boolean(actor && actor.compareDocumentPosition(one) & 4),
      };
    });
    const gone = [...seen.keys()].filter((one) => !after.has(one) && calm(one));
    const went = new Set(gone);
    const vanished = gone.filter((one) => !went.has(around(one))).slice(0, 20).map((one) => ({
      selector: one.isConnected ? path(one) : '', tag: one.localName, text: seen.get(one) || fold(one.textContent), own: is(one) || Boolean(actor && one.contains(actor)),
    }));
    const texts = [];
    for (const [one, text] of after) {
      if (texts.length < 20 && seen.has(one) && seen.get(one) !== text && calm(one)) {
        texts.push({selector: path(one), before: seen.get(one), after: text, live: live(one, regions), own: is(one)});
      }
    }
    brought = [...after.keys()].filter((one) => calm(one) && (!seen.has(one) || seen.get(one) !== after.get(one)));
    const old = new Map();
    for (const one of list) {
      if (one.type !== 'attributes' || !KEPT.test(one.attributeName) || !one.target.isConnected) continue;
      if (!old.has(one.target)) old.set(one.target, {});
      const kept = old.get(one.target);
      if (!(one.attributeName in kept)) kept[one.attributeName] = one.oldValue;
    }
    const attributes = [];
    for (const [one, kept] of old) {
      const changes = {};
      for (const [name, value] of Object.entries(kept)) {
        const now = one.getAttribute(name);
        if (now !== value) changes[name] = [value, now].map((text) => (text === null ? null : text.slice(0, 120)));
      }
      if (Object.keys(changes).length && attributes.length < 40 && calm(one)) {
        attributes.push({selector: path(one), own: is(one) || Boolean(actor && one.contains(actor) && one !== document.body), self: one === actor, changes});
        if (one !== document.body && one !== document.documentElement) {
          brought.push(...[one, ...one.querySelectorAll('*')].slice(0, 20).filter((part) => after.has(part) && !brought.includes(part)));
        }
      }
    }
    const changed = [];
    for (const [one, value] of values()) {
      if (changed.length < 20 && before.values.has(one) && before.values.get(one) !== value) {
        changed.push({selector: path(one), before: before.values.get(one), after: value, own: is(one)});
      }
    }
    const announced = [...voiced()].filter(([one, text]) =>
      text && (regions.has(one) || one.getAttribute('role') === 'alert') && before.voiced.get(one) !== text)
      .slice(0, 10).map(([, text]) => text);
    const crowded = tight(after).filter((one) => !before.tight.has(one));
    let away = 0;
    for (const one of after.keys()) if (!base.has(one) && calm(one)) away += 1;
    for (const one of base.keys()) if (!after.has(one) && calm(one)) away += 1;
    return {
      appeared, vanished, texts, attributes, values: changed, away, announced,
      focus: [before.focus ? path(before.focus) : '', at ? path(at) : ''],
      scrolled: Math.round(scrollY - before.scroll),
      moved: list.some((one) => one.type === 'childList' && (one.addedNodes.length || one.removedNodes.length) && calm(one.target)),
      order: list.some((one) => one.type === 'childList' && [...one.addedNodes].some((node) => seen.has(node))),
      crowded: crowded.slice(0, 5).map(path),
      title: document.title !== before.title,
    };
  },
  // What was brought, once it stands still: its texts with their colours and language, controls that are hidden from
  // readers though seen, and what flashes.
  async look() {
    const there = () => brought.filter((one) => one.isConnected);
    const fades = () => document.getAnimations().slice(0, 200).some((one) => {
      const target = one.effect && one.effect.target;
      return target && one.playState === 'running' && Number.isFinite(one.effect.getComputedTiming().endTime) &&
        brought.some((part) => part === target || target.contains(part));
    });
    for (let turn = 0; turn < 6 && brought.length && fades(); turn += 1) await auditorRest(100);
    // A timer is at work where a large place is restyled late, and goes on as long as its ground changes.
    const large = (one) => one.offsetWidth * one.offsetHeight > 20000;
    const blinks = () => [...lights].some(([one, list]) => (list.length > 2
      ? Math.max(...list.map(([, light]) => light)) - Math.min(...list.map(([, light]) => light)) > 20
      : list[list.length - 1][0] - began > 40 && large(one)));
    const looks = () => [...lights.values()].reduce((sum, list) => sum + list.length, 0);
    for (let turn = 0, last = -1; turn < 6 && looks() > last && blinks(); turn += 1) {
      last = looks();
      await auditorRest(200);
    }
    const seen = brought.length ? survey() : new Map();
    const parts = there().filter((one) => seen.has(one));
    const texts = parts.filter((one) => own(one)).slice(0, 60).map((one) => {
      const style = getComputedStyle(one);
      const spoken = one.closest('[lang]');
      const idle = one.closest(':disabled, [aria-disabled=true], [inert], [aria-hidden=true], [class*=disabled i]') || one.matches('option, textarea, svg *');
      const apart = idle || style.textShadow !== 'none' || style.backgroundClip === 'text' || floats(one);
      return {
        selector: path(one), text: own(one), lang: spoken ? spoken.getAttribute('lang') : '',
        color: style.webkitTextFillColor, ground: apart ? null : ground(one),
        size: parseFloat(style.fontSize), bold: Number(style.fontWeight) >= 700,
      };
    });
    // One of each look, and what is long enough to have a language.
    const kinds = new Set();
    const kept = texts.filter((one) => {
      const kind = [one.lang, one.color, one.ground, one.size, one.bold, one.text.length < 12].join();
      return one.text.length > 30 || (!kinds.has(kind) && kinds.add(kind));
    }).slice(0, 16);
    const mute = parts.filter((one) => one.matches(REACHED) && one.tabIndex >= 0 && one.closest('[aria-hidden=true]') && !one.closest('[inert]'))
      .slice(0, 10).map((one) => ({selector: path(one), around: path(one.closest('[aria-hidden=true]')), text: fold(one.innerText || one.value || '')}));
    const flickering = [];
    for (const [one, list] of lights) {
      const box = one.getBoundingClientRect();
      if (list.length > 5 && one.isConnected) flickering.push({selector: path(one), box: place(box), lights: list, stepped: false});
    }
    for (const one of document.getAnimations().slice(0, 200)) {
      const target = one.effect && one.effect.target;
      if (before.moving.has(one) || one.playState !== 'running' || !target || one.effect.pseudoElement || flickering.length >= 20) continue;
      const {endTime, iterations} = one.effect.getComputedTiming();
      const list = iterations > 2 && endTime > 600 ? flicker(one, target) : null;
      if (list) flickering.push({selector: path(target), box: place(target.getBoundingClientRect()), lights: list, stepped: true});
    }
    return {texts: kept, mute, flickering};
  },
  shown: (selector) => {
    const element = auditorAt(selector);
    return Boolean(element && survey().has(element));
  },
  focusIn: (selector) => {
    const element = auditorAt(selector);
    const at = focused();
    return Boolean(element && at && (element === at || element.contains(at)));
  },
  focused: () => {
    const at = focused();
    return at ? path(at) : '';
  },
  // Where what was acted on is by now.
  acted: () => (acted && acted.isConnected ? path(acted) : ''),
};
globalThis.auditorAt = (selector) => {
  let root = document;
  let found = null;
  for (const part of selector.split(' >>> ')) {
    if (!root) return null;
    found = root.querySelector(part);
    root = found && found.shadowRoot;
  }
  return found;
};
return true;
