// Text under other spacing, then under a root font of twice the size: what is cut off, what does not grow.
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
});
const overhang = (element) => {
  const style = getComputedStyle(element);
  const area = element.getBoundingClientRect();
  const wide = /hidden|clip/.test(style.overflowX);
  const high = /hidden|clip/.test(style.overflowY);
  const range = document.createRange();
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
const measure = () => boxes.slice(0, 300).map(overhang);
const apply = async (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, sheet];
  await wait(50);
  return () => {
    document.adoptedStyleSheets = before;
  };
};
const cut = (before, after) =>
  boxes.slice(0, 300).flatMap((element, i) =>
    before[i] < 2 && after[i] >= 4 ? [{selector: path(element), by: Math.round(after[i])}] : []);
const before = measure();
const undo = await apply(
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}' +
  'p{margin-bottom:2em!important}',
);
const spaced = cut(before, measure());
undo();

const size = (element) => parseFloat(getComputedStyle(element).fontSize);
const sizes = texts.map(size);
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
return {spaced: spaced.slice(0, $most), grown, fixed: [...groups.values()].slice(0, $most)};
