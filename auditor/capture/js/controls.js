// What a person may press, choose or drag without sending anything, each with what it says of itself.
const NATIVE = 'a[href], area[href], button, input, select, textarea, summary, label, option, iframe, video[controls], audio[controls]';
const CONTROLS = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable]';
const WIDGETS = /^(button|tab|switch|checkbox|radio|menuitem|menuitemcheckbox|menuitemradio|option|combobox|treeitem|link)$/;
const heard = new Map();
for (const [selector, events] of $heard) {
  const element = auditorAt(selector);
  if (element) heard.set(element, new Set(events));
}
const page = new Set($page);
// What a listener further up answers for, by the selector it was given.
for (const [selector, kind] of $delegated) {
  let answered = [];
  try {
    answered = [...document.querySelectorAll(selector)].slice(0, 60);
  } catch (error) {
    continue; // not a selector of the browser: jQuery has its own
  }
  for (const element of answered) heard.set(element, new Set([...(heard.get(element) || []), kind]));
}
const DOWN = ['mousedown', 'pointerdown', 'touchstart'];
const CLICK = ['click', 'dblclick', 'mouseup', 'pointerup', 'touchend', ...DOWN];
const MOVE = ['mousemove', 'pointermove', 'touchmove', 'dragover', 'drop'];
const GESTURE = ['gesturestart', 'gesturechange'];
const END = ['mouseup', 'pointerup', 'touchend'];
const attributed = (element, kinds) => kinds.some((kind) => element.hasAttribute(`on${kind}`));
const hears = (element, kinds) =>
  attributed(element, kinds) || (heard.has(element) && kinds.some((kind) => heard.get(element).has(kind)));
const up = (element) => {
  const root = element.getRootNode();
  return element.parentElement || (root instanceof ShadowRoot ? root.host : null);
};
const around = (element, kinds) => {
  for (let at = element; at; at = up(at)) if (hears(at, kinds)) return at;
  return null;
};
const fold = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 100);
const named = (element) => fold(element.getAttribute('aria-label') || element.innerText || element.textContent ||
  element.value || element.title || '');
const seen = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 2 && box.height > 2 && box.right > 0 && box.left < innerWidth &&
    element.checkVisibility({visibilityProperty: true, opacityProperty: true});
};
const marks = (element) => ['expanded', 'pressed', 'selected', 'checked', 'current', 'haspopup', 'controls', 'disabled']
  .filter((name) => element.hasAttribute(`aria-${name}`));
// A link without a destination says 0 too, and the keyboard passes it by.
const focusable = (element) => element.tabIndex >= 0 && !element.matches('a:not([href], [tabindex]), area:not([href], [tabindex])');
const alike = new Map();
const counts = {};
const found = [];
const taken = new Set();
const add = (kind, element, most, each = 2) => {
  if (taken.has(element) || (counts[kind] || 0) >= most) return;
  const key = `${kind} ${element.localName} ${element.getAttribute('class') || ''} ${element.getAttribute('role') || ''} ${element.type || ''}`;
  if ((alike.get(key) || 0) >= each) return;
  if (element.disabled || element.getAttribute('aria-disabled') === 'true') return;
  alike.set(key, (alike.get(key) || 0) + 1);
  counts[kind] = (counts[kind] || 0) + 1;
  taken.add(element);
  const box = element.getBoundingClientRect();
  const form = element.form || element.closest('form');
  found.push({
    selector: path(element), kind, tag: element.localName, type: element.type || '', role: element.getAttribute('role') || '',
    name: named(element), focusable: focusable(element), native: element.matches(NATIVE), marks: marks(element),
    down: Boolean(around(element, DOWN)) || DOWN.some((name) => page.has(name)), form: form ? path(form) : '',
    box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round),
    double: Boolean(around(element, ['dblclick'])) && !around(element, ['click', ...DOWN]),
    touch: Boolean(around(element, ['touchstart']) || (page.has('touchstart') && !page.has('mousedown') && !page.has('pointerdown'))) &&
      !around(element, ['mousedown', 'pointerdown']),
    fingers: [...MOVE, ...GESTURE].some((one) => page.has(one) || around(element, [one])),
    length: element.maxLength > 0 ? element.maxLength : 0,
    inside: Boolean(element.closest('dialog, [role=dialog], [aria-modal=true]')),
    near: [...(element.closest('li, tr, fieldset, section, figure, article, [role=group], form') || element.parentElement || element)
      .querySelectorAll('button, a[href], input, select, [role=button]')].filter((one) => one !== element && !one.contains(element)).length,
  });
};
const all = [];
const walk = (root) => {
  for (const one of root.querySelectorAll('*')) {
    if (all.length >= 6000) return;
    all.push(one);
    if (one.shadowRoot) walk(one.shadowRoot);
  }
};
if (document.body) walk(document.body);
const shown = all.filter(seen);
const sends = (one) =>
  (/^(submit|image|reset)$/.test(one.type) && (one.form || one.localName === 'input')) || one.type === 'file';
for (const one of shown) {
  const role = one.getAttribute('role') || '';
  if (one.matches('[aria-expanded], [aria-haspopup], summary, button[aria-controls], [popovertarget], [data-toggle], [data-bs-toggle]') &&
    !sends(one) && !one.matches('input:not([type=button])')) add('opener', one, 12);
  else if (WIDGETS.test(role) && !one.matches('a[href]:not([href^="#"]), select, input') && !sends(one)) add('widget', one, 10);
  else if (one.matches('button, input[type=button]') && !sends(one)) add('button', one, 16, 3);
  else if (one.matches('a[href^="javascript:"], a[href="#"]')) add('button', one, 16, 2);
}
for (const one of shown) {
  if (one.matches('input[type=range], [role=slider], [role=spinbutton]:not(input)') && focusable(one)) add('slider', one, 6, 2);
}
// What answers for a click and is no control.
const LIKE = /(^|[\s_-])(btn|button|tab|toggle|open|close|more|menu|trigger|accordion|select|switch|check)([\s_-]|$)/i;
// Of many alike, some from the beginning, the middle and the end: the first days of a calendar often cannot be chosen.
const spread = (parts) => {
  const middle = Math.floor(parts.length / 2);
  return [...new Set([...parts.slice(0, 2), ...parts.slice(middle, middle + 2), ...parts.slice(-1), ...parts.slice(0, 40)])];
};
const bare = (one) => {
  if (one.closest(NATIVE) || one.querySelector(CONTROLS)) return false;
  const box = one.getBoundingClientRect();
  return box.width * box.height < 0.5 * innerWidth * innerHeight;
};
const click = page.has('click') || page.has('mousedown') || page.has('pointerdown') || page.has('mouseup');
for (const one of shown) {
  if (taken.has(one) || (one.ownerSVGElement && up(one) && up(one).closest('svg') && !hears(one, CLICK)) || !bare(one)) continue;
  const pointer = getComputedStyle(one).cursor === 'pointer' && !(up(one) && getComputedStyle(up(one)).cursor === 'pointer');
  if (hears(one, CLICK)) {
    // Its parts may answer each for itself: a table of days, a row of tabs.
    const parts = [...one.querySelectorAll('*')].filter((part) => !part.children.length && seen(part) && part.textContent.trim() !== '' || Object.keys(part.dataset || {}).length);
    if (parts.length < 2) add('bare', one, 16);
    else spread(parts).forEach((part) => add('bare', part, 16, 5));
  } else if (pointer) add('bare', one, 14);
  else if (click && LIKE.test(`${one.className.baseVal ?? one.className} ${one.id}`)) add('bare', one, 14);
}
for (const one of shown) {
  if (taken.has(one) || !around(one, CLICK) || one.closest(NATIVE) || one.querySelector(CONTROLS)) continue;
  const leaf = !one.children.length && one.textContent.trim() !== '';
  const data = Object.keys(one.dataset || {}).length > 0;
  if (data || leaf || one.matches('svg, img')) add('bare', one, 16);
}
for (const one of all) {
  if (one.localName !== 'label' || !one.control || !/^(checkbox|radio)$/.test(one.control.type) || !seen(one)) continue;
  const style = getComputedStyle(one.control);
  if (style.display === 'none' || style.visibility === 'hidden' || one.control.hidden) add('label', one, 4, 1);
}
for (const one of shown) {
  if (one.localName === 'select' && one.options.length > 1) add('choice', one, 10, 3);
  else if (one.matches('input[type=radio]') && !one.checked) add('choice', one, 10, 2);
  else if (one.matches('input[type=checkbox]')) add('choice', one, 10, 2);
}
const TYPED = 'input:not([type]), input[type=text], input[type=search], input[type=tel], input[type=number], textarea';
for (const one of shown) {
  if (!one.matches(TYPED) || one.readOnly) continue;
  const short = one.maxLength > 0 && one.maxLength <= 6;
  if (short || hears(one, ['input', 'keyup', 'keydown', 'change', 'paste']) || around(one, ['input', 'keyup'])) add('field', one, 4, 2);
}
const links = all.filter((one) => one.matches('a[href]'));
for (const one of links.slice(0, 6)) if (/^#[^!/]/.test(one.getAttribute('href'))) add('skip', one, 2, 2);
// What leads to another view of this document: an address after # that is no place of it, or one that a script takes.
const ROOT = '#app, #root, #__next, #__nuxt, [ng-version], [data-v-app], [data-reactroot]';
const taker = (one) => {
  for (let at = one; at; at = up(at)) if (hears(at, ['click']) && ($routed || at.matches(ROOT))) return true;
  return $routed && page.has('click');
};
const route = (one) => {
  const written = one.getAttribute('href');
  if (one.target && one.target !== '_self' || one.hasAttribute('download') || !/^https?:$/.test(one.protocol)) return false;
  const [whole, here] = [one.href, location.href];
  if (whole === here || one.origin !== location.origin) return false;
  if (whole.split('#')[0] !== here.split('#')[0]) return !/\.[a-z0-9]{2,5}$/i.test(one.pathname.replace(/\.html?$/, '')) && taker(one);
  const id = written.slice(written.indexOf('#') + 1);
  return id !== '' && !/^(top|javascript)/i.test(id) && (/^[!/]/.test(id) ||
    !(document.getElementById(decodeURI(id)) || document.getElementsByName(decodeURI(id))[0]));
};
for (const one of links.slice(0, 300)) {
  if ((counts.route || 0) >= 3) break;
  if (seen(one) && !taken.has(one) && route(one)) add('route', one, 3, 3);
}
// What is dragged, and what takes the way of a finger.
const GRIP = /(^|[\s_-])(drag|draggable|sort|sortable|grip|handle|slider|thumb|knob|swipe|swiper|carousel)/i;
const dragging = DOWN.some((one) => page.has(one)) && [...MOVE, ...END].some((one) => page.has(one));
for (const one of shown) {
  if (one.matches('input, select, textarea, option, a[href], img[draggable]')) continue;
  const style = getComputedStyle(one);
  const grips = /grab|move|-resize/.test(style.cursor) && (dragging || around(one, DOWN)) && !one.querySelector(CONTROLS);
  // The whole page listens: for what takes no scrolling from a finger, or is called so.
  const marked = dragging && !one.matches('body, main, button') &&
    (style.touchAction === 'none' || GRIP.test(`${one.className.baseVal ?? one.className} ${one.id}`)) &&
    !(up(one) && getComputedStyle(up(one)).touchAction === 'none');
  const drags = one.draggable && !one.matches('a, img');
  // A button that hears the finger go up again only shows that it is held.
  const ends = !one.matches('button, summary, [role=button]') && hears(one, END);
  const begins = hears(one, DOWN) && (hears(one, MOVE) || MOVE.some((kind) => page.has(kind)) || ends || around(one, MOVE));
  if (drags || begins || grips || marked || hears(one, ['touchmove', ...GESTURE])) {
    taken.delete(one);
    add(drags ? 'draggable' : 'drag', one, 6, 1);
  }
}
const order = ['opener', 'widget', 'label', 'bare', 'drag', 'draggable', 'slider', 'choice', 'field', 'button', 'skip', 'route'];
found.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
return {found: found.slice(0, $most), left: Math.max(found.length - $most, 0)};
