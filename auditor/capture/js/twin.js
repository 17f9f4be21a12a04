// Where else the focus of an element may be drawn: its labels, its neighbours and what is around it, for fields that
// are transparent or clipped while something beside them is seen. One box for all of them, or null.
let at = document.activeElement;
while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
if (!at || at === document.body) return null;
const seen = (element) => {
  if (!element || element === at || element === document.body || element === document.documentElement) return null;
  const box = element.getBoundingClientRect();
  const shown = element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  return shown && box.width > 1 && box.height > 1 ? element : null;
};
const beside = [
  ...(at.labels || []), at.closest('label'), at.nextElementSibling, at.previousElementSibling, at.parentElement,
].filter(seen).slice(0, 8);
if (!beside.length) return null;
beside[0].scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
let found = null;
for (const element of beside) {
  const {left, top, right, bottom} = element.getBoundingClientRect();
  const all = found
    ? [Math.min(found[0], left), Math.min(found[1], top), Math.max(found[2], right), Math.max(found[3], bottom)]
    : [left, top, right, bottom];
  if (all[2] - all[0] <= $width && all[3] - all[1] <= $height) found = all;
}
return found && [found[0] + scrollX, found[1] + scrollY, found[2] - found[0], found[3] - found[1]];
