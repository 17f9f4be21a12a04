// What the pointer brings up: finds what may show something, and tells what came and whether it is still there.
const MOST = $most;
const inside = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 4 && box.height > 4 && box.left >= 0 && box.right <= innerWidth + 1;
};
const shown = (element) =>
  element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true});

// Groups of elements that one rule or one way of marking makes alike: one of each is tried.
const groups = new Map();
const note = (key, elements) => {
  if (!groups.has(key) && groups.size < 200) groups.set(key, elements);
};
const top = (selector) => selector.split(/,(?![^(]*\))/).map((part) => part.trim());
const shows = /^(display|visibility|opacity|max-height|height|transform|clip|clip-path|left|top|right|z-index|scale)$/;
// The elements a pointer would have to be on for the rule to bring up what is not shown now.
const hosts = (head, selector) => {
  const away = [...document.querySelectorAll(selector.replaceAll(':hover', ''))].filter((one) => !shown(one));
  return [...document.querySelectorAll(head.replaceAll(':hover', '') || '*')].slice(0, 300)
    .filter((host) => away.some((one) => one !== host && host.parentNode.contains(one)));
};
const read = (rules, depth) => {
  for (const rule of [...rules].slice(0, 5000)) {
    if (rule.cssRules && depth < 4 && !(rule.media && !matchMedia(rule.media.mediaText).matches)) {
      read(rule.cssRules, depth + 1);
    }
    if (!rule.selectorText || !rule.selectorText.includes(':hover')) continue;
    if (![...rule.style].some((name) => shows.test(name))) continue;
    for (const selector of top(rule.selectorText)) {
      const at = selector.lastIndexOf(':hover');
      if (at < 0 || !/^[^\s>+~]*[\s>+~]+[^\s:]/.test(selector.slice(at + 6))) continue;
      note(selector, () => hosts(selector.slice(0, at), selector));
    }
  }
};
for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
  try {
    read(sheet.cssRules, 0);
  } catch {
    continue; // of another host: nobody may read it
  }
}
note('describedby', () => [...document.querySelectorAll('[aria-describedby]')].filter((one) =>
  one.getAttribute('aria-describedby').split(/\s+/).some((id) => {
    const text = document.getElementById(id);
    return text && !shown(text);
  })));
note('tooltip', () => document.querySelectorAll(
  '[data-tooltip], [data-toggle=tooltip], [data-bs-toggle=tooltip], [data-tippy-content]'));
for (const selector of $heard) {
  const element = document.querySelector(selector);
  if (element) note(`heard ${element.localName}.${element.className}`, () => [element]);
}

const triggers = [];
for (const find of groups.values()) {
  let found = [];
  try {
    found = [...find()].slice(0, 300);
  } catch {
    continue; // a selector that only style sheets understand
  }
  const one = found.find((element) => !/^(html|body)$/.test(element.localName) && shown(element) && inside(element));
  if (one && !triggers.includes(one)) triggers.push(one);
  if (triggers.length >= MOST) break;
}

const every = () => [...document.querySelectorAll('body *')].slice(0, 8000);
let before = new Set();
let come = null;
let gone = false;
let under = new Set(); // what lies under it while it is there: what it pushed aside does not
const meets = (element, [x, y, width, height]) => {
  const box = element.getBoundingClientRect();
  return Math.min(x + width, box.right) - Math.max(x, box.left) >= 4 && Math.min(y + height, box.bottom) - Math.max(y, box.top) >= 4;
};
globalThis.auditorHover = {
  aim(turn) {
    const trigger = triggers[turn];
    if (!trigger.isConnected) return null;
    trigger.scrollIntoView({block: 'center', behavior: 'instant'});
    before = new Set(every().filter(shown));
    const box = trigger.getBoundingClientRect();
    const point = [box.x + Math.min(box.width / 2, 40), box.y + Math.min(box.height / 2, 20)];
    const met = document.elementFromPoint(...point);
    return met && (trigger.contains(met) || met.contains(trigger)) ? point : null;
  },
  // The largest thing that was not there before and has something to read.
  came() {
    const fresh = new Set(every().filter((element) => shown(element) && !before.has(element)));
    const roots = [...fresh].filter((element) => !fresh.has(element.parentElement));
    const area = (element) => {
      const box = element.getBoundingClientRect();
      return box.width * box.height;
    };
    const full = roots.filter((element) => element.textContent.trim() || element.querySelector('img, svg'));
    come = full.sort((one, other) => area(other) - area(one))[0] || null;
    if (!come || area(come) < 200) return null;
    const {x, y, width, height} = come.getBoundingClientRect();
    const box = [x, y, width, height];
    under = new Set([...before].filter((one) => !one.contains(come) && meets(one, box)));
    return {
      selector: path(come),
      box,
      text: come.textContent.replace(/\s+/g, ' ').trim().slice(0, 100),
      controls: come.querySelectorAll('a[href], button, input, select, textarea, [tabindex]').length,
    };
  },
  still: () => Boolean(come && come.isConnected && shown(come)),
  // Where it lies under the pointer too, what it came from may bring it up again as soon as it is gone.
  heed() {
    gone = false;
    window.addEventListener('keydown', () => { gone = !globalThis.auditorHover.still(); }, {once: true});
  },
  dismissed: () => gone || !globalThis.auditorHover.still(),
  // Whether something to read or to use lies where it came up; asked while it is away.
  hidden(turn, [x, y, width, height]) {
    const trigger = triggers[turn];
    return every().some((element) => {
      if (element.contains(trigger) || trigger.contains(element) || !under.has(element) || !shown(element)) return false;
      const read = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!read && !/^(img|input|button|select|a|video)$/.test(element.localName)) return false;
      const box = element.getBoundingClientRect();
      const [left, right] = [Math.max(x, box.left), Math.min(x + width, box.right)];
      const [top, bottom] = [Math.max(y, box.top), Math.min(y + height, box.bottom)];
      if (right - left < 4 || bottom - top < 4) return false;
      return element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    });
  },
  // Give the focus to a control of the place: 'pressed' where Enter does something here and leads nowhere.
  focus(turn, number) {
    const trigger = triggers[turn];
    const usable = 'a[href], button, summary, input, select, textarea, [tabindex]';
    const all = [...(trigger.matches(usable) ? [trigger] : []), ...trigger.querySelectorAll(usable)];
    const one = all.filter((control) => !(come && come.contains(control)) && shown(control))[number];
    if (!one) return null;
    one.focus({preventScroll: true});
    const leads = one.localName === 'a' && !/^(#|javascript:)/i.test(one.getAttribute('href') || '#');
    const sends = one.form && one.type !== 'button';
    return leads || sends || /^(input|select|textarea)$/.test(one.localName) ? 'focused' : 'pressed';
  },
  leave() {
    if (document.activeElement) document.activeElement.blur();
  },
};
return triggers.map((element) => ({selector: path(element), tag: element.localName}));
