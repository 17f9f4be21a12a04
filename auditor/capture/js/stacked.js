// How far down, in pixels, one of a column of like parts is drawn to come past the next; 0 for what is in no column.
const element = auditorAt($selector);
for (let one = element, step = 0; one && one.parentElement && step < 4; one = one.parentElement, step += 1) {
  const next = one.nextElementSibling;
  if (!next || next.localName !== one.localName) continue;
  const [own, other] = [one.getBoundingClientRect(), next.getBoundingClientRect()];
  if (own.height < 8 || other.height < 8 || other.height > 300) continue;
  const below = other.top >= own.bottom - 2 && Math.abs(other.left - own.left) < own.width / 2;
  if (below && Math.abs(own.height - other.height) < 0.5 * own.height) return Math.round(other.bottom - own.top - own.height / 4);
}
return 0;
