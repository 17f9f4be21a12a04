// Width of the content beside that of the window, and the elements that stick out.
const root = document.documentElement;
const limit = root.clientWidth;
const cuts = (element) => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
const contained = (element) => {
  // What an ancestor scrolls or cuts off does not widen the page.
  for (let up = element.parentElement; up && up !== document.body && up !== root; up = up.parentElement) {
    if (cuts(up)) return true;
  }
  return false;
};
const whole = /^(table|img|svg|video|iframe|pre|canvas)$/;
const carries = (element, box) =>
  // The child that reaches as far is the one to name.
  !whole.test(element.localName) &&
  [...element.children].some((child) => {
    const inner = child.getBoundingClientRect();
    return inner.width > 0 && inner.right >= box.right - 1;
  });
const named = new Set();
const inside = (element) => {
  for (let up = element.parentElement; up; up = up.parentElement) if (named.has(up)) return true;
  return false;
};
const found = [];
let count = 0;
for (const element of document.body ? document.body.getElementsByTagName('*') : []) {
  const box = element.getBoundingClientRect();
  if (box.width <= 0 || box.height <= 0 || box.right + scrollX <= limit + 1) continue;
  if (inside(element) || contained(element) || carries(element, box)) continue;
  named.add(element);
  count += 1;
  if (found.length >= $most) continue;
  const place = [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round);
  const shown = element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  found.push({selector: path(element), tag: element.localName, box: place, shown});
}
scrollTo(1e6, 0);
const scrolled = Math.round(scrollX);
scrollTo(0, 0);
const meta = document.querySelector('meta[name=viewport i]');
return {
  width: limit,
  scrollWidth: root.scrollWidth,
  scrolled,
  count,
  elements: found,
  viewport: meta ? meta.content.slice(0, 300) : null,
};
