// What has to be seen: texts whose ground no style sheet tells, fields with their edges, controls that are a sign alone.
const shown = (element) =>
  !element.checkVisibility || element.checkVisibility({opacityProperty: true, visibilityProperty: true});
const whole = (box) => [box.x + scrollX, box.y + scrollY, box.width, box.height];
const near = (value) => Math.round(value * 10) / 10;
const rounded = (box) => whole(box).map(near);
const [wide, high] = [document.documentElement.scrollWidth, document.documentElement.scrollHeight];
const onPage = (box) =>
  box.right + scrollX > 0 && box.bottom + scrollY > 0 && box.x + scrollX < wide && box.y + scrollY < high;
const probe = new OffscreenCanvas(1, 1).getContext('2d');
const rgba = (css) => {
  const said = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(css);
  if (said) return [+said[1], +said[2], +said[3], said[4] === undefined ? 1 : +said[4]];
  if (css === 'none' || /^(url|context)/.test(css)) return null;
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = css; // oklch(), color(): the canvas knows them all
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = probe.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
};
const faded = (element) => {
  let all = 1;
  for (let up = element; up && up.nodeType === 1; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.mixBlendMode !== 'normal' || style.filter !== 'none') return 0;
    all *= parseFloat(style.opacity);
  }
  return all;
};
const disabled = (element) =>
  Boolean(element.closest(':disabled, [aria-disabled=true], [inert], fieldset[disabled]'));

// Pictures that a text may lie on without being in them: what is absolutely placed need not be an ancestor.
const every = document.body ? [...document.body.getElementsByTagName('*')].slice(0, 20000) : [];
const pictures = [];
const drawn = new Map();
for (const element of every) {
  const pictured = /^(img|video|canvas|picture|object|iframe|svg)$/.test(element.localName);
  const style = pictured ? null : getComputedStyle(element);
  const image = style && style.backgroundImage !== 'none';
  if (image) drawn.set(element, true);
  if (!pictured && !image) continue;
  const box = element.getBoundingClientRect();
  if (pictures.length < 300 && box.width > 16 && box.height > 8 && shown(element)) pictures.push({element, box});
}
// A veil or a picture may be drawn before or after what an element holds.
const veils = new Map();
const veiled = (element) => {
  if (!veils.has(element)) {
    const found = ['::before', '::after'].some((part) => {
      const style = getComputedStyle(element, part);
      if (style.content === 'none' || style.position === 'static') return false;
      const ground = rgba(style.backgroundColor);
      return style.backgroundImage !== 'none' || (ground && ground[3] > 0);
    });
    veils.set(element, found);
  }
  return veils.get(element);
};
const onPicture = (element, box) => {
  for (let up = element; up; up = up.parentElement) {
    if (drawn.has(up) || veiled(up)) return true;
    const ground = rgba(getComputedStyle(up).backgroundColor);
    if (ground && ground[3] === 1) break;
  }
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return pictures.some(
    (one) =>
      !one.element.contains(element) &&
      x > one.box.left && x < one.box.right && y > one.box.top && y < one.box.bottom,
  );
};
const chunks = (rects, size) => {
  const found = [];
  for (const box of rects) {
    if (found.length >= 60) break;
    if (box.width < 2 || box.height < 4 || !onPage(box)) continue;
    const count = Math.min(12, Math.max(1, Math.round(box.width / (2 * size))));
    for (let i = 0; i < count; i += 1) {
      const part = new DOMRect(box.x + (box.width * i) / count, box.y, box.width / count, box.height);
      found.push(rounded(part));
    }
  }
  return found;
};
const texts = [];
const noteText = (element, kind, colour, rects, style, said) => {
  const strength = faded(element);
  if (!colour || !colour[3] || !strength || disabled(element) || texts.length >= $most) return;
  const parts = chunks(rects, parseFloat(style.fontSize));
  if (!parts.length) return;
  texts.push({
    selector: path(element), kind, colour: [...colour.slice(0, 3), colour[3] * strength], parts,
    size: near(parseFloat(style.fontSize)), weight: parseInt(style.fontWeight, 10) || 400,
    shadow: style.textShadow !== 'none', text: said.replace(/\s+/g, ' ').trim().slice(0, 60),
  });
};
const range = document.createRange();
const seen = new Set();
const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
let looked = 0;
for (let node = walker.nextNode(); node && looked < 20000; node = walker.nextNode(), looked += 1) {
  const element = node.parentElement;
  if (!node.data.trim() || !element || seen.has(element)) continue;
  if (/^(script|style|noscript|template|option|textarea|title|desc)$/.test(element.localName) || !shown(element)) continue;
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  if (box.width < 2 || box.height < 4) continue;
  const style = getComputedStyle(element);
  const svg = element instanceof SVGElement;
  if (!svg && (style.clipPath !== 'none' || /rect\((0px, ){3}0px\)|rect\(1px/.test(style.clip))) continue;
  if (!svg && !onPicture(element, box)) continue;
  seen.add(element);
  const colour = rgba(svg ? style.fill : style.webkitTextFillColor);
  noteText(element, svg ? 'svg' : 'text', colour, range.getClientRects(), style, node.data);
}
const fields = [];
const typed = 'input:not([type]), input[type=text], input[type=search], input[type=email], input[type=tel],' +
  'input[type=url], input[type=password], input[type=number], input[type=date], select, textarea';
for (const field of document.querySelectorAll(typed)) {
  if (fields.length >= $most) break;
  const box = field.getBoundingClientRect();
  const style = getComputedStyle(field);
  if (!shown(field) || box.width < 24 || box.height < 12 || !onPage(box) || disabled(field) || !faded(field)) continue;
  const hint = field.placeholder && !field.value ? field.placeholder : '';
  if (hint) {
    const look = getComputedStyle(field, '::placeholder');
    const colour = rgba(look.webkitTextFillColor);
    const left = box.x + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
    const size = parseFloat(look.fontSize);
    const middle = field.localName === 'textarea'
      ? box.y + parseFloat(style.paddingTop) + size * 0.7
      : box.y + box.height / 2;
    const length = Math.min(box.right - left, size * hint.length * 0.6);
    const rects = [new DOMRect(left, middle - size / 2, length, size)];
    if (colour) colour[3] *= parseFloat(look.opacity);
    noteText(field, 'placeholder', colour, rects, look, hint);
  }
  // The line around a field may be its wrapper's, as long as nothing else is in there.
  let frame = field;
  for (let up = field.parentElement; up && up.localName !== 'form' && up.localName !== 'body'; up = up.parentElement) {
    const around = up.getBoundingClientRect();
    if (around.width > box.width + 90 || around.height > box.height + 24) break;
    if (up.querySelectorAll('input, select, textarea').length > 1) break;
    frame = up;
  }
  const border = ['Top', 'Right', 'Bottom', 'Left'].map((side) => parseFloat(style[`border${side}Width`]));
  const outer = frame.getBoundingClientRect();
  fields.push({
    selector: path(field), box: rounded(box), outer: rounded(outer), border: Math.max(...border),
    native: style.appearance !== 'none' && style.borderStyle === 'inset', hint: Boolean(hint), value: Boolean(field.value && field.localName !== 'select'),
  });
}
// Boxes to tick that a style sheet draws instead of the browser: on the input, in an empty part beside it, or before a label.
const size = (style) => [parseFloat(style.width), parseFloat(style.height)];
const drawsBox = (style) => {
  const [width, height] = size(style);
  const lined = ['Top', 'Right', 'Bottom', 'Left'].some((side) => parseFloat(style[`border${side}Width`]) > 0);
  const solid = (rgba(style.backgroundColor) || [])[3] > 0;
  return width >= 8 && width <= 48 && height >= 8 && height <= 48 && (lined || solid) && style.display !== 'none';
};
const groundOf = (element) => {
  const layers = [];
  for (let up = element; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.backgroundImage !== 'none' || parseFloat(style.opacity) < 1) return null;
    const colour = rgba(style.backgroundColor);
    if (!colour) return null;
    if (colour[3] > 0) layers.push(colour);
    if (colour[3] === 1) return layers;
  }
  return [...layers, [255, 255, 255, 1]];
};
const drawnBox = (input) => {
  const style = getComputedStyle(input);
  const box = input.getBoundingClientRect();
  if (shown(input) && onPage(box) && box.width >= 8 && box.height >= 8 && parseFloat(style.opacity) > 0.05) {
    return style.appearance === 'none' && drawsBox(style) ? {style, around: input.parentElement} : null;
  }
  const label = input.labels && input.labels[0];
  const hosts = [input.nextElementSibling, label, ...(label ? label.querySelectorAll('*') : [])].filter((one) => one && shown(one)).slice(0, 12);
  for (const host of hosts) {
    const own = getComputedStyle(host);
    if (!host.textContent.trim() && host !== input && drawsBox(own)) return {style: own, around: host.parentElement};
    for (const part of ['::before', '::after']) {
      const before = getComputedStyle(host, part);
      if (!/^(none|normal)$/.test(before.content) && drawsBox(before)) return {style: before, around: host};
    }
  }
  return null;
};
const ticks = [];
for (const input of document.querySelectorAll('input[type=checkbox], input[type=radio]')) {
  if (ticks.length >= $most) break;
  if (input.checked || input.indeterminate || disabled(input)) continue;
  const found = drawnBox(input);
  if (!found || found.style.backgroundImage !== 'none' || found.style.boxShadow !== 'none' || found.style.outlineStyle !== 'none') continue;
  const ground = groundOf(found.around);
  if (!ground) continue;
  const lines = ['Top', 'Right', 'Bottom', 'Left'].filter((side) => parseFloat(found.style[`border${side}Width`]) > 0)
    .map((side) => rgba(found.style[`border${side}Color`]));
  ticks.push({selector: path(input), colours: [...lines, rgba(found.style.backgroundColor)].filter(Boolean), ground});
}
const signs = [];
const words = (control) => {
  for (const node of [control, ...control.querySelectorAll('*')].slice(0, 60)) {
    if (node instanceof SVGElement) continue;
    const box = node.getBoundingClientRect();
    if (box.width <= 2 || box.height <= 2 || !shown(node)) continue;
    const style = getComputedStyle(node);
    if (style.clipPath !== 'none' || style.clip !== 'auto' || parseFloat(style.textIndent) < -99 || parseFloat(style.fontSize) < 1) continue;
    for (const child of node.childNodes) if (child.nodeType === 3 && /[\p{L}\p{N}]/u.test(child.data) && !/^[\ue000-\uf8ff\s]*$/.test(child.data)) return true;
    if (/^(input|select|textarea)$/.test(node.localName) && node !== control) return true;
  }
  return false;
};
for (const control of document.querySelectorAll('button, a[href], [role=button], summary, input[type=image], input[type=submit], input[type=button]')) {
  if (signs.length >= $most) break;
  const box = control.getBoundingClientRect();
  if (!shown(control) || box.width < 8 || box.height < 8 || box.width > 96 || box.height > 96 || !onPage(box)) continue;
  if (disabled(control) || !faded(control) || words(control)) continue;
  if (control.localName === 'input' && control.type !== 'image' && control.value.trim()) continue;
  // Marks of other services are theirs: a logotype has no contrast to keep.
  if (control.localName === 'a' && control.host !== location.host) continue;
  // The sign itself, without the line around the control.
  const inner = [...control.querySelectorAll('svg, img, i, canvas')].find((one) => one.getBoundingClientRect().width > 4 && shown(one));
  const style = getComputedStyle(control);
  const edge = Math.max(...['Top', 'Right', 'Bottom', 'Left'].map((side) => parseFloat(style[`border${side}Width`]))) + 1;
  const area = inner
    ? inner.getBoundingClientRect()
    : new DOMRect(box.x + edge, box.y + edge, Math.max(1, box.width - 2 * edge), Math.max(1, box.height - 2 * edge));
  signs.push({selector: path(control), box: rounded(area)});
}
// Words that a style sheet puts in: they are in no text of the page.
const styled = [];
for (const element of every.slice(0, 6000)) {
  if (styled.length >= $most) break;
  for (const part of ['::before', '::after']) {
    const style = getComputedStyle(element, part);
    const said = /^"((?:[^"\\]|\\.)*)"/.exec(style.content);
    if (!said || !/[\p{L}\p{N}]{2}/u.test(said[1]) || style.display === 'none' || style.visibility !== 'visible') continue;
    if (/^[\ue000-\uf8ff]+$/.test(said[1]) || !shown(element) || parseFloat(style.fontSize) < 1) continue;
    styled.push({selector: path(element), part, text: said[1].slice(0, 100)});
  }
}
return {texts, fields, ticks, signs, styled};
