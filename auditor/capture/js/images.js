// Images large enough to hold text, the rows of letter-like shapes in those whose pixels may be read, and their plain areas.
// An <img> is drawn as it stands; only a background or an image button is asked for again, from the cache.
const seen = new Map();
const found = [];
const ready = new Map();
// A sign alone in a cell of a table with headers is what the cell says, however small it is; corners of a layout are not.
let signs = 0;
const celled = (element) => {
  const cell = element.parentElement && element.parentElement.closest('td, dd');
  return cell && !cell.textContent.trim() && (cell.localName === 'dd' || (cell.closest('table') && cell.closest('table').querySelector('th')));
};
const sign = (element, kind) => kind === 'background' && signs < 20 && celled(element) && ++signs;
const note = (element, url, kind) => {
  if (!url || found.length >= $most) return;
  const box = shownBox(element, sign(element, kind) ? 10 : 24);
  if (!box) return;
  found.push({selector: path(element), kind, url, box});
  if (kind === 'img' && element.complete && !ready.has(url)) ready.set(url, element);
};
const background = /^url\("(.+?)"\)/;
for (const element of document.body ? document.body.getElementsByTagName('*') : []) {
  if (found.length >= $most) break;
  if (element.localName === 'img') note(element, element.currentSrc, 'img');
  else if (element.localName === 'input' && element.type === 'image') note(element, element.src, 'input');
  else if (element.localName === 'object' && /^image\//.test(element.type)) note(element, element.data, 'object');
  const drawn = background.exec(getComputedStyle(element).backgroundImage);
  if (drawn) note(element, drawn[1], 'background');
}

const load = (url) =>
  new Promise((resolve) => {
    const image = new Image();
    const end = setTimeout(() => resolve('late'), $wait);
    image.onload = () => (clearTimeout(end), resolve(image));
    image.onerror = () => (clearTimeout(end), resolve(null));
    image.src = url;
  });

// Lightness of each pixel on white, in a size where letters have some ten pixels.
const lightness = (image) => {
  const [w, h] = [image.naturalWidth, image.naturalHeight];
  if (!w || !h || w < 16 || h < 8) return null;
  const scale = Math.min(640 / w, 640 / h, w < 200 ? 3 : 1);
  const [width, height] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  const {data} = context.getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i += 1) {
    grey[i] = (data[4 * i] * 299 + data[4 * i + 1] * 587 + data[4 * i + 2] * 114) / 1000;
  }
  return {grey, data, width, height};
};

// Otsu's threshold, and which part of the variance two plain colours explain.
const split = (grey) => {
  const counts = new Float64Array(256);
  for (const value of grey) counts[value] += 1;
  const total = grey.length;
  let [sum, squares] = [0, 0];
  counts.forEach((count, value) => ((sum += count * value), (squares += count * value * value)));
  const variance = squares / total - (sum / total) ** 2;
  let [best, at, below, belowSum] = [0, 0, 0, 0];
  for (let value = 0; value < 255; value += 1) {
    below += counts[value];
    belowSum += value * counts[value];
    if (!below || below === total) continue;
    const gap = belowSum / below - (sum - belowSum) / (total - below);
    const between = (below / total) * (1 - below / total) * gap * gap;
    if (between > best) [best, at] = [between, value];
  }
  return {at, explained: variance ? best / variance : 0};
};

// Boxes of connected shapes of one of the two colours. Plain loops: this visits every pixel.
const shapes = (grey, threshold, dark, width, height) => {
  const mask = new Uint8Array(width * height);
  for (let i = 0; i < mask.length; i += 1) mask[i] = grey[i] <= threshold === dark ? 1 : 0;
  const stack = new Int32Array(width * height);
  const boxes = [];
  for (let start = 0; start < mask.length && boxes.length < 3000; start += 1) {
    if (!mask[start]) continue;
    let top = 1, area = 0, left = width, right = 0, low = height, high = 0;
    stack[0] = start;
    mask[start] = 0;
    while (top) {
      top -= 1;
      const at = stack[top];
      const y = (at / width) | 0;
      const x = at - y * width;
      area += 1;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < low) low = y;
      if (y > high) high = y;
      const x0 = x > 0 ? -1 : 0, x1 = x < width - 1 ? 1 : 0;
      const y0 = y > 0 ? -1 : 0, y1 = y < height - 1 ? 1 : 0;
      for (let dy = y0; dy <= y1; dy += 1) {
        for (let dx = x0; dx <= x1; dx += 1) {
          const next = at + dy * width + dx;
          if (!mask[next]) continue;
          mask[next] = 0;
          stack[top] = next;
          top += 1;
        }
      }
    }
    boxes.push({x: left, y: low, w: right - left + 1, h: high - low + 1, area});
  }
  return boxes;
};

// Letters stand beside each other at one height, about as tall, with small gaps.
const lines = (boxes, height) => {
  const letters = boxes
    .filter(({w, h, area}) => h >= 6 && h < height * 0.9 && w < 4 * h && area > 0.12 * w * h && area < 0.9 * w * h)
    .sort((a, b) => a.x - b.x);
  const found = [];
  for (const one of letters) {
    const line = found.find((before) => {
      const last = before[before.length - 1];
      const overlap = Math.min(last.y + last.h, one.y + one.h) - Math.max(last.y, one.y);
      const small = Math.min(last.h, one.h);
      return overlap > small / 2 && Math.max(last.h, one.h) < 2.2 * small && one.x - last.x - last.w < 1.2 * last.h;
    });
    if (line) line.push(one);
    else found.push([one]);
  }
  return found.filter((line) => line.length > 2 && level(line) && varied(line));
};
// Kana and kanji are of several strokes: those that one square of a letter's size holds are one letter.
const letters = (boxes, size) => {
  const parts = boxes.filter(({w, h}) => h <= 1.2 * size && w <= 1.2 * size && (w > 1 || h > 1)).sort((a, b) => a.x - b.x);
  const made = [];
  for (const one of parts) {
    let home = null;
    for (let i = made.length - 1; i >= 0 && i >= made.length - 40; i -= 1) {
      const known = made[i];
      const [x, y] = [Math.min(known.x, one.x), Math.min(known.y, one.y)];
      const [w, h] = [Math.max(known.x + known.w, one.x + one.w) - x, Math.max(known.y + known.h, one.y + one.h) - y];
      if (w > 1.1 * size || h > 1.15 * size) continue;
      home = known;
      Object.assign(known, {x, y, w, h, area: known.area + one.area});
      break;
    }
    if (!home) made.push({...one});
  }
  return made.filter(({w, h}) => h >= 0.55 * size && w >= 0.15 * size);
};
const rows = (boxes, height) => {
  let best = lines(boxes, height);
  const count = (found) => found.reduce((sum, line) => sum + line.length, 0);
  for (const size of [9, 12, 16, 21, 28, 37, 50, 66, 90]) {
    if (size > height) break;
    const found = lines(letters(boxes, size), height * 1.2);
    if (found.length && count(found) * size > 1.2 * count(best) * (best.size || 0) && even(found, size)) {
      best = found;
      best.size = size;
    }
  }
  return best;
};
// Letters fill the square they stand in, most of them: blots that only happen to fit into it do not.
const even = (found, size) => {
  const all = found.flat();
  return all.filter(({w, h}) => h > 0.7 * size && w > 0.4 * size).length >= 0.6 * all.length;
};
// Letters are of different shapes; a row of lanterns, windows or dots is one shape again and again.
const varied = (line) => {
  const areas = line.map(({area}) => area).sort((a, b) => a - b);
  const [low, high] = [areas[Math.floor(areas.length * 0.2)], areas[Math.ceil(areas.length * 0.8) - 1]];
  return high - low > 0.08 * areas[areas.length >> 1];
};
// A chain of blots climbs and falls; a row of letters stays within little more than one letter's height.
const level = (line) => {
  const heights = line.map(({h}) => h).sort((a, b) => a - b);
  const low = Math.min(...line.map(({y}) => y));
  const high = Math.max(...line.map(({y, h}) => y + h));
  const first = line[0], last = line[line.length - 1];
  return high - low < 2 * heights[heights.length >> 1] && last.x + last.w - first.x > 1.5 * (high - low);
};

// The colours of letters and of what they stand on: the middle of the darker and of the lighter tenth in their boxes.
const colours = (found, {grey, data, width}) => {
  const inside = [];
  for (const {x, y, w, h} of found.flat().slice(0, 60)) {
    for (let row = y; row < y + h; row += 1) {
      for (let at = row * width + x; at < row * width + x + w; at += 1) inside.push(at);
    }
  }
  if (inside.length < 20) return {};
  inside.sort((one, other) => grey[one] - grey[other]);
  const rgb = (at) => [data[4 * at], data[4 * at + 1], data[4 * at + 2]];
  return {dark: rgb(inside[Math.floor(inside.length * 0.05)]), light: rgb(inside[Math.floor(inside.length * 0.95)])};
};
// Plain areas of one colour each, as drawings and charts have them: how many there are, the contrast of those that
// touch without a line between them, and whether small squares of the same colours stand apart as a legend does.
const areas = ({data, width, height}) => {
  const keys = new Uint32Array(width * height);
  const counts = new Map();
  for (let i = 0; i < keys.length; i += 1) {
    keys[i] = (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2];
    counts.set(keys[i], (counts.get(keys[i]) || 0) + 1);
  }
  const ranked = [...counts].filter(([, count]) => count > 0.01 * keys.length).sort((a, b) => b[1] - a[1]).slice(0, 14);
  const covered = ranked.reduce((sum, [, count]) => sum + count, 0) / keys.length;
  if (ranked.length < 3 || covered < 0.6) return {};
  const flat = ranked.map(([key]) => key).slice(1);
  const index = new Map(flat.map((key, i) => [key, i]));
  const touch = new Map();
  for (const far of [2, 2 * width]) {
    for (let i = 0; i + far < keys.length; i += 1) {
      const [one, other] = [index.get(keys[i]), index.get(keys[i + far])];
      if (one === undefined || other === undefined || one === other) continue;
      const pair = one < other ? one * 16 + other : other * 16 + one;
      touch.set(pair, (touch.get(pair) || 0) + 1);
    }
  }
  const linear = (value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = flat.map((key) =>
    0.2126 * linear(key >> 16) + 0.7152 * linear((key >> 8) & 255) + 0.0722 * linear(key & 255));
  const touching = [...touch].filter(([, count]) => count > 12).map(([pair]) => {
    const [low, high] = [light[pair >> 4], light[pair & 15]].sort((a, b) => a - b);
    return Math.round((100 * (high + 0.05)) / (low + 0.05)) / 100;
  });
  const squares = flat.map((key) => {
    const mask = Uint8Array.from(keys, (value) => (value === key ? 0 : 255));
    return shapes(mask, 0, true, width, height).filter(
      ({w, h, area}) => w >= 5 && w < width / 8 && Math.abs(w - h) <= 0.3 * Math.max(w, h) && area > 0.85 * w * h);
  });
  const legend = squares.filter((own) => own.some(({w, x}) => squares.filter((others) => others !== own &&
    others.some((one) => Math.abs(one.w - w) <= 2 && (Math.abs(one.x - x) <= 2 || one.x > x + w))).length > 1)).length;
  return {flats: flat.length, touching: touching.sort((a, b) => a - b).slice(0, 10), legend};
};
const measured = async (url) => {
  const image = ready.get(url) || (await load(url));
  if (!image) return {error: 'load'};
  if (image === 'late') return {error: 'late'};
  try {
    const picture = lightness(image);
    if (!picture) return {error: 'small'};
    const {grey, width, height} = picture;
    const {at, explained} = split(grey);
    const read = (dark) => rows(shapes(grey, at, dark, width, height), height);
    const longest = (found) => Math.max(0, ...found.map((line) => line.length));
    const [best] = [read(true), read(false)].sort((a, b) => longest(b) - longest(a));
    return {
      explained: Math.round(explained * 100) / 100,
      rows: best.map((line) => line.length).sort((a, b) => b - a).slice(0, 20),
      ...(best.length ? colours(best, picture) : {}), ...areas(picture),
    };
  } catch (error) {
    return {error: error.name === 'SecurityError' ? 'foreign' : 'read'};
  }
};
for (const one of found) {
  if (!seen.has(one.url)) {
    seen.set(one.url, await measured(one.url));
  }
  Object.assign(one, seen.get(one.url));
  one.url = one.url.slice(0, 300);
}
return {images: found};
