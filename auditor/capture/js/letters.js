// Pictures of the page that may hold letters: where each stands, how large its file is, and how to get at its pixels.
// `url`: the file that the browser loaded. Without one, or where only a part of it is shown, `crop`: as it stands on the page.
const found = [];
let beyond = 0;
const note = (element, kind, url, natural, crop) => {
  const box = shownBox(element);
  if (!box) return;
  if (found.length >= $most) {
    beyond += 1;
    return;
  }
  found.push({selector: path(element), kind, box, url: url || '', natural, crop});
};
const vector = (url) => /^data:image\/svg|\.svgz?([?#]|$)/i.test(url);
const background = /url\("((?:[^"\\]|\\.)+)"\)/;
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
for (const element of document.body ? document.body.getElementsByTagName('*') : []) {
  const name = element.localName;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const drawn = background.exec(style.backgroundImage);
  if (name === 'img' && element.complete && element.naturalWidth) {
    // Of a picture that is cut to its box only the part that is seen is read.
    const [w, h] = [element.naturalWidth, element.naturalHeight];
    const cut = style.objectFit === 'cover' || style.objectFit === 'none'
      ? Math.abs(w / h / (box.width / box.height) - 1) > 0.15 : false;
    note(element, 'img', element.currentSrc, [w, h], cut || vector(element.currentSrc));
  } else if (name === 'input' && element.type === 'image') {
    note(element, 'input', element.src, [0, 0], vector(element.src));
  } else if ((name === 'object' || name === 'embed') && /^image\//.test(element.type)) {
    const url = element.data || element.src;
    note(element, 'object', url, [0, 0], vector(url));
  } else if (name === 'video' && element.poster && element.paused) {
    note(element, 'poster', element.poster, [0, 0], false);
  } else if (name === 'canvas' && box.width >= 60) {
    note(element, 'canvas', '', [0, 0], true);
  } else if (name === 'svg' && !element.parentElement.closest('svg') && box.width >= 60 && box.height >= 16
      && !element.querySelector('text')) {
    note(element, 'svg', '', [0, 0], true);
  }
  if (drawn && box.width >= 24 && box.height >= 10) {
    const url = drawn[1].replace(/\\(.)/g, '$1');
    const natural = await sizeOf(url);
    const whole = style.backgroundSize === 'auto'
      && (natural[0] > 1.2 * box.width || natural[1] > 1.2 * box.height);
    const bare = !`${element.innerText || ''}${element.value || ''}${element.placeholder || ''}`.trim();
    // With letters of the page over it, what stands there is not the picture alone.
    if ((whole || vector(url)) && !bare) continue;
    note(element, 'background', url, natural, whole || vector(url));
  }
}
for (const one of found) {
  if (!one.natural[0] && one.url && !one.crop) one.natural = await sizeOf(one.url);
}
return {images: found, beyond};
