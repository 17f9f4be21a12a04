// Points away from a handle where a plain click could set the value: on what it is drawn along, or on itself where it
// is the bar that holds the handle.
const handle = auditorAt($selector);
const rail = handle && handle.parentElement;
if (!rail) return [];
const own = handle.getBoundingClientRect();
const box = rail.getBoundingClientRect();
const inView = ([x, y]) => x > 0 && x < innerWidth && y > 0 && y < innerHeight;
const found = [];
if (box.width >= own.width + 20 && box.width <= 900) {
  const left = own.x - box.x;
  found.push([left > box.width / 2 ? box.x + left / 3 : own.right + (box.right - own.right) / 2, box.y + box.height / 2]);
}
if (own.width >= 60) {
  const knob = [...handle.querySelectorAll('*')].slice(0, 50).map((one) => one.getBoundingClientRect())
    .filter((one) => one.width > 2 && one.width < own.width / 2).pop();
  const right = knob && knob.x + knob.width / 2 > own.x + own.width / 2;
  found.push([own.x + own.width * (right ? 0.2 : 0.8), own.y + own.height / 2]);
}
return found.filter(inView);
