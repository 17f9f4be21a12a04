// The page as it is at the greatest zoom that people read at: text that has not grown, and what fixed parts leave free.
await new Promise((done) => setTimeout(done, 250));
const {shown, later, stuck, width} = globalThis.auditorAdapt;
const lost = await later();
const zoom = width / innerWidth;
// Scrolled a little, for bars that stick only then.
scrollTo(0, 600);
await new Promise((done) => setTimeout(done, 100));
const covered = new Set();
const bars = [];
for (const element of [...document.querySelectorAll('body *')].slice(0, 20000)) {
  const {position, visibility, pointerEvents} = getComputedStyle(element);
  if (!/^(fixed|sticky)$/.test(position) || visibility !== 'visible' || !shown(element)) continue;
  const box = element.getBoundingClientRect();
  const across = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
  const [top, bottom] = [Math.max(0, Math.round(box.top)), Math.min(innerHeight, Math.round(box.bottom))];
  if (across < innerWidth * 0.6 || bottom - top < 8 || (position === 'sticky' && box.top > 1 && box.bottom < innerHeight - 1)) continue;
  if (pointerEvents === 'none' && !element.textContent.trim()) continue;
  if (bars.length < $most) bars.push({selector: path(element), height: bottom - top, text: element.textContent.trim().length});
  for (let y = top; y < bottom; y += 1) covered.add(y);
}
scrollTo(0, 0);
return {
  ...lost, zoom, stuck: stuck(zoom, 1.8), bars, covered: Math.round((100 * covered.size) / innerHeight) / 100,
  scrolls: document.documentElement.scrollHeight > innerHeight * 1.5,
};
