// What moves by itself: style animations that do not end, places that scripts change again and again, canvases, and how
// light each of them is from moment to moment.
const sized = (element) => {
  const box = element.getBoundingClientRect();
  return [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round);
};
let turns = 0; // of the page's own event loop, ten a second: on a busy machine they come late, as what moves does
const changed = new Map();
const lights = new Map(); // of what scripts restyle: when, and how light it was then
const note = (list) => {
  const second = Math.floor(turns / 5);
  const met = new Set();
  for (const one of list) {
    const at = one.target.nodeType === 1 ? one.target : one.target.parentElement;
    if (!at || /^(script|style|head|html|body)$/.test(at.localName)) continue;
    if (!changed.has(at) && changed.size >= 500) continue;
    changed.set(at, (changed.get(at) || new Set()).add(second));
    if (one.type !== 'attributes' || met.has(at)) continue;
    met.add(at);
    if (!lights.has(at) && lights.size >= 20) continue;
    if (!lights.has(at)) lights.set(at, []);
    const known = lights.get(at);
    if (known.length < 200) known.push([Math.round(performance.now()), lightness(at)]);
  }
};
const observer = new MutationObserver(note);
observer.observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['style', 'class', 'src'],
});
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
// An animation may be over before this look begins: what style sheets move is set going again.
const moved = new Map();
const animated = (document.body ? [...document.body.getElementsByTagName('*')] : [])
  .slice(0, 20000).filter((element) => getComputedStyle(element).animationName !== 'none').slice(0, 100);
for (const element of animated) {
  if (element.getAnimations().length) continue;
  const [value, priority] = [element.style.getPropertyValue('animation'), element.style.getPropertyPriority('animation')];
  element.style.setProperty('animation', 'none', 'important');
  element.getBoundingClientRect();
  if (value) element.style.setProperty('animation', value, priority);
  else element.style.removeProperty('animation');
}
// Blinking takes turns at being seen: only what has no area is not there.
const placed = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 4 && box.height > 4 && (!element.checkVisibility || element.checkVisibility());
};
const noteAnimations = () => {
  for (const one of document.getAnimations()) {
    const target = one.effect && one.effect.target;
    if (moved.has(one) || one.playState !== 'running' || !target || !placed(target) || moved.size >= 200) continue;
    const timing = one.effect.getComputedTiming();
    const seconds = Math.min(Number(timing.endTime) || 0, 1e9) / 1000;
    const lights = one.effect.pseudoElement ? null : flicker(one, target);
    if (seconds <= 5 && !lights) continue;
    const frames = one.effect.getKeyframes ? one.effect.getKeyframes() : [];
    const properties = new Set(frames.flatMap((frame) => Object.keys(frame)));
    moved.set(one, {
      selector: path(target),
      text: target.textContent.trim().length,
      name: one.animationName || '',
      endless: timing.iterations === Infinity,
      seconds,
      properties: [...properties].filter((name) => !/^(offset|computedOffset|easing|composite)$/.test(name)),
      box: sized(target),
      lights,
    });
  }
};
noteAnimations();
const drawn = [...document.querySelectorAll('canvas')].filter(shown).slice(0, 10).map((canvas) => ({canvas, last: '', turns: []}));
const small = new OffscreenCanvas(16, 12).getContext('2d', {willReadFrequently: true});
const look = (one) => {
  try {
    small.clearRect(0, 0, 16, 12);
    small.drawImage(one.canvas, 0, 0, 16, 12);
    const now = small.getImageData(0, 0, 16, 12).data.join();
    if (one.last && now !== one.last) one.turns.push(turns);
    one.last = now;
  } catch {
    one.last = '';
  }
};
for (; turns < $wait / 100; turns += 1) {
  if ((await auditorRest(100, 100)) === null) return null;
  if (turns % 5 === 0) drawn.forEach(look);
}
note(observer.takeRecords());
observer.disconnect();
noteAnimations();
const animations = [...moved.values()].slice(0, 40);
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
const flickering = [];
for (const [element, list] of lights) {
  if (list.length > 5 && element.isConnected) flickering.push({selector: path(element), lights: list, box: sized(element)});
}
const canvases = drawn
  .filter(({turns: when}) => when.length > 2)
  .map(({canvas, turns: when}) => ({
    selector: path(canvas), times: when.length, first: when[0] / 10, last: when[when.length - 1] / 10, box: sized(canvas),
  }));
return {seconds: $wait / 1000, animations, moving, canvases, flickering, images};
