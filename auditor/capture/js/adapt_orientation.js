// How much text shows, and what lies over the middle of the window.
await new Promise((done) => setTimeout(done, 250)); // handlers of resize and orientation run first
const shown = (element) =>
  !element.checkVisibility || element.checkVisibility({opacityProperty: true, visibilityProperty: true});
const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
let text = 0;
let looked = 0;
for (let node = walker.nextNode(); node && looked < 20000; node = walker.nextNode(), looked += 1) {
  const length = node.data.trim().length;
  const holder = node.parentElement;
  if (length && !/^(script|style|noscript|template)$/.test(holder.localName) && shown(holder)) text += length;
}
const tops = new Set();
for (const x of [0.1, 0.5, 0.9]) {
  for (const y of [0.1, 0.5, 0.9]) tops.add(document.elementFromPoint(innerWidth * x, innerHeight * y));
}
const [over] = tops;
const covers = tops.size === 1 && over && /fixed|absolute/.test(getComputedStyle(over).position);
return {
  text,
  cover: covers ? path(over) : null,
  coverText: covers ? over.textContent.replace(/\s+/g, ' ').trim().slice(0, 100) : '',
};
