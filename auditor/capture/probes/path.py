"""The script that names an element by its place: a CSS path, shadow roots joined with ` >>> `."""

PATH = """
  const step = element => {
    const parent = element.parentNode;
    if (!parent || !parent.children) return element.localName;
    const same = [...parent.children].filter(other => other.localName === element.localName);
    const name = CSS.escape(element.localName);
    return same.length > 1 ? `${name}:nth-of-type(${same.indexOf(element) + 1})` : name;
  };
  const path = element => {
    const parts = [];
    let at = element;
    for (let depth = 0; at && at.nodeType === 1 && depth < 100; depth++) {
      parts.unshift(step(at));
      const parent = at.parentNode;
      if (parent instanceof ShadowRoot) { return path(parent.host) + ' >>> ' + parts.join(' > '); }
      at = parent;
    }
    return parts.join(' > ');
  };
"""
