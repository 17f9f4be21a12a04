// Images large enough to hold text, and the rows of letter-like shapes in those whose pixels may be read.
// An <img> is drawn as it stands; only a background or an image button is asked for again, from the cache.
const seen = new Map();
const shownBox = (element) => {
  const box = element.getBoundingClientRect();
  const shown = element.checkVisibility
    ? element.checkVisibility({opacityProperty: true, visibilityProperty: true})
    : true;
  if (!shown || box.width < 24 || box.height < 10 || box.right + scrollX <= 0) return null;
  return [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round);
};
const found = [];
const ready = new Map();
const note = (element, url, kind) => {
  if (!url || found.length >= $most) return;
  const box = shownBox(element);
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
  return {grey, width, height};
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
const rows = (boxes, height) => {
  const letters = boxes
    .filter(({w, h, area}) => h >= 6 && h < height * 0.9 && w < 4 * h && area > 0.12 * w * h && area < 0.9 * w * h)
    .sort((a, b) => a.x - b.x);
  const lines = [];
  for (const one of letters) {
    const line = lines.find((before) => {
      const last = before[before.length - 1];
      const overlap = Math.min(last.y + last.h, one.y + one.h) - Math.max(last.y, one.y);
      const small = Math.min(last.h, one.h);
      return overlap > small / 2 && Math.max(last.h, one.h) < 2.2 * small && one.x - last.x - last.w < 1.2 * last.h;
    });
    if (line) line.push(one);
    else lines.push([one]);
  }
  return lines
    .filter((line) => line.length > 2 && level(line))
    .map((line) => line.length)
    .sort((a, b) => b - a);
};
// A chain of blots climbs and falls; a row of letters stays within little more than one letter's height.
const level = (line) => {
  const heights = line.map(({h}) => h).sort((a, b) => a - b);
  const low = Math.min(...line.map(({y}) => y));
  const high = Math.max(...line.map(({y, h}) => y + h));
  const first = line[0], last = line[line.length - 1];
  return high - low < 2 * heights[heights.length >> 1] && last.x + last.w - first.x > 1.5 * (high - low);
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
    const both = [read(true), read(false)].sort((a, b) => (b[0] || 0) - (a[0] || 0));
    return {explained: Math.round(explained * 100) / 100, rows: both[0].slice(0, 20)};
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
