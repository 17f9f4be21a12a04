// Links and buttons with text, one of each look, whose colours are asked for again under the pointer and with the focus.
const MOST = $most;
const fold = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 80);
const seen = (one) => {
  const box = one.getBoundingClientRect();
  return box.width > 4 && box.height > 4 && one.checkVisibility({visibilityProperty: true, opacityProperty: true});
};
const chosen = new Map();
for (const one of [...document.querySelectorAll('a[href], button, summary, [role=button], [role=tab], input[type=submit]')].slice(0, 1500)) {
  if (chosen.size >= MOST) break;
  let key = '';
  for (let up = one, depth = 0; up && depth < 4; up = up.parentElement, depth += 1) key += `${up.localName}.${up.className} `;
  if (!chosen.has(key) && seen(one) && (fold(one.innerText || one.value || ''))) chosen.set(key, one);
}
const elements = [...chosen.values()];
globalThis.auditorStates = () => elements.map((one) => {
  // What is written in it may be coloured by itself.
  const inner = [one, ...one.querySelectorAll('*')].find((part) =>
    [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) || one;
  const style = getComputedStyle(inner);
  return {color: style.color, ground: ground(inner), size: parseFloat(style.fontSize), bold: Number(style.fontWeight) >= 700};
});
return elements.map((one) => ({selector: path(one), name: fold(one.innerText || one.value || '')}));
