// Where the focus is, or null when it is on nothing.
let at = document.activeElement;
while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
if (!at || at === document.body || at === document.documentElement) return null;
// An area has no box of its own: the browser draws its focus around its shape in the picture.
const picture = (area) => {
  const map = area.closest('map');
  const names = map ? [map.name, map.id].filter(Boolean).map((name) => `#${name}`) : [];
  const all = [...area.getRootNode().querySelectorAll('img[usemap], object[usemap]')];
  return all.find((one) => names.includes(one.getAttribute('usemap'))) || null;
};
const shape = (area, image) => {
  const {left, top, width, height} = image.getBoundingClientRect();
  const style = getComputedStyle(image);
  const x = left + image.clientLeft + parseFloat(style.paddingLeft);
  const y = top + image.clientTop + parseFloat(style.paddingTop);
  const at = (area.getAttribute('coords') || '').split(/[\s,;]+/).filter(Boolean).map(Number);
  const kind = area.shape.toLowerCase();
  let corners = [0, 0, width, height];
  if (at.some(Number.isNaN)) return new DOMRect(x, y, 0, 0);
  if (/^circ/.test(kind) && at.length > 2) corners = [at[0] - at[2], at[1] - at[2], at[0] + at[2], at[1] + at[2]];
  else if (/^poly/.test(kind) && at.length > 5) {
    const across = at.filter((_, index) => index % 2 === 0);
    const down = at.filter((_, index) => index % 2);
    corners = [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
  } else if (kind !== 'default') {
    if (at.length < 4) return new DOMRect(x, y, 0, 0);
    corners = [Math.min(at[0], at[2]), Math.min(at[1], at[3]), Math.max(at[0], at[2]), Math.max(at[1], at[3])];
  }
  const from = [Math.max(corners[0], 0), Math.max(corners[1], 0)];
  const to = [Math.min(corners[2], width), Math.min(corners[3], height)];
  return new DOMRect(x + from[0], y + from[1], Math.max(to[0] - from[0], 0), Math.max(to[1] - from[1], 0));
};
const image = at.localName === 'area' ? picture(at) : null;
const box = image ? shape(at, image) : at.getBoundingClientRect();
const style = getComputedStyle(at);
const top = at.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
const over = top && top !== at && top !== image && !at.contains(top) && !top.contains(at);
// What lies over every part of it that is in the window, where that stays in its place while the page is scrolled.
const buried = () => {
  const points = [];
  for (const across of [0.08, 0.3, 0.5, 0.7, 0.92]) {
    for (const down of [0.15, 0.5, 0.85]) {
      const point = [box.x + box.width * across, box.y + box.height * down];
      if (point[0] >= 0 && point[1] >= 0 && point[0] < innerWidth && point[1] < innerHeight) points.push(point);
    }
  }
  let cover = null;
  for (const point of points) {
    const met = document.elementFromPoint(...point);
    if (!met) return null;
    let host = at;
    while (host.getRootNode() instanceof ShadowRoot) host = host.getRootNode().host;
    if (met === image || met === host || host.contains(met) || met.contains(host)) return null;
    cover = met;
  }
  for (let up = cover; up && up !== document.body; up = up.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(up).position)) return up;
  }
  return null;
};
const above = box.width > 0 && box.height > 0 ? buried() : null;
const label = at.labels && at.labels[0] ? at.labels[0].textContent : '';
const name = at.getAttribute('aria-label') || label || at.textContent || at.getAttribute('alt') || at.title;
const shown = (image || at).checkVisibility({opacityProperty: true, visibilityProperty: true});
// Where Tab moves within an element, which stays the active one to the page: links of a frame, fields of a date.
const parts = /^(i?frame|object|embed)$/.test(at.localName)
  ? 'frame'
  : (/^(video|audio)$/.test(at.localName) && at.controls) ||
      (at.localName === 'input' && /^(date|time|month|week|datetime-local)$/.test(at.type))
    ? 'control'
    : '';
const inside = (frame) => {
  try {
    const inner = frame.contentDocument && frame.contentDocument.activeElement;
    return inner ? `${path(inner)} ${inside(inner)}` : '';
  } catch {
    return '';
  }
};
return {
  selector: path(at),
  tag: at.localName,
  role: at.getAttribute('role') || '',
  tabindex: at.tabIndex,
  name: (name || '').replace(/\s+/g, ' ').trim().slice(0, 100),
  box: [box.x + scrollX, box.y + scrollY, box.width, box.height],
  visible: shown && box.width > 0 && box.height > 0,
  title: `${document.title} | ${(document.querySelector('h1') || {}).textContent || ''}`.slice(0, 200),
  parts,
  // A field, or what cannot be seen itself, may be drawn by something beside it.
  beside: !shown || box.width < 3 || box.height < 3 || /^(input|select|textarea)$/.test(at.localName),
  inner: parts === 'frame' ? inside(at) : '',
  covered: over ? path(top) : null,
  buried: above ? path(above) : null,
  outline: [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow],
};
