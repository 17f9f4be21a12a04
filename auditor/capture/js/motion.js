// What moves by itself: style animations that do not end, and places that scripts change again and again.
let turns = 0; // of the page's own event loop, ten a second: on a busy machine they come late, as what moves does
const changed = new Map();
const note = (list) => {
  const second = Math.floor(turns / 5);
  for (const one of list) {
    const at = one.target.nodeType === 1 ? one.target : one.target.parentElement;
    if (!at || /^(script|style|head|html|body)$/.test(at.localName)) continue;
    if (!changed.has(at) && changed.size >= 500) continue;
    changed.set(at, (changed.get(at) || new Set()).add(second));
  }
};
const observer = new MutationObserver(note);
observer.observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['style', 'class', 'src'],
});
const sized = (element) => {
  const box = element.getBoundingClientRect();
  return [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round);
};
const shown = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 4 && box.height > 4 &&
    (!element.checkVisibility || element.checkVisibility({opacityProperty: true, visibilityProperty: true}));
};
const images = [];
for (const image of document.images) {
  const source = image.currentSrc || image.src;
  if (images.length < 60 && source && shown(image)) images.push({selector: path(image), src: source, box: sized(image)});
}
for (; turns < $wait / 100; turns += 1) {
  if ((await auditorRest(100, 100)) === null) return null;
}
note(observer.takeRecords());
observer.disconnect();
const animations = [];
for (const one of document.getAnimations()) {
  const target = one.effect && one.effect.target;
  if (one.playState !== 'running' || !target || !shown(target) || animations.length >= 40) continue;
  const timing = one.effect.getComputedTiming();
  const frames = one.effect.getKeyframes ? one.effect.getKeyframes() : [];
  const properties = new Set(frames.flatMap((frame) => Object.keys(frame)));
  animations.push({
    selector: path(target),
    text: target.textContent.trim().length,
    name: one.animationName || '',
    endless: timing.iterations === Infinity,
    seconds: Math.min(Number(timing.endTime) || 0, 1e9) / 1000,
    properties: [...properties].filter((name) => !/^(offset|computedOffset|easing|composite)$/.test(name)),
    box: sized(target),
  });
}
const moving = [];
for (const [element, halves] of changed) {
  if (halves.size < 2 || moving.length >= 60 || !element.isConnected || !shown(element)) continue;
  const last = Math.max(...halves);
  const first = Math.min(...halves);
  moving.push({
    selector: path(element), times: halves.size, first: first / 2, last: last / 2,
    text: element.textContent.trim().length, box: sized(element),
  });
}
return {seconds: $wait / 1000, animations, moving, images};
