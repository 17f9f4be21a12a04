// A point on what a handle is drawn along, away from the handle: where a plain click could set the value.
const handle = auditorAt($selector);
const rail = handle && handle.parentElement;
if (!rail) return null;
const own = handle.getBoundingClientRect();
const box = rail.getBoundingClientRect();
if (box.width < own.width + 20 || box.width > 900) return null;
const y = box.y + box.height / 2;
const left = own.x - box.x;
const x = left > box.width / 2 ? box.x + left / 3 : own.right + (box.right - own.right) / 2;
return x > 0 && x < innerWidth && y > 0 && y < innerHeight ? [x, y] : null;
