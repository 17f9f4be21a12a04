// Names the element that draws what stands in each box, null where another one covers it or nobody can see it.
CSS.highlights.delete('auditor-said');
const roots = [document];
const elements = [];
while (roots.length) {
  const root = roots.pop();
  root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, -1);
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) roots.push(element.shadowRoot);
    elements.push(element);
  }
}
const clear = (element) =>
  [null, '::before', '::after'].every((part) => /, 0\)$|\/ 0\)$|^transparent$/.test(getComputedStyle(element, part).color));
scrollTo(0, 0);
const rects = elements.slice(0, $elements).map((element) => [element, element.getBoundingClientRect()]);
const within = (rect, x, y) => x >= rect.left - 2 && x <= rect.right + 2 && y >= rect.top - 2 && y <= rect.bottom + 2;
const named = $boxes.map(([x, y, width, height]) => {
  const [across, down] = [x + width / 2 - scrollX, y + height / 2 - scrollY];
  // The innermost one; of what hangs out of its element the one nearest.
  let [best, least] = [null, Infinity];
  for (const [element, rect] of rects) {
    const area = rect.width * rect.height;
    if (area > 0 && area <= least && within(rect, across, down)) [best, least] = [element, area];
  }
  if (!best || best === document.documentElement || clear(best)) return null;
  scrollTo(0, Math.max(0, y - innerHeight / 2));
  const top = document.elementFromPoint(x + width / 2 - scrollX, y + height / 2 - scrollY);
  scrollTo(0, 0);
  const host = best.getRootNode().host || best;
  if (top && !top.contains(host) && !host.contains(top)) return null;
  return path(best);
});
return named;
