// Text under other spacing, at twice its size, and under a root font of twice the size: what is cut off, what runs
// into something else, what does not grow. What the later looks in other windows need stays in this world.
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const shown = (element) =>
  !element.checkVisibility || element.checkVisibility({opacityProperty: true, visibilityProperty: true});
const every = [...document.querySelectorAll('body, body *')].slice(0, 20000);
const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
const texts = every.filter((element) =>
  !/^(script|style|noscript|template|option|textarea|svg)$/.test(element.localName) &&
  own(element) && shown(element));
const boxes = every.filter((element) => {
  const style = getComputedStyle(element);
  if (!/hidden|clip/.test(style.overflowX + style.overflowY)) return false;
  // One line cut with dots, and boxes for screen readers only, are cut off on purpose.
  return element.clientWidth > 8 && element.clientHeight > 8 && style.textOverflow !== 'ellipsis' &&
    element.textContent.trim() && shown(element);
}).slice(0, 300);
const range = document.createRange();
const overhang = (element) => {
  const style = getComputedStyle(element);
  const area = element.getBoundingClientRect();
  const wide = /hidden|clip/.test(style.overflowX);
  const high = /hidden|clip/.test(style.overflowY);
  let most = 0;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let looked = 0;
  for (let node = walker.nextNode(); node && looked < 300; node = walker.nextNode(), looked += 1) {
    if (!node.data.trim() || !shown(node.parentElement)) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (wide) most = Math.max(most, box.right - area.right, area.left - box.left);
    if (high) most = Math.max(most, box.bottom - area.bottom, area.top - box.top);
  }
  return most;
};
const size = (element) => parseFloat(getComputedStyle(element).fontSize);
// Text that a window of one part of the width, as zooming makes it, leaves less than `least` times as large.
const stuck = (zoom, least) =>
  texts.flatMap((element, i) => {
    if (!element.isConnected || !shown(element)) return [];
    const growth = (zoom * size(element)) / sizes[i];
    if (growth <= 0 || growth >= least) return []; // text of no size is put away, not stuck
    const text = element.textContent.replace(/\s+/g, ' ').trim();
    return [{element, size: sizes[i], growth: Math.round(growth * 100) / 100, text: text.length}];
  }).slice(0, $most).map(({element, ...one}) => ({selector: path(element), ...one}));
// Lines of text, as far as they are seen, by what holds them. Text on text is a loss whatever the boxes around it are.
const clippers = texts.map((element) => {
  for (let up = element; up && up !== document.body; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (/hidden|clip|auto|scroll/.test(style.overflowX + style.overflowY) || style.clip !== 'auto') return up;
  }
  return null;
});
// What is fixed to the window lies over the page wherever that is scrolled to.
const floats = texts.map((element) => {
  for (let up = element; up && up !== document.body; up = up.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(up).position)) return true;
  }
  return false;
});
const seen = (box, frame) =>
  frame
    ? new DOMRect(
        Math.max(box.left, frame.left), Math.max(box.top, frame.top),
        Math.min(box.right, frame.right) - Math.max(box.left, frame.left),
        Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top))
    : box;
const lines = () => {
  const found = [];
  texts.slice(0, 1500).forEach((element, i) => {
    if (!shown(element) || floats[i]) return;
    const frame = clippers[i] ? clippers[i].getBoundingClientRect() : null;
    for (const node of element.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      range.selectNodeContents(node);
      for (const whole of [...range.getClientRects()].slice(0, 40)) {
        const box = seen(whole, frame);
        if (box.width > 4 && box.height > 4) found.push({element, box});
      }
    }
  });
  return found.sort((one, other) => one.box.top - other.box.top);
};
const clashes = () => {
  const all = lines();
  const found = new Map();
  for (let i = 0; i < all.length; i += 1) {
    const {element, box} = all[i];
    for (let j = i + 1; j < all.length && j < i + 60 && all[j].box.top < box.bottom; j += 1) {
      const other = all[j];
      if (other.element === element || other.element.contains(element) || element.contains(other.element)) continue;
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (across < 8 || down < 0.4 * Math.min(box.height, other.box.height)) continue;
      if (!found.has(element)) found.set(element, new Set());
      found.get(element).add(other.element);
    }
  }
  return found;
};
const measure = () => ({cut: boxes.map(overhang), clashes: clashes()});
const changes = (before, after) => ({
  cut: boxes.flatMap((element, i) => {
    if (before.cut[i] >= 2 || after.cut[i] < 4 || !shown(element)) return [];
    const line = parseFloat(getComputedStyle(element).lineHeight) || 1.5 * size(element);
    return [{selector: path(element), by: Math.round(after.cut[i]), lines: Math.round((100 * after.cut[i]) / line) / 100}];
  }).slice(0, $most),
  over: [...after.clashes].flatMap(([element, others]) => {
    const known = before.clashes.get(element);
    const fresh = [...others].find((other) => !(known && known.has(other)) && !(before.clashes.get(other) || new Set()).has(element));
    return fresh ? [{selector: path(element), other: path(fresh)}] : [];
  }).slice(0, $most),
});
const apply = async (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const before = [...document.adoptedStyleSheets]; // a copy: the list itself changes with what is set
  document.adoptedStyleSheets = [...before, sheet];
  await wait(50);
  return () => {
    document.adoptedStyleSheets = before;
  };
};
const widened = async (before) => {
  const undo = await apply(
    '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important;transition:none!important}' +
    'p{margin-bottom:2em!important}',
  );
  const found = changes(before, measure());
  undo();
  return found;
};
const before = measure();
const spaced = await widened(before);

// Text alone at twice its size, as a browser's own setting for text gives it.
const sizes = texts.map(size);
const kept = texts.map((element) => [element.style.getPropertyValue('font-size'), element.style.getPropertyPriority('font-size')]);
texts.forEach((element, i) => element.style.setProperty('font-size', `${sizes[i] * 2}px`, 'important'));
await wait(50);
const enlarged = changes(before, measure());
texts.forEach((element, i) => {
  if (kept[i][0]) element.style.setProperty('font-size', ...kept[i]);
  else element.style.removeProperty('font-size');
});

const root = size(document.documentElement);
const undoSize = await apply(`:root{font-size:${root * 2}px!important}`);
const groups = new Map();
let grown = 0;
texts.forEach((element, i) => {
  const length = element.textContent.trim().length;
  if (size(element) > sizes[i] * 1.05) {
    grown += length;
    return;
  }
  const key = `${element.localName} ${sizes[i]}`;
  const group = groups.get(key);
  if (group) {
    group.count += 1;
    group.text += length;
  } else {
    groups.set(key, {selector: path(element), tag: element.localName, size: sizes[i], count: 1, text: length});
  }
});
undoSize();
const later = async () => {
  const now = measure();
  return {...changes(before, now), spaced: await widened(now)};
};
globalThis.auditorAdapt = {shown, later, stuck, width: innerWidth};
return {spaced, enlarged, grown, fixed: [...groups.values()].slice(0, $most)};
