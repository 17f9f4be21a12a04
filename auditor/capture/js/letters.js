// Pictures of the page that may hold letters: where each stands, how large its file is, and how to get at its pixels.
// `url`: the file that the browser loaded. Without one, or where only a part of it is shown, `crop`: as it stands on the page.
const found = [];
let beyond = 0;
const note = (element, kind, box, url, natural, crop, said = '') => {
  if (!box) return;
  if (found.length >= $most) {
    beyond += 1;
    return;
  }
  found.push({selector: path(element), kind, box, url: url || '', natural, crop, ...(said ? {said} : {})});
};
const vector = (url) => /^data:image\/svg|\.svgz?([?#]|$)/i.test(url);
const drawing = /url\("((?:[^"\\]|\\.)+)"\)/;
const unescaped = (text) => text.replace(/\\(.)/g, '$1');
const sizes = new Map();
const sizeOf = (url) => {
  if (!sizes.has(url)) {
    sizes.set(url, new Promise((resolve) => {
      const image = new Image();
      const end = setTimeout(() => resolve([0, 0]), $wait);
      image.onload = () => (clearTimeout(end), resolve([image.naturalWidth, image.naturalHeight]));
      image.onerror = () => (clearTimeout(end), resolve([0, 0]));
      image.src = url;
    }));
  }
  return sizes.get(url);
};
const shown = (element) =>
  !element.checkVisibility || element.checkVisibility({opacityProperty: true, visibilityProperty: true});
const px = (value) => parseFloat(value) || 0;

// The page's elements with where their document begins, those in frames of its own origin too.
let frames = 0;
function* everything(doc, dx, dy) {
  for (const element of doc.body ? doc.body.getElementsByTagName('*') : []) {
    yield [element, dx, dy];
    if (element.localName !== 'iframe' && element.localName !== 'frame') continue;
    let inner = null;
    try {
      inner = element.contentDocument;
    } catch {
      // Of another origin.
    }
    if (!inner || frames >= $frames || !shownBox(element)) continue;
    frames += 1;
    const [box, style] = [element.getBoundingClientRect(), getComputedStyle(element)];
    yield* everything(
      inner,
      dx + box.x + element.clientLeft + px(style.paddingLeft),
      dy + box.y + element.clientTop + px(style.paddingTop),
    );
  }
}

// Whether the letters of the page stand over a background: then what is seen there is not the picture alone.
const isBare = (element) => !`${element.innerText || ''}${element.value || ''}${element.placeholder || ''}`.trim();
const ofBackground = async (element, style, box, room, url) => {
  const natural = await sizeOf(url);
  const whole = style.backgroundSize === 'auto' && (natural[0] > 1.2 * room.width || natural[1] > 1.2 * room.height);
  if ((whole || vector(url)) && !isBare(element)) return;
  note(element, 'background', box, url, natural, whole || vector(url));
};
// What a style sheet puts before or after an element: a picture of its own, or a box with a background.
const ofPart = async (element, part, style, rect, dx, dy) => {
  if (style.content === 'none' || style.content === 'normal' || style.display === 'none') return;
  if (style.visibility !== 'visible' || style.opacity === '0' || !shown(element)) return;
  const content = drawing.exec(style.content);
  const drawn = content || drawing.exec(style.backgroundImage);
  if (!drawn) return;
  const url = unescaped(drawn[1]);
  const natural = await sizeOf(url);
  // A box in a line of text has no width of its own: with nothing in it, none at all.
  const [width, height] = [px(style.width) || (content && natural[0]), px(style.height) || (content && natural[1])];
  if (width < 24 || height < 10) return;
  // Where it is set by itself its place is known; otherwise it stands in its element.
  const placed = style.position === 'absolute' && getComputedStyle(element).position !== 'static';
  const x = rect.x + dx + scrollX + (placed ? element.clientLeft + px(style.left) : 0);
  const y = rect.y + dy + scrollY + (placed ? element.clientTop + px(style.top) : 0);
  const box = [x, y, width, height].map(Math.round);
  if (box[0] + width <= 0) return;
  const said = /\/ "((?:[^"\\]|\\.)*)"/.exec(style.content);
  if (content) note(element, 'background', box, url, natural, vector(url), said ? unescaped(said[1]) : '');
  else await ofBackground(element, style, box, {width, height}, url);
};

let looked = 0;
for (const [element, dx, dy] of everything(document, 0, 0)) {
  const name = element.localName;
  const rect = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const drawn = drawing.exec(style.backgroundImage);
  const own = shownBox(element);
  const box = own && [own[0] + Math.round(dx), own[1] + Math.round(dy), own[2], own[3]];
  if (name === 'img' && element.complete && element.naturalWidth) {
    // Of a picture that is cut to its box only the part that is seen is read.
    const [w, h] = [element.naturalWidth, element.naturalHeight];
    const cut = style.objectFit === 'cover' || style.objectFit === 'none'
      ? Math.abs(w / h / (rect.width / rect.height) - 1) > 0.15 : false;
    note(element, 'img', box, element.currentSrc, [w, h], cut || vector(element.currentSrc));
  } else if (name === 'input' && element.type === 'image') {
    note(element, 'input', box, element.src, [0, 0], vector(element.src));
  } else if ((name === 'object' || name === 'embed') && /^image\//.test(element.type)) {
    const url = element.data || element.src;
    note(element, 'object', box, url, [0, 0], vector(url));
  } else if (name === 'video' && element.poster && element.paused) {
    note(element, 'poster', box, element.poster, [0, 0], false);
  } else if (name === 'canvas' && rect.width >= 60) {
    note(element, 'canvas', box, '', [0, 0], true);
  } else if (name === 'svg' && !element.parentElement.closest('svg') && rect.width >= 60 && rect.height >= 16
      && !element.querySelector('text')) {
    note(element, 'svg', box, '', [0, 0], true);
  }
  if (drawn && rect.width >= 24 && rect.height >= 10) await ofBackground(element, style, box, rect, unescaped(drawn[1]));
  if ((looked += 1) > $parts) continue;
  for (const part of ['::before', '::after']) {
    await ofPart(element, part, getComputedStyle(element, part), rect, dx, dy);
  }
}
// Text of the page that stands before or behind a drawing is seen with it, and is not drawn by it.
const cropped = found.filter((one) => one.crop);
if (cropped.length) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let left = $parts; left > 0 && walker.nextNode(); left -= 1) {
    if (!walker.currentNode.data.trim() || !shown(walker.currentNode.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const rect of [...range.getClientRects()].slice(0, 50)) {
      const [x, y] = [rect.x + scrollX, rect.y + scrollY];
      for (const one of cropped) {
        const [left, top, width, height] = one.box;
        const meets = x < left + width && left < x + rect.width && y < top + height && top < y + rect.height;
        if (meets && rect.width && (one.texts ||= []).length < 100) {
          one.texts.push([x - left, y - top, rect.width, rect.height].map(Math.round));
        }
      }
    }
  }
}
for (const one of found) {
  if (!one.natural[0] && one.url && !one.crop) one.natural = await sizeOf(one.url);
}
return {images: found, beyond};
