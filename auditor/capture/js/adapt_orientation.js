// How much text shows, what lies over the middle of the window, and what the last look had and this one has not.
await new Promise((done) => setTimeout(done, 250)); // handlers of resize and orientation run first
const shown = (element) =>
  !element.checkVisibility || element.checkVisibility({opacityProperty: true, visibilityProperty: true});
const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
const holders = new Map();
let text = 0;
let looked = 0;
for (let node = walker.nextNode(); node && looked < 20000; node = walker.nextNode(), looked += 1) {
  const length = node.data.trim().length;
  const holder = node.parentElement;
  if (!length || /^(script|style|noscript|template)$/.test(holder.localName) || !shown(holder)) continue;
  text += length;
  holders.set(holder, (holders.get(holder) || 0) + length);
}
// Of what is on one side only: the characters, the first words, and the element to name.
const only = (side, other) => {
  const found = [...side].filter(([holder]) => holder.isConnected && !other.has(holder));
  if (!found.length) return null;
  return {
    selector: path(found[0][0]), length: found.reduce((sum, [, length]) => sum + length, 0),
    text: found.map(([holder]) => holder.textContent.trim()).join(' ').replace(/\s+/g, ' ').slice(0, 200),
    main: found.filter(([holder]) => !holder.closest('header, nav, footer, aside')).reduce((sum, [, length]) => sum + length, 0),
  };
};
const before = globalThis.auditorTurned;
globalThis.auditorTurned = holders;
const tops = new Set();
for (const x of [0.1, 0.5, 0.9]) {
  for (const y of [0.1, 0.5, 0.9]) tops.add(document.elementFromPoint(innerWidth * x, innerHeight * y));
}
const [over] = tops;
const covers = tops.size === 1 && over && /fixed|absolute/.test(getComputedStyle(over).position);
// A large part that is drawn on its side: by style sheet or by script, the page stands in one way only.
const lying = (element) => {
  const {transform, rotate} = getComputedStyle(element);
  if (rotate !== 'none') return /^-?(90|270)deg$/.test(rotate);
  const said = /^matrix\(([-\d.e]+), ([-\d.e]+),/.exec(transform);
  return Boolean(said) && Math.abs(+said[1]) < 0.1 && Math.abs(+said[2]) > 0.5;
};
const body = document.body || document.documentElement;
const large = [document.documentElement, body, ...body.querySelectorAll('div, main, section, article')].slice(0, 400)
  .filter((one) => one.innerText && one.innerText.trim().length * 2 > text);
const side = large.find(lying);
return {
  text, side: side ? path(side) : '',
  cover: covers ? path(over) : null,
  coverText: covers ? over.textContent.replace(/\s+/g, ' ').trim().slice(0, 100) : '',
  gone: before ? only(before, holders) : null,
  come: before ? only(holders, before) : null,
};
