// Names an element by its place: a CSS path; shadow roots, and frames of the page's own origin, are joined with " >>> ".
const step = (element) => {
  const name = CSS.escape(element.localName);
  const parent = element.parentNode;
  if (!parent || !parent.children) return name;
  const same = [...parent.children].filter((other) => other.localName === element.localName);
  return same.length > 1 ? `${name}:nth-of-type(${same.indexOf(element) + 1})` : name;
};
const path = (element) => {
  const parts = [];
  for (let at = element; at && at.nodeType === 1 && parts.length < 100; at = at.parentNode) {
    parts.unshift(step(at));
    if (at.parentNode instanceof ShadowRoot) return `${path(at.parentNode.host)} >>> ${parts.join(' > ')}`;
  }
  const view = element.ownerDocument.defaultView;
  const frame = view && view !== window ? view.frameElement : null;
  return frame ? `${path(frame)} >>> ${parts.join(' > ')}` : parts.join(' > ');
};
