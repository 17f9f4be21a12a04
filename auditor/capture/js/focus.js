// Where the focus is, or null when it is on nothing.
let at = document.activeElement;
while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
if (!at || at === document.body || at === document.documentElement) return null;
const box = at.getBoundingClientRect();
const style = getComputedStyle(at);
const top = at.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
const over = top && top !== at && !at.contains(top) && !top.contains(at);
const label = at.labels && at.labels[0] ? at.labels[0].textContent : '';
const name = at.getAttribute('aria-label') || label || at.textContent || at.getAttribute('alt') || at.title;
const shown = at.checkVisibility
  ? at.checkVisibility({opacityProperty: true, visibilityProperty: true})
  : true;
return {
  selector: path(at),
  tag: at.localName,
  role: at.getAttribute('role') || '',
  tabindex: at.tabIndex,
  name: (name || '').replace(/\s+/g, ' ').trim().slice(0, 100),
  box: [box.x + scrollX, box.y + scrollY, box.width, box.height],
  visible: shown && box.width > 0 && box.height > 0,
  covered: over ? path(top) : null,
  outline: [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow],
};
